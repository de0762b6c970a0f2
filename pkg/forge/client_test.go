package forge_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

// host is the made-up GitHub of these tests.
const host = "git.example.com"

const (
	tokenOne   = "token-of-the-first-person"
	tokenTwo   = "token-of-the-second-person"
	tokenThree = "token-of-the-third-person"
)

// A world is a server that is held to GitHub's description, and what reaches it.
type world struct {
	server *forgetest.Server
	pipe   *forgetest.Pipe
	store  *forgetest.Store
}

// newWorld must be called inside the bubble. Without a spec nothing is checked.
func newWorld(t *testing.T, spec *forgetest.Spec) *world {
	t.Helper()
	w := &world{server: forgetest.NewServer(), store: forgetest.NewStore()}
	w.server.Prefix = "/api/v3"
	var handler http.Handler = w.server
	if spec != nil {
		handler = spec.Check(w.server.Prefix, handler, t.Errorf)
	}
	w.pipe = forgetest.NewPipe(t, handler, host)
	return w
}

func (w *world) client(t *testing.T, change func(*forge.Options)) *forge.Client {
	t.Helper()
	o := forge.Options{API: "https://" + host + "/api/v3", Transport: w.pipe.Transport, Store: w.store}
	if change != nil {
		change(&o)
	}
	c, err := forge.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func repo(t *testing.T, name string) forge.Repo {
	t.Helper()
	r, err := forge.ParseRepo(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sample is an issue with everything that a thread may have.
func sample(t *testing.T) (forge.Thread, []forge.PullRequest) {
	t.Helper()
	r := repo(t, "jupyterlab/jupyterlab")
	day := func(n int) time.Time { return time.Date(1999, 12, n, 10, 0, 0, 0, time.UTC) }
	person := func(login, association string) forge.Person {
		return forge.Person{Login: login, Association: association}
	}
	thread := forge.Thread{
		Issue: forge.Issue{
			Repo: r, Number: 17, Title: "Status bar is cut off", Body: "See `packages/statusbar/style/base.css`.", Open: true,
			URL: "https://" + host + "/jupyterlab/jupyterlab/issues/17", Author: person("sam", "NONE"), Labels: []string{"bug", "good first issue"},
			Assignees: []string{"noor"}, Comments: 2, Created: day(1), Updated: day(9),
		},
		Comments: []forge.Comment{
			{Author: person("noor", "CONTRIBUTOR"), Body: "I'll take this.", Created: day(2), Updated: day(2)},
			{Author: forge.Person{Login: "welcome[bot]", Association: "NONE", Bot: true}, Body: "Thank you!", Created: day(3), Updated: day(4)},
		},
		Changes: []forge.Change{
			{Kind: forge.Assigned, Actor: "robin", Assignee: "noor", At: day(5)},
			{Kind: forge.Renamed, Actor: "robin", From: "Broken", To: "Status bar is cut off", At: day(6)},
			{Kind: forge.Connected, Actor: "robin", At: day(7)},
		},
		References: []forge.PullRequest{{
			Repo: r, Number: 18, Title: "Fix the bar", Body: "Fixes #17", URL: "https://" + host + "/jupyterlab/jupyterlab/pull/18",
			Author: person("noor", "CONTRIBUTOR"), State: forge.PullMerged, Updated: day(8), Closed: day(8),
		}},
	}
	pulls := []forge.PullRequest{{
		Repo: r, Number: 19, Title: "Bar again", Body: "For #17", URL: "https://" + host + "/jupyterlab/jupyterlab/pull/19", Branch: "bar-17",
		Author: person("lee", "NONE"), Draft: true, State: forge.PullOpen, Updated: day(9),
	}}
	return thread, pulls
}

// comparePeople and addresses that GitHub makes up aren't compared.
func equal() cmp.Options {
	return cmp.Options{
		cmp.AllowUnexported(forge.Repo{}), cmpopts.EquateEmpty(),
		cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Comments.URL" }, cmp.Ignore()),
	}
}

func TestThread(t *testing.T) {
	t.Parallel()
	spec := forgetest.LoadSpec(t)
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, spec)
		want, pulls := sample(t)
		w.server.Add(want)
		w.server.AddPulls(pulls...)
		got, freshness, err := w.client(t, nil).Thread(t.Context(), want.Issue.Repo, 17)
		if err != nil {
			t.Fatal(err)
		}
		want.Pulls = pulls
		if diff := cmp.Diff(want, got, equal()); diff != "" {
			t.Errorf("thread (-want +got):\n%s", diff)
		}
		if freshness.Requests != forge.MaxThreadRequests || len(w.server.Requests()) != forge.MaxThreadRequests {
			t.Errorf("%d requests told, %d made, want %d", freshness.Requests, len(w.server.Requests()), forge.MaxThreadRequests)
		}
		if freshness.Kept || freshness.Problem != nil || freshness.Age(time.Now()) > time.Second {
			t.Errorf("freshness %+v, want it new", freshness)
		}
	})
}

