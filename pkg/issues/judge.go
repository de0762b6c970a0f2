package issues

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// What is assumed where a repository has written nothing. A verdict that rests on it says so.
const (
	// ClaimHold is how long a claim holds without a word of who made it.
	ClaimHold = 30 * 24 * time.Hour
	// AssignHold is how long an assignment holds without a word of who is assigned.
	AssignHold = 90 * 24 * time.Hour
)

// A question is one issue under one repository's rules at one time. It carries what its steps share.
type question struct {
	rules guide.Issues
	issue Issue
	now   time.Time
	// story is what the thread says of who works on it.
	story story
	// about are the pull requests that are about the issue, the ones that only mention it left out.
	about, mentions []named
}

// Judge decides by the rules of the guide whether the issue is free at a time. Dates in its words are
// in the time zone of now.
func Judge(rules guide.Issues, i Issue, now time.Time) Verdict {
	q := &question{rules: rules, issue: i, now: now}
	q.about, q.mentions = sortPulls(i)
	hold, _ := q.hold()
	q.story = tell(i, q.about, now.Add(-hold))
	for _, step := range []func() (Verdict, bool){
		q.closed, q.notReady, q.inReview, q.heldBack, q.assigned, q.markedTaken, q.claimed, q.misunderstood, q.merged, q.connected,
	} {
		if v, ok := step(); ok {
			return q.gaps(v)
		}
	}
	return q.gaps(q.free())
}

func (q *question) closed() (Verdict, bool) {
	if q.issue.Open {
		return Verdict{}, false
	}
	return verdict(Closed, "choose another one", Evidence{Text: "it is closed", URL: q.issue.URL}), true
}

// notReady refuses what is locked, or marked by a label or in its title.
func (q *question) notReady() (Verdict, bool) {
	const next = "wait until a maintainer has looked at it, or help to reproduce it"
	if q.issue.Locked {
		return verdict(NotReady, "choose another one", Evidence{Text: "it is locked: only maintainers can write there", URL: q.issue.URL}), true
	}
	for _, l := range q.issue.Labels {
		if excludes(q.rules.Exclude, l) {
			return verdict(NotReady, next, Evidence{Text: "it has the label " + l, URL: q.issue.URL}), true
		}
	}
	if mark := titleHold(q.issue.Title); mark != "" {
		return verdict(NotReady, next, Evidence{Text: "its title says that it isn't a task yet", Quote: mark, URL: q.issue.URL}), true
	}
	return Verdict{}, false
}

// excludes reports whether a label says that an issue isn't for newcomers: by the guide, or in words
// that mean so everywhere.
func excludes(guided []string, label string) bool {
	return slices.ContainsFunc(guided, func(x string) bool { return strings.EqualFold(x, label) }) || words().waitingLabel.MatchString(label)
}

// inReview is for issues that a pull request answers already.
func (q *question) inReview() (Verdict, bool) {
	const next = "choose another one, or read that pull request: trying it out and saying what you saw helps too"
	var open []Evidence
	oldest := q.now
	for _, n := range q.about {
		if n.State == PullOpen {
			open = append(open, Evidence{Text: fmt.Sprintf("%s by %s is open since it last changed on %s", n.title(), n.Author, q.day(n.Updated)), Quote: n.quote, URL: n.URL})
			oldest = n.Updated
		}
	}
	for _, number := range q.issue.LinkedPullRequests {
		open = append(open, Evidence{Text: fmt.Sprintf("pull request #%d is linked to it", number), URL: q.issue.URL})
	}
	if len(open) == 0 {
		return Verdict{}, false
	}
	v := verdict(InReview, next, open...)
	if q.now.Sub(oldest) > AssignHold {
		v.Next = "ask in that pull request whether you may continue it, or choose another one"
	}
	return v, true
}

// heldBack is for issues whose newest word from a maintainer is "not now".
func (q *question) heldBack() (Verdict, bool) {
	w := q.story.stance
	if w == nil || !w.hold {
		return Verdict{}, false
	}
	return verdict(NotReady, "choose another one, or ask there what is missing", q.said("a maintainer holds it back", w.by, w.at, w.quote, w.url)), true
}

// assigned is for issues that somebody was given.
func (q *question) assigned() (Verdict, bool) {
	if len(q.issue.Assignees) == 0 {
		return Verdict{}, false
	}
	who := strings.Join(q.issue.Assignees, ", ")
	var life time.Time
	for _, login := range q.issue.Assignees {
		if t := q.story.life(login, q.issue); t.After(life) {
			life = t
		}
	}
	if life.IsZero() {
		return verdict(Taken, "choose another one", Evidence{Text: "it is assigned to " + who, URL: q.issue.URL}), true
	}
	until := life.Add(max(AssignHold, time.Duration(q.rules.Claim.FreeAfter)))
	e := Evidence{Text: fmt.Sprintf("it is assigned to %s, last heard of on %s", who, q.day(life)), URL: q.issue.URL}
	assumed := Evidence{Text: fmt.Sprintf("an assignment without a word for %s is taken to be over; nothing is written on it here", days(AssignHold))}
	if q.now.Before(until) {
		v := verdict(Taken, "choose another one", e, assumed)
		v.Until = until
		return v, true
	}
	return verdict(Stale, "ask there in one comment whether it is still worked on", e, assumed), true
}

