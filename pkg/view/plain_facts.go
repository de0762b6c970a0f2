package view

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// finding writes one thing that the doctor found out.
func (v *Plain) finding(f event.Finding) {
	v.marked(levelRole(f.Level), term.Line(f.Title)+": "+f.Observed)
	if f.Level == event.OK {
		return
	}
	rows := []row{{label: "needed", text: f.Expected}, {label: "why", text: f.Why}}
	for i, x := range f.Fixes {
		label := "fix"
		if i > 0 {
			label = "or"
		}
		rows = append(rows, fixRows(label, x)...)
	}
	v.rows(3, rows)
}

// fixRows are a fix's command, its page and what it does.
func fixRows(label string, f event.Fix) []row {
	text := f.Title
	switch {
	case f.Automatic:
		label = "no worry"
	case f.Admin:
		label += ", as admin"
		text = strings.TrimSpace(text + " (needs admin rights: it is yours to run, never run by this program)")
	}
	var rows []row
	if f.Command != "" {
		rows = append(rows, row{label: label, text: f.Command, whole: true})
	}
	if f.URL != "" {
		rows = append(rows, row{label: label, text: address(f.URL), whole: true})
	}
	return append(rows, row{label: label, text: text})
}

// address shows a web address as text, and anything else so that it can't be taken for one.
func address(s string) string {
	if a, ok := term.Address(s); ok {
		return a
	}
	return "(" + term.Line(s) + ")"
}

// project writes one line of the catalogue; two where the line is short.
func (v *Plain) project(p event.Project) {
	proved := "unproved"
	if p.Proved != "" {
		proved = "proved " + term.Line(p.Proved)
	}
	id := v.render(term.Code, term.Line(p.ID))
	if v.width() < stacked {
		v.printf("%s  %s\n", id, proved)
		v.prose(2, term.Muted, term.Line(p.Summary))
		return
	}
	v.printf("%s\n", term.Truncate(fmt.Sprintf("%s  %s  %s", term.Pad(id, 22), term.Pad(proved, 17), term.Line(p.Summary)), v.width()))
}

// guide writes what is known of a guide; the guide itself is a page.
func (v *Plain) guide(g event.Guide) {
	v.rows(0, []row{{label: "guide", text: term.Line(g.Origin)}, {label: "sha256", text: term.Line(g.SHA256), whole: true}})
}

// file writes how a file differs from the one that is there. The lines are indented: they are somebody else's.
func (v *Plain) file(f event.File) {
	for line := range strings.Lines(f.Diff) {
		v.printf("  %s\n", term.Line(strings.TrimSuffix(line, "\n")))
	}
}

// correction writes one thing that upstream's documents get wrong.
func (v *Plain) correction(c event.Correction) {
	v.prose(0, term.Heading, term.Line("In "+c.File+atLine(c.Line)))
	rows := []row{{label: "about", text: c.Topic}, {label: "it says", text: c.Says}}
	for _, a := range c.Against {
		rows = append(rows, row{label: "but", text: a})
	}
	rows = append(rows, row{label: "instead", text: c.Instead})
	if c.URL != "" {
		rows = append(rows, row{label: "page", text: address(c.URL), whole: true})
	}
	v.rows(2, rows)
}

// atLine names a line of a file; 0 is the whole file.
func atLine(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", line %d", n)
}

// checklist writes where a person is on the way.
func (v *Plain) checklist(c event.Checklist) {
	v.heading("Your way into " + c.Project)
	v.rows(2, []row{{label: "folder", text: c.Dir, whole: true}})
	v.items(c.Items)
	if c.Next != "" {
		v.gap()
		v.rows(2, []row{nextRow("next", c.Next)})
	}
}

func (v *Plain) items(items []event.Item) {
	for _, i := range items {
		box := "[ ] "
		if i.Done {
			box = "[x] "
		}
		text := i.Title
		if i.Detail != "" {
			text += ": " + i.Detail
		}
		v.hanging(0, box, text)
	}
}

// issue writes one issue with its verdict.
func (v *Plain) issue(i event.Issue) {
	head := fmt.Sprintf("#%d  %s", i.Number, term.Pad(term.Line(i.Verdict), 14))
	if v.width() < stacked {
		v.printf("%s\n", strings.TrimRight(head, " "))
		v.prose(4, unstyled, term.Line(i.Title))
	} else {
		v.hanging(0, head+"  ", term.Line(i.Title))
	}
	for _, r := range i.Reasons {
		v.prose(4, term.Muted, r)
	}
	rows := []row{{label: "next", text: i.Next}}
	if i.URL != "" {
		rows = append(rows, row{label: "page", text: address(i.URL), whole: true})
	}
	v.rows(4, rows)
}

// Group writes the head of a group of projects.
func (v *Plain) Group(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.heading(name)
}
