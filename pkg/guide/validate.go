package guide

import (
	"fmt"
	"strings"
)

// A validator notes what the types and the checks of single values don't say: names that lead nowhere,
// and fields that exclude each other.
type validator struct {
	d        *decoder
	g        *Guide
	profiles map[string]bool
	recipes  map[string]bool
	steps    map[string]int
	proofs   map[string]bool
	tasks    map[string]bool
}

// validate notes what is wrong with a guide whose every value is right by itself.
func validate(d *decoder, g *Guide) {
	v := &validator{d: d, g: g}
	v.names()
	v.profileChoice()
	v.recipeChoice()
	v.recipeForEach()
	if n := v.g.Node; n != nil && n.Manager.File != "" && n.Manager.Name != Vendored {
		v.note("node.manager.file", "guide/conflict", "only a vendored manager is a file of the repository", `write "name: vendored", or remove "file"`)
	}
	v.environment()
	v.tools()
	if len(g.Steps) > MaxSteps {
		v.note(fmt.Sprintf("steps[%d]", MaxSteps), "guide/too-large",
			fmt.Sprintf("%d steps; a guide has at most %d", len(g.Steps), MaxSteps), "")
		return
	}
	v.stepActions()
	v.stepNeeds()
	v.proofsAndTasks()
	v.references()
	v.adminRights()
	checkSamples(d, g.KnownFailures)
}

// note notes a problem at a path.
func (v *validator) note(path, id, message, suggestion string) {
	v.d.noteAt(path, id, message, suggestion)
}

// unique notes ids that stand twice in a list, and returns all of them.
func (v *validator) unique(where string, n int, id func(int) string) map[string]bool {
	seen := make(map[string]bool, n)
	for i := range n {
		if seen[id(i)] {
			v.note(fmt.Sprintf("%s[%d].id", where, i), "guide/duplicate-id",
				fmt.Sprintf("%s has %q twice", where, id(i)), "")
		}
		seen[id(i)] = true
	}
	return seen
}

// names collects the ids that other parts refer to.
func (v *validator) names() {
	g := v.g
	for name, what := range map[string]string{FailuresFile: "known failures that all guides share", SubprojectsFile: "sub-projects"} {
		if g.ID+".yaml" == name {
			v.note("id", "guide/reserved-id", fmt.Sprintf("%s is the file of %s", name, what), "choose another id")
		}
	}
	v.profiles = v.unique("profiles", len(g.Profiles), func(i int) string { return g.Profiles[i].ID })
	v.recipes = v.unique("recipes", len(g.Recipes), func(i int) string { return g.Recipes[i].ID })
	v.unique("steps", len(g.Steps), func(i int) string { return g.Steps[i].ID })
	v.proofs = v.unique("verify", len(g.Verify), func(i int) string { return g.Verify[i].ID })
	v.tasks = v.unique("tasks", len(g.Tasks), func(i int) string { return g.Tasks[i].ID })
	v.unique("known_failures", len(g.KnownFailures), func(i int) string { return g.KnownFailures[i].ID })
	v.unique("issues.ready", len(g.Issues.Ready), func(i int) string { return g.Issues.Ready[i].ID })
	v.steps = make(map[string]int, len(g.Steps))
	for i, s := range g.Steps {
		v.steps[s.ID] = i
		if reservedStep(s.ID) {
			v.note(fmt.Sprintf("steps[%d].id", i), "guide/reserved-id",
				fmt.Sprintf("%q is the name of one of the engine's own steps", s.ID), "choose another")
		}
	}
}

// reservedStep reports whether a step's id belongs to the engine.
func reservedStep(id string) bool {
	switch id {
	case "clone", "python", "provide", "verify":
		return true
	default:
		return strings.HasPrefix(id, "provide-") || strings.HasPrefix(id, "verify-")
	}
}

// profileChoice checks that one profile is the default.
func (v *validator) profileChoice() {
	first := -1
	for i, p := range v.g.Profiles {
		switch {
		case !p.Default:
		case first >= 0:
			v.note(fmt.Sprintf("profiles[%d].default", i), "guide/default",
				fmt.Sprintf("profiles %q and %q are both the default", v.g.Profiles[first].ID, p.ID), "mark one")
		default:
			first = i
		}
	}
	if first < 0 && len(v.g.Profiles) > 0 {
		v.note("profiles", "guide/default", "no profile is the default", "write \"default: true\" in one")
	}
}

// recipeChoice checks that at most one recipe is the default, and the fields that belong to some kinds only.
func (v *validator) recipeChoice() {
	first := -1
	for i, r := range v.g.Recipes {
		at := fmt.Sprintf("recipes[%d].", i)
		switch {
		case !r.Default:
		case first >= 0:
			v.note(at+"default", "guide/default",
				fmt.Sprintf("recipes %q and %q are both the default", v.g.Recipes[first].ID, r.ID), "mark one")
		default:
			first = i
		}
		if r.File != "" && r.Kind != Conda && r.Kind != Pixi && r.Kind != Devcontainer {
			v.note(at+"file", "guide/conflict", fmt.Sprintf("a recipe of kind %s has no file", r.Kind), "")
		}
		if r.Kind != Conda && r.Packages != nil {
			v.note(at+"packages", "guide/conflict", fmt.Sprintf("a recipe of kind %s has no packages", r.Kind), "")
		}
		if r.Kind != Conda && r.Channels != nil {
			v.note(at+"channels", "guide/conflict", fmt.Sprintf("a recipe of kind %s has no channels", r.Kind), "")
		}
	}
}

// recipeForEach checks that there is a recipe for each profile.
func (v *validator) recipeForEach() {
	for i, p := range v.g.Profiles {
		if len(v.g.RecipesOf(p.ID)) == 0 {
			v.note(fmt.Sprintf("profiles[%d].id", i), "guide/no-recipe", fmt.Sprintf("no recipe is for profile %q", p.ID),
				`name it under "profiles" of a recipe`)
		}
	}
}

// environment checks what needs Python where the guide has none.
func (v *validator) environment() {
	if v.g.Python != nil {
		return
	}
	const id, message, suggestion = "guide/no-python", "needs an environment of Python, and the guide has none", `add "python"`
	for i, s := range v.g.Steps {
		switch {
		case s.Pip != nil:
			v.note(fmt.Sprintf("steps[%d].pip", i), id, "\"pip\" "+message, suggestion)
		case s.Check != nil && (s.Check.Installed != nil || s.Check.Editable != nil):
			v.note(fmt.Sprintf("steps[%d].check", i), id, "this \"check\" "+message, suggestion)
		}
	}
	for i, t := range v.g.Tasks {
		if t.Pip != nil {
			v.note(fmt.Sprintf("tasks[%d].pip", i), id, "\"pip\" "+message, suggestion)
		}
	}
	for i, t := range v.g.Requires {
		if t.Provide != nil && t.Provide.Pip != "" {
			v.note(fmt.Sprintf("requires[%d].provide.pip", i), id, "\"pip\" "+message, suggestion)
		}
	}
}

// tools checks the tools that are required.
func (v *validator) tools() {
	for i, t := range v.g.Requires {
		at := fmt.Sprintf("requires[%d]", i)
		if p := t.Provide; p != nil && (p.Pip == "") == (p.Npm == "") {
			v.note(at+".provide", "guide/exactly-one", `"provide" has exactly one of "pip" and "npm"`, "")
		}
		for j, f := range t.Fixes {
			if f.Run == "" && f.URL == "" {
				v.note(fmt.Sprintf("%s.fixes[%d]", at, j), "guide/exactly-one", `a fix has "run", "url" or both`, "")
			}
		}
	}
}
