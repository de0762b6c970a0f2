package tui

import (
	"slices"
	"testing"
)

// A scene is a screen that a person can come to, and the keys that lead there.
type scene struct {
	name string
	make func(t *testing.T) *rig
}

// scenes are the screens of the journey: every stage, what may lie on top, what may go wrong.
func scenes() []scene {
	catalog := func(then ...any) func(*testing.T) *rig {
		return func(t *testing.T) *rig {
			t.Helper()
			r := catalogRig(t)
			r.see("Which project")
			return r.play(then...)
		}
	}
	practice := func(prepare func(*rig), then ...any) func(*testing.T) *rig {
		return func(t *testing.T) *rig {
			t.Helper()
			r := practiceRig(t)
			if prepare != nil {
				prepare(r)
			}
			r.see("What do you want to work on")
			return r.play(then...)
		}
	}
	toSetUp := []any{typed("enter"), "Go on?", typed("enter"), "Folder", typed("enter"), "Carry this out?"}
	toProve := append(slices.Clip(toSetUp), typed("enter"), "It works")
	toIssues := append(slices.Clip(toProve), typed("enter"), "4 choices")
	toStart := append(slices.Clip(toIssues), typed("enter"), "Work on this one?", typed("enter"), "Name of the branch", typed("enter"), "You are on the branch")
	// A real project, as far as the issues of GitHub.
	project := func(prepare func(*rig), then ...any) func(*testing.T) *rig {
		return func(t *testing.T) *rig {
			t.Helper()
			r := catalogRig(t)
			if prepare != nil {
				prepare(r)
			}
			r.see("Which project")
			return r.play(append([]any{typed("enter"), "What do you want to work on"}, then...)...)
		}
	}
	toMend := []any{typed("enter"), "Go on?", typed("down"), typed("down"), typed("enter"), "Your name"}
	toMendYes := append(slices.Clip(toMend), typed("Ada"), typed("enter"), "Your e-mail", typed("ada@jupyter.org"), typed("enter"), "Run it now?")
	toGitHub := []any{typed("enter"), "Go on?", typed("enter"), "Folder", typed("enter"), "Carry this out?", typed("enter"), "It works", typed("enter")}
	dead := func(r *rig) { r.doer.dead = true }
	dirty := func(r *rig) { r.doer.dirty = true }
	cloned := func(r *rig) { r.doer.cloned = true }
	fails := func(r *rig) { r.doer.fail = true }
	with := func(base []any, more ...any) []any { return append(slices.Clip(base), more...) }
	return []scene{
		{"choose", catalog()},
		{"choose-filter", catalog(typed("/"), typed("hub"), "1 of 2")},
		{"choose-empty", catalog(typed("/"), typed("zzz"), "Nothing fits")},
		{"choose-traits", catalog(typed("f"), "Show only")},
		{"choose-question", catalog(typed("s"), "What do you know")},
		{"choose-suggested", catalog(typed("s"), typed("down"), typed(" "), typed("enter"), typed("enter"), typed("enter"), typed("enter"), "These could suit you")},
		{"choose-pair", catalog(typed("v"), "Which two")},
		{"choose-compared", catalog(typed("v"), typed("down"), typed(" "), typed("enter"), "Sub-project")},
		{"look", catalog(typed("enter"), "What do you want to work on")},
		{"look-practice", practice(nil)},
		{"prepare", practice(nil, typed("enter"), "Go on?")},
		{"prepare-mend-early", project(nil, append(slices.Clip(toMend[:len(toMend)-1]), "no checkout yet")...)},
		{"prepare-mend-name", project(cloned, toMend...)},
		{"prepare-mend", project(cloned, toMendYes...)},
		{"prepare-mended", project(cloned, append(slices.Clip(toMendYes), typed("enter"), "is done.")...)},
		{"prepare-mend-fails", project(func(r *rig) { r.doer.red, r.doer.cloned = true, true }, append(slices.Clip(toMendYes), typed("enter"), "is not done", typed("enter"), "exit code 3")...)},
		{"code", practice(nil, typed("enter"), "Go on?", typed("enter"), "Folder")},
		{"set-up", practice(nil, toSetUp...)},
		{"set-up-paused", practice(nil, with(toSetUp, typed("p"), typed("enter"), "Next is clone")...)},
		{"set-up-running", practice(func(r *rig) { r.doer.hang = make(chan struct{}) }, with(toSetUp, typed("enter"), "one line of python", "40 %")...)},
		{"set-up-leaving", practice(func(r *rig) { r.doer.hang = make(chan struct{}) }, with(toSetUp, typed("enter"), "one line of python", typed("q"), "Something still runs")...)},
		{"set-up-failing", practice(fails, with(toSetUp, typed("enter"), "python failed.", "python3-venv")...)},
		{"set-up-log", practice(fails, with(toSetUp, typed("enter"), "python failed.", typed("l"), "Output of python")...)},
		{"set-up-failed", practice(fails, with(toSetUp, typed("enter"), "python failed.", "python3-venv", typed("enter"), "How do you want to go on")...)},
		{"prove", practice(nil, toProve...)},
		{"issues", practice(nil, toIssues...)},
		{"issues-rules", practice(nil, with(toIssues, typed("r"), "Taking an issue")...)},
		{"issue", practice(nil, with(toIssues, typed("enter"), "Work on this one?")...)},
		{"issues-github", project(nil, append(slices.Clip(toGitHub), "choices")...)},
		{"issues-dead", project(dead, append(slices.Clip(toGitHub), "GitHub gave no answer")...)},
		{"issue-number", project(nil, append(slices.Clip(toGitHub), "choices", typed("/"), typed("by its number"), typed("enter"), "Its number")...)},
		{"issue-github", project(nil, append(slices.Clip(toGitHub), "choices", typed("enter"), "Work on this one?")...)},
		{"issue-dead", project(nil, append(slices.Clip(toGitHub), "choices", goesDead{}, typed("enter"), "GitHub asks to wait")...)},
		{"start-branch", practice(nil, with(toIssues, typed("enter"), "Work on this one?", typed("enter"), "Name of the branch")...)},
		{"start-uncommitted", practice(dirty, with(toIssues, typed("enter"), "Work on this one?", typed("enter"), "Name of the branch", typed("enter"), "uncommitted work")...)},
		{"start-stopped", practice(dirty, with(toIssues, typed("enter"), "Work on this one?", typed("enter"), "Name of the branch", typed("enter"), "uncommitted work", typed("enter"), "Nothing was changed")...)},
		{"start", practice(nil, toStart...)},
		{"start-red", practice(func(r *rig) { r.doer.red = true }, with(toStart, typed("2"), typed("enter"), "test is red")...)},
		{"start-task", practice(nil, with(toStart, hangs{}, typed("2"), typed("enter"), "Ran 14 tests")...)},
		{"start-halt", practice(nil, with(toStart, hangs{}, typed("2"), typed("enter"), "Ran 14 tests", typed("esc"), "Stop it?")...)},
		{"start-halted", practice(nil, with(toStart, hangs{}, typed("2"), typed("enter"), "Ran 14 tests", typed("esc"), "Stop it?", typed("enter"), "was stopped", typed("esc"), "Nothing is known")...)},
		{"help", practice(nil, typed("?"), "Help: Look")},
		{"checklist", practice(nil, with(toProve, typed("c"), "Where you are")...)},
	}
}

// A goesDead makes GitHub stop to answer.
type goesDead struct{}

// A hangs makes tasks run until they are stopped.
type hangs struct{}

// What is typed is pressed; a string is waited for.
type typed string

func (r *rig) play(then ...any) *rig {
	r.Helper()
	for _, s := range then {
		switch s := s.(type) {
		case typed:
			r.press(string(s))
		case hangs:
			r.doer.hang = make(chan struct{})
		case goesDead:
			r.doer.dead = true
		case string:
			r.see(s)
		}
	}
	return r
}
