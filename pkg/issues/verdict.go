package issues

import (
	"fmt"
	"time"
)

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
	// Unknown: nothing that was seen speaks against it, but something that decides wasn't seen.
	Unknown State = "unknown"
	// Candidate: it is in a list, where comments and pull requests aren't known.
	Candidate State = "candidate"
)

// States are all states, the most promising first.
func States() []State {
	return []State{Free, Stale, Candidate, Unknown, Taken, InReview, NotReady, Closed}
}

// MayTake reports whether a person may begin, or look further, after such a verdict.
func (s State) MayTake() bool {
	return s == Free || s == Stale || s == Candidate || s == Unknown
}

// A Verdict says whether an issue is free, why, and what to do next.
type Verdict struct {
	State State
	// Until is when a claim ends by the rule here; zero where nobody can say.
	Until time.Time
	// Reasons are sentences for people, the one that decides first. Each has its quote and its page.
	Reasons []string
	// Evidence are the same reasons, in parts.
	Evidence []Evidence
	// Next is what to do, in words. Nothing is ever done for the person.
	Next string
	// Unchecked is what wasn't looked at or couldn't be understood.
	Unchecked []string
}

// Evidence is a reason with what it rests on.
type Evidence struct {
	// Text is the reason, Quote the words it rests on, URL the page where they are. The last two may be empty.
	Text, Quote, URL string
}

// String is the reason in a line.
func (e Evidence) String() string {
	s := e.Text
	if e.Quote != "" {
		s += fmt.Sprintf(": “%s”", e.Quote)
	}
	if e.URL != "" {
		s += " (" + e.URL + ")"
	}
	return s
}

// verdict puts one together.
func verdict(s State, next string, evidence ...Evidence) Verdict {
	v := Verdict{State: s, Next: next}
	return v.with(evidence...)
}

// with adds reasons.
func (v Verdict) with(evidence ...Evidence) Verdict {
	for _, e := range evidence {
		v.Evidence = append(v.Evidence, e)
		v.Reasons = append(v.Reasons, e.String())
	}
	return v
}
