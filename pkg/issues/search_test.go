package issues_test

import (
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// catalogue is larger than Jupyter is: the 34 repositories of testdata/issues/catalogue.txt, and four more owners.
func catalogue(tb testing.TB) []issues.Source {
	tb.Helper()
	data, err := os.ReadFile("../../testdata/issues/catalogue.txt")
	if err != nil {
		tb.Fatal(err)
	}
	sources := []issues.Source{
		{Repo: "jupyter-governance/funding", Labels: []string{"help wanted"}},
		{Repo: "jupyter-ai-contrib/jupyter-server-documents", Labels: []string{"good first issue"}},
		{Repo: "jupytercad/JupyterCAD", Labels: []string{"good first issue"}},
		{Repo: "jupyter-standards/specs"},
	}
	for line := range strings.Lines(string(data)) {
		if repo, labels, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(line, "#") {
			sources = append(sources, issues.Source{Repo: repo, Labels: strings.Split(labels, ", ")})
		}
	}
	if len(sources) < 38 {
		tb.Fatalf("%d sources: the test sees too little", len(sources))
	}
	return sources
}

func TestPlanSearches(t *testing.T) {
	t.Parallel()
	plan := issues.PlanSearches(catalogue(t), issues.MaxSearches)
	var queries []string
	for _, s := range plan.Searches {
		queries = append(queries, s.Query)
	}
	want := []string{
		`is:issue is:open no:assignee -linked:pr label:"good first issue" (repo:jupyter-ai-contrib/jupyter-server-documents OR org:jupyter-book OR org:jupyter-server OR org:jupyter-widgets OR repo:jupyter-xeus/xeus-python)`,
		`is:issue is:open no:assignee -linked:pr label:"good first issue","help wanted" (org:ipython OR repo:jupyter-governance/funding OR repo:jupytercad/jupytercad OR org:jupyterhub OR org:jupyterlab)`,
		`is:issue is:open no:assignee -linked:pr label:"good first issue","help wanted","sprint-friendly" (org:jupyter OR org:jupyterlite OR repo:voila-dashboards/voila)`,
	}
	slices.Sort(queries)
	slices.Sort(want)
	if diff := cmp.Diff(want, queries); diff != "" {
		t.Errorf("queries (-want +got):\n%s", diff)
	}
	if len(plan.Left) > 0 || len(plan.Unlabelled) != 1 {
		t.Errorf("left %v, unlabelled %v", plan.Left, plan.Unlabelled)
	}
}

// Whatever the sources, each is in one search, left, or unlabelled, every search keeps the limits, and
// the order in which they come changes nothing.
func TestPlanSearchesKeepsItsPromises(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		sources := randomSources(random)
		limit := 1 + random.IntN(4)
		plan := issues.PlanSearches(sources, limit)
		if len(plan.Searches) > limit {
			t.Fatalf("%d searches, %d are allowed", len(plan.Searches), limit)
		}
		n := len(plan.Left) + len(plan.Unlabelled)
		for _, s := range plan.Searches {
			n += len(s.Sources)
			checkSearch(t, s)
		}
		if n != len(sources) {
			t.Fatalf("%d of %d sources are accounted for", n, len(sources))
		}
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		again := issues.PlanSearches(sources, limit)
		if diff := cmp.Diff(plan.Searches, again.Searches); diff != "" {
			t.Fatalf("another order gives another plan:\n%s", diff)
		}
	}
}

func randomSources(random *rand.Rand) []issues.Source {
	var sources []issues.Source
	for n := range random.IntN(40) {
		s := issues.Source{Repo: fmt.Sprintf("%s%d/repo-%d", strings.Repeat("o", 1+random.IntN(30)), random.IntN(12), n)}
		for range random.IntN(4) {
			s.Labels = append(s.Labels, strings.Repeat("l", 1+random.IntN(40)))
		}
		sources = append(sources, s)
	}
	return sources
}