// markedTaken is for issues whose title says that somebody has them.
func (q *question) markedTaken() (Verdict, bool) {
	mark := titleTaken(q.issue.Title)
	if mark == "" {
		return Verdict{}, false
	}
	var since time.Time
	for _, c := range q.issue.Changes {
		if c.Kind == Renamed && titleTaken(c.To) != "" && titleTaken(c.From) == "" {
			since = c.At
		}
	}
	e := Evidence{Text: "its title says that it is taken", Quote: mark, URL: q.issue.URL}
	if since.IsZero() {
		return verdict(Taken, "choose another one", e), true
	}
	hold, why := q.hold()
	return q.taken(since.Add(hold), e, why), true
}

// claimed is for issues that somebody said they take. Whoever asks under a rule that says never to
// ask holds nothing, unless a maintainer said that they are at it.
func (q *question) claimed() (Verdict, bool) {
	hold, why := q.hold()
	var active, over []Evidence
	var until time.Time
	for _, c := range q.story.claims {
		if c.released || q.ignored(c) {
			continue
		}
		e := Evidence{Text: c.what() + " on " + q.day(c.at), Quote: c.quote, URL: c.url}
		if c.life.After(c.at) {
			e.Text += ", last heard of on " + q.day(c.life)
		}
		if end := c.life.Add(hold); q.now.Before(end) {
			active = append([]Evidence{e}, active...)
			if end.After(until) {
				until = end
			}
		} else if !c.offer {
			over = append([]Evidence{e}, over...)
		}
	}
	switch {
	case len(active) > 0:
		return q.taken(until, append(active, why)...), true
	case len(over) > 0 && q.complete() && !q.uncertain():
		return q.context(verdict(Stale, q.how(), append(over, why)...)), true
	}
	return Verdict{}, false
}

// taken is a claim that is held or over at a time.
func (q *question) taken(until time.Time, evidence ...Evidence) Verdict {
	if !q.now.Before(until) {
		return verdict(Stale, q.how(), evidence...)
	}
	v := verdict(Taken, "choose another one, or come back after "+q.moment(until), evidence...)
	v.Until = until
	return v
}

// ignored reports whether a claim holds nothing here.
func (q *question) ignored(c *claim) bool {
	return q.rules.Claim.Rule == guide.ClaimNeverAsk && !c.byMaintainer
}

// hold is how long a claim holds here, and why.
func (q *question) hold() (time.Duration, Evidence) {
	if free := time.Duration(q.rules.Claim.FreeAfter); free > 0 {
		return free, Evidence{Text: "by the rule here a claim holds for " + days(free) + " without an answer", URL: q.rules.Claim.URL}
	}
	return ClaimHold, Evidence{Text: fmt.Sprintf("a claim without a word for %s is taken to be over; nothing is written on it here", days(ClaimHold)), URL: q.rules.Claim.URL}
}

// uncertain reports whether something was seen that can't be judged.
func (q *question) uncertain() bool {
	_, foreign := q.misunderstood()
	_, merged := q.merged()
	_, connected := q.connected()
	return foreign || merged || connected
}

// misunderstood is for comments that could be claims and aren't in English.
func (q *question) misunderstood() (Verdict, bool) {
	if q.rules.Claim.Rule == guide.ClaimNeverAsk {
		return Verdict{}, false // Whatever they say holds nothing here.
	}
	hold, _ := q.hold()
	var recent []Evidence
	for _, f := range q.story.foreign {
		if q.now.Before(f.at.Add(hold)) {
			recent = append(recent, q.said("a comment isn't in English, so that it couldn't be judged", f.by, f.at, f.quote, f.url))
		}
	}
	if len(recent) == 0 {
		return Verdict{}, false
	}
	v := verdict(Unknown, "read it (a translator helps): if it claims the issue, choose another one", recent...)
	v.Unchecked = append(v.Unchecked, fmt.Sprintf("%d of the comments, which aren't in English", len(recent)))
	return v, true
}

// merged is for issues that are still open after their pull request was merged.
func (q *question) merged() (Verdict, bool) {
	var done []Evidence
	for _, n := range q.about {
		if n.State == PullMerged {
			done = append(done, Evidence{Text: fmt.Sprintf("%s was merged on %s, and the issue is still open", n.title(), q.day(n.Closed)), Quote: n.quote, URL: n.URL})
		}
	}
	if len(done) == 0 {
		return Verdict{}, false
	}
	v := verdict(Unknown, "try whether it still happens with the newest code; if so, say there what is left", done...)
	v.Unchecked = append(v.Unchecked, "what is left to do")
	return v, true
}

// connected is for pull requests that were linked by hand: the forge doesn't say here which.
func (q *question) connected() (Verdict, bool) {
	n := 0
	var last Change
	for _, c := range q.issue.Changes {
		switch c.Kind {
		case Connected:
			n, last = n+1, c
		case Disconnected:
			n--
		case Assigned, Unassigned, Renamed:
		}
	}
	if n <= 0 || len(q.about) > 0 {
		return Verdict{}, false
	}
	v := verdict(Unknown, "open the page and look at Development on its right side", Evidence{Text: "a pull request was linked by hand on " + q.day(last.At), URL: q.issue.URL})
	v.Unchecked = append(v.Unchecked, "the pull request that was linked by hand")
	return v, true
}