// Another issue of the same repository costs one request less: the pull requests are known.
func TestThreadsShareThePullRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		first, pulls := sample(t)
		second := forge.Thread{Issue: forge.Issue{Repo: first.Issue.Repo, Number: 20, Title: "x", Open: true, Author: forge.Person{Login: "sam"}}}
		w.server.Add(first, second)
		w.server.AddPulls(pulls...)
		c := w.client(t, nil)
		for i, want := range []int{3, 2} {
			got, freshness, err := c.Thread(t.Context(), first.Issue.Repo, []int{17, 20}[i])
			if err != nil || freshness.Requests != want || len(got.Pulls) != 1 {
				t.Errorf("thread %d: %d requests, %d pull requests, %v, want %d requests", i, freshness.Requests, len(got.Pulls), err, want)
			}
		}
	})
}

func TestLongThreads(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name             string
		comments, served int
		pullsKnown       bool
		gaps             []forge.GapKind
	}{
		{"one page", 100, 100, false, nil},
		{"two pages", 150, 150, false, []forge.GapKind{forge.GapPulls}},
		{"two pages, pull requests known", 150, 150, true, nil},
		{"five pages", 450, 150, true, []forge.GapKind{forge.GapMiddle}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				got, requests := longThread(t, c.comments, c.pullsKnown)
				var gaps []forge.GapKind
				for _, g := range got.Gaps {
					gaps = append(gaps, g.Kind)
				}
				if diff := cmp.Diff(c.gaps, gaps); diff != "" {
					t.Errorf("gaps (-want +got):\n%s", diff)
				}
				if requests > forge.MaxThreadRequests {
					t.Errorf("%d requests", requests)
				}
				if newest := got.Comments[len(got.Comments)-1].Body; len(got.Comments) != c.served || newest != fmt.Sprint(c.comments-1) {
					t.Errorf("%d comments up to %s, want %d up to the newest", len(got.Comments), newest, c.served)
				}
			})
		})
	}
}

// longThread reads a thread of so many numbered comments, and tells with how many requests.
func longThread(t *testing.T, comments int, pullsKnown bool) (forge.Thread, int) {
	t.Helper()
	w := newWorld(t, nil)
	thread := forge.Thread{Issue: forge.Issue{Repo: repo(t, "o/r"), Number: 1, Title: "x", Open: true, Comments: comments, Author: forge.Person{Login: "a"}}}
	for n := range comments {
		thread.Comments = append(thread.Comments, forge.Comment{Author: forge.Person{Login: "b"}, Body: fmt.Sprint(n), Created: time.Now().Add(time.Duration(n) * time.Second)})
	}
	w.server.Add(thread)
	client := w.client(t, nil)
	if pullsKnown {
		if _, _, _, err := client.Pulls(t.Context(), thread.Issue.Repo); err != nil {
			t.Fatal(err)
		}
	}
	got, freshness, err := client.Thread(t.Context(), thread.Issue.Repo, 1)
	if err != nil {
		t.Fatal(err)
	}
	return got, freshness.Requests
}

