package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// sayEvery is the longest time between two lines of a step that measures itself.
const sayEvery = 5 * time.Second

// plan writes the head of a run: what, where, and what to know.
func (v *Plain) plan(p event.Plan) {
	for i, s := range p.Steps {
		v.steps[s.ID], v.number[s.ID] = s, i+1
	}
	v.line(0, term.Heading, p.Name+", profile "+p.Profile)
	v.labelled(0, "folder", p.Dir)
	v.labelled(0, "guide", p.GuideOrigin+" (sha256:"+shortHash(p.GuideSHA256)+")")
	if p.From != "" {
		v.labelled(0, "code from", p.From)
	}
	pending, done := 0, 0
	estimate := 0.0
	for _, s := range p.Steps {
		if s.State == "done" {
			done++
			continue
		}
		pending++
		estimate += s.Estimate
	}
	text := fmt.Sprintf("%d to do, %d done already", pending, done)
	if estimate >= 1 {
		text += "; a run on another machine took " + seconds(estimate)
	}
	v.labelled(0, "steps", text)
	for _, w := range p.Warnings {
		v.note(event.Note{Level: event.Warning, Text: w})
	}
	v.printf("\n")
}

func shortHash(s string) string {
	if len(s) > 12 {
		return s[:12]
	}
	return s
}

func (v *Plain) started(s event.StepStarted, at time.Time) {
	v.running[s.ID] = &progress{began: at, said: at}
	step := v.steps[s.ID]
	title := fmt.Sprintf("[%d/%d] %s", v.number[s.ID], len(v.steps), step.Title)
	if s.Attempt > 1 {
		title += fmt.Sprintf(" (try %d)", s.Attempt)
	}
	if v.options.Actions {
		v.printf("::group::%s\n", term.Line(title))
	} else {
		v.line(0, term.Heading, title)
	}
	if step.Why != "" && s.Attempt == 1 {
		v.line(4, term.Muted, step.Why)
	}
	if step.Warning != "" {
		v.note(event.Note{Level: event.Warning, Text: step.Warning})
	}
	for _, w := range step.Writes {
		v.note(event.Note{Level: event.Warning, Text: "outside the checkout: " + w})
	}
	v.command(4, step.Command)
}

// output writes lines of a step. Where several run, a line tells whose it is.
func (v *Plain) output(o event.StepOutput) {
	if v.options.Quiet {
		return
	}
	if p := v.running[o.ID]; p != nil {
		p.said = time.Time{}
	}
	clean := term.PlainOutput
	if v.options.Palette.Level != term.LevelNone {
		clean = term.Output
	}
	prefix := "    | "
	if len(v.running) > 1 {
		prefix = "    " + term.Line(o.ID) + " | "
	}
	for l := range strings.SplitSeq(strings.TrimRight(clean(o.Text), "\n"), "\n") {
		v.printf("%s%s\n", v.options.Palette.Render(term.Muted, prefix), l)
	}
}

// progress writes a line when the phase changes and at least every few seconds.
func (v *Plain) progress(p event.StepProgress, at time.Time) {
	run := v.running[p.ID]
	if run == nil {
		run = &progress{began: at}
		v.running[p.ID] = run
	}
	if p.Percent < 0 && p.Phase == "running" {
		if at.Sub(run.said) < sayEvery && !run.said.IsZero() {
			return
		}
		run.said = at
		v.line(4, term.Muted, term.Line(p.ID)+" still runs after "+seconds(p.Elapsed))
		return
	}
	if run.phase == p.Phase && at.Sub(run.said) < sayEvery && p.Percent < 100 {
		return
	}
	if run.phase == p.Phase && p.Percent == 100 && run.said.IsZero() {
		return
	}
	run.phase, run.said = p.Phase, at
	if p.Percent == 100 {
		run.said = time.Time{}
	}
	text := p.Phase
	if p.Percent >= 0 {
		text += fmt.Sprintf(" %d %%", p.Percent)
	}
	if p.Bytes > 0 {
		text += ", " + size(p.Bytes)
	}
	if p.Rate > 0 {
		text += ", " + size(p.Rate) + "/s"
	}
	v.line(4, term.Muted, text)
}

func (v *Plain) finished(f event.StepFinished) {
	_, ran := v.running[f.ID]
	delete(v.running, f.ID)
	title := v.steps[f.ID].Title
	switch f.Result {
	case event.Succeeded:
		v.line2(term.Good, title+": done in "+seconds(f.Seconds))
	case event.AlreadyDone:
		v.line2(term.Good, title+": already done ("+f.Reason+")")
	case event.Failed:
		v.line2(term.Bad, title+": failed: "+f.Reason)
	case event.Cancelled:
		v.line2(term.Warn, title+": stopped")
	case event.NotRun, event.Skipped:
		v.line2(term.Warn, title+": not run: "+f.Reason)
	}
	if v.options.Actions && ran {
		v.printf("::endgroup::\n")
	}
}

// failure writes why a step failed: cause and remedy if they are known, else the last lines.
func (v *Plain) failure(f event.Failure) {
	v.explained = true
	v.printf("\n")
	v.line(0, term.Bad, "The step "+f.Step+" failed.")
	v.labelled(2, "observed", f.Observed)
	v.labelled(2, "expected", f.Expected)
	for _, d := range f.Diagnoses {
		v.printf("\n")
		v.labelled(2, "known failure", d.ID)
		v.labelled(2, "seen in the line", d.Line)
		v.labelled(2, "cause", d.Cause)
		v.labelled(2, "what to do", d.Remedy)
		if len(d.Evidence) > 0 {
			v.labelled(2, "seen before in", strings.Join(d.Evidence, ", "))
		}
	}
	if len(f.Diagnoses) == 0 && len(f.LastLines) > 0 {
		v.labelled(2, "last lines", "")
		for _, l := range f.LastLines {
			v.printf("    | %s\n", term.PlainOutput(l))
		}
	}
	if f.Log != "" {
		v.labelled(2, "whole output", f.Log)
	}
	v.labelled(2, "to continue", "")
	v.command(4, f.Continue)
	if f.Ask != "" {
		v.labelled(2, "to ask a person", f.Ask)
	}
	if v.options.Actions {
		message := f.Step + ": " + f.Observed
		if len(f.Diagnoses) > 0 {
			message += ". " + f.Diagnoses[0].Cause + " " + f.Diagnoses[0].Remedy
		}
		v.printf("::error title=%s::%s\n", escapeProperty(term.Line("jupyter-onboard "+f.Step)), escapeData(term.Clean(message)))
	}
}

// escapeData and escapeProperty follow the workflow commands of GitHub Actions.
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// outcome writes how it ended and what comes next.
func (v *Plain) outcome(o event.Outcome) {
	v.printf("\n")
	role := term.Good
	if o.ExitCode != 0 {
		role = term.Bad
	}
	if o.Message != "" {
		v.line2(role, o.Message)
	}
	if v.explained {
		return
	}
	if o.Observed != "" {
		v.labelled(3, "observed", o.Observed)
	}
	if o.Expected != "" {
		v.labelled(3, "expected", o.Expected)
	}
	if o.Log != "" {
		v.labelled(3, "log", o.Log)
	}
	if o.Next != "" {
		v.labelled(3, "next", o.Next)
	}
	if o.Ask != "" {
		v.labelled(3, "to ask a person", o.Ask)
	}
}
