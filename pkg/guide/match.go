package guide

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// maxSeen is how often a failure is looked for in one output before the first place counts.
const maxSeen = 50

// A Match is a known failure that was seen in some output.
type Match struct {
	Failure Failure
	// Line is the line of the output, from 1, that the match begins on.
	Line int
	// Text is that line, without its end and the spaces around it.
	Text string
	// Mild is true if every line that shows the failure says that it is only a warning.
	Mild bool
}

// MatchFailures finds the known failures in the whole output of a step. The likeliest cause comes first: failures
// that only wrap another come after all others, what was only warned of comes after what went wrong, and among equals
// the one that was printed first leads, since what broke first breaks the rest. A failure whose pattern occurs more than
// once is found once, where it is first, warnings left out if there is another place. Rules that share an id are the
// same failure; the first one counts, so a guide's own rules go before the shared ones.
func MatchFailures(output string, rules []Failure) []Match {
	type found struct {
		Match
		offset int
	}
	var all []found
	seen := make(map[string]bool, len(rules))
	for _, rule := range rules {
		if seen[rule.ID] {
			continue
		}
		seen[rule.ID] = true
		if m, at, ok := match(rule, output); ok {
			all = append(all, found{Match: m, offset: at})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(compareMatches(a.Match, b.Match), cmp.Compare(a.offset, b.offset))
	})
	matches := make([]Match, len(all))
	for i, m := range all {
		matches[i] = m.Match
	}
	return matches
}

// compareMatches orders matches by how much they explain, wherever they were printed.
func compareMatches(a, b Match) int {
	return cmp.Or(compareBool(a.Failure.Wrapper, b.Failure.Wrapper), compareBool(a.Mild, b.Mild))
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// match looks for a failure, and returns where the match begins.
func match(rule Failure, output string) (Match, int, bool) {
	re := matcher(rule.Pattern, output)
	if re == nil {
		return Match{}, 0, false
	}
	places := re.FindAllStringIndex(output, maxSeen)
	if len(places) == 0 {
		return Match{}, 0, false
	}
	first := lineAt(rule, output, places[0][0])
	for _, place := range places {
		if m := lineAt(rule, output, place[0]); !m.Mild {
			return number(m, output, place[0]), place[0], true
		}
	}
	return number(first, output, places[0][0]), places[0][0], true
}

// lineAt is the match that begins at an offset of the output, without the line's number.
func lineAt(rule Failure, output string, at int) Match {
	start := strings.LastIndexByte(output[:at], '\n') + 1
	end := len(output)
	if i := strings.IndexByte(output[at:], '\n'); i >= 0 {
		end = at + i
	}
	text := strings.TrimSpace(output[start:end])
	return Match{Failure: rule, Text: text, Mild: isWarning(text)}
}

// number adds the number of the line with an offset.
func number(m Match, output string, at int) Match {
	m.Line = 1 + strings.Count(output[:at], "\n")
	return m
}

// isWarning reports whether a line says of itself that it is only a warning, as npm, Yarn 1 and Jupyter's servers
// write it. pip's WARNING isn't among them: it is how pip tells of a network that doesn't work.
func isWarning(line string) bool {
	for _, prefix := range []string{"npm warn ", "npm WARN ", "warning ", "[W "} {
		if strings.HasPrefix(line, prefix) {
			return true
		}
	}
	return false
}

// matcher compiles a pattern, unless it can't match the output. Few patterns of a long list match, so text that every
// match must hold is looked for first.
func matcher(pattern, output string) *regexp.Regexp {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	if texts := needed(tree); len(texts) > 0 && !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(output, s) }) {
		return nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	return re
}

// needed are texts of which every match of a pattern holds at least one; none if that isn't plain to see.
func needed(re *syntax.Regexp) []string {
	switch re.Op { //nolint:exhaustive // Of the others nothing is plain to see.
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if texts := needed(sub); shortest(texts) > shortest(best) {
				best = texts
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			texts := needed(sub)
			if len(texts) == 0 {
				return nil
			}
			all = append(all, texts...)
		}
		return all
	}
	return nil
}

// shortest is the length of the shortest text: the longer it is, the rarer.
func shortest(texts []string) int {
	if len(texts) == 0 {
		return 0
	}
	return len(slices.MinFunc(texts, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
}
