package view

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// finding writes one thing that the doctor found out.
func (v *Plain) finding(f event.Finding) {
	v.line2(levelRole(f.Level), f.Title+": "+f.Observed)
	if f.Level == event.OK {
		return
	}
	if f.Expected != "" {
		v.labelled(3, "needed", f.Expected)
	}
	if f.Why != "" {
		v.labelled(3, "why", f.Why)
	}
	for _, fix := range f.Fixes {
		label := "fix"
		switch {
		case fix.Automatic:
			label = "set-up does it"
		case fix.Admin:
			label = "fix (needs admin rights, yours to run)"
		}
		text := fix.Title
		if fix.Command != "" {
			text = strings.TrimPrefix(text+": ", ": ") + fix.Command
		}
		if fix.URL != "" {
			text = strings.TrimPrefix(text+": ", ": ") + address(fix.URL)
		}
		v.labelled(3, label, text)
	}
}

// address shows a web address as text, and anything else so that it can't be taken for one.
func address(s string) string {
	if a, ok := term.Address(s); ok {
		return a
	}
	return "(" + term.Line(s) + ")"
}

// project writes one line of the catalogue.
func (v *Plain) project(p event.Project) {
	proved := "unproved"
	if p.Proved != "" {
		proved = "proved " + p.Proved
	}
	v.printf("%s\n", term.Truncate(fmt.Sprintf("%s  %s  %s",
		term.Pad(v.options.Palette.Render(term.Code, term.Line(p.ID)), 18),
		term.Pad(term.Line(proved), 17), term.Line(p.Summary)), v.width()))
}

// checklist writes where a person is on the way.
func (v *Plain) checklist(c event.Checklist) {
	v.line(0, term.Heading, "Your way into "+c.Project)
	if c.Dir != "" {
		v.labelled(0, "folder", c.Dir)
	}
	v.items(c.Items)
	if c.Next != "" {
		v.printf("\n")
		v.labelled(0, "next", "")
		v.command(2, c.Next)
	}
}

// issue writes one issue with its verdict.
func (v *Plain) issue(i event.Issue) {
	v.printf("#%d  %s  %s\n", i.Number, term.Pad(term.Line(i.Verdict), 14), term.Line(i.Title))
	for _, r := range i.Reasons {
		v.line(4, term.Muted, r)
	}
	if i.Next != "" {
		v.labelled(4, "next", i.Next)
	}
}

// Group writes the head of a group of projects.
func (v *Plain) Group(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.line(0, term.Heading, name)
}
