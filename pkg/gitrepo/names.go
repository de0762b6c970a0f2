package gitrepo

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// ValidateRepo checks a repository's name on a forge: owner/name, of the
// characters that GitHub allows. The error is an [InvalidError].
func ValidateRepo(repo string) error {
	owner, name, ok := strings.Cut(repo, "/")
	reason := ""
	switch {
	case !ok || owner == "" || name == "" || strings.Contains(name, "/"):
		reason = "is not of the form owner/name"
	case len(owner) > 39 || !isOwner(owner):
		reason = "has an owner that isn't made of letters, digits and single hyphens"
	case len(name) > 100 || !isRepoName(name):
		reason = "has a name that isn't made of letters, digits, '.', '_' and '-'"
	}
	if reason != "" {
		return &InvalidError{What: "repository", Value: system.Redact(repo), Reason: reason}
	}
	return nil
}

func isOwner(s string) bool {
	for _, r := range s {
		if !isAlnum(r) && r != '-' && r != '_' {
			return false
		}
	}
	return s[0] != '-'
}

func isRepoName(s string) bool {
	for _, r := range s {
		if !isAlnum(r) && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return s != "." && s != ".." && s[0] != '-' && !strings.EqualFold(s, ".git") && !strings.HasSuffix(strings.ToLower(s), ".git")
}

// ValidateRef checks a branch or tag name: git's own rules, and besides ASCII
// only and nothing that a shell would touch. The error is an [InvalidError].
func ValidateRef(ref string) error {
	if reason := badRef(ref); reason != "" {
		return &InvalidError{What: "branch", Value: system.Redact(ref), Reason: reason}
	}
	return nil
}

func badRef(ref string) string {
	switch {
	case ref == "":
		return "is empty"
	case len(ref) > 244:
		return "is longer than 244 bytes"
	case ref == "@" || ref == "HEAD" || strings.HasPrefix(ref, "refs/"):
		return "is no plain branch name"
	case strings.HasPrefix(ref, "-"):
		return "begins with -"
	case strings.Contains(ref, "..") || strings.Contains(ref, "@{") || strings.Contains(ref, "//"):
		return `contains "..", "@{" or "//"`
	case strings.HasSuffix(ref, "/") || strings.HasSuffix(ref, "."):
		return "ends in / or ."
	}
	for part := range strings.SplitSeq(ref, "/") {
		if part == "" || strings.HasPrefix(part, ".") || strings.HasPrefix(part, "-") || strings.HasSuffix(part, ".lock") {
			return fmt.Sprintf("has the part %q", part)
		}
	}
	for _, r := range ref {
		if !isAlnum(r) && !strings.ContainsRune("/._-+#@=,%", r) {
			return fmt.Sprintf("contains the character %q", r)
		}
	}
	return ""
}

// isWord reports whether s is a plain user name.
func isWord(s string) bool {
	for _, r := range s {
		if !isAlnum(r) && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return s != "" && s[0] != '-' && s[0] != '.'
}

func isAlnum(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// printable refuses control characters, invisible ones and broken UTF-8.
func printable(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("isn't valid UTF-8")
	}
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return fmt.Errorf("contains the character %U", r)
		}
	}
	return nil
}
