package guide

import (
	"os"
	"testing"
	"time"
)

func TestLoadMinimal(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/good/minimal.yaml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := Load("minimal.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Clone.Branch; got != "main" {
		t.Errorf("branch %q", got)
	}
	s := g.Steps[0]
	if s.Timeout.Std() != 30*time.Minute || *s.Retries != 2 || !*s.Network || s.Needs != nil || len(s.Inputs) != 3 {
		t.Errorf("step defaults: %+v", s)
	}
	if len(g.Recipes) != 1 || g.Recipes[0].Kind != Venv || !g.Profiles[0].Default {
		t.Errorf("recipes %+v, profiles %+v", g.Recipes, g.Profiles)
	}
}
