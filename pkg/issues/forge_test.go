package issues_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// Every thread again, this time as a server tells it: at most three requests, answers held to GitHub's
// description, and the same verdicts.
func TestThreadsFromTheForge(t *testing.T) {
	t.Parallel()
	spec := forgetest.LoadSpec(t)
	for _, th := range readThreads(t) {
		if len(th.Unknown) > 0 {
			continue // A server that hides something is another test's.
		}
		t.Run(th.Name, func(t *testing.T) {
			t.Parallel()
			server := forgetest.NewServer()
			web := httptest.NewServer(spec.Check("", server, t.Errorf))
			t.Cleanup(web.Close)
			client, err := forge.New(forge.Options{API: web.URL})
			if err != nil {
				t.Fatal(err)
			}
			repo := th.serve(t, server)
			got, _, err := client.Thread(t.Context(), repo, 700)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(server.Requests()); n > forge.MaxThreadRequests {
				t.Errorf("%d requests, at most %d are promised", n, forge.MaxThreadRequests)
			}
			for rule, claim := range claimRules() {
				rules := guide.Issues{Claim: claim, Exclude: th.Exclude}
				want, have := issues.Judge(rules, th.build(), now()), issues.Judge(rules, issues.FromThread(got), now())
				if diff := cmp.Diff(short(want), short(have)); diff != "" {
					t.Errorf("%s: verdict (-want +got):\n%s", rule, diff)
				}
				if len(want.Reasons) != len(have.Reasons) {
					t.Errorf("%s: reasons %q, want as many as %q", rule, have.Reasons, want.Reasons)
				}
			}
		})
	}
}

// serve puts the thread onto a server.
func (th *thread) serve(t *testing.T, server *forgetest.Server) forge.Repo {
	t.Helper()
	parse := func(name string) forge.Repo {
		repo, err := forge.ParseRepo(name)
		if err != nil {
			t.Fatal(err)
		}
		return repo
	}
	i := th.build()
	repo := parse(i.Repo)
	told := forge.Thread{Issue: forge.Issue{
		Repo: repo, Number: i.Number, Title: i.Title, Body: i.Body, Author: forge.Person{Login: i.Author}, Open: i.Open, Locked: i.Locked,
		Labels: i.Labels, Assignees: i.Assignees, Comments: len(i.Comments), Created: i.Created, Updated: now(),
	}}
	for _, h := range th.Thread {
		if h.Says != "" {
			told.Comments = append(told.Comments, forge.Comment{Author: forge.Person{Login: h.By, Bot: h.Bot, Association: h.As}, Body: h.Says, Created: h.Ago.time()})
		}
	}
	for _, c := range i.Changes {
		told.Changes = append(told.Changes, forge.Change{Kind: forge.ChangeKind(c.Kind), Actor: "robin", At: c.At, Assignee: c.Assignee, From: c.From, To: c.To})
	}
	for n, p := range i.PullRequests {
		own := repo
		if p.Repo != "" {
			own = parse(p.Repo)
		}
		pull := forge.PullRequest{
			Repo: own, Number: p.Number, Title: p.Title, Body: p.Body, Branch: p.Branch, Author: forge.Person{Login: p.Author}, Draft: p.Draft,
			State: forge.PullState(p.State), Updated: p.Updated, Closed: p.Closed,
		}
		if th.Pulls[n].Reference {
			told.References = append(told.References, pull)
		}
		if p.State == issues.PullOpen && own == repo {
			server.AddPulls(pull)
		}
	}
	server.Add(told)
	return repo
}

// What a client couldn't read must not look as if there were nothing.
func TestGapsReachTheVerdict(t *testing.T) {
	t.Parallel()
	repo, err := forge.ParseRepo("jupyter/notebook")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		kind    forge.GapKind
		want    issues.State
		missing string
	}{
		{forge.GapTimeline, issues.Unknown, "comments"},
		{forge.GapPulls, issues.Unknown, "pull requests"},
		{forge.GapMiddle, issues.Unknown, "middle of a long thread"},
		{forge.GapOldPulls, issues.Free, "more than 100"},
	}
	for _, c := range cases {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			thread := forge.Thread{
				Issue: forge.Issue{Repo: repo, Number: 1, Title: "x", Open: true, Comments: 2, Created: now().Add(-time.Hour), Author: forge.Person{Login: "sam"}},
				Gaps:  []forge.Gap{{Kind: c.kind, Why: "there are more than 100"}},
			}
			v := issues.Judge(guide.Issues{}, issues.FromThread(thread), now())
			if v.State != c.want || !strings.Contains(strings.Join(v.Unchecked, "; "), c.missing) {
				t.Errorf("%s, not checked: %q; want %s and %q", v.State, v.Unchecked, c.want, c.missing)
			}
		})
	}
}
