package view_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// shown is what a plain view writes of events.
func shown(t *testing.T, o view.PlainOptions, events ...event.Event) string {
	t.Helper()
	var out strings.Builder
	v := view.NewPlain(&out, o)
	for _, e := range events {
		v.Show(e)
	}
	if err := v.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// runs are the recorded runs: one that ends well, one that fails with a known cause and after tries, one
// that fails for no known reason, and one with two steps side by side that is stopped.
func runs() []string { return []string{"good", "diagnosed", "failed", "parallel"} }

func TestRuns(t *testing.T) {
	t.Parallel()
	for _, run := range runs() {
		for _, width := range []int{40, 80, 120} {
			name := fmt.Sprintf("%s-%d", run, width)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				golden(t, name, shown(t, view.PlainOptions{Palette: monochrome(), Width: width}, recorded(t, run)...))
			})
		}
		t.Run(run+"-colour", func(t *testing.T) {
			t.Parallel()
			golden(t, run+"-colour", shown(t, view.PlainOptions{Palette: coloured(), Width: 80}, recorded(t, run)...))
		})
		t.Run(run+"-actions", func(t *testing.T) {
			t.Parallel()
			golden(t, run+"-actions", shown(t, view.PlainOptions{Palette: monochrome(), Width: 80, Actions: true}, recorded(t, run)...))
		})
	}
}

// A coloured run says what one without colour says.
func TestColourAddsNothing(t *testing.T) {
	t.Parallel()
	for _, run := range runs() {
		colour := shown(t, view.PlainOptions{Palette: coloured(), Width: 80}, recorded(t, run)...)
		if !strings.Contains(colour, "\x1b[") || !term.SafeColor(colour) {
			t.Fatalf("%s: no colours, or more than colours", run)
		}
		if diff := cmp.Diff(shown(t, view.PlainOptions{Palette: monochrome(), Width: 80}, recorded(t, run)...), term.PlainOutput(colour)); diff != "" {
			t.Errorf("%s (-without +with colour):\n%s", run, diff)
		}
	}
}

// Quiet leaves out what steps print, and nothing else.
func TestQuiet(t *testing.T) {
	t.Parallel()
	for _, run := range runs() {
		loud := shown(t, view.PlainOptions{Palette: monochrome(), Width: 80}, recorded(t, run)...)
		quiet := shown(t, view.PlainOptions{Palette: monochrome(), Width: 80, Quiet: true}, recorded(t, run)...)
		for l := range strings.Lines(quiet) {
			if !strings.Contains(loud, l) && !strings.Contains(l, "still running") {
				t.Errorf("%s: %q is only in the quiet form", run, l)
			}
		}
		if strings.Contains(quiet, "\n    | ") || strings.Contains(quiet, "install-js |") {
			t.Errorf("%s: a step's output is shown:\n%s", run, quiet)
		}
	}
}

// At any width prose fits, and what can be copied is whole.
func TestWidths(t *testing.T) {
	t.Parallel()
	whole := []string{
		"jupyter-onboard setup nbformat --yes --dir /home/ada/src/nbformat --profile python",
		"git clone --origin upstream --branch main --filter=blob:none --single-branch --no-tags -- https://github.com/jupyter/nbformat /home/ada/src/nbformat",
		"https://jupyter.zulipchat.com", "/home/ada/src/nbformat/.git/jupyter-onboard/logs/20261123T093000.000Z/install.3.log",
		"ERROR: Could not find a version that satisfies the requirement hatchling>=1.5 (from versions: none)",
	}
	for _, width := range []int{0, 20, 33, 40, 59, 60, 80, 120, 500} {
		out := shown(t, view.PlainOptions{Palette: monochrome(), Width: width}, recorded(t, "diagnosed")...)
		for _, w := range whole {
			if !strings.Contains(out, w) {
				t.Errorf("width %d: %q is broken", width, w)
			}
		}
		for l := range strings.Lines(out) {
			l = strings.TrimSuffix(l, "\n")
			if term.Width(l) > max(width, 20) && strings.Contains(strings.TrimLeft(l, " "), " ") && !copied(l) {
				t.Errorf("width %d: %q doesn't fit", width, l)
			}
			if strings.TrimRight(l, " ") != l {
				t.Errorf("width %d: %q ends in spaces", width, l)
			}
		}
	}
}

