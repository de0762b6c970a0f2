package issues_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// some are issues of two projects with every verdict.
func some() []issues.Found {
	lab := &guide.Guide{ID: "jupyterlab", Name: "JupyterLab", Choose: guide.Choose{Skills: []string{"typescript", "css"}}}
	hub := &guide.Guide{ID: "jupyterhub", Name: "JupyterHub", Choose: guide.Choose{Skills: []string{"python", "sql"}}}
	found := func(g *guide.Guide, n int, state issues.State, change func(*issues.Issue)) issues.Found {
		i := issues.Issue{Repo: g.ID, Number: n, Title: "Task", Open: true, Created: now().AddDate(0, -6, 0), Updated: now().AddDate(0, -6, 0)}
		if change != nil {
			change(&i)
		}
		return issues.Found{Guide: g, Issue: i, Verdict: issues.Verdict{State: state}}
	}
	return []issues.Found{
		found(lab, 1, issues.Free, nil),
		found(lab, 2, issues.Free, func(i *issues.Issue) { i.Body = "See `packages/ui/style/base.css`." }),
		found(hub, 3, issues.Candidate, func(i *issues.Issue) { i.Labels = []string{"Documentation"} }),
		found(hub, 4, issues.Stale, func(i *issues.Issue) { i.Created = now().AddDate(-5, 0, 0) }),
		found(lab, 5, issues.InReview, nil),
		found(lab, 6, issues.InReview, nil),
		found(hub, 7, issues.Taken, func(i *issues.Issue) { i.Assignees = []string{"noor"} }),
		found(hub, 8, issues.Taken, nil),
		found(hub, 9, issues.NotReady, nil),
		found(hub, 10, issues.Unknown, func(i *issues.Issue) { i.CommentCount, i.Updated = 40, now().AddDate(0, 0, -3) }),
	}
}

func rows(all []issues.Found) []issues.Row {
	var rows []issues.Row
	for _, f := range all {
		rows = append(rows, issues.Known(f))
	}
	return rows
}

func TestRank(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		me     issues.Person
		want   []string
		hidden string
	}{
		{
			name: "anybody",
			want: []string{
				"2: free; names code to begin with: “See `packages/ui/style/base.css`.”", "1: free", "4: stale claim; opened 5 years ago: look whether it is still wanted",
				"3: candidate", "10: unknown; something happened 3 days ago; 40 comments: more was said than a newcomer can read",
			},
			hidden: "5 hidden: 2 in review, 1 assigned, 1 not ready, 1 probably taken",
		},
		{
			name:   "who knows Python",
			me:     issues.Person{Skills: []string{"Python"}},
			want:   []string{"4: stale claim; asks for Python; opened 5 years ago: look whether it is still wanted", "3: candidate; asks for Python", "10: unknown; asks for Python; something happened 3 days ago; 40 comments: more was said than a newcomer can read"},
			hidden: "7 hidden: 2 for other skills, 2 in review, 1 assigned, 1 not ready, 1 probably taken",
		},
		{
			name:   "who writes",
			me:     issues.Person{Kinds: []guide.Kind{guide.Docs}, SetUp: []issues.SetUp{{Guide: "jupyterhub", Profile: "python"}, {Guide: "jupyterhub", Profile: "docs"}}},
			want:   []string{"3: candidate; JupyterHub is set up here for such work (docs); kind: docs"},
			hidden: "9 hidden: 4 of another kind, 2 in review, 1 assigned, 1 not ready, 1 probably taken",
		},
		{
			name: "who has one set up",
			me:   issues.Person{SetUp: []issues.SetUp{{Guide: "jupyterhub"}, {Guide: "elsewhere", Profile: "full"}}},
			want: []string{
				"2: free; names code to begin with: “See `packages/ui/style/base.css`.”", "1: free", "4: stale claim; JupyterHub is set up here; opened 5 years ago: look whether it is still wanted",
				"3: candidate; JupyterHub is set up here", "10: unknown; JupyterHub is set up here; something happened 3 days ago; 40 comments: more was said than a newcomer can read",
			},
			hidden: "5 hidden: 2 in review, 1 assigned, 1 not ready, 1 probably taken",
		},
	}
	cases = append(cases, cases[3])
	last := &cases[len(cases)-1]
	last.name, last.me = "who has the documentation set up", issues.Person{SetUp: []issues.SetUp{{Guide: "jupyterhub", Profile: "docs"}}}
	last.want = []string{
		"2: free; names code to begin with: “See `packages/ui/style/base.css`.”",
		"3: candidate; JupyterHub is set up here for such work (docs)", "1: free", "4: stale claim; JupyterHub is set up here (docs); opened 5 years ago: look whether it is still wanted",
		"10: unknown; JupyterHub is set up here (docs); something happened 3 days ago; 40 comments: more was said than a newcomer can read",
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			list := issues.Rank(c.me, rows(some()), now())
			var got []string
			for i := range list.Free() {
				s := list.At(i)
				line := fmt.Sprint(s.Issue.Number, ":")
				for i, r := range s.Reasons {
					if i > 0 {
						line += ";"
					}
					line += " " + r
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("list (-want +got):\n%s", diff)
			}
			if hidden := list.Hidden(); hidden.String() != c.hidden || hidden.Total+list.Free() != list.Len() || list.Len() != len(some()) {
				t.Errorf("hidden %q, want %q", hidden, c.hidden)
			}
		})
	}
}