func checkSearch(t *testing.T, s issues.Search) {
	t.Helper()
	if len(s.Query) > 256 || strings.Count(s.Query, " OR ")+1 > 5 {
		t.Fatalf("%d bytes, %d operators: %s", len(s.Query), strings.Count(s.Query, " OR ")+1, s.Query)
	}
	for _, source := range s.Sources {
		owner, _, _ := strings.Cut(source.Repo, "/")
		if !strings.Contains(s.Query, "org:"+owner) && !strings.Contains(s.Query, "repo:"+source.Repo) {
			t.Fatalf("%s isn't asked for in %s", source.Repo, s.Query)
		}
		for _, l := range source.Labels {
			if !strings.Contains(s.Query, `"`+l+`"`) {
				t.Fatalf("the label %s isn't asked for in %s", l, s.Query)
			}
		}
	}
}

// The newcomer issues of the whole catalogue, counted at the server: three requests, which a server
// held to GitHub's description understands, find every issue that should be found and no other.
func TestWholeCatalogueInThreeRequests(t *testing.T) {
	t.Parallel()
	spec := forgetest.LoadSpec(t)
	server := forgetest.NewServer()
	want := fill(t, server)
	web := httptest.NewServer(spec.Check("", server, t.Errorf))
	t.Cleanup(web.Close)
	client, err := forge.New(forge.Options{API: web.URL, Store: forgetest.NewStore()})
	if err != nil {
		t.Fatal(err)
	}
	plan := issues.PlanSearches(catalogue(t), issues.MaxSearches)
	var got []string
	for _, s := range plan.Searches {
		found, _, err := client.Search(t.Context(), s.Query, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range found.Issues {
			one := issues.FromList(*i)
			if slices.ContainsFunc(s.Sources, func(s issues.Source) bool { return s.Wants(one) }) {
				got = append(got, fmt.Sprintf("%s#%d", one.Repo, one.Number))
			}
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("issues (-want +got):\n%s", diff)
	}
	if n := len(server.Requests()); n > issues.MaxSearches {
		t.Errorf("%d requests, at most %d are promised", n, issues.MaxSearches)
	}
}

// fill puts into each repository one issue that is a candidate and some that aren't. It returns the
// candidates.
func fill(t *testing.T, server *forgetest.Server) []string {
	t.Helper()
	var want []string
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	add := func(repo forge.Repo, n int, change func(*forge.Thread)) {
		thread := forge.Thread{Issue: forge.Issue{
			Repo: repo, Number: n, Title: fmt.Sprintf("Task %d", n), Open: true, Author: forge.Person{Login: "sam"}, Created: at, Updated: at.Add(time.Duration(n) * time.Hour),
		}}
		change(&thread)
		server.Add(thread)
	}
	for _, s := range catalogue(t) {
		repo, err := forge.ParseRepo(s.Repo)
		if err != nil {
			t.Fatal(err)
		}
		for n, label := range s.Labels {
			add(repo, n+1, func(th *forge.Thread) { th.Issue.Labels = []string{"bug", label} })
			want = append(want, fmt.Sprintf("%s#%d", s.Repo, n+1))
		}
		label := []string{"good first issue"}
		add(repo, 10, func(th *forge.Thread) { th.Issue.Labels = []string{"bug"} })
		add(repo, 11, func(th *forge.Thread) { th.Issue.Labels, th.Issue.Open = label, false })
		add(repo, 12, func(th *forge.Thread) { th.Issue.Labels, th.Issue.Assignees = label, []string{"noor"} })
		add(repo, 13, func(th *forge.Thread) {
			th.Issue.Labels = label
			th.References = []forge.PullRequest{{Repo: repo, Number: 14, Title: "x", Body: "Fixes #13", State: forge.PullOpen, Author: forge.Person{Login: "lee"}, Updated: at}}
		})
	}
	elsewhere, err := forge.ParseRepo("jupyter/elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	add(elsewhere, 1, func(th *forge.Thread) { th.Issue.Labels = []string{"good first issue"} })
	slices.Sort(want)
	return want
}
