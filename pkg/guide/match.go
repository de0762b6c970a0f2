package guide

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A Match is a known failure that was seen in some output.
type Match struct {
	Failure Failure
	// Line is the line of the output, from 1, that the match begins on.
	Line int
	// Text is that line, without its end and the spaces around it.
	Text string
}

// MatchFailures finds the known failures in the whole output of a step. The likeliest cause comes first: failures
// that only wrap another come after all others, and among equals the one that was printed first leads, since what
// broke first breaks the rest. A failure whose pattern occurs more than once is found once, where it is first.
// Rules that share an id are the same failure; the first one counts, so a guide's own rules go before the shared ones.
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
		if at := first(rule.Pattern, output); at >= 0 {
			all = append(all, found{Match: matchAt(rule, output, at), offset: at})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(compareBool(a.Failure.Wrapper, b.Failure.Wrapper), cmp.Compare(a.offset, b.offset))
	})
	matches := make([]Match, len(all))
	for i, m := range all {
		matches[i] = m.Match
	}
	return matches
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

// matchAt is the match that begins at an offset of the output.
func matchAt(rule Failure, output string, at int) Match {
	start := strings.LastIndexByte(output[:at], '\n') + 1
	end := len(output)
	if i := strings.IndexByte(output[at:], '\n'); i >= 0 {
		end = at + i
	}
	return Match{
		Failure: rule,
		Line:    1 + strings.Count(output[:start], "\n"),
		Text:    strings.TrimSpace(output[start:end]),
	}
}

// first is the offset where a pattern first matches, or -1. Few patterns of a long list match, so text that
// every match must hold is looked for before the pattern is compiled.
func first(pattern, output string) int {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || !strings.Contains(output, needed(tree)) {
		return -1
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return -1
	}
	if loc := re.FindStringIndex(output); loc != nil {
		return loc[0]
	}
	return -1
}

// needed is the longest text that every match of a pattern holds, as far as it is plain to see.
func needed(re *syntax.Regexp) string {
	switch re.Op { //nolint:exhaustive // Of the others nothing is plain to see.
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		longest := ""
		for _, sub := range re.Sub {
			if text := needed(sub); len(text) > len(longest) {
				longest = text
			}
		}
		return longest
	}
	return ""
}
