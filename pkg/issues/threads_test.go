package issues_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// now is when all threads are judged.
func now() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

const threads = "../../testdata/issues"

// claimRules are the rules that the threads' README tells.
func claimRules() map[string]guide.Claim {
	hours := func(h int) guide.Duration { return guide.Duration(time.Duration(h) * time.Hour) }
	return map[string]guide.Claim{
		"lab":       {Rule: guide.ClaimDraft, FreeAfter: hours(48)},
		"hub":       {Rule: guide.ClaimDraft},
		"comment":   {Rule: guide.ClaimComment},
		"fortnight": {Rule: guide.ClaimComment, FreeAfter: hours(14 * 24)},
		"ask":       {Rule: guide.ClaimAsk},
		"never":     {Rule: guide.ClaimNeverAsk},
		"none":      {Rule: guide.ClaimNone},
	}
}

// A thread is one of testdata/issues.
type thread struct {
	Name, About string
	Issue       struct {
		Title, Body       string
		Labels, Assignees []string
		Locked            bool
		Open              *bool
		Created           ago
		Comments          *int
	}
	Thread  []happening
	Pulls   []pull
	Exclude []string
	Unknown []string
	Want    map[string]string
}

type happening struct {
	By, As, Says         string
	Bot                  bool
	Ago                  ago
	Assigned, Unassigned string
	Renamed              []string
	Connected            bool
	Disconnected         bool
}

type pull struct {
	Number                int
	Repo, By, Title, Body string
	Branch, State         string
	Draft, Reference      bool
	Ago                   ago
}

// ago is a time before now: 3h, 20d.
type ago time.Duration

func (a *ago) UnmarshalYAML(n *yaml.Node) error {
	d, err := parseAgo(n.Value)
	*a = ago(d)
	return err
}

func parseAgo(s string) (time.Duration, error) {
	var n int
	var unit string
	if _, err := fmt.Sscanf(s, "%d%s", &n, &unit); err != nil {
		return 0, fmt.Errorf("%q is no time: %w", s, err)
	}
	d, ok := map[string]time.Duration{"h": time.Hour, "d": 24 * time.Hour}[unit]
	if !ok {
		return 0, fmt.Errorf("%q has the unit %q", s, unit)
	}
	return time.Duration(n) * d, nil
}

func (a ago) time() time.Time { return now().Add(-time.Duration(a)) }

// build makes the issue that the rules get.
func (th *thread) build() issues.Issue {
	const repo, number = "jupyterlab/jupyterlab", 700
	i := issues.Issue{
		Repo: repo, Number: number, Title: th.Issue.Title, Body: th.Issue.Body, Author: "sam", Open: th.Issue.Open == nil || *th.Issue.Open,
		URL: "https://github.com/jupyterlab/jupyterlab/issues/700", Locked: th.Issue.Locked, Labels: th.Issue.Labels,
		Assignees: th.Issue.Assignees, Created: th.Issue.Created.time(), CommentsKnown: true, PRKnown: true,
	}
	if i.Title == "" {
		i.Title = "Shorten the label of the save button"
	}
	if i.Labels == nil {
		i.Labels = []string{"good first issue"}
	}
	if th.Issue.Created == 0 {
		i.Created = now().AddDate(0, 0, -200)
	}
	for n, h := range th.Thread {
		h.addTo(&i, fmt.Sprintf("%s#issuecomment-%d", i.URL, n+1))
	}
	for _, p := range th.Pulls {
		i.PullRequests = append(i.PullRequests, p.build())
	}
	i.CommentCount = len(i.Comments)
	if th.Issue.Comments != nil {
		i.CommentCount = *th.Issue.Comments
	}
	for _, gap := range th.Unknown {
		switch gap {
		case "comments":
			i.CommentsKnown = false
		case "pulls":
			i.PRKnown = false
		default:
			i.Gaps = append(i.Gaps, gap)
		}
	}
	return i
}

