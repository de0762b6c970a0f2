package issues_test

import (
	"fmt"
	"strings"
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

// A list of a hundred issues with long texts, as a search gives them: judged and ordered.
func BenchmarkList(b *testing.B) {
	text := "The button is cut off when the window is narrow, see `packages/statusbar/style/base.css`. I saw it with 4.2.5. To reproduce it, open a notebook and make the window small.\n"
	var list []issues.Issue
	for n := range 100 {
		list = append(list, issues.Issue{
			Repo: "jupyter/notebook", Number: n, Title: "The label of the button is cut off", Body: strings.Repeat(text, 16), Author: "sam", Open: true,
			Labels: []string{"bug", "good first issue"}, Created: now().AddDate(-1, 0, 0), Updated: now().AddDate(0, 0, -n), CommentCount: 3,
		})
	}
	g := &guide.Guide{ID: "notebook", Choose: guide.Choose{Skills: []string{"typescript", "css"}}}
	g.Issues.Claim.Rule = guide.ClaimComment
	for b.Loop() {
		found := make([]issues.Found, len(list))
		for i := range list {
			found[i] = issues.Found{Guide: g, Issue: list[i], Verdict: issues.Judge(g.Issues, list[i], now())}
		}
		issues.Rank(issues.Person{}, found, now())
	}
}
