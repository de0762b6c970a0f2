package tui

import (
	"runtime"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

// The list keeps of an issue what a filter looks into, and its place; lines are made when they are shown.
func TestMemoryOfTheIssueList(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	const most = 160
	issues := newManyIssues()
	live := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	before := live()
	list := issuePane(journey.Page{Question: &journey.Question{}}, issues, "")
	each := (live() - before) / many
	t.Logf("%.0f bytes an issue", each)
	if each > most {
		t.Errorf("%.0f bytes an issue, at most %d are needed", each, most)
	}
	runtime.KeepAlive(list)
	runtime.KeepAlive(issues)
}
