package guide

import (
	"fmt"
	"maps"
	"slices"
)

// references checks that the names in lists exist.
func (v *validator) references() {
	g := v.g
	v.companionNames()
	for i, c := range g.Clone.Companions {
		v.refs(fmt.Sprintf("clone.companions[%d].profiles", i), "profile", c.Profiles, v.profiles)
	}
	if g.Python != nil {
		v.refs("python.profiles", "profile", g.Python.Profiles, v.profiles)
	}
	if g.Node != nil {
		v.refs("node.profiles", "profile", g.Node.Profiles, v.profiles)
	}
	for i, r := range g.Recipes {
		v.refs(fmt.Sprintf("recipes[%d].profiles", i), "profile", r.Profiles, v.profiles)
	}
	for i, t := range g.Requires {
		v.refs(fmt.Sprintf("requires[%d].profiles", i), "profile", t.Profiles, v.profiles)
	}
	for i, s := range g.Steps {
		v.refs(fmt.Sprintf("steps[%d].profiles", i), "profile", s.Profiles, v.profiles)
		v.refs(fmt.Sprintf("steps[%d].recipes", i), "recipe", s.Recipes, v.recipes)
	}
	for i, p := range g.Verify {
		v.refs(fmt.Sprintf("verify[%d].profiles", i), "profile", p.Profiles, v.profiles)
	}
	for i, t := range g.Tasks {
		v.refs(fmt.Sprintf("tasks[%d].profiles", i), "profile", t.Profiles, v.profiles)
	}
	v.refs("pull_request.checks", "task", g.PullRequest.Checks, v.tasks)
	for i, r := range g.Verified {
		at := fmt.Sprintf("verified[%d].", i)
		v.ref(at+"profile", "profile", r.Profile, v.profiles)
		v.ref(at+"recipe", "recipe", r.Recipe, v.recipes)
		v.refs(at+"proved", "entry of verify", r.Proved, v.proofs)
		v.refs(at+"turned_red", "entry of verify", r.TurnedRed, v.proofs)
	}
}

// companionNames checks the companions that steps, proofs and tasks run in.
func (v *validator) companionNames() {
	known := map[string]bool{}
	for _, c := range v.g.Clone.Companions {
		known[c.Directory] = true
	}
	check := func(list string, i int, name string) {
		if name != "" {
			v.ref(fmt.Sprintf("%s[%d].companion", list, i), "companion", name, known)
		}
	}
	for i, s := range v.g.Steps {
		check("steps", i, s.Companion)
	}
	for i, p := range v.g.Verify {
		check("verify", i, p.Companion)
		if p.Companion != "" && (p.Mutation != nil || p.FromCheckout != nil) {
			v.note(fmt.Sprintf("verify[%d].companion", i), "guide/conflict",
				fmt.Sprintf(`proof %q runs in a companion; "mutation" and "from_checkout" are about the checkout`, p.ID), "")
		}
	}
	for i, t := range v.g.Tasks {
		check("tasks", i, t.Companion)
	}
}

// refs checks a list of names. An empty list is refused, since it could mean nothing or everything.
func (v *validator) refs(path, noun string, names []string, known map[string]bool) {
	if names != nil && len(names) == 0 {
		v.note(path, "guide/empty", "the list is empty", "remove the key")
	}
	for i, name := range names {
		at := fmt.Sprintf("%s[%d]", path, i)
		v.ref(at, noun, name, known)
		if slices.Index(names, name) < i {
			v.note(at, "guide/duplicate-id", fmt.Sprintf("%s %q stands here twice", noun, cut(name)), "")
		}
	}
}

// ref checks one name.
func (v *validator) ref(path, noun, name string, known map[string]bool) {
	if !known[name] {
		v.note(path, "guide/dangling-"+danglingID(noun), fmt.Sprintf("there is no %s %q", noun, cut(name)),
			didYouMean(name, slices.Sorted(maps.Keys(known))))
	}
}

// danglingID is the last part of the id of a name that leads nowhere.
func danglingID(noun string) string {
	if noun == "entry of verify" {
		return "proof"
	}
	return noun
}
