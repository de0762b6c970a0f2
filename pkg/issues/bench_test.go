package issues_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
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
	list := searched(b, 100, strings.Repeat(text, 16))
	g := &guide.Guide{ID: "notebook", Choose: guide.Choose{Skills: []string{"typescript", "css"}}}
	g.Issues.Claim.Rule = guide.ClaimComment
	for b.Loop() {
		issues.Rank(issues.Person{}, listed(g, list), now())
	}
}

// searched are issues as a search gives them.
func searched(tb testing.TB, n int, text string) []*forge.Issue {
	tb.Helper()
	repo, err := forge.ParseRepo("jupyter/notebook")
	if err != nil {
		tb.Fatal(err)
	}
	list := make([]*forge.Issue, n)
	for i := range list {
		list[i] = &forge.Issue{
			Repo: repo, Number: i + 1, Title: "The label of the button is cut off", Body: text, Author: forge.Person{Login: "sam"}, Open: true,
			Labels: []string{"bug", "good first issue"}, Created: now().AddDate(-1, 0, 0), Updated: now().AddDate(0, 0, -i%900), Comments: 3,
		}
	}
	return list
}

func listed(g *guide.Guide, list []*forge.Issue) []issues.Row {
	rows := make([]issues.Row, len(list))
	for i := range list {
		rows[i] = issues.Listed(g, list[i])
	}
	return rows
}

// One issue of a long list, as a key in the screens asks for it.
func BenchmarkAt(b *testing.B) {
	text := "The button is cut off when the window is narrow. I saw it with 4.2.5. To reproduce it, open a notebook and make the window small.\n"
	for _, size := range []int{300, 3_000} {
		list := issues.Rank(issues.Person{}, listed(&guide.Guide{ID: "notebook", Choose: guide.Choose{Skills: []string{"typescript", "css"}}}, searched(b, 1001, strings.Repeat(text, size/len(text)+1)[:size])), now())
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				list.At(0)
			}
		})
	}
}
