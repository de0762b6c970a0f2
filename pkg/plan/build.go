package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A ChoiceError says that a choice is missing or isn't one of the options.
type ChoiceError struct {
	Question Question
	// Value that isn't an option; empty if the choice is missing.
	Value string
}

// Error implements error.
func (e *ChoiceError) Error() string {
	var names []string
	for _, o := range e.Question.Options {
		names = append(names, o.Value)
	}
	if e.Value == "" {
		return fmt.Sprintf("%s: no answer, and nothing may be guessed; answer with %s: %s",
			e.Question.ID, e.Question.Flag, strings.Join(names, ", "))
	}
	return fmt.Sprintf("%s %q: no such %s; there are: %s", e.Question.Flag, e.Value, e.Question.ID, strings.Join(names, ", "))
}

// Missing reports whether the choice is missing, rather than wrong.
func (e *ChoiceError) Missing() bool { return e.Value == "" }

// Build decides what to do so that guide g is carried out on the machine of f as chosen in c. Its
// error is a [*ChoiceError] if a choice is missing or unknown. A plan that can't run here is returned
// with its Blockers.
func Build(g *guide.Guide, f Facts, c Choices) (Plan, error) {
	profile, err := chooseProfile(g, c.Profile)
	if err != nil {
		return Plan{}, err
	}
	recipe, err := chooseRecipe(g, c.Recipe)
	if err != nil {
		return Plan{}, err
	}
	b := &builder{guide: g, facts: f, choices: c, profile: profile, recipe: recipe}
	b.plan = Plan{
		Guide: g, Origin: c.Origin, Dir: Dir(g, f.OS, c), From: c.From,
		Profile: profile.ID, Recipe: recipe.ID, os: f.OS,
	}
	b.requirements()
	b.clone()
	b.environment()
	b.managed()
	b.provide()
	b.steps()
	b.verify()
	b.warn()
	return b.plan, nil
}

// Dir is the folder of the checkout for the choices.
func Dir(g *guide.Guide, os guide.OS, c Choices) string {
	if c.Dir != "" {
		return c.Dir
	}
	return join(os, c.Work, g.Clone.Directory)
}

type builder struct {
	guide   *guide.Guide
	facts   Facts
	choices Choices
	profile guide.Profile
	recipe  guide.Recipe
	plan    Plan
	// python is the interpreter of the environment, once it is chosen.
	python pythonChoice
	// provided are the requirements that the plan itself fulfils.
	provided []Requirement
	// base are the ids of the engine's steps that every step of the author needs.
	base []string
}

func (b *builder) add(s Step) {
	if s.Timeout == 0 {
		s.Timeout = defaultTimeout
	}
	s.Estimate = b.estimate(s.ID)
	b.plan.Steps = append(b.plan.Steps, s)
}

func chooseProfile(g *guide.Guide, id string) (guide.Profile, error) {
	q := ProfileQuestion(g)
	for _, p := range g.Profiles {
		if p.ID == id || id == "" && (p.Default || len(g.Profiles) == 1) {
			return p, nil
		}
	}
	return guide.Profile{}, &ChoiceError{Question: q, Value: id}
}

// ProfileQuestion asks for the purpose of the set-up.
func ProfileQuestion(g *guide.Guide) Question {
	q := Question{ID: "profile", Text: "What do you want to work on?", Flag: "--profile"}
	for _, p := range g.Profiles {
		q.Options = append(q.Options, Option{Value: p.ID, Title: p.Title})
	}
	return q
}

func chooseRecipe(g *guide.Guide, id string) (guide.Recipe, error) {
	recipes := g.Recipes
	if len(recipes) == 0 {
		recipes = []guide.Recipe{{ID: "venv", Kind: guide.Venv}}
	}
	q := Question{ID: "recipe", Text: "How shall the environment be made?", Flag: "--recipe"}
	for _, r := range recipes {
		q.Options = append(q.Options, Option{Value: r.ID, Title: r.Title})
	}
	if id == "" {
		if i := slices.IndexFunc(recipes, func(r guide.Recipe) bool { return r.Default }); i >= 0 {
			return recipes[i], nil
		}
		return recipes[0], nil
	}
	for _, r := range recipes {
		if r.ID == id {
			return r, nil
		}
	}
	return guide.Recipe{}, &ChoiceError{Question: q, Value: id}
}

// serves reports whether something that names profiles belongs to the chosen one.
func (b *builder) serves(profiles []string) bool {
	return len(profiles) == 0 || slices.Contains(profiles, b.profile.ID)
}

// here reports whether something that names machines is for this one.
func (b *builder) here(w guide.When) bool {
	return (len(w.OS) == 0 || slices.Contains(w.OS, b.facts.OS)) &&
		(len(w.Arch) == 0 || slices.Contains(w.Arch, b.facts.Arch))
}