// A part that can't be had is a gap; the rest is still worth something.
func TestThreadWithoutSomeParts(t *testing.T) {
	t.Parallel()
	for part, want := range map[string]forge.GapKind{"/timeline": forge.GapTimeline, "/pulls": forge.GapPulls} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				thread, pulls := sample(t)
				w.server.Add(thread)
				w.server.AddPulls(pulls...)
				w.server.Answer = func(rw http.ResponseWriter, r *http.Request) bool {
					if strings.HasSuffix(r.URL.Path, part) {
						forgetest.Fail(rw, http.StatusNotFound, "Not Found")
						return true
					}
					return false
				}
				got, _, err := w.client(t, nil).Thread(t.Context(), thread.Issue.Repo, 17)
				if err != nil || len(got.Gaps) != 1 || got.Gaps[0].Kind != want {
					t.Errorf("gaps %v, %v, want one of kind %s", got.Gaps, err, want)
				}
				if (len(got.Comments) > 0) != (want == forge.GapPulls) || (len(got.Pulls) > 0) != (want == forge.GapTimeline) {
					t.Errorf("%d comments, %d pull requests", len(got.Comments), len(got.Pulls))
				}
			})
		})
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	spec := forgetest.LoadSpec(t)
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, spec)
		for n := range 120 {
			w.server.Add(forge.Thread{Issue: forge.Issue{
				Repo: repo(t, "jupyter/notebook"), Number: n + 1, Title: "x", Open: true, Author: forge.Person{Login: "sam"},
				Labels: []string{"good first issue"}, Updated: time.Now().Add(-time.Duration(n) * time.Hour), Created: time.Now().Add(-1000 * time.Hour),
			}})
		}
		thread, _ := sample(t)
		w.server.Add(thread) // Assigned.
		const query = `is:issue is:open no:assignee -linked:pr label:"good first issue","help wanted" (org:jupyter OR org:jupyterlab)`
		c := w.client(t, nil)
		first, _, err := c.Search(t.Context(), query, 1)
		if err != nil {
			t.Fatal(err)
		}
		if first.Total != 120 || len(first.Issues) != 100 || !first.More || first.Incomplete || first.Issues[0].Number != 1 || first.Issues[0].Repo.String() != "jupyter/notebook" {
			t.Errorf("first page: %d of %d, more %t, incomplete %t", len(first.Issues), first.Total, first.More, first.Incomplete)
		}
		w.server.Incomplete = true
		second, _, err := c.Search(t.Context(), query, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(second.Issues) != 20 || second.More || !second.Incomplete {
			t.Errorf("second page: %d, more %t, incomplete %t", len(second.Issues), second.More, second.Incomplete)
		}
		if got, want := fmt.Sprint(c.Budgets()), "[8 of 10 left, resets "+time.Now().Add(time.Minute+time.Second).Format("15:04")+"]"; got != want {
			t.Errorf("budgets %s, want %s", got, want)
		}
	})
}

// A keptStep is one question in a row of them, and how it must be answered.
type keptStep struct {
	name    string
	token   string
	change  func(*forge.Options)
	wait    time.Duration
	status  int // Of the one request, 0 if there is none.
	kept    bool
	problem bool
	refused forge.Kind
}

// A kept answer is given while it is young, confirmed when it isn't, and shared with nobody else.
func TestKeptAnswers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		thread, _ := sample(t)
		w.server.Add(thread)
		w.server.Tokens = []string{tokenOne, tokenTwo}
		for _, s := range []keptStep{
			{name: "first", status: 200},
			{name: "young", kept: true, wait: time.Minute},
			{name: "wanted anew", change: func(o *forge.Options) { o.Refresh = true }, status: 304},
			{name: "old", wait: time.Hour, status: 304},
			{name: "of someone", token: tokenOne, status: 200},
			{name: "of someone else", token: tokenTwo, status: 200},
			{name: "of the first again", token: tokenOne, wait: time.Second, kept: true},
			{name: "of the first, old", token: tokenOne, wait: time.Minute, status: 304},
			{name: "refused", token: tokenThree, status: 401, refused: forge.Unauthorized},
			{name: "offline", change: func(o *forge.Options) { o.Offline = true }, wait: 1000 * time.Hour, kept: true, problem: true},
		} {
			time.Sleep(s.wait) //nolint:forbidigo // It takes no time here.
			s.check(t, w, thread.Issue)
		}
	})
}

