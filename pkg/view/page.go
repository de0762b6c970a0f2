package view

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// Page writes a page of the journey as lines.
func (v *Plain) Page(p journey.Page) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.line(0, term.Heading, p.Title)
	for _, b := range p.Blocks {
		v.block(b)
	}
	if len(p.Actions) > 0 {
		v.printf("\n")
	}
	for _, a := range p.Actions {
		v.hanging(2, "", "Type "+a.ID+" to "+a.Title+".")
	}
}

// Stage writes where on the way a page stands: "3 of 8: Prepare this machine".
func (v *Plain) Stage(s journey.Stage) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, stage := range journey.Stages() {
		if stage == s {
			v.printf("\n")
			v.line(0, term.Muted, fmt.Sprintf("== %d of %d: %s ==", i+1, len(journey.Stages()), s.Title()))
		}
	}
}

func (v *Plain) block(b journey.Block) {
	switch b := b.(type) {
	case journey.Heading:
		v.printf("\n")
		v.line(0, term.Heading, b.Text)
	case journey.Text:
		v.hanging(0, "", b.Text)
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
		for _, i := range b.Issues {
			v.issue(i)
		}
	case journey.Items:
		v.items(b.Items)
	}
}

// projects writes projects to choose from, numbered, by sub-project.
func (v *Plain) projects(all []event.Project) {
	subproject := "\x00"
	for i, p := range all {
		if p.Subproject != subproject {
			subproject = p.Subproject
			v.block(journey.Heading{Text: journey.GroupTitle(p.Subproject)})
		}
		v.facts([]journey.Fact{{Label: fmt.Sprintf("%d. %s", i+1, p.ID), Text: p.Summary + " Uses " + strings.Join(p.Skills, ", ") +
			"; about " + strings.Join(p.Areas, ", ") + "; welcomes " + strings.Join(p.Kinds, ", ") + "."}})
	}
}

// compare writes two projects fact by fact.
func (v *Plain) compare(c journey.Compare) {
	for _, r := range c.Rows {
		v.line(2, term.Heading, r.Label)
		v.hanging(4, c.Left+": ", r.Left)
		v.hanging(4, c.Right+": ", r.Right)
	}
}

// hanging writes a sign and text whose further lines stand below its first.
func (v *Plain) hanging(indent int, sign, text string) {
	lines := strings.Split(term.Wrap(term.Clean(text), v.width()-indent-term.Width(sign)), "\n")
	v.printf("%s%s%s\n", strings.Repeat(" ", indent), sign, lines[0])
	for _, l := range lines[1:] {
		v.printf("%s%s\n", strings.Repeat(" ", indent+term.Width(sign)), l)
	}
}

// facts writes labelled lines with their texts in a column, or below the label where the line is
// short.
func (v *Plain) facts(rows []journey.Fact) {
	widest := 0
	for _, r := range rows {
		widest = max(widest, min(term.Width(term.Line(r.Label)), 24))
	}
	last := ""
	for _, r := range rows {
		label := term.Line(r.Label)
		if label == last {
			label = ""
		} else {
			last = label
		}
		if v.width() < 60 || term.Width(label) > widest {
			if label != "" {
				v.printf("  %s\n", v.options.Palette.Render(term.Muted, label))
			}
			v.hanging(4, "", r.Text)
			continue
		}
		pad := term.Pad(label, widest)
		lines := strings.Split(term.Wrap(term.Clean(r.Text), v.width()-widest-4), "\n")
		v.printf("  %s  %s\n", v.options.Palette.Render(term.Muted, pad), lines[0])
		for _, l := range lines[1:] {
			v.printf("  %s  %s\n", strings.Repeat(" ", widest), l)
		}
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

// Plan writes a plan whole: every step with its reasons, command and conditions.
func (v *Plain) Plan(p event.Plan) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.steplist(p.Steps)
}

func (v *Plain) steplist(steps []event.Step) {
	for i, s := range steps {
		v.printf("%s %s\n", v.options.Palette.Render(term.Muted, fmt.Sprintf("%2d.", i+1)),
			v.options.Palette.Render(term.Heading, term.Line(s.Title)))
		v.labelled(4, "step", s.ID)
		if s.Why != "" {
			v.labelled(4, "why", s.Why)
		}
		v.labelled(4, "here", s.Cause)
		if s.State != "" {
			v.labelled(4, "state", string(s.State)+": "+s.Reason)
		}
		v.labelled(4, "in", s.Dir)
		v.command(4, s.Command)
		v.conditions(s)
	}
}

// conditions writes what a step needs, leaves behind and may do.
func (v *Plain) conditions(s event.Step) {
	if len(s.Needs) > 0 {
		v.labelled(4, "after", strings.Join(s.Needs, ", "))
	}
	for _, k := range sortedKeys(s.Env) {
		v.labelled(4, "variable", k+"="+s.Env[k])
	}
	if len(s.Path) > 0 {
		v.labelled(4, "first on PATH", strings.Join(s.Path, ", "))
	}
	for _, c := range s.Creates {
		v.labelled(4, "makes", c)
	}
	for _, c := range s.Check {
		v.labelled(4, "checked", c)
	}
	if s.Expect != "" {
		v.labelled(4, "output must match", s.Expect)
	}
	if s.Network {
		v.labelled(4, "network", fmt.Sprintf("yes, tried up to %d times", s.Retries+1))
	}
	for _, w := range s.Writes {
		v.labelled(4, "outside the checkout", w)
	}
	if s.Warning != "" {
		v.labelled(4, "mind", s.Warning)
	}
	if s.Unproved != "" {
		v.labelled(4, "unproved", s.Unproved)
	}
	if s.Estimate >= 1 {
		v.labelled(4, "took elsewhere", seconds(s.Estimate))
	}
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// Question writes a question with its options. given is the answer that was given beforehand.
func (v *Plain) Question(q journey.Question, answer string, given bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.printf("\n")
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
	if q.Many {
		prompt += " (several with commas)"
	}
	if q.Default != "" {
		prompt += " [" + term.Line(q.Default) + "]"
	}
	v.printf("%s > ", v.options.Palette.Render(term.Accent, prompt))
	if given {
		v.printf("%s\n", term.Line(answer))
	}
}
