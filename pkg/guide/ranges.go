package guide

import "strings"

// checkPythonRange checks a range of Python versions.
func checkPythonRange(s string) *fault {
	if _, err := newRange(PEP440, s); err != nil {
		f := &fault{id: "guide/bad-range", message: "is not a range of PEP 440", suggestion: `write it as ">=3.10,<3.15"`}
		if strings.ContainsAny(s, "^|") || strings.Contains(s, "x") {
			f.message = "is a range of npm, not of PEP 440"
		}
		return f
	}
	return nil
}

// checkNpmRange checks a range of versions in npm's language.
func checkNpmRange(s string) *fault {
	if _, err := newRange(SemVer, s); err != nil {
		f := &fault{id: "guide/bad-range", message: "is not a range of npm", suggestion: `write it as ">=20", "^22 || ^24" or "24.x"`}
		if strings.Contains(s, ",") {
			f.suggestion = "put a space where the comma is"
		}
		return f
	}
	return nil
}

// boundedAbove reports whether a range of Python versions ends somewhere.
func boundedAbove(rng string) bool {
	for clause := range strings.SplitSeq(rng, ",") {
		clause = strings.TrimSpace(clause)
		if strings.HasPrefix(clause, "<") || strings.HasPrefix(clause, "~=") || strings.HasPrefix(clause, "==") {
			return true
		}
	}
	return false
}
