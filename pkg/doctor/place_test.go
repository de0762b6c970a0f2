package doctor

import (
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

func TestPlace(t *testing.T) {
	t.Parallel()
	for container, want := range map[string]string{
		"codespaces": "list of ports", "devcontainer": "postCreateCommand", "binder": "push your branch", "wsl": "/mnt/c",
		"kubernetes": "memory", "docker": "volume", "cluster": "interactive job",
	} {
		f, ok := place(plan.Plan{}, plan.Facts{Container: container})
		if !ok || f.Severity != Info || !strings.Contains(f.Why, want) {
			t.Errorf("%s: got %+v, want advice on %q", container, f, want)
		}
	}
	if f, ok := place(plan.Plan{}, plan.Facts{}); ok {
		t.Errorf("on a computer of one's own: %+v", f)
	}
}

func TestRoot(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		facts plan.Facts
		want  Severity
		said  bool
	}{
		{facts: plan.Facts{}},
		{facts: plan.Facts{Container: "docker"}},
		{facts: plan.Facts{Root: true}, want: Warning, said: true},
		{facts: plan.Facts{Root: true, Container: "wsl"}, want: Warning, said: true},
		{facts: plan.Facts{Root: true, Container: "cluster"}, want: Warning, said: true},
		{facts: plan.Facts{Root: true, Container: "docker"}, want: Info, said: true},
		{facts: plan.Facts{Root: true, Container: "devcontainer"}, want: Info, said: true},
	} {
		f, ok := root(plan.Plan{}, tt.facts)
		if ok != tt.said || f.Severity != tt.want {
			t.Errorf("%+v: got %v %+v", tt.facts, ok, f)
		}
	}
}
