package issues_test

import (
	"runtime"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// A list keeps little beside what the search told: neither verdicts nor reasons.
func TestMemoryOfAList(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	const n, most = 20_000, 100
	g := &guide.Guide{ID: "notebook"}
	found := searched(t, n, "The button is cut off.")
	live := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	issues.Rank(issues.Person{}, listed(g, found[:1]), now()) // Patterns are compiled once.
	before := live()
	list := issues.Rank(issues.Person{}, listed(g, found), now())
	each := (live() - before) / n
	t.Logf("%.0f bytes an issue", each)
	if each > most {
		t.Errorf("%.0f bytes an issue, at most %d are needed", each, most)
	}
	if list.Len() != n || len(list.At(n-1).Verdict.Reasons) == 0 {
		t.Errorf("%d issues, the last is %+v", list.Len(), list.At(n-1))
	}
	runtime.KeepAlive(found)
}
