package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// blocks writes a page's parts. Where there is room, what is of another kind stands apart.
func (k *ink) blocks(all []journey.Block) {
	for i, b := range all {
		if k.airy && i > 0 && apart(all[i-1], b) {
			k.blank()
		}
		k.block(b)
	}
}

// apart reports whether b reads better with room between it and what comes before.
func apart(before, b journey.Block) bool {
	_, heading := before.(journey.Heading)
	_, facts := b.(journey.Facts)
	_, factsBefore := before.(journey.Facts)
	_, note := b.(journey.Note)
	_, noteBefore := before.(journey.Note)
	return !heading && (facts || factsBefore || note != noteBefore)
}

// block writes one part of a page.
func (k *ink) block(b journey.Block) {
	switch b := b.(type) {
	case journey.Heading:
		k.heading(b.Text)
	case journey.Text:
		k.plain("", b.Text)
	case journey.Written:
		k.written(b.Text)
	case journey.List:
		for _, i := range b.Items {
			k.plain("- ", i)
		}
	case journey.Facts:
		rows := make([][2]string, len(b.Rows))
		for i, r := range b.Rows {
			rows[i] = [2]string{r.Label, r.Text}
		}
		k.facts(rows)
	case journey.Commands:
		for _, c := range b.Lines {
			k.command(c)
		}
	case journey.Note:
		k.note(b.Level, b.Text)
	case journey.FindingList:
		for _, f := range b.Findings {
			k.finding(f)
		}
	case journey.Steps:
		for i, s := range b.Steps {
			k.step(i, s)
		}
	case journey.ProjectList:
		for _, p := range b.Projects {
			k.block(journey.Heading{Text: p.Name})
			k.project(p)
		}
	case journey.Compare:
		k.compare(b)
	case journey.IssueList:
		for i := range b.Issues.Len() {
			k.issue(b.Issues.At(i))
		}
	case journey.Items:
		k.items(b.Items)
	}
}

