package issues_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

func TestReview(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("The button is cut off when the window is narrow. ", 3)
	cases := []struct {
		name  string
		rules guide.Issues
		issue issues.Issue
		want  []string
	}{
		{
			name: "nothing", issue: issues.Issue{Title: "It is broken"},
			want: []string{"scoped fail", "names-code fail", "effort fail", "self-contained fail"},
		},
		{
			name:  "everything",
			issue: issues.Issue{Title: "Label is cut off", Labels: []string{"size:small"}, Body: long + "\n\n## Expected\n\nThe label should wrap.\n\nSee `packages/statusbar/style/base.css`."},
			want:  []string{"scoped pass: ## Expected", "names-code pass: See `packages/statusbar/style/base.css`.", "effort pass: size:small", "self-contained can't tell"},
		},
		{
			name:  "what only the template says",
			issue: issues.Issue{Title: "Label", Body: "<!-- What is expected? Name a file such as setup.py. A small change? -->\r\n" + long},
			want:  []string{"scoped fail", "names-code fail", "effort fail", "self-contained can't tell"},
		},
		{
			name:  "a label that must be gone",
			rules: guide.Issues{Ready: []guide.Criterion{{ID: "triaged", Title: "Triaged", Without: []string{"status:Needs Triage"}}}},
			issue: issues.Issue{Title: "Label", Labels: []string{"bug", "Status:needs triage"}, Body: long},
			want:  []string{"triaged fail"},
		},
		{
			name:  "a label that is gone",
			rules: guide.Issues{Ready: []guide.Criterion{{ID: "triaged", Title: "Triaged", Without: []string{"status:Needs Triage"}}}},
			issue: issues.Issue{Title: "Label", Labels: []string{"bug"}},
			want:  []string{"triaged pass"},
		},
		{
			name:  "a function",
			issue: issues.Issue{Title: "Label", Body: long + "\nIt is made by make_label()."},
			want:  []string{"scoped fail", "names-code pass: It is made by make_label().", "effort fail", "self-contained can't tell"},
		},
		{
			name:  "an address of code",
			issue: issues.Issue{Title: "Label", Body: long + "\nhttps://github.com/a/b/blob/main/x#L1"},
			want:  []string{"scoped fail", "names-code pass: https://github.com/a/b/blob/main/x#L1", "effort fail", "self-contained can't tell"},
		},
		{
			name: "the repository's own", rules: guide.Issues{Ready: []guide.Criterion{
				{ID: "contact", Title: "Names whom to ask", Pattern: `@\w+`}, {ID: "clear", Title: "Is clear"}, {ID: "odd", Title: "Is odd", Pattern: "("},
			}},
			issue: issues.Issue{Title: "Label", Body: long + "\nAsk @robin."},
			want:  []string{"contact pass: Ask @robin.", "clear can't tell", "odd can't tell"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, check := range issues.Review(c.rules, c.issue) {
				text := fmt.Sprintf("%s %s", check.Criterion.ID, check.Outcome)
				if check.Quote != "" {
					text += ": " + check.Quote
				}
				got = append(got, text)
				if (check.Next == "") != (check.Outcome == issues.Pass) {
					t.Errorf("%s: next is %q", text, check.Next)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("checks (-want +got):\n%s", diff)
			}
		})
	}
}
