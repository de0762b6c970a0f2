package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// measure says how far a running step is, how fast, and what is left.
func (v *stepView) measure(now time.Time) string {
	if !v.runs() {
		return ""
	}
	ran := now.Sub(v.begun).Seconds()
	parts := []string{"Runs for " + seconds(ran)}
	if v.attempt > 1 {
		parts = append(parts, fmt.Sprintf("try %d", v.attempt))
	}
	p := v.progress
	if p.Phase != "" && p.Phase != event.PhaseRunning {
		text := p.Phase
		if p.Percent >= 0 {
			text += fmt.Sprintf(" %d %%", p.Percent)
		}
		parts = append(parts, text)
	}
	if p.Bytes > 0 {
		parts = append(parts, size(p.Bytes))
	}
	if p.Rate > 0 {
		parts = append(parts, size(p.Rate)+"/s")
	}
	if p.Phase == "receive" && p.Percent > 4 && p.Percent < 100 && ran > 1 {
		parts = append(parts, "about "+seconds(ran*float64(100-p.Percent)/float64(p.Percent))+" left")
	} else if left := v.step.Estimate - ran; v.step.Estimate >= 1 && left > 0 {
		parts = append(parts, "about "+seconds(left)+" left")
	}
	return strings.Join(parts, ", ") + "."
}

// foot says how the run stands and what it asks.
func (b *boardPane) foot(t theme, width int) []string {
	k := newInk(t, width)
	k.lines = append(k.lines, t.rule(width, ""))
	switch {
	case b.ask != nil && b.ask.failure != nil:
		k.text(term.Heading, true, k.sign(term.Bad), "The step "+b.ask.step+" failed. Mend it and try again (r), go on without it (s), or stop here (enter).")
	case b.ask != nil:
		k.text(term.Heading, true, k.sign(term.Accent), "Next is "+b.ask.step+". Run it (enter), skip it (s), or stop here (x)?")
	case b.stopping:
		text := "Stopping: the step under way is ended; what is done stays."
		if b.task {
			text = "Stopping it …"
		}
		k.text(term.Heading, true, k.sign(term.Warn), text)
	case b.result != "":
		role := term.Bad
		if b.good {
			role = term.Good
		}
		k.text(term.Heading, true, k.sign(role), b.result)
	case b.question != nil:
		k.text(term.Heading, true, "", b.question.q.Text+" "+b.sum())
	default:
		k.text(0, false, "", b.sum())
	}
	return k.lines
}

// sum says how many steps are done, and the time that has passed and is left.
func (b *boardPane) sum() string {
	done, left, known := 0, 0.0, false
	for _, v := range b.steps {
		switch {
		case v.about != nil:
		case v.over():
			done++
		case v.finished != nil:
		case v.runs():
			left += max(0, v.step.Estimate-b.now().Sub(v.begun).Seconds())
			known = known || v.step.Estimate > 0
		default:
			left += v.step.Estimate
			known = known || v.step.Estimate > 0
		}
	}
	text := fmt.Sprintf("%d of %d steps done.", done, len(b.byID))
	if len(b.steps) == 1 {
		text = ""
	}
	if b.running {
		text += " " + seconds(b.now().Sub(b.began).Seconds()) + " so far."
	}
	if known && left >= 1 {
		text += " About " + seconds(left) + " left, by a run on another machine."
	}
	if b.stepping {
		text += " It pauses before each step."
	}
	return strings.TrimSpace(text)
}