func (h *happening) addTo(i *issues.Issue, url string) {
	change := issues.Change{At: h.Ago.time()}
	switch {
	case h.Says != "":
		i.Comments = append(i.Comments, issues.Comment{
			Author: h.By, Body: h.Says, URL: url, Bot: h.Bot, Created: h.Ago.time(), Maintainer: h.As == "OWNER" || h.As == "MEMBER" || h.As == "COLLABORATOR",
		})
		return
	case h.Assigned != "":
		change.Kind, change.Assignee = issues.Assigned, h.Assigned
	case h.Unassigned != "":
		change.Kind, change.Assignee = issues.Unassigned, h.Unassigned
	case len(h.Renamed) == 2:
		change.Kind, change.From, change.To = issues.Renamed, h.Renamed[0], h.Renamed[1]
	case h.Connected:
		change.Kind = issues.Connected
	case h.Disconnected:
		change.Kind = issues.Disconnected
	}
	i.Changes = append(i.Changes, change)
}

func (p *pull) build() issues.PullRequest {
	built := issues.PullRequest{
		Repo: p.Repo, Number: p.Number, Title: p.Title, Body: p.Body, Branch: p.Branch, Author: p.By, Draft: p.Draft, State: issues.PullState(p.State),
		Updated: p.Ago.time(), URL: fmt.Sprintf("https://github.com/jupyterlab/jupyterlab/pull/%d", p.Number),
	}
	if built.State == "" {
		built.State = issues.PullOpen
	} else {
		built.Closed = built.Updated
	}
	return built
}

func TestThreads(t *testing.T) {
	t.Parallel()
	all := readThreads(t)
	if len(all) < 60 {
		t.Errorf("%d threads, at least 60 are promised", len(all))
	}
	seen := map[string]bool{}
	for _, th := range all {
		if seen[th.Name] {
			t.Errorf("there are two threads %s", th.Name)
		}
		seen[th.Name] = true
		for rule, claim := range claimRules() {
			t.Run(th.Name+"/"+rule, func(t *testing.T) {
				t.Parallel()
				th.check(t, rule, claim)
			})
		}
	}
}

func readThreads(t *testing.T) []thread {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(threads, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var all []thread
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var some []thread
		dec := yaml.NewDecoder(strings.NewReader(string(data)))
		dec.KnownFields(true)
		if err := dec.Decode(&some); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, some...)
	}
	return all
}

func (th *thread) check(t *testing.T, rule string, claim guide.Claim) {
	t.Helper()
	want, ok := th.Want[rule]
	if !ok {
		want = th.Want["all"]
	}
	got := issues.Judge(guide.Issues{Claim: claim, Exclude: th.Exclude}, th.build(), now())
	if text := short(got); text != want {
		t.Errorf("the verdict is %q, want %q\nreasons: %s\nnext: %s", text, want, strings.Join(got.Reasons, "\n         "), got.Next)
	}
	if len(got.Reasons) == 0 || got.Next == "" || len(got.Reasons) != len(got.Evidence) {
		t.Errorf("reasons %q, next %q: both are promised", got.Reasons, got.Next)
	}
	if (got.State == issues.Unknown || got.State == issues.Candidate) && len(got.Unchecked) == 0 {
		t.Error("the verdict doesn't say what wasn't checked")
	}
}

// short is the verdict as the threads write it.
func short(v issues.Verdict) string {
	s := map[issues.State]string{
		issues.Free: "free", issues.Taken: "taken", issues.Stale: "stale", issues.InReview: "review", issues.NotReady: "not-ready",
		issues.Closed: "closed", issues.Unknown: "unknown", issues.Candidate: "candidate",
	}[v.State]
	if v.Until.IsZero() {
		return s
	}
	left := v.Until.Sub(now())
	if left%(24*time.Hour) == 0 {
		return fmt.Sprintf("%s +%dd", s, int(left.Hours()/24))
	}
	return fmt.Sprintf("%s +%dh", s, int(left.Hours()))
}
