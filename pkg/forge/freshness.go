package forge

import (
	"cmp"
	"fmt"
	"time"
)

// Freshness says how old an answer is and why it isn't newer.
type Freshness struct {
	// At is when GitHub gave or confirmed the answer, by this machine's clock.
	At time.Time
	// Kept is true if the answer, or a part of it, is a kept one that wasn't confirmed now.
	Kept bool
	// Problem is why a kept answer couldn't be confirmed; nil if nobody tried since it is young.
	Problem error
	// Requests is how many were sent for it.
	Requests int
}

// Age is how old the answer is, never less than nothing.
func (f Freshness) Age(now time.Time) time.Duration { return max(0, now.Sub(f.At)) }

// With is the freshness of two answers together: the older counts.
func (f Freshness) With(other Freshness) Freshness {
	if f.At.IsZero() || !other.At.IsZero() && other.At.Before(f.At) {
		f.At = other.At
	}
	f.Kept = f.Kept || other.Kept
	f.Problem = cmp.Or(f.Problem, other.Problem)
	f.Requests += other.Requests
	return f
}

// A Budget is how many requests GitHub still allows.
type Budget struct {
	// Resource is what they are for: core or search.
	Resource    string
	Limit, Left int
	// Reset is when Left becomes Limit again, by this machine's clock.
	Reset time.Time
}

// String says it in a line: "41 of 60 left, resets 14:20".
func (b Budget) String() string {
	return fmt.Sprintf("%d of %d left, resets %s", b.Left, b.Limit, b.Reset.Format("15:04"))
}
