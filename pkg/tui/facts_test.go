package tui

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// TestSameFacts goes through every stage and holds both forms to the facts of its page (TRUST A1): the
// lines and the screens each say all of them, the screens wherever one can go from that page.
func TestSameFacts(t *testing.T) {
	t.Parallel()
	facts := 0
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := s.make(t)
			if len(r.m.top) > 0 || r.m.pending != nil || r.m.board != nil && r.m.board.result != "" {
				t.Skip("not a page of the journey: something lies on top or runs")
			}
			page := r.m.journey.Page()
			var lines bytes.Buffer
			plain := view.NewPlain(&lines, view.PlainOptions{Width: 400})
			plain.Stage(page.Stage)
			plain.Page(page)
			if page.Question != nil {
				plain.Question(*page.Question, "", false)
			}
			linear, screens := squeeze(lines.String()), squeeze(everything(r))
			said := pageFacts(page)
			if len(said) < 2 {
				t.Fatalf("only %d facts: the test sees nothing", len(said))
			}
			for _, f := range said {
				if !strings.Contains(linear, squeeze(f)) {
					t.Errorf("the lines don't say %q:\n%s", f, lines.String())
				}
				if !strings.Contains(screens, squeeze(f)) {
					t.Errorf("the screens don't say %q:\n%s", f, everything(r))
				}
			}
		})
		facts++
	}
	t.Logf("promise: A1; tries: %d screens", facts)
}

// TestNothingIsOutOfReach scrolls through every stage in the smallest window, by the keys that its key line and
// its help name: every fact of the page comes into sight.
func TestNothingIsOutOfReach(t *testing.T) {
	t.Parallel()
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := s.make(t)
			if len(r.m.top) > 0 || r.m.pending != nil || r.m.board != nil && r.m.board.result != "" {
				t.Skip("not a page of the journey: something lies on top or runs")
			}
			page := r.m.journey.Page()
			r.size(leastWidth, leastHeight)
			seen := r.scrolled()
			for _, f := range pageFacts(page) {
				for w := range strings.FieldsSeq(f) {
					if len(w) > 12 { // A longer one may be broken.
						w = w[:6]
					}
					if !strings.Contains(seen, w) {
						t.Fatalf("%q of %q never comes into sight:\n%s", w, f, seen)
					}
				}
			}
		})
	}
}

// scrolled is all that comes into sight of a page by keys, without the lines' ends.
func (r *rig) scrolled() string {
	var b strings.Builder
	see := func() { b.WriteString(ansi.Strip(r.m.View()) + "\n") }
	through := func(key string) {
		for range 300 {
			before := r.screen()
			r.press(key)
			see()
			if r.screen() == before {
				return
			}
		}
	}
	see()
	switch p := r.m.pane.(type) {
	case *listPane:
		p.editing, p.filter = false, newInput("")
		p.apply()
		r.press("home")
		see()
		for range p.lines.len() {
			through("]")
			r.press("down")
			see()
		}
		if len(p.rest) > 0 || len(p.intro) > 0 {
			r.press("r")
			see()
			through("pgdown")
			r.press("esc")
		}
	case *boardPane:
		for range p.steps {
			through("pgdown")
			r.press("down")
			see()
		}
	default:
		through("pgdown")
		if q := r.m.page.Question; q != nil && len(q.Options) > 0 {
			for range q.Options {
				r.press("up")
			}
			for range q.Options {
				see()
				r.press("down")
			}
		}
		see()
	}
	return b.String()
}

