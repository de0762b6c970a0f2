package issues_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// Whatever strangers write, there is a verdict with reasons, quotes are short lines, and text that only
// quotes changes nothing.
func FuzzJudge(f *testing.F) {
	for _, s := range []string{
		"I'll take this.", "> I'll take this.", "```\nassign me\n```", "<!-- I'd like to work on this", "On Mon wrote:\nx", "\x1b[31m\xff\u202e", "- [x] I am willing to submit a PR",
		"@noor is working on this", strings.Repeat("a ", 5000), strings.Repeat("`", 999), "Fixes #700\r\n#700", "大家好! I'd like to work on this.",
	} {
		f.Add(s, s, true)
	}
	f.Fuzz(func(t *testing.T, body, comment string, maintainer bool) {
		i := issues.Issue{
			Repo: "o/r", Number: 700, Title: body, Body: body, Author: "sam", Open: true, Labels: []string{comment}, Created: now().AddDate(0, -1, 0), CommentsKnown: true, PRKnown: true,
			Comments:     []issues.Comment{{Author: "noor", Body: comment, Maintainer: maintainer, Created: now().Add(-time.Hour)}},
			PullRequests: []issues.PullRequest{{Number: 1, Title: comment, Body: body, Branch: comment, State: issues.PullOpen, Author: "lee"}},
		}
		rules := guide.Issues{Claim: guide.Claim{Rule: guide.ClaimComment}}
		v := issues.Judge(rules, i, now())
		if v.State == "" || len(v.Reasons) == 0 || v.Next == "" {
			t.Errorf("verdict %+v", v)
		}
		for _, e := range v.Evidence {
			if strings.ContainsAny(e.Quote, "\n\r") || utf8.RuneCountInString(e.Quote) > 200 {
				t.Errorf("quote %q", e.Quote)
			}
		}
		for _, c := range issues.Review(rules, i) {
			if c.Outcome == "" {
				t.Errorf("check %+v", c)
			}
		}
	})
}
