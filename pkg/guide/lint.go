package guide

import (
	"cmp"
	"fmt"
	"slices"
)

// Lint finds what a loaded guide lacks though it is valid: proofs that can't be told from a released wheel, facts
// without a source, ranges without an end. The problems are in the order of the file.
func Lint(f *File) []Problem {
	l := &linter{f: f, g: f.Guide}
	l.ranges()
	l.profiles()
	l.steps()
	l.proofs()
	l.tasks()
	l.community()
	l.sources()
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return l.problems
}

// A linter collects problems.
type linter struct {
	f        *File
	g        *Guide
	problems []Problem
}

// note notes a problem at a path.
func (l *linter) note(path, id, message, suggestion string) {
	l.problems = append(l.problems, l.f.Problem(path, id, message, suggestion))
}

// ranges wants an end for what Python can be, and a reason for a clone from elsewhere.
func (l *linter) ranges() {
	if p := l.g.Python; p != nil && !boundedAbove(p.Version) {
		l.note("python.version", "lint/no-upper-bound", fmt.Sprintf("%q has no end: a Python that nobody tried would be taken", p.Version),
			"add the first version that upstream doesn't test, as <3.15")
	}
	if c := l.g.Clone; c.Repo != l.g.Repo && c.Why == "" {
		l.note("clone.repo", "lint/no-why", "the code is cloned from another repository, and nothing says why", `add "why"`)
	}
}

// profiles wants each of several profiles to make a difference, and each to be proved.
func (l *linter) profiles() {
	named := map[string]bool{}
	for _, ids := range l.profileLists() {
		for _, id := range ids {
			named[id] = true
		}
	}
	for i, p := range l.g.Profiles {
		at := fmt.Sprintf("profiles[%d].id", i)
		if len(l.g.Profiles) > 1 && !named[p.ID] {
			l.note(at, "lint/unused-profile", fmt.Sprintf("no step, tool or proof names profile %q", p.ID), "name it where it differs, or remove it")
		}
		if !slices.ContainsFunc(l.g.Verify, func(v Verify) bool { return serves(v.Profiles, p.ID) }) {
			l.note(at, "lint/no-proof", fmt.Sprintf("nothing in verify proves profile %q", p.ID), "")
		}
		if p.Unproved != "" && slices.ContainsFunc(l.g.Verified, func(r Receipt) bool { return r.Profile == p.ID }) {
			l.note(fmt.Sprintf("profiles[%d].unproved", i), "lint/proved-profile",
				fmt.Sprintf("a receipt says that profile %q was run", p.ID), `remove "unproved"`)
		}
	}
}

// profileLists are all lists of profiles in the guide, but for receipts.
func (l *linter) profileLists() [][]string {
	g := l.g
	var lists [][]string
	for _, c := range g.Clone.Companions {
		lists = append(lists, c.Profiles)
	}
	if g.Python != nil {
		lists = append(lists, g.Python.Profiles)
	}
	if g.Node != nil {
		lists = append(lists, g.Node.Profiles)
	}
	for _, r := range g.Recipes {
		lists = append(lists, r.Profiles)
	}
	for _, t := range g.Requires {
		lists = append(lists, t.Profiles)
	}
	for _, s := range g.Steps {
		lists = append(lists, s.Profiles)
	}
	for _, v := range g.Verify {
		lists = append(lists, v.Profiles)
	}
	for _, t := range g.Tasks {
		lists = append(lists, t.Profiles)
	}
	return lists
}

// serves reports whether a list of profiles, which stands for all if it is empty, holds one.
func serves(profiles []string, id string) bool {
	return len(profiles) == 0 || slices.Contains(profiles, id)
}

// steps wants a way to see that a step is done, and needs that are there whenever the step is.
func (l *linter) steps() {
	byID := make(map[string]Step, len(l.g.Steps))
	for _, s := range l.g.Steps {
		byID[s.ID] = s
	}
	for i, s := range l.g.Steps {
		if len(s.Creates) == 0 && s.Check == nil {
			l.note(fmt.Sprintf("steps[%d].id", i), "lint/no-done",
				fmt.Sprintf("nothing shows that step %q is done: it is only remembered", s.ID), `add "creates" or "check"`)
		}
		l.companion(fmt.Sprintf("steps[%d].companion", i), s.ID, s.Companion, s.Profiles)
		for j, id := range s.Needs {
			need := byID[id]
			for _, p := range l.g.Profiles {
				if serves(s.Profiles, p.ID) && !serves(need.Profiles, p.ID) {
					l.note(fmt.Sprintf("steps[%d].needs[%d]", i, j), "lint/absent-need",
						fmt.Sprintf("profile %q has step %q but not %q, which it needs", p.ID, s.ID, id), "")
					break
				}
			}
		}
	}
}

// companion wants what runs in a companion to have it in each of its profiles.
func (l *linter) companion(path, id, companion string, profiles []string) {
	for _, c := range l.g.Clone.Companions {
		if c.Directory != companion {
			continue
		}
		for _, p := range l.g.Profiles {
			if serves(profiles, p.ID) && !serves(c.Profiles, p.ID) {
				l.note(path, "lint/absent-need", fmt.Sprintf("profile %q has %q but not the companion %q, which it runs in", p.ID, id, companion), "")
				return
			}
		}
	}
}

// proofs wants each proof to have been seen red.
func (l *linter) proofs() {
	for i, v := range l.g.Verify {
		l.companion(fmt.Sprintf("verify[%d].companion", i), v.ID, v.Companion, v.Profiles)
		if v.Mutation == nil && v.Unproved == "" {
			l.note(fmt.Sprintf("verify[%d].id", i), "lint/no-mutation",
				fmt.Sprintf("%q has no mutation: a released package could stand in for the checkout", v.ID), `add "mutation"`)
		}
	}
}

// tasks wants background tasks to say when they are ready.
func (l *linter) tasks() {
	for i, t := range l.g.Tasks {
		l.companion(fmt.Sprintf("tasks[%d].companion", i), t.ID, t.Companion, t.Profiles)
		if t.Background && t.Ready == "" {
			l.note(fmt.Sprintf("tasks[%d].id", i), "lint/no-ready",
				fmt.Sprintf("task %q runs in the background, and nothing shows that it is ready", t.ID), `add "ready"`)
		}
	}
}

// community wants something to do where there is no label, and evidence for failures.
func (l *linter) community() {
	if is := l.g.Issues; len(is.Labels) == 0 && (is.NoneMeans == "" || len(is.FirstTasks) == 0) {
		l.note("issues", "lint/no-first-task", "there is no label for newcomers, and nothing to do instead", `add "none_means" and "first_tasks"`)
	}
	for i, f := range l.g.KnownFailures {
		if len(f.Evidence) == 0 {
			l.note(fmt.Sprintf("known_failures[%d].id", i), "lint/no-evidence", fmt.Sprintf("nothing shows that %q happens", f.ID), `add "evidence": [owner/repo#n]`)
		}
	}
}
