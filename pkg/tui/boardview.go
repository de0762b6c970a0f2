package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// draw puts the steps above or beside what there is to know of the selected one, and how the run stands
// below.
func (b *boardPane) draw(t theme, width, height int) frame {
	k := newInk(t, min(width, widest))
	k.airy = height >= airyFrom
	k.head(b.title)
	head := k.lines
	foot := b.foot(t, width)
	room := height - len(head) - len(foot)
	var f frame
	switch {
	case len(b.steps) == 1:
		f = frame{lines: b.details(t, width, room), row: -1}
	case width >= 100:
		f = b.beside(t, width, room)
	default:
		f = b.above(t, width, room)
	}
	for len(f.lines) < room && len(b.steps) > 0 && (b.running || b.result != "" || b.question != nil) {
		f.lines = append(f.lines, "")
	}
	if f.row >= 0 {
		f.row += len(head)
	}
	f.lines = append(append(head, f.lines...), foot...)
	return f
}

func (b *boardPane) above(t theme, width, height int) frame {
	list := min(len(b.steps), max(height*2/5, 2))
	f := b.table(t, width, list)
	f.lines = append(f.lines, t.rule(width, b.hidden()))
	f.lines = append(f.lines, b.details(t, width, height-len(f.lines))...)
	return f
}

func (b *boardPane) beside(t theme, width, height int) frame {
	left := min(width*2/5, 60)
	f := b.table(t, left, height)
	if text := b.hidden(); text != "" {
		f = b.table(t, left, height-1)
		f.lines = append(f.lines, t.rule(left, text))
	}
	right := b.details(t, width-left-3, height)
	bar := t.paint(term.Muted, t.sign("│", "|"))
	rows := make([]string, height)
	for i := range rows {
		var l, r string
		if i < len(f.lines) {
			l = f.lines[i]
		}
		if i < len(right) {
			r = right[i]
		}
		rows[i] = strings.TrimRight(term.Pad(l, left)+" "+bar+" "+r, " ")
	}
	f.lines = rows
	return f
}

// table is the list of steps with their states as marks and words.
func (b *boardPane) table(t theme, width, height int) frame {
	b.list.fit(len(b.steps), height)
	b.list.show(b.at, b.at+1)
	f := frame{row: b.at - b.list.top}
	for i := b.list.top; i < min(b.list.top+height, len(b.steps)); i++ {
		v := b.steps[i]
		state, role := v.state(b.now())
		name := fmt.Sprintf("%d. %s", v.number, term.Line(v.step.Title))
		if v.about != nil {
			state, role, name = b.overall(), term.Heading, v.step.Title
		}
		word := term.Truncate(state, max(width/3, 8))
		title := term.Truncate(name, width-term.Width(word)-8)
		sign := "  "
		if i == b.at {
			sign = t.paint(term.Accent, "> ")
			title = t.paint(term.Accent, title)
		}
		row := sign + term.Pad(t.mark(role), 3) + title
		f.lines = append(f.lines, term.Pad(row, width-term.Width(word)-1)+t.paint(term.Muted, word))
	}
	return f
}

// hidden says which part of the list is in sight, if it isn't all.
func (b *boardPane) hidden() string {
	if b.list.fits() {
		return ""
	}
	return outOfSight(b.list.top, b.list.total-b.list.top-b.list.height)
}

// overall is how many steps are done.
func (b *boardPane) overall() string {
	done := 0
	for _, v := range b.steps {
		if v.over() {
			done++
		}
	}
	return fmt.Sprintf("%d of %d", done, len(b.byID))
}

// over reports whether nothing is left to do of a step.
func (v *stepView) over() bool {
	if v.finished != nil {
		return v.finished.Result == event.Succeeded || v.finished.Result == event.AlreadyDone
	}
	return v.about == nil && !v.runs() && v.step.State == event.Done
}

