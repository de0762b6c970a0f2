package journey

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// Wish is what a person answered when asked what would suit them. An empty part was left open.
type Wish struct {
	// Skills that they know, kinds of work that they want, areas that they use at work.
	Know, Do, Use []string
	// Time that they have: [Afternoon], [Week] or [Month].
	Time string
}

// The times that a person may have.
const (
	Afternoon = "afternoon"
	Week      = "week"
	Month     = "month"
)

// most is how many suggestions are worth reading.
const most = 5

// A Suggestion is a project with the reasons for it, in words, and what to mind.
type Suggestion struct {
	Project event.Project
	Reasons []string
	Mind    []string
}

// Suggest picks the projects that fit a wish, those with the most reasons first and otherwise in the
// order of the catalogue. A project without a reason isn't suggested. There is no score: the reasons
// are all there is.
func Suggest(all []event.Project, w Wish) []Suggestion {
	var out []Suggestion
	for _, p := range all {
		if s := suggest(p, w); len(s.Reasons) > 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int {
		return (len(b.Reasons) - len(b.Mind)) - (len(a.Reasons) - len(a.Mind))
	})
	return out[:min(len(out), most)]
}

func suggest(p event.Project, w Wish) Suggestion {
	s := Suggestion{Project: p}
	if known := both(p.Skills, w.Know); len(known) > 0 {
		s.Reasons = append(s.Reasons, "it uses "+words(known)+", which you know")
	} else if len(w.Know) > 0 {
		s.Mind = append(s.Mind, "it uses "+words(p.Skills)+", none of which you named")
	}
	if kinds := both(p.Kinds, w.Do); len(kinds) > 0 {
		s.Reasons = append(s.Reasons, "it welcomes "+words(kinds)+", which you want to do")
	} else if len(w.Do) > 0 {
		s.Mind = append(s.Mind, "it doesn't ask for "+words(w.Do))
	}
	if areas := both(p.Areas, w.Use); len(areas) > 0 {
		s.Reasons = append(s.Reasons, "it is about "+words(areas)+", which you use at work")
	}
	if limit := reach(w.Time); limit > 0 && p.Difficulty > 0 {
		text := fmt.Sprintf("its code base is %s", difficulty(p.Difficulty))
		if p.Difficulty <= limit {
			s.Reasons = append(s.Reasons, text+", which fits the time that you have")
		} else {
			s.Mind = append(s.Mind, text+", which is much for the time that you have")
		}
	}
	return s
}

// reach is the largest difficulty for which a time is enough; 0 says nothing.
func reach(t string) int {
	switch t {
	case Afternoon:
		return 1
	case Week:
		return 3
	case Month:
		return 5
	}
	return 0
}

// both are those of a that are in b too, in the order of a.
func both(a, b []string) []string {
	var out []string
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}

// words joins names as a sentence does.
func words(all []string) string {
	switch n := len(all); n {
	case 0:
		return "nothing"
	case 1:
		return all[0]
	default:
		return strings.Join(all[:n-1], ", ") + " and " + all[n-1]
	}
}

// Traits are the values that projects have of one trait, the commonest first, each with its count.
func Traits(all []event.Project, trait func(event.Project) []string) []Trait {
	at := map[string]int{}
	var out []Trait
	for _, p := range all {
		for _, v := range trait(p) {
			i, seen := at[v]
			if !seen {
				i = len(out)
				at[v] = i
				out = append(out, Trait{Value: v})
			}
			out[i].Count++
		}
	}
	slices.SortStableFunc(out, func(a, b Trait) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return out
}

// A Trait is a value and how many projects have it.
type Trait struct {
	Value string
	Count int
}
