package view

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// PlainOptions say for whom lines are written.
type PlainOptions struct {
	// Colours and signs of the terminal.
	Palette term.Palette
	// Width of a line in cells.
	Width int
	// GitHub Actions: groups around steps, annotations for failures.
	Actions bool
	// Quiet hides the output of steps that end well.
	Quiet bool
}

// Plain writes events as lines for people.
type Plain struct {
	mu      sync.Mutex
	out     io.Writer
	options PlainOptions
	err     error
	// steps of the plan by id, their number, and which ones run now.
	steps   map[string]event.Step
	number  map[string]int
	running map[string]*progress
	// explained says that a failure was shown, which the outcome need not repeat.
	explained bool
}

// progress is what was last said of a running step.
type progress struct {
	began time.Time
	said  time.Time
	phase string
}

// NewPlain returns a view that writes lines to out.
func NewPlain(out io.Writer, o PlainOptions) *Plain {
	return &Plain{
		out: out, options: o, steps: map[string]event.Step{}, number: map[string]int{}, running: map[string]*progress{},
	}
}

// Err returns the first error of writing.
func (v *Plain) Err() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.err
}

// Show writes what the event says.
func (v *Plain) Show(e event.Event) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch b := e.Body.(type) {
	case event.Plan:
		v.plan(b)
	case event.StepStarted:
		v.started(b, e.Time)
	case event.StepOutput:
		v.output(b)
	case event.StepProgress:
		v.progress(b, e.Time)
	case event.StepFinished:
		v.finished(b)
	case event.Failure:
		v.failure(b)
	case event.Note:
		v.note(b)
	case event.Finding:
		v.finding(b)
	case event.Project:
		v.project(b)
	case event.Checklist:
		v.checklist(b)
	case event.Issue:
		v.issue(b)
	case event.Outcome:
		v.outcome(b)
	case event.Guide:
	}
}

func (v *Plain) printf(format string, args ...any) {
	if v.err == nil {
		_, v.err = fmt.Fprintf(v.out, format, args...)
	}
}

// line writes text as one or more lines with an indentation, wrapped to the width.
func (v *Plain) line(indent int, role term.Role, text string) {
	v.styled(indent, role, term.Clean(text))
}

func (v *Plain) styled(indent int, role term.Role, clean string) {
	pad := strings.Repeat(" ", indent)
	for l := range strings.SplitSeq(term.Wrap(clean, v.width()-indent), "\n") {
		v.printf("%s%s\n", pad, v.options.Palette.Render(role, l))
	}
}

// labelled writes "label: text" with the text's further lines below its first.
func (v *Plain) labelled(indent int, label, text string) {
	lines := strings.Split(term.Wrap(term.Clean(text), v.width()-indent-len(label)-2), "\n")
	v.printf("%s%s %s\n", strings.Repeat(" ", indent), v.options.Palette.Render(term.Muted, label+":"), lines[0])
	for _, l := range lines[1:] {
		v.printf("%s%s\n", strings.Repeat(" ", indent+len(label)+2), l)
	}
}

// command writes a command as it is: never wrapped, so that it can be copied.
func (v *Plain) command(indent int, text string) {
	prompt := "$ "
	for l := range strings.SplitSeq(strings.TrimRight(term.Clean(text), "\n"), "\n") {
		v.printf("%s%s%s\n", strings.Repeat(" ", indent), v.options.Palette.Render(term.Muted, prompt), v.options.Palette.Render(term.Code, l))
		prompt = "  "
	}
}

func (v *Plain) width() int {
	if v.options.Width < 20 {
		return 20
	}
	return min(v.options.Width, 110)
}

func (v *Plain) mark(r term.Role) string { return v.options.Palette.Mark(r) }

func (v *Plain) note(n event.Note) { v.line2(levelRole(n.Level), n.Text) }

// line2 writes a mark and a text that is indented behind it.
func (v *Plain) line2(r term.Role, text string) {
	lines := strings.Split(term.Wrap(term.Clean(text), v.width()-3), "\n")
	v.printf("%s %s\n", term.Pad(v.mark(r), 2), lines[0])
	for _, l := range lines[1:] {
		v.printf("   %s\n", l)
	}
}

func levelRole(l event.Level) term.Role {
	switch l {
	case event.OK:
		return term.Good
	case event.Warning:
		return term.Warn
	case event.Blocker:
		return term.Bad
	case event.Info:
	}
	return term.Accent
}

// seconds writes a time for people: 0.4 s, 12 s, 3 min 5 s.
func seconds(s float64) string {
	switch {
	case s < 10:
		return fmt.Sprintf("%.1f s", s)
	case s < 100:
		return fmt.Sprintf("%.0f s", s)
	}
	return fmt.Sprintf("%d min %d s", int(s)/60, int(s)%60)
}

// size writes bytes for people with a decimal unit.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}
