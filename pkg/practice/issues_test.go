package practice_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

func TestIssuesStandForTheThreeCases(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, time.May, 4, 12, 0, 0, 0, time.FixedZone("", 3600))
	rules := load(t).Issues
	tests := map[int]struct{ claimed, excluded, ready bool }{
		1: {ready: true},
		2: {claimed: true, ready: true},
		3: {excluded: true},
	}
	issues := practice.Issues(now)
	if len(issues) != len(tests) {
		t.Fatalf("%d issues, want %d", len(issues), len(tests))
	}
	for _, issue := range issues {
		want := tests[issue.Number]
		if !shares(issue.Labels, rules.Labels) || issue.State != "open" {
			t.Errorf("issue %d: labels %q, state %q: no search finds it", issue.Number, issue.Labels, issue.State)
		}
		if got := len(issue.Assignees) > 0 && len(issue.Comments) > 0; got != want.claimed {
			t.Errorf("issue %d: claimed %v, want %v", issue.Number, got, want.claimed)
		}
		if got := shares(issue.Labels, rules.Exclude); got != want.excluded {
			t.Errorf("issue %d: excluded %v, want %v", issue.Number, got, want.excluded)
		}
		if got := meets(issue.Body, rules.Ready); got != want.ready {
			t.Errorf("issue %d: ready %v, want %v", issue.Number, got, want.ready)
		}
		if !strings.Contains(issue.Body, "practice issue") {
			t.Errorf("issue %d does not say that it is practice", issue.Number)
		}
		if len(issue.LinkedPullRequests) > 0 {
			t.Errorf("issue %d has pull requests, which the sample project has none of", issue.Number)
		}
	}
}

func TestIssueTimesMoveWithNow(t *testing.T) {
	t.Parallel()
	hold := time.Duration(load(t).Issues.Claim.FreeAfter)
	for _, now := range []time.Time{time.Unix(0, 0), time.Date(2040, time.February, 29, 23, 59, 59, 999, time.UTC)} {
		for _, issue := range practice.Issues(now) {
			last := issue.CreatedAt
			for _, comment := range issue.Comments {
				if comment.CreatedAt.Before(last) {
					t.Errorf("issue %d: comment of %s is older than what it answers", issue.Number, comment.Author)
				}
				last = comment.CreatedAt
			}
			if !issue.UpdatedAt.Equal(last) || last.After(now) {
				t.Errorf("issue %d: updated %s, want %s, before %s", issue.Number, issue.UpdatedAt, last, now)
			}
			if age := now.Sub(last); len(issue.Assignees) > 0 && age > hold/2 {
				t.Errorf("issue %d: the claim is %s old and free after %s", issue.Number, age, hold)
			}
		}
	}
}

// The issue and the README show what the command prints; here it is printed.
func TestQuotedOutputIsReal(t *testing.T) {
	t.Parallel()
	n := arrive(t).settle(t)
	moons, strange := "examples/moons.ipynb", "examples/moons-as-strings.ipynb"
	both, err := n.task(t, "run", moons, strange)
	if err != nil {
		t.Fatalf("%v\n%s", err, both)
	}
	body := practice.Issues(time.Now())[0].Body
	if quoted := "$ python -m nbglance " + moons + " " + strange + "\n" + both + "```\n"; !strings.Contains(body, quoted) {
		t.Errorf("issue 1 does not quote:\n%s", quoted)
	}
	one, err := n.task(t, "run")
	if err != nil {
		t.Fatalf("%v\n%s", err, one)
	}
	if quoted := "$ python -m nbglance " + moons + "\n" + one + "```\n"; !strings.Contains(n.read(t, "README.md"), quoted) {
		t.Errorf("README.md does not quote:\n%s", quoted)
	}
	n.solve(t)
	fixed, err := n.task(t, "run", strange)
	if err != nil || strings.ReplaceAll(fixed, strange, moons) != one {
		t.Errorf("after the fix %s gives: %v\n%swant what the other gives:\n%s", strange, err, fixed, one)
	}
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func meets(body string, criteria []guide.Criterion) bool {
	return !slices.ContainsFunc(criteria, func(c guide.Criterion) bool {
		return !regexp.MustCompile(c.Pattern).MatchString(body)
	})
}
