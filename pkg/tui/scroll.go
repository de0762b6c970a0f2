package tui

import (
	"fmt"
	"strings"
)

// A scroll is the window onto lines that don't all fit.
type scroll struct {
	top, total, height int
	tail               bool // stay at the end as lines come
	whole              bool // a page at a time and nothing between, as columns are read
}

// fit sets the sizes and keeps the window inside.
func (s *scroll) fit(total, height int) {
	s.total, s.height = total, height
	if s.tail {
		s.top = total
	}
	s.top = max(0, min(s.top, total-height))
}

// show moves the window so that lines from to to are in it, from first.
func (s *scroll) show(from, to int) {
	if to > s.top+s.height {
		s.top = to - s.height
	}
	if from < s.top {
		s.top = from
	}
}

// move scrolls by lines.
func (s *scroll) move(by int) {
	if s.whole {
		by = max(-1, min(by, 1)) * max(s.height, 1)
	}
	s.top = max(0, min(s.top+by, s.total-s.height))
	s.tail = false
}

// page is how far a page key scrolls: a screen less the line that ties them together.
func (s *scroll) page() int { return max(s.height-1, 1) }

// fits reports whether everything is in the window.
func (s *scroll) fits() bool { return s.total <= s.height }

// where says which part is shown and how to see the rest; empty if all is.
func (s *scroll) where() string {
	if s.fits() {
		return ""
	}
	last := min(s.top+s.height, s.total)
	return fmt.Sprintf("lines %d to %d of %d", s.top+1, last, s.total)
}

// outOfSight says how many lines are above and below those in sight; empty for none.
func outOfSight(above, below int) string {
	var parts []string
	if above > 0 {
		parts = append(parts, fmt.Sprintf("%d above", above))
	}
	if below > 0 {
		parts = append(parts, fmt.Sprintf("%d below", below))
	}
	return strings.Join(parts, ", ")
}
