package plan

import (
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// Build decides what to do so that guide g is carried out on the machine of f as chosen in c. The guide
// must be valid, as [guide.Load] returns it. The error is a [*ChoiceError] if a choice is missing or
// unknown. A plan that can't run here is returned with its Blockers.
func Build(g *guide.Guide, f Facts, c Choices) (Plan, error) {
	profile, err := ChooseProfile(g, c.Profile)
	if err != nil {
		return Plan{}, err
	}
	recipe, err := ChooseRecipe(g, profile.ID, c.Recipe)
	if err != nil {
		return Plan{}, err
	}
	b := &builder{guide: g, facts: f, choices: c, profile: profile, recipe: recipe}
	b.plan = Plan{
		Guide: g, Origin: c.Origin, Dir: Dir(g, f.OS, c), From: hidePassword(c.From),
		Profile: profile.ID, Recipe: recipe.ID, Practice: c.Practice, os: f.OS,
		Variables: f.Network.Variables(overlay.Project{Yarn: yarnMajor(g)}),
	}
	b.requirements()
	b.clones()
	b.environment()
	b.managed()
	b.provide()
	b.provideVendored()
	b.steps()
	b.verify()
	b.warn()
	b.organisationNotes()
	return b.plan, nil
}

// Dir is the folder of the checkout for the choices.
func Dir(g *guide.Guide, os guide.OS, c Choices) string {
	if c.Dir != "" {
		return c.Dir
	}
	return join(os, c.Work, g.Clone.Directory)
}

// A builder holds what is decided so far.
type builder struct {
	guide   *guide.Guide
	facts   Facts
	choices Choices
	profile guide.Profile
	recipe  guide.Recipe
	plan    Plan
	// python is how the environment is made, once it is chosen.
	python python
	// provided are the requirements that the plan itself fulfils, each by a step.
	provided []Requirement
	// base are the ids of the engine's steps that every step of the author needs.
	base []string
	// lastPip and lastNpm are the newest steps that write into the environment and into the folder of
	// tools: neither program may run twice at the same time in one place.
	lastPip, lastNpm string
}

func (b *builder) add(s Step) {
	if s.Timeout == 0 {
		s.Timeout = defaultTimeout
	}
	s.Estimate = b.estimate(s.ID)
	b.plan.tell(&s)
	b.annotate(&s)
	b.plan.Steps = append(b.plan.Steps, s)
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

// included reports whether a step of the guide belongs to the profile, the recipe and the machine.
func (b *builder) included(st guide.Step) bool {
	return b.serves(st.Profiles) && b.here(st.When) &&
		(len(st.Recipes) == 0 || slices.Contains(st.Recipes, b.recipe.ID))
}

func (b *builder) cloned() bool { return b.facts.Checkout.State == Cloned }

// private is a folder below the engine's own in git's folder, so that no work tree is changed, and
// that what is in it goes when the checkout goes.
func (b *builder) private(name string) string {
	git := b.facts.Checkout.GitDir
	if git == "" {
		git = join(b.facts.OS, b.plan.Dir, ".git")
	}
	return join(b.facts.OS, git, "jupyter-onboard", name)
}

// paths are absolute paths as the glob patterns that only they match.
func (b *builder) paths(absolute ...string) []string {
	out := make([]string, len(absolute))
	for i, p := range absolute {
		out[i] = escapeGlob(b.facts.OS, p)
	}
	return out
}
