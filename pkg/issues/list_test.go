package issues_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// What a list tells of an issue is what judging it at the time of the list says, however long its text is.
func TestListTellsVerdicts(t *testing.T) {
	t.Parallel()
	for _, others := range []int{0, 1000} { // Long lists tell them anew.
		t.Run(fmt.Sprint(others), func(t *testing.T) {
			t.Parallel()
			checkVerdicts(t, others)
		})
	}
}

func checkVerdicts(t *testing.T, others int) {
	t.Helper()
	g := &guide.Guide{ID: "notebook", Choose: guide.Choose{Skills: []string{"css"}}}
	found := searched(t, 5+others, "See `packages/statusbar/style/base.css`.")
	found[1].Body += strings.Repeat(" It is cut off.", 1000)
	found[2].Title = "[taken] The label is cut off"
	found[3].Body, found[3].Created = "I'd like to work on this.", now().Add(-time.Hour)
	found[4].Labels = []string{"needs triage"}
	list := issues.Rank(issues.Person{}, listed(g, found), now())
	if list.Len() != 5+others || list.Free() != 2+others || list.Hidden().Total != 3 {
		t.Fatalf("%d issues, %d free, %q", list.Len(), list.Free(), list.Hidden())
	}
	for i := range list.Len() {
		s, b := list.At(i), list.Brief(i)
		want := issues.Judge(g.Issues, s.Issue, now())
		if diff := cmp.Diff(want, s.Verdict); diff != "" {
			t.Errorf("verdict of %d (-want +got):\n%s", s.Issue.Number, diff)
		}
		if (len(s.Reasons) > 0) != (i < list.Free()) {
			t.Errorf("reasons of %d: %q", s.Issue.Number, s.Reasons)
		}
		line := issues.Brief{Guide: g, Number: s.Issue.Number, Title: s.Issue.Title, Labels: s.Issue.Labels, State: want.State, Until: want.Until}
		if diff := cmp.Diff(line, b); diff != "" {
			t.Errorf("line of %d (-want +got):\n%s", s.Issue.Number, diff)
		}
	}
	if got, ok := list.Find(4); !ok || got.Verdict.State != issues.Taken || got.Verdict.Until.IsZero() {
		t.Errorf("found %t, %+v", ok, got.Verdict)
	}
	if _, ok := list.Find(6 + others); ok {
		t.Error("an issue was found that isn't there")
	}
}

// What was found out about an issue is told from then on, at the same place.
func TestListLearns(t *testing.T) {
	t.Parallel()
	for _, n := range []int{3, 1003} {
		found := searched(t, n, "It is cut off.")
		list := issues.Rank(issues.Person{}, listed(&guide.Guide{ID: "notebook"}, found), now())
		known, first, third := list.At(1).Found, list.At(0), list.At(2)
		known.Issue.Assignees, known.Verdict = []string{"noor"}, issues.Verdict{State: issues.Taken, Reasons: []string{"she has it"}}
		list.Learn(known)
		if got := list.At(1); got.Verdict.State != issues.Taken || got.Issue.Assignees[0] != "noor" || list.Brief(1).State != issues.Taken {
			t.Errorf("%+v after it was learnt", got)
		}
		if diff := cmp.Diff([]any{n, first, third}, []any{list.Len(), list.At(0), list.At(2)}, cmpopts.IgnoreUnexported(issues.Suggestion{})); diff != "" {
			t.Errorf("the others (-want +got):\n%s", diff)
		}
	}
	var none *issues.List
	none.Learn(issues.Found{})
	if _, ok := none.Find(1); ok || none.Len() != 0 {
		t.Error("a list that isn't there has issues")
	}
}