// state is how a step stands, in a few words, and the role whose mark says so.
func (v *stepView) state(now time.Time) (string, term.Role) {
	switch {
	case v.finished != nil:
		switch v.finished.Result {
		case event.Succeeded:
			return "done, " + seconds(v.finished.Seconds), term.Good
		case event.AlreadyDone:
			return "done before", term.Good
		case event.Failed:
			return "failed", term.Bad
		case event.Cancelled:
			return "stopped", term.Warn
		case event.Skipped:
			return "skipped", term.Warn
		case event.NotRun:
			return "not run", term.Warn
		}
	case v.runs():
		return "runs, " + seconds(now.Sub(v.begun).Seconds()), term.Accent
	case v.step.State == event.Done:
		return "done before", term.Good
	case v.step.Estimate >= 1:
		return "to do, ~" + seconds(v.step.Estimate), term.Muted
	}
	return "to do", term.Muted
}

// details is all there is to know of the selected step: its failure first, the newest output last.
func (b *boardPane) details(t theme, width, height int) []string {
	if len(b.steps) == 0 || height < 1 {
		return nil
	}
	v := b.steps[b.at]
	k := newInk(t, min(width, widest))
	k.airy = height >= airyFrom-6
	if v.about != nil {
		k.blocks(v.about)
		for _, s := range b.steps[1:] {
			k.step(s.number-1, s.step)
		}
		for _, n := range b.notes {
			k.note(n.Level, n.Text)
		}
		return b.window(t, k.lines, width, height)
	}
	if v.step.Title != b.title {
		k.text(term.Heading, true, "", v.step.Title)
	}
	if p := v.measure(b.now()); p != "" {
		k.plain("", p)
	}
	if v.finished != nil && v.finished.Reason != "" && v.failure == nil {
		k.facts([][2]string{{"state", string(v.finished.Result) + ": " + v.finished.Reason}})
	}
	if v.failure != nil {
		k.failure(*v.failure)
	}
	step := v.step
	if !v.begun.IsZero() || v.finished != nil {
		step.State, step.Reason = "", "" // How it stood before the run.
	}
	k.stepFacts(step)
	facts := k.lines
	tail := min(len(v.output), max(height/2, height-len(facts)-1))
	if tail > 0 && v.failure == nil {
		facts = b.window(t, facts, width, max(height-tail-1, 1))
		facts = append(facts, t.rule(width, "output"))
		return append(facts, v.tail(width, height-len(facts))...)
	}
	return b.window(t, facts, width, height)
}

// window is the part of the details in sight; a last line says that there is more.
func (b *boardPane) window(t theme, lines []string, width, height int) []string {
	if len(lines) <= height {
		b.detail.fit(len(lines), height)
		return lines
	}
	b.detail.fit(len(lines), height-1)
	shown := lines[b.detail.top : b.detail.top+b.detail.height]
	return append(slices.Clip(shown), t.paint(term.Muted, term.Truncate("… "+b.detail.where()+", more: pgdn", width)))
}

// tail is the newest output in height lines; longer lines go on in the next.
func (v *stepView) tail(width, height int) []string {
	var lines []string
	for _, l := range v.output[max(0, len(v.output)-height):] {
		lines = append(lines, wrapOutput(l, width)...)
	}
	return lines[max(0, len(lines)-height):]
}

// failure writes cause and remedy where the step failed.
func (k *ink) failure(f event.Failure) {
	k.plain(k.sign(term.Bad), f.Observed)
	for _, d := range f.Diagnoses {
		k.indented(3, [][2]string{{"cause", d.Cause}, {"what to do", d.Remedy}, {"seen in", d.Line}, {"seen before", strings.Join(d.Evidence, ", ")}})
	}
	rows := [][2]string{{"expected", f.Expected}, {"whole output", f.Log}, {"to continue", f.Continue}, {"ask a person", f.Ask}}
	k.indented(3, rows)
	if len(f.Diagnoses) == 0 && len(f.LastLines) > 0 {
		k.text(term.Muted, true, "   ", "last lines")
		for _, l := range f.LastLines {
			for _, part := range wrapOutput(term.PlainOutput(l), k.width-5) {
				k.lines = append(k.lines, "   | "+part)
			}
		}
	}
	k.blank()
}