// squeeze leaves out what layouts differ in: spaces and line ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// everything is all that can be seen of a page in a window that is high enough to need no scrolling: of a
// list each line's details and the rest of the page, of a board each step's.
func everything(r *rig) string {
	r.size(100, 2000)
	var b strings.Builder
	see := func() { b.WriteString(ansi.Strip(r.m.View()) + "\n") }
	see()
	switch p := r.m.pane.(type) {
	case *listPane:
		p.editing, p.filter = false, newInput("")
		p.apply()
		r.press("home")
		see()
		for range p.lines.len() {
			// The details stand below a list that shows each line cut where it must be.
			for _, l := range p.details(r.m.theme, 90) {
				b.WriteString(ansi.Strip(l) + "\n")
			}
			see()
			r.press("down")
		}
		if len(p.rest) > 0 {
			r.press("r")
			see()
			r.press("esc")
		}
	case *boardPane:
		for range p.steps {
			for _, l := range p.details(r.m.theme, 90, 1000) {
				b.WriteString(ansi.Strip(l) + "\n")
			}
			see()
			r.press("down")
		}
	}
	return b.String()
}

// pageFacts are the texts of a page that a person may need, whatever the form.
func pageFacts(p journey.Page) []string {
	all := []string{p.Title} // The screens name the stage in the header, shorter where it must be.
	for _, b := range p.Blocks {
		all = append(all, blockFacts(b)...)
	}
	if q := p.Question; q != nil && !onBoard(p) {
		all = append(all, q.Text)
		for _, o := range q.Options {
			all = append(all, o.Title, o.Detail)
		}
	}
	var kept []string
	for _, f := range all {
		if f = strings.TrimRight(term.Clean(f), "."); f != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// onBoard reports whether a page's question is asked by the keys of a board, or by choosing from a list.
func onBoard(p journey.Page) bool {
	for _, b := range p.Blocks {
		switch b.(type) {
		case journey.Steps, journey.ProjectList, journey.IssueList:
			return true
		}
	}
	return false
}

func blockFacts(b journey.Block) []string {
	var all []string
	switch b := b.(type) {
	case journey.Heading:
		all = append(all, b.Text)
	case journey.Text:
		all = append(all, b.Text)
	case journey.Written:
		all = append(all, strings.Split(term.Markdown(b.Text), "\n")...)
	case journey.List:
		all = append(all, b.Items...)
	case journey.Facts:
		for _, r := range b.Rows {
			all = append(all, r.Label, r.Text)
		}
	case journey.Commands:
		all = append(all, b.Lines...)
	case journey.Note:
		all = append(all, b.Text)
	case journey.FindingList:
		for _, f := range b.Findings {
			all = append(all, findingFacts(f)...)
		}
	case journey.Steps:
		for _, s := range b.Steps {
			all = append(all, stepFactsOf(s)...)
		}
	case journey.ProjectList:
		for _, p := range b.Projects {
			all = append(all, p.ID, p.Summary, journey.GroupTitle(p), strings.Join(p.Areas, ", "), strings.Join(p.Skills, ", "), strings.Join(p.Kinds, ", "))
		}
	case journey.Compare:
		for _, r := range b.Rows {
			all = append(all, r.Label, words(r.Left), words(r.Right))
		}
	case journey.IssueList:
		for n := range b.Issues.Len() {
			i := b.Issues.At(n)
			all = append(append(all, fmt.Sprintf("#%d", i.Number), i.Title, i.Verdict, i.Next), i.Reasons...)
		}
	case journey.Items:
		for _, i := range b.Items {
			all = append(all, i.Title, i.Detail)
		}
	}
	return all
}

// words is the beginning of a text: two that stand side by side mix their lines.
func words(s string) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(len(f), 2)], " ")
}

func findingFacts(f event.Finding) []string {
	all := []string{f.Title, f.Observed}
	if f.Level == event.OK {
		return all
	}
	all = append(all, f.Expected, f.Why)
	for _, x := range f.Fixes {
		all = append(all, x.Title, x.Command)
	}
	return all
}

func stepFactsOf(s event.Step) []string {
	all := []string{s.ID, s.Title, s.Why, s.Cause, s.Warning, s.Unproved, s.Expect, s.Dir}
	all = append(all, strings.Split(s.Command, "\n")...)
	all = append(all, s.Creates...)
	all = append(all, s.Check...)
	all = append(all, s.Writes...)
	all = append(all, s.Path...)
	for k, v := range s.Env {
		all = append(all, k+"="+v)
	}
	return all
}
