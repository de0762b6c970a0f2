package plan_test

import (
	"errors"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const recipeGuide = `schema: 1
id: sample
name: Sample
repo: example-org/sample
subproject: none
summary: A sample.
choose: {areas: [a], skills: [b], kinds: [code], difficulty: 1}
profiles: [{id: docs, title: Pages, default: true}, {id: core, title: Core}]
python: {version: ">=3.10,<3.14", profiles: [docs]}
recipes:
  - {id: venv, kind: venv, profiles: [docs]}
  - {id: conda, kind: conda, file: environment.yml, environment: .conda, profiles: [core]}
steps:
  - {id: build, title: Build, why: It is compiled., run: make, profiles: [core], creates: ["{bin}/core"]}
verify:
  - {id: tests, proves: It runs., run: ./test, expect: passed}
issues:
  claim: {rule: none, says: Nothing is written.}
`

// TestRecipeOfAProfile: each profile has the recipes that are for it, with an environment of their own.
func TestRecipeOfAProfile(t *testing.T) {
	t.Parallel()
	g, err := guide.Load("guide.yaml", []byte(recipeGuide))
	if err != nil {
		t.Fatal(err)
	}
	f := machines()[0].with(g, all)
	f.Tools["conda"] = plan.Program{Path: "/usr/bin/conda", Version: "24.9.2"}
	for _, tt := range []struct{ profile, recipe, chosen, folder, root string }{
		{"", "", "venv", ".venv", "/w/sample/.venv"},
		{"docs", "venv", "venv", ".venv", "/w/sample/.venv"},
		{"core", "", "conda", ".conda", "/w/sample/.conda"},
		{"core", "conda", "conda", ".conda", "/w/sample/.conda"},
	} {
		c := plan.Choices{Work: "/w", Profile: tt.profile, Recipe: tt.recipe}
		p, err := plan.Build(g, f, c)
		if err != nil {
			t.Fatal(err)
		}
		if folder := plan.EnvironmentFolder(g, c); p.Recipe != tt.chosen || p.Environment.Root != tt.root || folder != tt.folder {
			t.Errorf("profile %q, recipe %q: recipe %s in %s (%s); want %s in %s", tt.profile, tt.recipe, p.Recipe, p.Environment.Root, folder, tt.chosen, tt.root)
		}
	}
	_, err = plan.Build(g, f, plan.Choices{Work: "/w", Profile: "core", Recipe: "venv"})
	const want = `--recipe "venv": no such recipe; there are: conda`
	var wrong *plan.ChoiceError
	if !errors.As(err, &wrong) || err.Error() != want {
		t.Errorf("a recipe of another profile: %v; want %s", err, want)
	}
}

// TestEnvironmentOfConda: the Python of an environment that a file describes isn't held to the range of another profile.
func TestEnvironmentOfConda(t *testing.T) {
	t.Parallel()
	g, err := guide.Load("guide.yaml", []byte(recipeGuide))
	if err != nil {
		t.Fatal(err)
	}
	f := machines()[0].with(g, all)
	f.Tools["conda"] = plan.Program{Path: "/usr/bin/conda", Version: "24.9.2"}
	f.Checkout = plan.Checkout{State: plan.Cloned}
	f.Environment = plan.Existing{Maker: "conda", Version: "3.14.0"}
	p, err := plan.Build(g, f, plan.Choices{Work: "/w", Profile: "core"})
	if err != nil {
		t.Fatal(err)
	}
	if b := p.Blockers(); len(b) != 0 {
		t.Errorf("the environment is refused: %+v", b)
	}
}