// copied reports whether a line is of the kind that is never broken: a command, output, a title or a log's line.
func copied(l string) bool {
	t := strings.TrimLeft(l, " ")
	for _, start := range []string{"$ ", "| ", "[", "ERROR: ", "jupyter-onboard setup", "jupyter-onboard report", "printf "} {
		if strings.HasPrefix(t, start) || strings.Contains(l, "  "+start) {
			return true
		}
	}
	return strings.Contains(t, "  /home/ada/") || strings.Count(t, " ") == 2 && strings.Contains(t, "/home/ada/")
}

// Nothing is said twice that a person has to act on: after a failure the command that continues stands
// once, and last.
func TestWayOnIsShownOnce(t *testing.T) {
	t.Parallel()
	const next = "jupyter-onboard setup nbformat --yes --dir /home/ada/src/nbformat --profile python"
	for _, run := range []string{"diagnosed", "failed"} {
		out := shown(t, view.PlainOptions{Palette: monochrome(), Width: 100}, recorded(t, run)...)
		if n := strings.Count(out, next); n != 1 {
			t.Errorf("%s: the command that continues stands %d times", run, n)
		}
		for _, text := range []string{"observed", "expected", "whole output", "to ask a person"} {
			if n := strings.Count(out, text+" "); n != 1 {
				t.Errorf("%s: %q stands %d times:\n%s", run, text, n, out)
			}
		}
		if strings.Index(out, next) < strings.Index(out, "is not set up yet") {
			t.Errorf("%s: the way on isn't last", run)
		}
	}
}

func at(seconds float64, b event.Body) event.Event {
	return event.Event{Time: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC).Add(time.Duration(seconds * float64(time.Second))), Body: b}
}

func said(t *testing.T, events ...event.Event) []string {
	t.Helper()
	p := event.Plan{Steps: []event.Step{{ID: "a", Title: "Do a."}, {ID: "b", Title: "Do b."}}}
	all := append([]event.Event{at(0, p), at(0, event.StepStarted{ID: "a", Attempt: 1})}, events...)
	out := shown(t, view.PlainOptions{Palette: monochrome(), Width: 80}, all...)
	_, out, _ = strings.Cut(out, "[1/2] Do a\n    $\n")
	return strings.Split(strings.TrimRight(out, "\n"), "\n")
}

