package view

import (
	"fmt"
	"io"
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
	// at is the time of the event that is shown, wrote that of the last line.
	at, wrote time.Time
	// apart says that the next line needs no blank one before it; prompted that the line ends in a question,
	// whose answer may or may not have ended it.
	apart, prompted bool
	// steps of the plan by id, their number, and which ones run now.
	steps   map[string]event.Step
	number  map[string]int
	running map[string]*running
	// grouped is the step whose lines are in a group on GitHub Actions.
	grouped string
	// failed is the first failure of the run whose way on wasn't shown yet; explained says that a failure
	// was shown, which the outcome need not repeat.
	failed    *event.Failure
	explained bool
}

// NewPlain returns a view that writes lines to out.
func NewPlain(out io.Writer, o PlainOptions) *Plain {
	return &Plain{
		out: out, options: o, apart: true, steps: map[string]event.Step{}, number: map[string]int{}, running: map[string]*running{},
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
	v.at = e.Time
	switch b := e.Body.(type) {
	case event.Plan:
		v.plan(b)
	case event.StepStarted:
		v.started(b)
	case event.StepOutput:
		v.output(b)
	case event.StepProgress:
		v.progress(b)
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
	case event.Correction:
		v.correction(b)
	case event.Checklist:
		v.checklist(b)
	case event.Issue:
		v.issue(b)
	case event.File:
		v.file(b)
	case event.Outcome:
		v.outcome(b)
	case event.Guide:
		v.guide(b)
	}
}

// printf writes lines. Whatever the caller forgot to clean is cleaned here, and nothing is a command.
func (v *Plain) printf(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if v.options.Palette.Level == term.LevelNone {
		if !term.Safe(s) {
			s = term.PlainOutput(s)
		}
	} else if !term.SafeColor(s) {
		s = term.Output(s)
	}
	v.send(neutral(s))
}

// send writes text as it is.
func (v *Plain) send(s string) {
	if v.prompted && s != "\n" {
		s = "\n" + s
	}
	v.prompted = false
	if v.err == nil {
		v.wrote, v.apart = v.at, s == "\n"
		_, v.err = io.WriteString(v.out, s)
	}
}

func (v *Plain) note(n event.Note) { v.marked(levelRole(n.Level), n.Text) }

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
