package guide

import (
	"errors"
	"fmt"
	"strings"
)

// A RangeKind is the language that a range of versions is written in.
type RangeKind int

// The languages of ranges.
const (
	// PEP440 is Python's: ">=3.10,<3.15".
	PEP440 RangeKind = iota
	// SemVer is npm's: "^22 || >=24 <25". Other tools use it too.
	SemVer
)

// A Fit is how a version relates to a range.
type Fit int

// The ways a version relates to a range.
const (
	// Unknown means that no version was found in what the tool printed.
	Unknown Fit = iota
	// Fits means that the version is inside the range.
	Fits
	// TooOld means that only newer versions are inside.
	TooOld
	// TooNew means that only older versions are inside.
	TooNew
	// Excluded means that older and newer versions are inside, and this one is not.
	Excluded
)

// String names the fit in words.
func (f Fit) String() string {
	switch f {
	case Fits:
		return "fits"
	case TooOld:
		return "too old"
	case TooNew:
		return "too new"
	case Excluded:
		return "excluded"
	case Unknown:
		return "unknown"
	default:
		return fmt.Sprintf("Fit(%d)", int(f))
	}
}

// PythonMatches reports whether what a Python says of itself ("Python 3.11.7", "3.14.0a7+") is inside a range
// of PEP 440. A pre-release counts as the release that it leads to, as pip does. The error is about the range,
// or says that no version was found.
func PythonMatches(rng, version string) (bool, error) { return matches(PEP440, rng, version) }

// NodeMatches reports whether what a tool says of itself ("v20.20.2", "git version 2.39.5.windows.1") is inside
// a range of npm. The error is about the range, or says that no version was found.
func NodeMatches(rng, version string) (bool, error) { return matches(SemVer, rng, version) }

// matches is Compare as a yes or no.
func matches(kind RangeKind, rng, version string) (bool, error) {
	fit, err := Compare(kind, rng, version)
	if err == nil && fit == Unknown {
		err = fmt.Errorf("no version in %q", cut(version))
	}
	return fit == Fits, err
}

// Compare says how a version relates to a range. The version may be a tool's whole answer. An empty range holds
// every version. The error is about the range only.
func Compare(kind RangeKind, rng, version string) (Fit, error) {
	in, err := newRange(kind, rng)
	if err != nil {
		return Unknown, err
	}
	v, ok := printedVersion(kind, version)
	if !ok {
		return Unknown, nil
	}
	return in.fit(v), nil
}

// printedVersion finds the version in a tool's answer. For Python's language a pre-release is one; npm's ranges take
// it for the release that it leads to.
func printedVersion(kind RangeKind, printed string) (release, bool) {
	text, ok := CleanVersion(printed)
	if !ok {
		return release{}, false
	}
	v, _, ok := triple(text)
	if ok && kind == PEP440 {
		_, rest, _ := strings.Cut(printed, text)
		v.stage, _, _ = preStage(rest)
	}
	return v, ok
}

// CleanVersion finds the version in a tool's answer: the first number with dots, else the first number.
func CleanVersion(printed string) (string, bool) {
	best := ""
	for _, n := range numbers(printed) {
		if strings.Contains(n, ".") {
			return n, true
		}
		if best == "" {
			best = n
		}
	}
	return best, best != ""
}

// numbers are the dotted numbers of a text, of at most three parts each.
func numbers(s string) []string {
	var found []string
	for len(found) < 64 {
		start := strings.IndexFunc(s, isDigit)
		if start < 0 {
			break
		}
		s = s[start:]
		parts, end := 0, 0
		for rest := s; parts < 3; parts++ {
			digits := len(rest) - len(strings.TrimLeftFunc(rest, isDigit))
			if digits == 0 {
				break
			}
			end = len(s) - len(rest) + digits
			if rest = rest[digits:]; !strings.HasPrefix(rest, ".") {
				break
			}
			rest = rest[1:]
		}
		found = append(found, s[:end])
		s = strings.TrimLeftFunc(s[end:], func(r rune) bool { return isDigit(r) || r == '.' })
	}
	return found
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// Why a range can't be read.
var (
	errNoVersion    = errors.New("doesn't compare with a version")
	errNoComparison = errors.New("doesn't begin with a comparison such as >= or <")
	errStar         = errors.New("has a star, which only == and != may have")
	errCompatible   = errors.New("has one number only, and ~= wants two")
)

// newRange parses a range.
func newRange(kind RangeKind, text string) (spans, error) {
	if strings.TrimSpace(text) == "" {
		return everything(), nil
	}
	read := npmRange
	if kind == PEP440 {
		read = pythonRange
	}
	in, err := read(text)
	if err != nil {
		return nil, fmt.Errorf("range %q: %w", cut(text), err)
	}
	return in, nil
}
