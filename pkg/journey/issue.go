package journey

import (
	"fmt"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
)

// maxComments is how many of the newest comments are shown; the page has the rest.
const maxComments = 10

// AboutIssue is an issue for who wants to work on it: verdict first, then readiness, rules and text.
func AboutIssue(f issues.Found, now time.Time) Page {
	i, v := f.Issue, f.Verdict
	p := Page{Stage: Issues, Title: strings.TrimSpace(fmt.Sprintf("%s#%d %s", f.Guide.ID, i.Number, i.Title))}
	if i.Title == "" { // Nothing is known of it but its number.
		return p
	}
	rows := []Fact{{"Free?", VerdictText(v)}, {"Next", v.Next}}
	if len(v.Unchecked) > 0 {
		rows = append(rows, Fact{"Not checked", strings.Join(v.Unchecked, "; ")})
	}
	rows = append(rows, Fact{"Labels", strings.Join(i.Labels, ", ")}, Fact{"Opened", fmt.Sprintf("by %s, %s", i.Author, Ago(now.Sub(i.Created)))})
	if i.URL != "" {
		rows = append(rows, Fact{"Page", i.URL})
	}
	p.Blocks = append(p.Blocks, Facts{rows}, Heading{"Why"}, List{v.Reasons},
		Heading{"Ready?"}, Facts{Checks(f, false)}, Heading{"The rules"}, Facts{Policy(f.Guide)},
		Heading{"What it says"}, Written{i.Body})
	comments := i.Comments
	if len(comments) > maxComments {
		p.Blocks = append(p.Blocks, Note{event.Info, fmt.Sprintf("%d older comments are on its page.", len(comments)-maxComments)})
		comments = comments[len(comments)-maxComments:]
	}
	for _, c := range comments {
		p.Blocks = append(p.Blocks, Heading{fmt.Sprintf("%s, %s", c.Author, Ago(now.Sub(c.Created)))}, Written{c.Body})
	}
	return p
}

// Checks tells how an issue's text does by the repository's criteria; with edit also what a maintainer can
// do about it.
func Checks(f issues.Found, edit bool) []Fact {
	var rows []Fact
	for _, c := range issues.Review(f.Guide.Issues, f.Issue) {
		text := told(c.Outcome)
		if c.Quote != "" {
			text += ": “" + strings.TrimSpace(c.Quote) + "”"
		}
		if edit && c.Next != "" {
			text += ". " + firstUpper(c.Next)
		}
		rows = append(rows, Fact{c.Criterion.Title, text})
	}
	return rows
}

// told says an outcome as an answer to its criterion.
func told(o issues.Outcome) string {
	switch o {
	case issues.Pass:
		return "yes"
	case issues.Fail:
		return "no"
	case issues.CantTell:
	}
	return string(issues.CantTell)
}

// Ago is a time span for people.
func Ago(d time.Duration) string {
	count := func(n int, unit string) string {
		if n == 1 {
			return "1 " + unit + " ago"
		}
		return fmt.Sprintf("%d %ss ago", n, unit)
	}
	switch {
	case d < time.Minute:
		return "less than a minute ago"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute")
	case d < 48*time.Hour:
		return count(int(d/time.Hour), "hour")
	}
	return count(int(d/(24*time.Hour)), "day")
}
