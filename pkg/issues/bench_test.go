package issues_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// A long thread: a hundred comments and a hundred open pull requests.
func BenchmarkJudge(b *testing.B) {
	i := issues.Issue{Repo: "jupyter/notebook", Number: 700, Title: "x", Author: "sam", Open: true, Created: now().AddDate(-1, 0, 0), CommentsKnown: true, PRKnown: true}
	for n := range 100 {
		i.Comments = append(i.Comments, issues.Comment{
			Author: fmt.Sprintf("p%d", n%9), Created: now().Add(time.Duration(n-200) * time.Hour),
			Body: "I can reproduce this with 4.2.5 on macOS. The label is cut off when the window is narrow, see the screenshot. Has anybody found a way around it?",
		})
		i.PullRequests = append(i.PullRequests, issues.PullRequest{Number: n, Title: "Change the tool bar", Body: "## References\n\n#123\n\n## Code changes\n\nNone of this is about it.", Branch: "tool-bar", Author: "lee", State: issues.PullOpen})
	}
	rules := guide.Issues{Claim: guide.Claim{Rule: guide.ClaimDraft, FreeAfter: guide.Duration(48 * time.Hour)}}
	for b.Loop() {
		issues.Judge(rules, i, now())
	}
}
