package guide

import (
	"fmt"
	"slices"
	"strings"
)

// stepActions checks what each step does.
func (v *validator) stepActions() {
	for i, s := range v.g.Steps {
		at := fmt.Sprintf("steps[%d]", i)
		switch {
		case s.Pip != nil && s.Run != "":
			v.note(at+".run", "guide/exactly-one", fmt.Sprintf(`step %q has both "pip" and "run"`, s.ID), "make it two steps")
		case s.Pip == nil && s.Run == "":
			v.note(at, "guide/exactly-one", fmt.Sprintf(`step %q has neither "pip" nor "run"`, s.ID), "add one of them")
		case s.Pip != nil && len(s.Pip) == 0:
			v.note(at+".pip", "guide/empty", `"pip" is empty`, `write the arguments of an install: ["-e", "."]`)
		}
		v.pipPatterns(at, s.Pip)
		if c := s.Check; c != nil && c.Files == nil && c.Installed == nil && c.Editable == nil && c.Run == "" {
			v.note(at+".check", "guide/empty", `"check" is empty`, `add "files", "installed", "editable" or "run"`)
		}
		if !*s.Network && *s.Retries > 0 {
			v.note(at+".retries", "guide/conflict", fmt.Sprintf("step %q is tried again but has no network", s.ID),
				`add "network: true" or remove "retries"`)
		}
	}
}

// pipPatterns checks that patterns of packages stand where they can.
func (v *validator) pipPatterns(at string, args []string) {
	for j, a := range args {
		if IsGlob(a) && (j == 0 || args[j-1] != "-e" && args[j-1] != "--editable") {
			v.note(fmt.Sprintf("%s.pip[%d]", at, j), "guide/bad-pip", fmt.Sprintf("%q is a pattern, and doesn't stand behind \"-e\"", cut(a)), "")
		}
	}
}

// stepNeeds checks that needs lead somewhere and never round in a circle.
func (v *validator) stepNeeds() {
	ids := make([]string, len(v.g.Steps))
	for i, s := range v.g.Steps {
		ids[i] = s.ID
	}
	for i, s := range v.g.Steps {
		for j, need := range s.Needs {
			if _, ok := v.steps[need]; ok {
				continue
			}
			path, suggestion := fmt.Sprintf("steps[%d].needs[%d]", i, j), didYouMean(need, ids)
			if reservedStep(need) {
				suggestion = "the engine's own steps come first anyway: remove it"
			}
			v.note(path, "guide/dangling-need", fmt.Sprintf("there is no step %q", cut(need)), suggestion)
		}
	}
	switch circle := v.circle(); len(circle) {
	case 0:
	case 1:
		v.note(fmt.Sprintf("steps[%d].needs", circle[0]), "guide/cycle", fmt.Sprintf("step %q needs itself", ids[circle[0]]), "")
	default:
		path := fmt.Sprintf("steps[%d].needs", circle[0])
		names := make([]string, 0, len(circle)+1)
		for _, i := range append(circle, circle[0]) {
			names = append(names, ids[i])
		}
		v.note(path, "guide/cycle", "steps need each other in a circle: "+strings.Join(names, " → "),
			"what a step leaves out, it needs the step above it")
	}
}

// circle is a round of steps of which each needs the next, or nil.
func (v *validator) circle() []int {
	const unseen, open, closed = 0, 1, 2
	state := make([]int, len(v.g.Steps))
	var trail []int
	var visit func(int) []int
	visit = func(i int) []int {
		switch state[i] {
		case closed:
			return nil
		case open:
			return slices.Clone(trail[slices.Index(trail, i):])
		}
		state[i] = open
		trail = append(trail, i)
		for _, next := range v.needsOf(i) {
			if found := visit(next); found != nil {
				return found
			}
		}
		trail = trail[:len(trail)-1]
		state[i] = closed
		return nil
	}
	for i := range state {
		if found := visit(i); found != nil {
			return found
		}
	}
	return nil
}

// needsOf are the steps that a step needs, with the one above it where the guide leaves them out.
func (v *validator) needsOf(i int) []int {
	s := v.g.Steps[i]
	if s.Needs == nil {
		if i == 0 {
			return nil
		}
		return []int{i - 1}
	}
	var needs []int
	for _, id := range s.Needs {
		if j, ok := v.steps[id]; ok {
			needs = append(needs, j)
		}
	}
	return needs
}

// proofsAndTasks checks the fields of verify and tasks that go together.
func (v *validator) proofsAndTasks() {
	for i, p := range v.g.Verify {
		if m := p.Mutation; m != nil && m.Find == m.Replace {
			v.note(fmt.Sprintf("verify[%d].mutation.replace", i), "guide/conflict", "the mutation changes nothing", "")
		}
	}
	for i, t := range v.g.Tasks {
		if t.Pip != nil && len(t.Pip) == 0 {
			v.note(fmt.Sprintf("tasks[%d].pip", i), "guide/empty", `"pip" is empty`, "remove the key")
		}
		v.pipPatterns(fmt.Sprintf("tasks[%d]", i), t.Pip)
		if t.Ready != "" && !t.Background {
			v.note(fmt.Sprintf("tasks[%d].ready", i), "guide/conflict",
				fmt.Sprintf("task %q says when it is ready but doesn't run in the background", t.ID), `add "background: true"`)
		}
	}
}
