package view

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// plan writes the head of a run: what, where, and what to know.
func (v *Plain) plan(p event.Plan) {
	clear(v.steps)
	for i, s := range p.Steps {
		v.steps[s.ID], v.number[s.ID] = s, i+1
	}
	v.gap()
	v.heading(p.Name + ", profile " + p.Profile)
	v.rows(2, []row{
		{label: "folder", text: p.Dir, whole: true},
		{label: "guide", text: p.GuideOrigin + " (sha256:" + shortHash(p.GuideSHA256) + ")"},
		{label: "code from", text: p.From},
		{label: "steps", text: steps(p.Steps)},
	})
	for _, w := range p.Warnings {
		v.marked(term.Warn, w)
	}
	v.gap()
}

// steps says how much there is to do.
func steps(all []event.Step) string {
	done := 0
	estimate := 0.0
	for _, s := range all {
		if s.State == event.Done {
			done++
		} else {
			estimate += s.Estimate
		}
	}
	var text string
	switch {
	case done == len(all):
		return fmt.Sprintf("all %d are done already", done)
	case done == 0:
		text = fmt.Sprintf("%d to do", len(all))
	default:
		text = fmt.Sprintf("%d to do, %d done already", len(all)-done, done)
	}
	if estimate >= 1 {
		text += "; on another machine they took " + seconds(estimate)
	}
	return text
}

func shortHash(s string) string {
	if len(s) > 12 {
		return s[:12]
	}
	return s
}

// started writes what a step does and why, and its command.
func (v *Plain) started(s event.StepStarted) {
	v.running[s.ID] = &running{}
	step := v.steps[s.ID]
	head := fmt.Sprintf("[%d/%d] %s", v.number[s.ID], len(v.steps), title(step.Title))
	if s.Attempt > 1 {
		head += fmt.Sprintf(" (try %d)", s.Attempt)
	}
	v.endGroup()
	v.gap()
	if v.options.Actions && len(v.running) == 1 {
		v.group(s.ID, head)
	} else {
		v.heading(head)
	}
	if s.Attempt == 1 {
		v.reasons(step)
	}
	if len(step.FromCheckout) > 0 {
		v.prose(4, term.Muted, "First it is checked that "+and(step.FromCheckout)+" imported from your checkout.")
		v.command(4, step.OwnCommand)
		return
	}
	v.command(4, step.Command)
}

// and joins names as the beginning of a sentence that goes on with what holds of them.
func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1] + " are"
	}
	return strings.Join(names, "") + " is"
}

// reasons writes why a step is there and what to mind.
func (v *Plain) reasons(step event.Step) {
	if !strings.Contains(step.Title, step.Why) {
		v.prose(4, term.Muted, step.Why)
	}
	if step.Warning != "" {
		v.marked(term.Warn, step.Warning)
	}
	for _, w := range step.Writes {
		v.marked(term.Warn, "Outside the checkout: "+w)
	}
}

// finished writes how a step ended.
func (v *Plain) finished(f event.StepFinished) {
	r, ran := v.running[f.ID]
	if ran {
		v.outputHeld(f.ID, r)
	}
	delete(v.running, f.ID)
	if v.grouped == f.ID {
		v.endGroup()
	}
	name := f.ID
	if s, ok := v.steps[f.ID]; ok {
		name = title(s.Title)
	}
	switch f.Result {
	case event.Succeeded:
		v.marked(term.Good, name+": done in "+seconds(f.Seconds))
	case event.AlreadyDone:
		v.marked(term.Good, name+": done already"+because(f.Reason))
	case event.Failed:
		// Why follows.
		v.marked(term.Bad, name+": failed after "+seconds(f.Seconds))
	case event.Cancelled:
		v.marked(term.Warn, name+": stopped after "+seconds(f.Seconds))
	case event.Skipped:
		v.marked(term.Warn, name+": skipped")
	case event.NotRun:
		v.marked(term.Warn, name+": not run"+because(f.Reason))
	}
	if ran && len(v.running) == 0 {
		v.gap()
	}
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return " (" + term.Line(reason) + ")"
}
