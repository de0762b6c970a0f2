package issues

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// free is for what nothing speaks against.
func (q *question) free() Verdict {
	v := verdict(Free, q.how(), Evidence{Text: "nobody is assigned, no open pull request is about it, and nobody holds it by a claim", URL: q.issue.URL})
	if w := q.story.stance; w != nil {
		v = v.with(q.said("a maintainer opened it", w.by, w.at, w.quote, w.url))
	}
	return q.context(v)
}

// context adds what decides nothing and is good to know before one begins.
func (q *question) context(v Verdict) Verdict {
	for _, n := range q.about {
		if n.State == PullClosed {
			v = v.with(Evidence{Text: fmt.Sprintf("%s by %s was closed without being merged on %s: read why", n.title(), n.Author, q.day(n.Closed)), Quote: n.quote, URL: n.URL})
		}
	}
	for _, c := range q.story.claims {
		switch {
		case c.released:
			v = v.with(Evidence{Text: c.what() + " on " + q.day(c.at) + ", and gave it back or was relieved of it", Quote: c.quote, URL: c.url})
		case q.ignored(c):
			v = v.with(Evidence{Text: c.what() + " on " + q.day(c.at) + "; by the rule here that holds nothing", Quote: c.quote, URL: c.url})
		}
	}
	for _, n := range q.mentions {
		v = v.with(Evidence{Text: n.title() + " mentions it; it seems to be about something else", Quote: n.quote, URL: n.URL})
	}
	return v
}

// gaps says what wasn't looked at, and takes back what can't be known then.
func (q *question) gaps(v Verdict) Verdict {
	if v.State == Closed || v.State == NotReady {
		return v
	}
	comments := q.issue.CommentsKnown || q.issue.CommentCount == 0 && !q.issue.PRKnown
	if !comments {
		v.Unchecked = append(v.Unchecked, "comments")
	}
	if !q.issue.PRKnown {
		v.Unchecked = append(v.Unchecked, "pull requests")
	}
	v.Unchecked = append(v.Unchecked, slices.Concat(q.issue.Gaps, q.issue.Notes)...)
	if v.State != Free || q.complete() {
		return v
	}
	v.State = Unknown
	if !q.issue.CommentsKnown && !q.issue.PRKnown {
		v.State = Candidate
	}
	v.Evidence, v.Reasons = nil, nil
	v.Next = "open it for the full verdict"
	return v.with(Evidence{Text: "nobody is assigned; not looked at: " + strings.Join(v.Unchecked, ", "), URL: q.issue.URL})
}

// complete reports whether everything that decides was looked at.
func (q *question) complete() bool {
	return q.issue.CommentsKnown && q.issue.PRKnown && len(q.issue.Gaps) == 0
}

// how says in words how an issue is taken here.
func (q *question) how() string {
	switch q.rules.Claim.Rule {
	case guide.ClaimDraft:
		return "start, and open a draft pull request early: no question is needed"
	case guide.ClaimComment:
		return "say in a comment that you begin, then start"
	case guide.ClaimAsk:
		return "ask in a comment and wait for an answer"
	case guide.ClaimNeverAsk:
		return "don't ask: reproduce it, and open a pull request"
	case guide.ClaimNone:
	}
	return "start; nothing is written here on who may take it"
}

// said is a reason that rests on somebody's words.
func (q *question) said(text, by string, at time.Time, quote, url string) Evidence {
	return Evidence{Text: fmt.Sprintf("%s (%s on %s)", text, by, q.day(at)), Quote: quote, URL: url}
}

func (q *question) day(t time.Time) string { return t.In(q.now.Location()).Format("2 January 2006") }

func (q *question) moment(t time.Time) string {
	if t.Sub(q.now) < 7*24*time.Hour {
		return t.In(q.now.Location()).Format("2 January 15:04")
	}
	return q.day(t)
}

// days says a time in hours or days, as people do.
func days(d time.Duration) string {
	if d < 72*time.Hour {
		return fmt.Sprintf("%d hours", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}
