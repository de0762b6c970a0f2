package plan_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// TestAnyGuideOnAnyMachine builds plans of random guides for random machines and checks what holds for all.
func TestAnyGuideOnAnyMachine(t *testing.T) {
	t.Parallel()
	const rounds = 500
	built := 0
	for seed := range uint64(rounds) {
		if buildRandom(t, seed) {
			built++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if built < rounds/3 {
		t.Errorf("only %d of %d guides were valid", built, rounds)
	}
}

// TestShippedGuidesOnAnyMachine does so for the guides that come with the program.
func TestShippedGuidesOnAnyMachine(t *testing.T) {
	t.Parallel()
	for id, g := range shipped(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(25) {
				d := newDice(seed)
				f := d.facts()
				c := d.choices(g, f.OS)
				c.Profile = one(d, g.Profiles...).ID
				c.Recipe = one(d, g.RecipesOf(c.Profile)...).ID
				p, err := plan.Build(g, f, c)
				if err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				checkInvariants(t, p)
				checkSecrets(t, p)
			}
		})
	}
}

// FuzzBuild looks for a guide, a machine and choices that break a plan.
func FuzzBuild(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { buildRandom(t, seed) })
}

// buildRandom checks one plan. It reports whether the guide was valid.
func buildRandom(t *testing.T, seed uint64) bool {
	t.Helper()
	d := newDice(seed)
	g, ok := d.guide(t)
	if !ok {
		return false
	}
	f := d.facts()
	c := d.choices(g, f.OS)
	p, err := plan.Build(g, f, c)
	if err != nil {
		t.Errorf("%v", err)
		return true
	}
	checkInvariants(t, p)
	checkSecrets(t, p)
	again, err := plan.Build(g, f, c)
	if diff := cmp.Diff(p.String(), again.String()); err != nil || diff != "" {
		t.Errorf("the same input gives another plan: %v\n%s", err, diff)
	}
	if c.NoFix {
		for _, s := range p.Steps {
			if s.Kind == plan.KindProvide {
				t.Errorf("--no-fix, and %s brings something", s.ID)
			}
		}
	}
	return true
}

// checkSecrets looks for the password in all that is shown of a plan.
func checkSecrets(t *testing.T, p plan.Plan) {
	t.Helper()
	wire, err := json.Marshal(runner.Describe(p, nil))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"the wire form": string(wire), "the text": p.String(), "the requirements": fmt.Sprintf("%+v", p.Requirements),
	} {
		if strings.Contains(text, password) {
			t.Errorf("%s shows a password:\n%s", name, text)
		}
	}
	for _, s := range p.Steps {
		if clone := s.Action.Clone; clone != nil && strings.Contains(clone.URL, password) && len(p.Blockers()) == 0 {
			t.Errorf("nothing stops a clone from %s", clone.URL)
		}
	}
}

func TestChoiceErrors(t *testing.T) {
	t.Parallel()
	d := newDice(1)
	g, ok := d.guide(t)
	for !ok {
		g, ok = d.guide(t)
	}
	var choice *plan.ChoiceError
	if _, err := plan.Build(g, d.facts(), plan.Choices{Profile: "d"}); !errors.As(err, &choice) || choice.Missing() || choice.Question.Flag != "--profile" {
		t.Errorf("an unknown profile: %v", err)
	}
	if _, err := plan.Build(g, d.facts(), plan.Choices{Recipe: "d"}); err == nil && g.Recipes[0].ID != "d" {
		t.Errorf("an unknown recipe: %v", err)
	}
	for i := range g.Profiles {
		g.Profiles[i].Default = false
	}
	if _, err := plan.Build(g, d.facts(), plan.Choices{}); !errors.As(err, &choice) || !choice.Missing() ||
		!strings.Contains(err.Error(), "--profile: a, b, c") {
		t.Errorf("no profile: %v", err)
	}
	if q := plan.ProfileQuestion(g); len(q.Options) != 3 || q.ID != "profile" || q.Options[1] != (plan.Option{Value: "b", Title: "B"}) {
		t.Errorf("the question is %+v", q)
	}
}
