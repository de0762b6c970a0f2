package issues

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Person is whom issues are for.
type Person struct {
	// Skills and Kinds are what the person knows and likes to do; empty means anything.
	Skills []string
	Kinds  []guide.Kind
	// SetUp is what is set up on this machine.
	SetUp []SetUp
}

// A SetUp is a project that is set up on a machine.
type SetUp struct {
	// Guide is its id, Profile the purpose that it was set up for; empty if that isn't known.
	Guide, Profile string
}

// A Found is an issue of a project with its verdict.
type Found struct {
	Guide   *guide.Guide
	Issue   Issue
	Verdict Verdict
}

// A Suggestion is an issue that is worth a look, with the reasons for its place in the list.
type Suggestion struct {
	Found
	Reasons []string
	weight  int32
}

// Hidden is what a list leaves out.
type Hidden struct {
	// Total is how many; Why counts them by reason, the most frequent first.
	Total int
	Why   []Count
}

// A Count is how often something is.
type Count struct {
	What string
	N    int
}

// String says it in a line: "12 hidden: 7 in review, 5 assigned". Empty if nothing is hidden.
func (h Hidden) String() string {
	if h.Total == 0 {
		return ""
	}
	parts := make([]string, len(h.Why))
	for i, c := range h.Why {
		parts[i] = fmt.Sprintf("%d %s", c.N, c.What)
	}
	return fmt.Sprintf("%d hidden: %s", h.Total, strings.Join(parts, ", "))
}

func (h *Hidden) add(why string) {
	h.Total++
	for i := range h.Why {
		if h.Why[i].What == why {
			h.Why[i].N++
			return
		}
	}
	h.Why = append(h.Why, Count{why, 1})
}

func (h *Hidden) sort() {
	slices.SortStableFunc(h.Why, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.What, b.What)) })
}

// hide is why an issue isn't shown; empty if it is.
func hide(me Person, f Found) string {
	switch {
	case !f.Verdict.State.MayTake() && len(f.Issue.Assignees) > 0:
		return "assigned"
	case !f.Verdict.State.MayTake():
		return string(f.Verdict.State)
	case len(me.Skills) > 0 && len(shared(me.Skills, skillsOf(f))) == 0:
		return "for other skills"
	case len(me.Kinds) > 0 && !slices.ContainsFunc(kindsOf(f), func(k guide.Kind) bool { return slices.Contains(me.Kinds, k) }):
		return "of another kind"
	}
	return ""
}

// suggest weighs an issue. Every weight has its words.
func suggest(me Person, f Found, now time.Time) Suggestion {
	s := Suggestion{Found: f}
	add := func(weight int32, format string, args ...any) {
		s.weight += weight
		s.Reasons = append(s.Reasons, fmt.Sprintf(format, args...))
	}
	add(40-10*int32(stateIndex(f.Verdict.State)), "%s", f.Verdict.State)
	suggestSetUp(me, f, add)
	if both := shared(me.Skills, skillsOf(f)); len(both) > 0 {
		add(10, "asks for %s", strings.Join(both, ", "))
	}
	for _, k := range kindsOf(f) {
		if slices.Contains(me.Kinds, k) {
			add(10, "kind: %s", k)
		}
	}
	if line := codeNamed(f.Issue); line != "" {
		add(8, "names code to begin with: “%s”", line)
	}
	suggestAge(f.Issue, now, add)
	return s
}

// suggestSetUp prefers projects that are set up here, most of all for the kind of work that the issue asks for.
func suggestSetUp(me Person, f Found, add func(int32, string, ...any)) {
	if f.Guide == nil {
		return
	}
	var here []string
	for _, s := range me.SetUp {
		if s.Guide != f.Guide.ID {
			continue
		}
		if serves(s.Profile, f) {
			add(20, "%s is set up here for such work (%s)", f.Guide.Name, s.Profile)
			return
		}
		here = append(here, s.Profile)
	}
	switch {
	case len(here) == 0:
	case here[0] == "":
		add(15, "%s is set up here", f.Guide.Name)
	default:
		add(15, "%s is set up here (%s)", f.Guide.Name, here[0])
	}
}

// serves reports whether a set-up for a purpose is one for an issue. Profiles are named by purpose: docs,
// python, frontend, full.
func serves(profile string, f Found) bool {
	docs := slices.Contains(kindsOf(f), guide.Docs)
	switch profile {
	case "full":
		return true
	case "docs":
		return docs
	case "python":
		return !docs && len(shared([]string{"python"}, skillsOf(f))) > 0
	case "frontend":
		return !docs && len(shared([]string{"typescript", "javascript", "css", "react"}, skillsOf(f))) > 0
	}
	return false
}

func suggestAge(i Issue, now time.Time, add func(int32, string, ...any)) {
	const day = 24 * time.Hour
	age, quiet := now.Sub(i.Created), now.Sub(i.Updated)
	switch {
	case i.Created.IsZero():
	case age < 90*day:
		add(6, "opened %s", daysAgo(age))
	case age > 2*365*day:
		add(-8, "opened %d years ago: look whether it is still wanted", int(age/(365*day)))
	}
	switch {
	case i.Updated.IsZero() || i.Updated.Equal(i.Created):
	case quiet < 30*day:
		add(4, "something happened %s", daysAgo(quiet))
	case quiet > 365*day:
		add(-4, "nothing happened for %d months", int(quiet/(30*day)))
	}
	if i.CommentCount > 15 {
		add(-5, "%d comments: more was said than a newcomer can read", i.CommentCount)
	}
}

func daysAgo(d time.Duration) string {
	switch n := int(d / (24 * time.Hour)); n {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", n)
	}
}

// shared are the words of the first list that are in the second.
func shared(mine, theirs []string) []string {
	var both []string
	for _, m := range mine {
		if slices.ContainsFunc(theirs, func(t string) bool { return strings.EqualFold(m, t) }) {
			both = append(both, m)
		}
	}
	return both
}