// written is what somebody wrote in an issue, as a page shows it.
func (k *ink) written(markdown string) {
	text := term.Markdown(markdown)
	if text == "" {
		text = "(nothing)"
	}
	for l := range strings.SplitSeq(text, "\n") {
		// Further lines of a list or a quotation stand below its text.
		indent := len(l) - len(strings.TrimLeft(l, " -*>•"))
		if indent > k.width/2 {
			indent = 0
		}
		k.plain(l[:indent], l[indent:])
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

func (k *ink) note(l event.Level, s string) {
	k.plain(k.sign(levelRole(l)), s)
}

// sign is a role's mark in a column of three cells.
func (k *ink) sign(r term.Role) string { return term.Pad(k.theme.mark(r), 3) }

// finding writes one thing that the doctor found, with its ways out.
func (k *ink) finding(f event.Finding) {
	role := levelRole(f.Level)
	k.plain(k.sign(role), f.Title+": "+f.Observed)
	if f.Level == event.OK {
		return
	}
	rows := [][2]string{{"needed", f.Expected}, {"why", f.Why}}
	for _, fix := range f.Fixes {
		label := "fix"
		switch {
		case fix.Automatic:
			label = "set-up does it"
		case fix.Admin:
			label = "fix for an admin"
		}
		parts := slices.DeleteFunc([]string{fix.Title, fix.Command, address(fix.URL)}, func(s string) bool { return s == "" })
		rows = append(rows, [2]string{label, strings.Join(parts, ": ")})
	}
	k.indented(3, rows)
}

// address shows a web address as text, and anything else so that it can't be taken for one.
func address(s string) string {
	if a, ok := term.Address(s); ok || s == "" {
		return a
	}
	return "(" + term.Line(s) + ")"
}

// indented writes labelled texts behind an indentation; those without a text are left out.
func (k *ink) indented(by int, rows [][2]string) {
	below := newInk(k.theme, k.width-by)
	below.facts(slices.DeleteFunc(rows, func(r [2]string) bool { return r[1] == "" }))
	for _, l := range below.lines {
		k.lines = append(k.lines, strings.Repeat(" ", by)+l)
	}
}

// step writes a step of a plan whole.
func (k *ink) step(i int, s event.Step) {
	k.blank()
	k.text(term.Heading, true, fmt.Sprintf("%2d. ", i+1), s.Title)
	k.stepFacts(s)
}

// stepFacts writes why a step is there, what exactly it runs, and what to know of it.
func (k *ink) stepFacts(s event.Step) {
	k.indented(0, [][2]string{{"why", s.Why}, {"mind", s.Warning}})
	if s.Command != "" {
		if k.airy {
			k.blank()
		}
		k.command(s.Command)
		if k.airy {
			k.blank()
		}
	}
	rows := [][2]string{{"here", s.Cause}}
	if s.State != "" {
		rows = append(rows, [2]string{"state", strings.TrimSuffix(string(s.State)+": "+s.Reason, ": ")})
	}
	if s.Estimate >= 1 {
		rows = append(rows, [2]string{"took elsewhere", seconds(s.Estimate)})
	}
	rows = append(rows, [2]string{"unproved", s.Unproved})
	for _, w := range s.Writes {
		rows = append(rows, [2]string{"writes outside", w})
	}
	rows = append(rows, [2]string{"in", s.Dir}, [2]string{"after", strings.Join(s.Needs, ", ")})
	for _, name := range slices.Sorted(maps.Keys(s.Env)) {
		rows = append(rows, [2]string{"variable", name + "=" + s.Env[name]})
	}
	rows = append(rows, [2]string{"first on PATH", strings.Join(s.Path, ", ")})
	for _, c := range s.Creates {
		rows = append(rows, [2]string{"makes", c})
	}
	for _, c := range s.Check {
		rows = append(rows, [2]string{"checked", c})
	}
	rows = append(rows, [2]string{"output matches", s.Expect})
	if s.Network {
		rows = append(rows, [2]string{"network", fmt.Sprintf("yes, tried up to %d times", s.Retries+1)})
	}
	k.indented(0, append(rows, [2]string{"step", s.ID}))
}

// project writes what a list says of a project.
func (k *ink) project(p event.Project) {
	k.plain("", p.Summary)
	proved := "nobody has recorded a run yet"
	if p.Proved != "" {
		proved = "on " + p.Proved
	}
	k.facts(slices.DeleteFunc([][2]string{
		{"Works on", strings.Join(p.Areas, ", ")},
		{"You use", strings.Join(p.Skills, ", ")},
		{"Welcome", strings.Join(p.Kinds, ", ")},
		{"Set up for", strings.Join(p.Profiles, ", ")},
		{"Repository", p.Repo},
		{"Proved", proved},
	}, func(r [2]string) bool { return r[1] == "" }))
}

// issue writes what a list says of an issue.
func (k *ink) issue(i event.Issue) {
	k.text(term.Heading, true, fmt.Sprintf("#%d ", i.Number), i.Title)
	rows := [][2]string{{"Verdict", i.Verdict}}
	for _, r := range i.Reasons {
		rows = append(rows, [2]string{"Why", r})
	}
	rows = append(rows, [2]string{"Next", i.Next}, [2]string{"Labels", strings.Join(i.Labels, ", ")}, [2]string{"Page", address(i.URL)}, [2]string{"Changed", day(i.Updated)})
	k.facts(slices.DeleteFunc(rows, func(r [2]string) bool { return r[1] == "" }))
}

// day is the day of a time in its wire form.
func day(wire string) string {
	t, err := time.Parse(time.RFC3339, wire)
	if err != nil {
		return wire
	}
	return t.Format("2 January 2006")
}

// compare writes two projects side by side, or one below the other where the line is short.
func (k *ink) compare(c journey.Compare) {
	if k.width < 70 {
		for _, r := range c.Rows {
			k.text(term.Heading, true, "", r.Label)
			k.facts([][2]string{{c.Left, r.Left}, {c.Right, r.Right}})
		}
		return
	}
	label := 0
	for _, r := range c.Rows {
		label = max(label, term.Width(r.Label))
	}
	half := (k.width - label - 4) / 2
	row := func(name, left, right string, role term.Role, styled bool) {
		a, b := newInk(k.theme, half), newInk(k.theme, half)
		a.text(role, styled, "", left)
		b.text(role, styled, "", right)
		cell := lipgloss.NewStyle().Width(half + 2)
		joined := lipgloss.JoinHorizontal(lipgloss.Top, k.theme.paint(term.Muted, term.Pad(term.Line(name), label))+"  ",
			cell.Render(strings.Join(a.lines, "\n")), strings.Join(b.lines, "\n"))
		for l := range strings.SplitSeq(joined, "\n") {
			k.lines = append(k.lines, strings.TrimRight(l, " "))
		}
	}
	row("", c.Left, c.Right, term.Heading, true)
	for _, r := range c.Rows {
		row(r.Label, r.Left, r.Right, 0, false)
	}
}

func (k *ink) items(items []event.Item) {
	for _, i := range items {
		box := "[ ] "
		if i.Done {
			box = "[x] "
		}
		text := i.Title
		if i.Detail != "" {
			text += ": " + i.Detail
		}
		k.plain(box, text)
	}
}

// seconds says a time as people do.
func seconds(s float64) string {
	d := time.Duration(s * float64(time.Second))
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min %02d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}

// size says a number of bytes as people do.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%d kB", n/1e3)
	}
	return fmt.Sprintf("%d B", n)
}
