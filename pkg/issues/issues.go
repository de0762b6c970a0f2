// Package issues judges whether an issue is free, by the repository's own rules.
//
// [Judge] is pure: a guide's rules, what is known of an issue and the time go in, a [Verdict] with its
// reasons comes out. What wasn't looked at is said.
package issues

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// An Issue is what is known of an issue.
type Issue struct {
	Number                 int
	Title, Body, URL       string
	Author                 string
	Open                   bool
	Labels, Assignees      []string
	Created, Updated       time.Time
	Comments               []Comment
	LinkedPullRequests     []int
	CommentsKnown, PRKnown bool
}

// A Comment is one comment of an issue, in the order of the thread.
type Comment struct {
	Author, Body string
	Created      time.Time
}

// A State is the verdict in a word.
type State string

// The states of an issue.
const (
	Free     State = "free"
	Taken    State = "probably taken"
	Stale    State = "stale claim"
	InReview State = "in review"
	NotReady State = "not ready"
	Closed   State = "closed"
	Unknown  State = "candidate"
)

// A Verdict says whether an issue is free, why, and what to do next.
type Verdict struct {
	State   State
	Reasons []string
	Next    string
}

// claimPattern finds English sentences that claim an issue.
var claimPattern = regexp.MustCompile(`(?i)\b(can|could|may) i (please )?(work|take|try)|\bi('d| would)? (like|want|love) to (work|take|try|contribute)|\bi('ll| will) (take|work on|do|fix)|\b(i am|i'm) (working|taking)|\bassign (this|it) to me|\b(assign me|taking this|working on this|i'm on it)\b`)

// releasePattern finds English sentences that give an issue back.
var releasePattern = regexp.MustCompile(`(?i)feel free to (take|pick|work)|(no longer|not) (working|able to work)|(can't|cannot) (work|continue|finish)|up for grabs|i('m| am) (dropping|releasing|giving)`)

// Judge decides by the rules of the guide whether the issue is free at a time.
func Judge(rules guide.Issues, i Issue, now time.Time) Verdict {
	if !i.Open {
		return Verdict{State: Closed, Reasons: []string{"it is closed"}, Next: "choose another one"}
	}
	if v, ok := ready(rules, i); !ok {
		return v
	}
	if len(i.LinkedPullRequests) > 0 {
		return Verdict{
			State: InReview, Reasons: []string{fmt.Sprintf("pull request #%d is linked to it", i.LinkedPullRequests[0])},
			Next: "choose another one, or read that pull request: a review helps too",
		}
	}
	if len(i.Assignees) > 0 {
		return Verdict{
			State: Taken, Reasons: []string{"it is assigned to " + strings.Join(i.Assignees, ", ")}, Next: "choose another one",
		}
	}
	if v, claimed := claim(rules.Claim, i, now); claimed {
		return v
	}
	v := Verdict{State: Free, Reasons: []string{"nobody is assigned, no pull request is linked, nobody has claimed it"}, Next: how(rules.Claim)}
	if !i.CommentsKnown || !i.PRKnown {
		v.State = Unknown
		v.Reasons = []string{"nobody is assigned; comments or pull requests weren't looked at"}
	}
	return v
}

// ready refuses issues with a label that excludes them.
func ready(rules guide.Issues, i Issue) (Verdict, bool) {
	for _, l := range i.Labels {
		if slices.ContainsFunc(rules.Exclude, func(x string) bool { return strings.EqualFold(x, l) }) {
			return Verdict{
				State: NotReady, Reasons: []string{"it has the label " + l}, Next: "wait until a maintainer has looked at it, or help to reproduce it",
			}, false
		}
	}
	return Verdict{}, true
}

// claim looks for the newest claim in the comments that nobody has given back, and whether the
// repository's rule still holds it.
func claim(rule guide.Claim, i Issue, now time.Time) (Verdict, bool) {
	var last *Comment
	for n := range i.Comments {
		c := &i.Comments[n]
		text := withoutQuotes(c.Body)
		switch {
		case last != nil && c.Author == last.Author && releasePattern.MatchString(text):
			last = nil
		case claimPattern.MatchString(text):
			last = c
		}
	}
	if last == nil {
		return Verdict{}, false
	}
	said := fmt.Sprintf("%s claimed it on %s", last.Author, last.Created.Format("2 January 2006"))
	if rule.FreeAfter == 0 {
		return Verdict{State: Taken, Reasons: []string{said}, Next: "ask there whether it is still worked on, or choose another one"}, true
	}
	until := last.Created.Add(time.Duration(rule.FreeAfter))
	if now.Before(until) {
		return Verdict{
			State: Taken, Reasons: []string{said, "by the rule here it is held until " + until.Format("2 January 2006 15:04")},
			Next: "choose another one",
		}, true
	}
	return Verdict{
		State: Stale, Reasons: []string{said, "by the rule here it was held until " + until.Format("2 January 2006 15:04")}, Next: how(rule),
	}, true
}

// withoutQuotes drops quoted lines, which repeat what somebody else said.
func withoutQuotes(s string) string {
	var kept []string
	for l := range strings.Lines(s) {
		if !strings.HasPrefix(strings.TrimSpace(l), ">") {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "")
}

// how says in words how an issue is taken here.
func how(rule guide.Claim) string {
	switch rule.Rule {
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
