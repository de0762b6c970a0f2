package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// Groups are opened and closed by turns, whatever runs side by side, and a result stands outside, where it
// is seen though the group is folded.
func TestGroupsDontNest(t *testing.T) {
	t.Parallel()
	start := func(id string) event.Body { return event.StepStarted{ID: id, Attempt: 1} }
	end := func(id string) event.Body { return event.StepFinished{ID: id, Result: event.Succeeded} }
	for name, tt := range map[string]struct {
		bodies []event.Body
		groups int
	}{
		"one":               {[]event.Body{start("a"), end("a")}, 1},
		"in turn":           {[]event.Body{start("a"), end("a"), start("b"), end("b")}, 2},
		"side by side":      {[]event.Body{start("a"), start("b"), end("a"), end("b")}, 1},
		"one after both":    {[]event.Body{start("a"), start("b"), end("b"), end("a"), start("c"), end("c")}, 2},
		"one beside one":    {[]event.Body{start("a"), start("b"), end("a"), start("c"), end("b"), end("c")}, 1},
		"tries":             {[]event.Body{start("a"), start("a"), start("a"), end("a")}, 3},
		"cut off":           {[]event.Body{start("a"), event.Outcome{Message: "Stopped.", ExitCode: 130}}, 1},
		"failed in a crowd": {[]event.Body{start("a"), start("b"), event.StepFinished{ID: "a", Result: event.Failed}, event.Failure{Step: "a"}, end("b")}, 1},
		"failed alone":      {[]event.Body{start("a"), event.Failure{Step: "a"}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events := []event.Event{at(0, event.Plan{Steps: []event.Step{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}, {ID: "c", Title: "C"}}})}
			for i, b := range tt.bodies {
				events = append(events, at(float64(i), b))
			}
			out := shown(t, view.PlainOptions{Palette: monochrome(), Width: 80, Actions: true}, events...)
			open, groups := false, 0
			for l := range strings.Lines(out) {
				switch {
				case strings.HasPrefix(l, "::group::"):
					if open {
						t.Errorf("a group in a group:\n%s", out)
					}
					open = true
					groups++
				case l == "::endgroup::\n":
					if !open {
						t.Errorf("the end of no group:\n%s", out)
					}
					open = false
				case open && strings.ContainsAny(l, "✓✗"):
					t.Errorf("a result inside a group:\n%s", out)
				}
			}
			if open || groups != tt.groups {
				t.Errorf("%d groups, want %d; still open: %v\n%s", groups, tt.groups, open, out)
			}
		})
	}
}

// A failure is annotated in one line, with the known cause, and with nothing that would end the command.
func TestAnnotation(t *testing.T) {
	t.Parallel()
	f := event.Failure{
		Step: "install", Observed: "exit code 1, 100 % wrong:\nreally", Expected: "exit code 0",
		Diagnoses: []event.Diagnosis{{ID: "disk-full", Cause: "The disk is full.", Remedy: "Make room."}},
	}
	out := shown(t, view.PlainOptions{Palette: coloured(), Width: 80, Actions: true}, at(0, f))
	const want = "\n::error title=jupyter-onboard%3A install::install: exit code 1, 100 %25 wrong:%0Areally. The disk is full. Make room.\n"
	if !strings.Contains(out, want) {
		t.Errorf("%q lacks %q", out, want)
	}
	if quiet := shown(t, view.PlainOptions{Palette: monochrome(), Width: 80}, at(0, f)); strings.Contains(quiet, "::") {
		t.Errorf("a command outside of GitHub Actions: %q", quiet)
	}
}

// Whatever a step prints, in whatever pieces, no line of it is a command.
func FuzzStepOutput(f *testing.F) {
	f.Add("::error::x\n##[group]y", "\r::set-output name=a::b\n", true)
	f.Add("\x1b[1m", "::add-mask::x", false)
	f.Add("#", "#[x]", true)
	f.Fuzz(func(t *testing.T, first, second string, colour bool) {
		palette := monochrome()
		if colour {
			palette = coloured()
		}
		out := shown(t, view.PlainOptions{Palette: palette, Width: 80, Actions: true},
			at(0, event.Plan{Name: "N", Steps: []event.Step{{ID: "a", Title: "A"}}}), at(0, event.StepStarted{ID: "a", Attempt: 1}),
			at(6, event.StepOutput{ID: "a", Text: first}), at(12, event.StepOutput{ID: "a", Text: second}),
			at(13, event.StepFinished{ID: "a", Result: event.Succeeded}))
		checkLines(t, out, fmt.Sprintf("%q, %q", first, second), palette.Level != term.LevelNone, true)
	})
}
