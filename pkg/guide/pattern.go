package guide

import (
	"fmt"
	"regexp/syntax"
	"slices"

	"go.yaml.in/yaml/v4"
)

const (
	// maxPattern is the most states a pattern may have, repetitions counted out.
	maxPattern = 2_000
	// maxPatterns is the same for all patterns of a file together.
	maxPatterns = 50_000
	// maxSample is the longest sample of a known failure, in bytes.
	maxSample = 4 << 10
)

// pattern checks a regular expression. Go's are linear in time; the budget bounds how large they grow.
func (d *decoder) pattern(n *yaml.Node, format string) {
	name := d.name()
	if len(n.Value) > maxPattern {
		d.at(n, "guide/bad-pattern", fmt.Sprintf("%s is longer than %d bytes", name, maxPattern), "")
		return
	}
	re, err := syntax.Parse(n.Value, syntax.Perl)
	if err != nil {
		d.at(n, "guide/bad-pattern", fmt.Sprintf("%s is not a pattern of RE2: %s", name, patternError(err)), patternHint(err))
		return
	}
	size := patternSize(re)
	d.patterns += size
	switch {
	case size > maxPattern:
		d.at(n, "guide/bad-pattern", fmt.Sprintf("%s grows to %d states; %d are allowed", name, size, maxPattern), "repeat less")
	case d.patterns > maxPatterns:
		d.at(n, "guide/too-large", "the patterns of the file grow too large together", "repeat less")
	case format == "proof" && matchesEmpty(re):
		d.at(n, "guide/empty-pattern", name+" matches output that is empty, so it would prove nothing",
			`name what the output must hold, as '\d+ passed'`)
	case format == "detection" && re.MaxCap() == 0:
		d.at(n, "guide/bad-pattern", name+" has no group", "put the version in parentheses")
	}
}

// patternError is the parser's message without what every message begins with.
func patternError(err error) string {
	if e, ok := err.(*syntax.Error); ok { //nolint:errorlint // Parse returns it as it is.
		return fmt.Sprintf("%s: %s", e.Code, cut(e.Expr))
	}
	return err.Error()
}

// patternHint says what to do about a construct of other dialects.
func patternHint(err error) string {
	e, ok := err.(*syntax.Error) //nolint:errorlint // Parse returns it as it is.
	if !ok {
		return ""
	}
	switch e.Code {
	case syntax.ErrInvalidPerlOp:
		return "RE2 has no look-around"
	case syntax.ErrMissingRepeatArgument, syntax.ErrMissingParen, syntax.ErrUnexpectedParen, syntax.ErrMissingBracket:
		return `put a backslash before the character if it is meant as it stands`
	default:
		return ""
	}
}

// patternSize is how many states a pattern grows to, up to a bound far above what is allowed.
func patternSize(re *syntax.Regexp) int {
	const bound = 1 << 30
	n := 1
	if re.Op == syntax.OpLiteral {
		n = len(re.Rune)
	}
	for _, sub := range re.Sub {
		n += patternSize(sub)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return min(n, bound)
}

// matchesEmpty reports whether a pattern matches empty text.
func matchesEmpty(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpStar, syntax.OpQuest, syntax.OpBeginLine, syntax.OpEndLine,
		syntax.OpBeginText, syntax.OpEndText, syntax.OpNoWordBoundary:
		return true
	case syntax.OpCapture, syntax.OpPlus:
		return matchesEmpty(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min == 0 || matchesEmpty(re.Sub[0])
	case syntax.OpConcat:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !matchesEmpty(sub) })
	case syntax.OpAlternate:
		return slices.ContainsFunc(re.Sub, matchesEmpty)
	case syntax.OpNoMatch, syntax.OpLiteral, syntax.OpCharClass, syntax.OpAnyCharNotNL, syntax.OpAnyChar,
		syntax.OpWordBoundary:
		return false
	default:
		return false
	}
}
