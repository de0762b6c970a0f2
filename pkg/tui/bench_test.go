package tui

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// many is the number of issues that the list must bear.
const many = 50_000

func manyIssues() []event.Issue {
	all := make([]event.Issue, many)
	for i := range all {
		all[i] = event.Issue{
			Project: "jupyterlab", Number: i + 1, Title: fmt.Sprintf("Notebook cell %d loses its output when kernel %d restarts", i, i%97),
			URL: fmt.Sprintf("https://github.com/jupyterlab/jupyterlab/issues/%d", i+1), Labels: []string{"good first issue", "bug"},
			Verdict: "free", Reasons: []string{"nobody is assigned"}, Next: "open a draft pull request",
		}
	}
	return all
}

// BenchmarkKeystroke is one key in a list of 50,000 issues, to the finished frame. The bar is 16 ms.
func BenchmarkKeystroke(b *testing.B) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	m := newModel(Options{Journey: journey.New(journey.Config{}), Gate: NewGate(), Palette: term.Palette{Level: term.LevelTrue, Unicode: true}, Width: 120, Height: 40, Now: clock}, newSession(ctx))
	page := journey.Page{Title: "What could you work on?", Question: &journey.Question{ID: "issue"}}
	list := issuePane(page, manyIssues(), "")
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

// BenchmarkManyIssues is the memory of the list, issues and all. The bar for the whole program is 100 MiB.
func BenchmarkManyIssues(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		list := issuePane(journey.Page{Question: &journey.Question{}}, manyIssues(), "")
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
		runtime.KeepAlive(list)
	}
}