func TestProgress(t *testing.T) {
	t.Parallel()
	p := func(phase string, percent int, bytes, rate int64) event.StepProgress {
		return event.StepProgress{ID: "a", Phase: phase, Percent: percent, Bytes: bytes, Rate: rate}
	}
	got := said(t,
		at(0.1, p("connect", -1, 0, 0)),
		at(0.3, p("server", -1, 0, 0)), // Too soon to be worth a line.
		at(5.2, p("server", 40, 0, 0)),
		at(5.3, p("receive", 0, 0, 0)),
		at(9, p("receive", 20, 900, 0)),
		at(10.2, p("receive", 34, 2_100_000, 1_200_000)),
		at(12, p("receive", 70, 9_900_000, 1_200_000)),
		at(13, p("receive", 100, 34_400_000, 12_340_000)),
		at(13.1, p("receive", 100, 34_400_000, 12_340_000)),
		at(13.2, p("resolve", 10, 34_400_000, 0)),
		at(18.2, p("resolve", 90, 34_400_000, 0)),
		at(18.3, p("checkout", 1, 0, 0)),
		at(30, p("checkout", 50, 1_234_567_890, 0)),
		at(36, p("a new phase", 3, 0, 0)),
		at(37, event.StepFinished{ID: "a", Result: event.Succeeded, Seconds: 37}),
	)
	want := []string{
		"    connecting", "    the server prepares the data 40 %", "    receiving 34 %, 2.1 MB at 1.2 MB/s",
		"    receiving 100 %, 34 MB at 12 MB/s", "    resolving 90 %, 34 MB", "    writing files 50 %, 1.2 GB",
		"    a new phase 3 %", "✓  Do a: done in 37 s",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A sign of life is worth a line only where nothing else was said.
func TestHeartbeat(t *testing.T) {
	t.Parallel()
	beat := func(s float64) event.Event {
		return at(s, event.StepProgress{ID: "a", Phase: event.PhaseRunning, Percent: -1, Elapsed: s})
	}
	got := said(t,
		beat(20), beat(40),
		at(55, event.StepOutput{ID: "a", Text: "hello\n"}), beat(60), beat(80), beat(100), beat(7265),
	)
	want := []string{
		"    still running after 20 s", "    still running after 40 s", "    | hello", "    still running after 1 min 20 s",
		"    still running after 1 min 40 s", "    still running after 2 h 1 min",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// As long as the engine gives a sign of life every 20 seconds, no 30 seconds pass without a line, whenever
// else something is printed.
func TestNoLongSilence(t *testing.T) {
	t.Parallel()
	for _, quiet := range []bool{false, true} {
		for offset := range 40 {
			var wrote []float64
			now := 0.0
			v := view.NewPlain(writer(func(p []byte) (int, error) {
				wrote = append(wrote, now)
				return len(p), nil
			}), view.PlainOptions{Width: 80, Quiet: quiet})
			v.Show(at(0, event.StepStarted{ID: "a"}))
			for ; now < 300; now += 0.5 {
				if int(now*2)%40 == 0 {
					v.Show(at(now, event.StepProgress{ID: "a", Phase: event.PhaseRunning, Percent: -1, Elapsed: now}))
				}
				if int(now*2) == offset {
					v.Show(at(now, event.StepOutput{ID: "a", Text: "x\n"}))
				}
			}
			last := 0.0
			for _, w := range append(wrote, 300) {
				if w-last > 30 {
					t.Errorf("quiet %v, offset %d: silence from %v to %v", quiet, offset, last, w)
				}
				last = w
			}
		}
	}
}

type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// What overwrites its line is shown as its last state, now and then.
func TestOutput(t *testing.T) {
	t.Parallel()
	o := func(text string) event.StepOutput { return event.StepOutput{ID: "a", Text: text} }
	tests := map[string]struct {
		events []event.Event
		want   []string
	}{
		"lines":                {[]event.Event{at(1, o("a\nb\n"))}, []string{"    | a", "    | b"}},
		"blank lines":          {[]event.Event{at(1, o("a\n\n   \nb\n"))}, []string{"    | a", "    |", "    |", "    | b"}},
		"a line without end":   {[]event.Event{at(1, o("a\nb")), at(2, o("c\n"))}, []string{"    | a", "    | b", "    | c"}},
		"Windows' line ends":   {[]event.Event{at(1, o("a\r\nb\r\n"))}, []string{"    | a", "    | b"}},
		"a line end in halves": {[]event.Event{at(1, o("a\r")), at(1.1, o("\nb\r")), at(1.2, o("\n"))}, []string{"    | a", "    | b"}},
		"a bar": {
			[]event.Event{at(1, o("10%\r")), at(2, o("20%\r")), at(3, o("30%\r40%\r")), at(6.5, o("50%\r")), at(7, o("100%\rdone\n"))},
			[]string{"    | 10%", "    | 50%", "    | done"},
		},
		"a bar that nothing follows": {
			[]event.Event{at(1, o("10%\r")), at(2, o("90%\r100%\r")), at(3, event.StepFinished{ID: "a", Result: event.Succeeded, Seconds: 3})},
			[]string{"    | 10%", "    | 100%", "✓  Do a: done in 3 s"},
		},
		"a bar that begins its line": {
			[]event.Event{at(1, o("\r10%\r")), at(1.5, o("20%\r")), at(2, o("\r30%\r\n"))}, []string{"    | 10%", "    | 30%"},
		},
		"colours go": {[]event.Event{at(1, o("\x1b[31mred\x1b[0m \x1b[2Jtext\n"))}, []string{"    | red text"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, said(t, tt.events...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Where steps run side by side, each line names its own.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	got := said(t,
		at(1, event.StepOutput{ID: "a", Text: "alone\n"}),
		at(2, event.StepStarted{ID: "b", Attempt: 1}),
		at(3, event.StepOutput{ID: "a", Text: "one\n"}),
		at(3, event.StepOutput{ID: "b", Text: "two\n"}),
		at(23, event.StepProgress{ID: "b", Phase: event.PhaseRunning, Percent: -1, Elapsed: 21}),
		at(24, event.StepProgress{ID: "a", Phase: "receive", Percent: 5}),
		at(25, event.StepFinished{ID: "a", Result: event.Succeeded, Seconds: 25}),
		at(26, event.StepOutput{ID: "b", Text: "alone again\n"}),
		at(26, event.StepFinished{ID: "b", Result: event.Skipped}),
	)
	want := []string{
		"    | alone", "", "[2/2] Do b", "    $", "    a | one", "    b | two", "    b: still running after 21 s",
		"    a: receiving 5 %", "✓  Do a: done in 25 s", "    | alone again", "!  Do b: skipped",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestResults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		f    event.StepFinished
		want string
	}{
		{event.StepFinished{Result: event.Succeeded, Seconds: 0.04}, "✓  Do a: done in 0 s"},
		{event.StepFinished{Result: event.Succeeded, Seconds: 0.44}, "✓  Do a: done in 0.4 s"},
		{event.StepFinished{Result: event.Succeeded, Seconds: 2}, "✓  Do a: done in 2 s"},
		{event.StepFinished{Result: event.Succeeded, Seconds: 9.96}, "✓  Do a: done in 10 s"},
		{event.StepFinished{Result: event.Succeeded, Seconds: 59.6}, "✓  Do a: done in 1 min"},
		{event.StepFinished{Result: event.Succeeded, Seconds: 3599.7}, "✓  Do a: done in 1 h 0 min"},
		{event.StepFinished{Result: event.AlreadyDone, Reason: "it is there"}, "✓  Do a: done already (it is there)"},
		{event.StepFinished{Result: event.AlreadyDone}, "✓  Do a: done already"},
		{event.StepFinished{Result: event.Failed, Seconds: 12, Reason: "exit code 1"}, "✗  Do a: failed after 12 s"},
		{event.StepFinished{Result: event.Cancelled, Seconds: 12}, "!  Do a: stopped after 12 s"},
		{event.StepFinished{Result: event.NotRun, Reason: "it needs b"}, "!  Do a: not run (it needs b)"},
		{event.StepFinished{Result: event.Skipped, Reason: "you skipped it"}, "!  Do a: skipped"},
	} {
		tt.f.ID = "a"
		if got := said(t, at(1, tt.f)); got[0] != tt.want {
			t.Errorf("%q, want %q", got[0], tt.want)
		}
	}
	// Even if the plan doesn't have it.
	if got := said(t, at(1, event.StepFinished{ID: "x", Result: event.Skipped})); got[0] != "!  x: skipped" {
		t.Errorf("%q", got[0])
	}
}

// The first error of the writer is kept, and nothing is written after it.
func TestErr(t *testing.T) {
	t.Parallel()
	closed := errors.New("closed pipe")
	tries := 0
	w := writer(func([]byte) (int, error) { tries++; return 0, closed })
	for _, v := range []view.View{view.NewPlain(w, view.PlainOptions{Width: 80}), view.NewJSON(w)} {
		tries = 0
		for range 3 {
			v.Show(at(0, event.Note{Level: event.Info, Text: "x"}))
		}
		if !errors.Is(v.Err(), closed) || tries != 1 {
			t.Errorf("%T: %v after %d tries", v, v.Err(), tries)
		}
	}
}

// What is told of a failure is no longer than it helps: three causes, three places each.
func TestFailureIsShort(t *testing.T) {
	t.Parallel()
	f := event.Failure{Step: "a", Observed: "exit code 1", Expected: "exit code 0", LastLines: []string{"noise"}}
	for i := range 5 {
		f.Diagnoses = append(f.Diagnoses, event.Diagnosis{
			ID: fmt.Sprint("cause-", i), Cause: fmt.Sprint("Cause ", i, "."), Evidence: []string{"o/r#1", "o/r#2", "o/r#3", "o/r#4", "o/r#5"}[:i+1],
		})
	}
	out := shown(t, view.PlainOptions{Palette: monochrome(), Width: 100}, at(0, f))
	for _, want := range []string{
		"likely cause   Cause 0.", "or perhaps     Cause 2.", "cause-0, seen before in o/r#1\n", "cause-2, seen before in o/r#1, o/r#2, o/r#3\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing:\n%s", want, out)
		}
	}
	if strings.Contains(out, "cause-3") || strings.Contains(out, "noise") {
		t.Errorf("too much:\n%s", out)
	}
	f.Diagnoses = f.Diagnoses[4:]
	if out = shown(t, view.PlainOptions{Palette: monochrome(), Width: 100}, at(0, f)); !strings.Contains(out, "o/r#1, o/r#2, o/r#3 and 2 more\n") {
		t.Errorf("the rest isn't counted:\n%s", out)
	}
}

// One outcome ends one run: what comes after it is told in full again.
func TestOutcomeAfterAFailedRun(t *testing.T) {
	t.Parallel()
	again := event.Outcome{ExitCode: 1, Message: "Something else.", Observed: "a wall", Expected: "a door", Next: "jupyter-onboard list"}
	out := shown(t, view.PlainOptions{Palette: monochrome(), Width: 100}, append(recorded(t, "failed"), at(100, again))...)
	_, out, _ = strings.Cut(out, "Something else.")
	if want := "\n   observed  a wall\n   expected  a door\n   next      jupyter-onboard list\n"; out != want {
		t.Errorf("%q, want %q", out, want)
	}
}
