package view

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// Page writes a page of the journey as lines.
func (v *Plain) Page(p journey.Page) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.showWayOn()
	v.gap()
	v.heading(p.Title)
	for _, b := range p.Blocks {
		v.block(b)
	}
	if len(p.Actions) > 0 {
		v.gap()
	}
	for _, a := range p.Actions {
		v.hanging(2, "", "Type "+a.ID+" to "+sentence(a.Title))
	}
}

// Stage writes where on the way a page stands: "3 of 8: Prepare this machine".
func (v *Plain) Stage(s journey.Stage) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.showWayOn()
	for i, stage := range journey.Stages() {
		if stage == s {
			v.gap()
			v.prose(0, term.Muted, fmt.Sprintf("== %d of %d: %s ==", i+1, len(journey.Stages()), s.Title()))
			v.apart = true // The page belongs to it.
		}
	}
}

func (v *Plain) block(b journey.Block) {
	switch b := b.(type) {
	case journey.Heading:
		v.gap()
		v.heading(b.Text)
	case journey.Text:
		// Not at the margin, where it could be taken for a line of this program: it may be a stranger's.
		v.prose(2, unstyled, b.Text)
	case journey.Written:
		v.prose(2, unstyled, written(b.Text))
	case journey.List:
		for _, i := range b.Items {
			v.hanging(2, "- ", i)
		}
	case journey.Facts:
		v.facts(b.Rows)
	case journey.Commands:
		for _, c := range b.Lines {
			v.command(2, c)
		}
	case journey.Note:
		v.note(event.Note{Level: b.Level, Text: b.Text})
	case journey.FindingList:
		for _, f := range b.Findings {
			v.finding(f)
		}
	case journey.Steps:
		v.steplist(b.Steps)
	case journey.ProjectList:
		v.projects(b.Projects)
	case journey.Compare:
		v.compare(b)
	case journey.IssueList:
		for i := range b.Issues.Len() {
			v.issue(b.Issues.At(i))
		}
	case journey.Items:
		v.items(b.Items)
	}
}

// written is what somebody wrote in an issue, as a page shows it.
func written(markdown string) string {
	if text := term.Markdown(markdown); text != "" {
		return text
	}
	return "(nothing)"
}

func (v *Plain) facts(facts []journey.Fact) {
	rows := make([]row, len(facts))
	for i, f := range facts {
		rows[i] = row{label: f.Label, text: f.Text}
	}
	v.rows(2, rows)
}

// projects writes projects to choose from, numbered, by sub-project.
func (v *Plain) projects(all []event.Project) {
	subproject := "\x00"
	for i, p := range all {
		if p.Subproject != subproject {
			subproject = p.Subproject
			v.block(journey.Heading{Text: journey.GroupTitle(p)})
		}
		v.rows(2, []row{{label: fmt.Sprintf("%d. %s", i+1, p.ID), text: p.Summary + uses(p)}})
	}
}

func uses(p event.Project) string {
	var parts []string
	for _, part := range []struct {
		verb string
		what []string
	}{{"uses ", p.Skills}, {"is about ", p.Areas}, {"welcomes ", p.Kinds}} {
		if len(part.what) > 0 {
			parts = append(parts, part.verb+strings.Join(part.what, ", "))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " It " + strings.Join(parts, "; ") + "."
}

// compare writes two projects fact by fact.
func (v *Plain) compare(c journey.Compare) {
	for _, r := range c.Rows {
		v.prose(2, term.Heading, r.Label)
		v.rows(4, []row{{label: c.Left, text: r.Left}, {label: c.Right, text: r.Right}})
	}
}

// Question writes a question with its options. given is the answer that was given beforehand.
func (v *Plain) Question(q journey.Question, answer string, given bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.showWayOn()
	v.gap()
	for i, o := range q.Options {
		text := o.Value
		if o.Title != "" {
			text += ": " + o.Title
		}
		if o.Detail != "" {
			text += " (" + o.Detail + ")"
		}
		v.hanging(2, fmt.Sprintf("%d) ", i+1), text)
	}
	prompt := term.Line(q.Text)
	switch {
	case q.Exactly > 0:
		prompt += fmt.Sprintf(" (%d, with a comma)", q.Exactly)
	case q.Many:
		prompt += " (several with commas)"
	}
	if q.Default != "" {
		prompt += " [" + term.Line(q.Default) + "]"
	}
	v.printf("%s > ", v.render(term.Accent, prompt))
	if given {
		v.printf("%s\n", term.Line(answer))
		return
	}
	v.prompted = true
}
