package tui

import (
	"context"
	"fmt"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// many is the number of issues that the list must bear.
const many = 50_000

// manyIssues are issues that are made when they are asked for, as a journey's are.
type manyIssues struct{ titles []string }

func newManyIssues() manyIssues {
	titles := make([]string, many)
	for i := range titles {
		titles[i] = fmt.Sprintf("Notebook cell %d loses its output when kernel %d restarts", i, i%97)
	}
	return manyIssues{titles}
}

func (m manyIssues) Len() int { return len(m.titles) }

func (m manyIssues) Line(i int) event.Issue {
	return event.Issue{Project: "jupyterlab", Number: i + 1, Title: m.titles[i], Labels: []string{"good first issue", "bug"}, Verdict: "free"}
}

func (m manyIssues) At(i int) event.Issue {
	e := m.Line(i)
	e.URL, e.Reasons, e.Next = fmt.Sprintf("https://github.com/jupyterlab/jupyterlab/issues/%d", i+1), []string{"nobody is assigned"}, "open a draft pull request"
	return e
}

// BenchmarkKeystroke is one key in a list of 50,000 issues, to the finished frame. The bar is 16 ms.
func BenchmarkKeystroke(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	m := newModel(Options{Journey: journey.New(journey.Config{}), Gate: NewGate(), Palette: term.Palette{Level: term.LevelTrue, Unicode: true}, Width: 120, Height: 40, Now: clock}, newSession(ctx))
	page := journey.Page{Title: "What could you work on?", Question: &journey.Question{ID: "issue"}}
	list := issuePane(page, newManyIssues(), "")
	m.pane = list
	press := func(keys ...string) {
		for _, k := range keys {
			m.press(keyMsg(k))
			m.View()
		}
	}
	b.Run("down", func(b *testing.B) {
		for b.Loop() {
			press("down")
		}
	})
	b.Run("end and home", func(b *testing.B) {
		for b.Loop() {
			press("end", "home")
		}
		b.ReportMetric(2, "keys/op")
	})
	press("/")
	b.Run("filter, its first letter and the erased one", func(b *testing.B) {
		for b.Loop() {
			press("k", "backspace")
		}
		b.ReportMetric(2, "keys/op")
	})
	b.Run("filter, a word and its erasure", func(b *testing.B) {
		for b.Loop() {
			press("k", "e", "r", "n", "e", "l", " ", "9", "6")
			for range "kernel 96" {
				press("backspace")
			}
		}
		b.ReportMetric(18, "keys/op")
	})
}