func (s *keptStep) check(t *testing.T, w *world, want forge.Issue) {
	t.Helper()
	before := len(w.server.Requests())
	client := w.client(t, func(o *forge.Options) {
		if s.change != nil {
			s.change(o)
		}
		o.Token = newToken(t, s.token, o.API)
	})
	got, freshness, err := client.Issue(t.Context(), want.Repo, want.Number)
	status := 0
	if made := w.server.Requests()[before:]; len(made) == 1 {
		status = made[0].Status
	} else if len(made) > 1 {
		t.Errorf("%s: %d requests", s.name, len(made))
	}
	if status != s.status {
		t.Errorf("%s: the request's status is %d, want %d", s.name, status, s.status)
	}
	if problem := (*forge.Error)(nil); errors.As(err, &problem) && problem.Kind == s.refused {
		return
	}
	if diff := cmp.Diff(want, got, equal()); diff != "" || err != nil || s.refused != "" {
		t.Errorf("%s: %v (-want +got):\n%s", s.name, err, diff)
	}
	if freshness.Kept != s.kept || (freshness.Problem != nil) != s.problem {
		t.Errorf("%s: freshness %+v", s.name, freshness)
	}
}

func newToken(t *testing.T, value, api string) forge.Token {
	t.Helper()
	token, err := forge.NewToken(value, "GH_TOKEN", api)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// A budget that "304" doesn't use up stays as it is with a token, and only with one.
func TestConfirmingIsFreeWithAToken(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]int{"": 58, tokenOne: 4999} {
		t.Run("token "+value, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				thread, _ := sample(t)
				w.server.Add(thread)
				w.server.Tokens = []string{tokenOne}
				c := w.client(t, func(o *forge.Options) {
					o.Refresh, o.Token = true, newToken(t, value, o.API)
				})
				for range 2 {
					if _, _, err := c.Issue(t.Context(), thread.Issue.Repo, 17); err != nil {
						t.Fatal(err)
					}
				}
				if b := c.Budgets(); len(b) != 1 || b[0].Left != want {
					t.Errorf("budgets %v, want %d left", b, want)
				}
			})
		})
	}
}

// A renamed repository costs a request more and is told by its new name.
func TestRenamedRepository(t *testing.T) {
	t.Parallel()
	spec := forgetest.LoadSpec(t)
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, spec)
		thread, _ := sample(t)
		w.server.Add(thread)
		w.server.Move(repo(t, "jupyter/lab"), thread.Issue.Repo)
		got, freshness, err := w.client(t, nil).Issue(t.Context(), repo(t, "jupyter/lab"), 17)
		if err != nil || got.Repo != thread.Issue.Repo || freshness.Requests != 2 {
			t.Errorf("%v, %d requests, %v", got.Repo, freshness.Requests, err)
		}
	})
}

func TestPullRequestIsNoIssue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.server.Answer = func(rw http.ResponseWriter, _ *http.Request) bool {
			rw.Header().Set("Content-Type", "application/json")
			_, _ = rw.Write([]byte(`{"number":17,"title":"x","state":"open","pull_request":{"url":"x"}}`)) // The client reads it all.
			return true
		}
		_, _, err := w.client(t, nil).Issue(t.Context(), repo(t, "o/r"), 17)
		if err == nil || !strings.Contains(err.Error(), "pull request") {
			t.Errorf("error %v, want one about a pull request", err)
		}
	})
}

func TestParseRepo(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"jupyter/notebook", "a/b", "Some-One/.github", "emp_company/x", "x/a..b", strings.Repeat("a", 100) + "/" + strings.Repeat("b", 100)} {
		r, err := forge.ParseRepo(name)
		if err != nil || r.String() != name {
			t.Errorf("ParseRepo(%q) = %v, %v", name, r, err)
		}
	}
	for _, name := range []string{
		"", "a", "/", "a/", "/b", "a/b/c", "../user", "a/..", "a/.", "-a/b", "a b/c", "a/b c", "a/b?x=1", "a/b#x", "a/b%2f", "a/../user/keys?x=",
		"a/b\n", "a\x00/b", "ä/b", "a/ä", "a/b\u202e", "a:b/c", "a@b/c", strings.Repeat("a", 101) + "/b", "a/" + strings.Repeat("b", 101), "https://github.com/a/b", "_a/b", "a\\b/c",
	} {
		if r, err := forge.ParseRepo(name); err == nil {
			t.Errorf("ParseRepo(%q) = %v, want an error", name, r)
		}
	}
	if _, _, err := (&forge.Client{}).Issue(t.Context(), forge.Repo{}, 1); err == nil {
		t.Error("a zero repository is asked for")
	}
}
