package issues

import (
	"slices"
	"strings"
	"time"
)

// A story is what a thread says of who works on an issue.
type story struct {
	claims  []*claim // In the order in which they were made.
	stance  *word    // The newest word of a maintainer on whether it may be taken.
	foreign []word   // Comments that couldn't be read.
}

// A claim is somebody's wish to work on the issue, until it is given back.
type claim struct {
	by         string
	at, life   time.Time // When it was made, and the last sign of life.
	quote, url string
	released   bool
	// byMaintainer is true if a maintainer said so, offer if it came with the issue itself.
	byMaintainer, offer bool
}

func (c *claim) what() string {
	switch {
	case c.byMaintainer:
		return "a maintainer said that " + c.by + " works on it"
	case c.offer:
		return c.by + " opened the issue and offered to do it"
	}
	return c.by + " claimed it"
}

// A word is what somebody said.
type word struct {
	by         string
	at         time.Time
	quote, url string
	hold       bool
}

// A moment is one thing that happened, in order of time.
type moment struct {
	at      time.Time
	comment *Comment
	change  *Change
	pull    *named
}

// tell reads a thread from its beginning. An offer that came with the issue before a time is over,
// unless its author was heard of since.
func tell(i Issue, about []named, before time.Time) story {
	t := &teller{issue: i}
	matters := i.Created.After(before) || slices.ContainsFunc(i.Comments, func(c Comment) bool { return sameLogin(c.Author, i.Author) })
	if matters && couldClaim(strings.ToLower(i.Body)) {
		t.comment(Comment{Author: i.Author, Body: i.Body, URL: i.URL, Created: i.Created}, true)
	}
	for _, m := range moments(i, about) {
		switch {
		case m.comment != nil:
			t.comment(*m.comment, false)
		case m.change != nil:
			t.change(*m.change)
		case m.pull != nil:
			// Whoever tried and was closed has no claim on it any more.
			t.release(func(c *claim) bool { return sameLogin(c.by, m.pull.Author) })
		}
	}
	return t.story
}

func moments(i Issue, about []named) []moment {
	var all []moment
	for n := range i.Comments {
		all = append(all, moment{at: i.Comments[n].Created, comment: &i.Comments[n]})
	}
	for n := range i.Changes {
		all = append(all, moment{at: i.Changes[n].At, change: &i.Changes[n]})
	}
	for n := range about {
		if about[n].State == PullClosed {
			all = append(all, moment{at: about[n].Closed, pull: &about[n]})
		}
	}
	slices.SortStableFunc(all, func(a, b moment) int { return a.at.Compare(b.at) })
	return all
}

// A teller puts a story together.
type teller struct {
	issue Issue
	story story
	// asked is the claim that the comment before made; the next one may answer it.
	asked *claim
}

func (t *teller) comment(c Comment, first bool) {
	if IsBot(c.Author, c.Bot) {
		return
	}
	asked := t.asked
	t.asked = nil
	sentences := sentencesOf(c.Body)
	if t.own(c, sentences, first) || first {
		return
	}
	if c.Maintainer {
		t.maintainer(c, sentences, asked)
		return
	}
	if isForeign(plain(c.Body)) {
		t.story.foreign = append(t.story.foreign, word{by: c.Author, at: c.Created, quote: excerpt(plain(c.Body)), url: c.URL})
	}
}

// own reads what the author says of himself, and reports whether that settles the comment.
func (t *teller) own(c Comment, sentences []sentence, first bool) bool {
	mine := t.last(c.Author)
	claims, releases := "", false
	for _, s := range sentences {
		low := s.low
		if !c.Maintainer {
			low = asOne(low)
		}
		switch {
		case isRelease(low):
			claims, releases = "", true
		case isClaim(low, t.issue.Number):
			claims, releases = s.said, false
		}
	}
	switch {
	case claims != "":
		t.claim(&claim{by: c.Author, at: c.Created, life: c.Created, quote: excerpt(claims), url: c.URL, offer: first})
		return true
	case mine != nil && (releases || slices.ContainsFunc(sentences, func(s sentence) bool { return isHandover(s.low) })):
		t.release(func(c *claim) bool { return c == mine })
		return true
	case mine != nil:
		mine.life = c.Created
	}
	return false
}

// maintainer reads what somebody with a say says of the issue and of others.
func (t *teller) maintainer(c Comment, sentences []sentence, asked *claim) {
	for _, s := range sentences {
		w := &word{by: c.Author, at: c.Created, quote: excerpt(s.said), url: c.URL}
		login := saysTaken(s.low)
		switch {
		case login != "":
			t.claim(&claim{by: login, at: c.Created, life: c.Created, quote: excerpt(s.said), url: c.URL, byMaintainer: true})
		case isHold(s.low):
			w.hold = true
			t.story.stance = w
		case t.confirms(s.low, c.Body, asked, c.Created):
			t.story.stance = nil
		case isRelieve(s.low), isOpening(s.low):
			t.story.stance = w
			t.release(func(*claim) bool { return true })
		}
	}
}

// confirms renews the claim that a maintainer says yes to: of who is named, or who spoke just before.
func (t *teller) confirms(low, body string, asked *claim, at time.Time) bool {
	if isRelieve(low) || !isYes(low) {
		return false
	}
	for _, c := range slices.Backward(t.story.claims) {
		if !c.released && strings.Contains(strings.ToLower(body), "@"+strings.ToLower(c.by)) {
			c.life = at
			return true
		}
	}
	if asked == nil || asked.released {
		return false
	}
	asked.life = at
	return true
}

func (t *teller) change(c Change) {
	switch c.Kind {
	case Unassigned:
		t.release(func(own *claim) bool { return sameLogin(own.by, c.Assignee) })
	case Assigned:
		if own := t.last(c.Assignee); own != nil {
			own.life = c.At
		}
	case Renamed, Connected, Disconnected:
	}
}

// claim adds one; an earlier one of the same person is part of it.
func (t *teller) claim(c *claim) {
	if mine := t.last(c.by); mine != nil {
		mine.life = c.at
		mine.byMaintainer = mine.byMaintainer || c.byMaintainer
		mine.offer = mine.offer && c.offer
		t.asked = mine
		return
	}
	t.story.claims = append(t.story.claims, c)
	t.asked = c
}

func (t *teller) release(of func(*claim) bool) {
	for _, c := range t.story.claims {
		if of(c) {
			c.released = true
		}
	}
}

// last is the claim that a person holds.
func (t *teller) last(login string) *claim {
	for _, c := range slices.Backward(t.story.claims) {
		if !c.released && sameLogin(c.by, login) {
			return c
		}
	}
	return nil
}

// life is when somebody was last heard of: assigned, or said something.
func (s *story) life(login string, i Issue) time.Time {
	var last time.Time
	for _, c := range i.Changes {
		if c.Kind == Assigned && sameLogin(c.Assignee, login) && c.At.After(last) {
			last = c.At
		}
	}
	if last.IsZero() {
		return last // Nobody knows when it began.
	}
	for _, c := range i.Comments {
		if sameLogin(c.Author, login) && c.Created.After(last) {
			last = c.Created
		}
	}
	return last
}

func sameLogin(a, b string) bool { return strings.EqualFold(a, b) }
