package guide

import (
	"fmt"
	"net/url"
	"strings"
)

// A fault is what a value has wrong: the rule, what was seen, and what to write instead.
type fault struct{ id, message, suggestion string }

// formats are the checks that the guide tag of a field can name.
func formats() map[string]func(string) *fault {
	return map[string]func(string) *fault{
		"id":      checkID,
		"repo":    checkRepo,
		"branch":  checkBranch,
		"naming":  checkNaming,
		"path":    checkPath,
		"glob":    checkGlob,
		"creates": checkCreates,
		"url":     checkURL,
		"contact": checkContact,
		"python":  checkPythonRange,
		"npm":     checkNpmRange,
		"commit":  checkCommit,
		"date":    checkDate,
		"time":    checkTime,
		"zone":    checkZone,
		"rrule":   checkRule,
		"env":     checkEnvName,
		"tool":    checkTool,
		"dist":    checkDistribution,
		"import":  checkImport,
		"require": checkRequirement,
		"pip":     checkPipArgument,
		"npmpkg":  checkNpmPackage,
		"arch":    checkArch,
		"oneline": checkOneLine,
		"fact":    checkFact,
	}
}

// only reports whether s has at least one and at most n bytes, and all of them are letters, digits or in extra.
func only(s string, n int, extra string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && strings.IndexByte(extra, c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= n
}

// checkID checks the short names that people type.
func checkID(s string) *fault {
	if only(s, 40, "-") && s == strings.ToLower(s) && s[0] != '-' {
		return nil
	}
	f := &fault{id: "guide/bad-id", message: "is not an id: at most 40 lower-case letters, digits and hyphens"}
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		default:
			return '-'
		}
	}, s)
	if plain = strings.Trim(plain, "-"); plain != "" && len(plain) <= 40 {
		f.suggestion = fmt.Sprintf("write %q", plain)
	}
	return f
}

// checkRepo checks owner/name.
func checkRepo(s string) *fault {
	owner, name, ok := strings.Cut(s, "/")
	if ok && only(owner, 39, "-") && owner[0] != '-' && only(name, 100, "._-") && name[0] != '-' &&
		strings.Trim(name, ".") != "" && !strings.HasSuffix(name, ".git") {
		return nil
	}
	f := &fault{id: "guide/bad-repo", message: "is not a repository as owner/name"}
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		f.suggestion = fmt.Sprintf("write %q", strings.TrimSuffix(strings.Trim(u.Path, "/"), ".git"))
	}
	return f
}

// checkBranch checks the name of a branch by git's own rules.
func checkBranch(s string) *fault {
	bad := len(s) > 200 || strings.ContainsAny(s, " ~^:?*[\\\t\n") || strings.HasPrefix(s, "-") || s == "@" ||
		strings.HasSuffix(s, ".") || strings.Contains(s, "..") || strings.Contains(s, "@{")
	for part := range strings.SplitSeq(s, "/") {
		bad = bad || part == "" || strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".lock")
	}
	if bad {
		return &fault{id: "guide/bad-branch", message: "is not a name that git allows for a branch"}
	}
	return nil
}

// checkNaming checks a pattern of branch names.
func checkNaming(s string) *fault {
	filled := strings.NewReplacer("{issue}", "1", "{slug}", "x").Replace(s)
	if strings.ContainsAny(filled, "{}") {
		return &fault{
			id: "guide/bad-branch", message: "holds a placeholder that isn't known",
			suggestion: "there is {issue} and {slug}",
		}
	}
	return checkBranch(filled)
}

// checkURL checks the address of a page.
func checkURL(s string) *fault {
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsAny(s, " \t\n\\"):
		return &fault{id: "guide/bad-url", message: "is not an address"}
	case u.Scheme == "" && strings.Contains(s, "."):
		return &fault{id: "guide/bad-url", message: "has no scheme", suggestion: fmt.Sprintf("write %q", "https://"+cut(s))}
	case u.Scheme != "https" && u.Scheme != "http":
		return &fault{id: "guide/bad-url", message: "is not an http or https address"}
	case u.Hostname() == "":
		return &fault{id: "guide/bad-url", message: "names no host"}
	case u.User != nil:
		return &fault{id: "guide/bad-url", message: "holds a user name or a password", suggestion: "remove it"}
	}
	return nil
}

// checkContact checks the address of a page or of a mailbox.
func checkContact(s string) *fault {
	local, host, ok := strings.Cut(s, "@")
	if ok && only(local, 64, "._+-") && only(host, 100, ".-") && strings.Contains(host, ".") {
		return nil
	}
	return checkURL(s)
}

// checkCommit checks a full commit id.
func checkCommit(s string) *fault {
	if len(s) == 40 && strings.Trim(s, "0123456789abcdef") == "" {
		return nil
	}
	return &fault{id: "guide/bad-commit", message: "is not a full commit: 40 digits and letters a to f"}
}

// checkArch checks an architecture by Go's name.
func checkArch(s string) *fault {
	switch s {
	case "amd64", "arm64":
		return nil
	case "x86_64", "x64", "x86-64":
		return &fault{id: "guide/bad-value", message: "is not Go's name for an architecture", suggestion: `write "amd64"`}
	case "aarch64":
		return &fault{id: "guide/bad-value", message: "is not Go's name for an architecture", suggestion: `write "arm64"`}
	default:
		return &fault{id: "guide/bad-value", message: "is neither amd64 nor arm64"}
	}
}

// checkOneLine checks text that is shown on one line.
func checkOneLine(s string) *fault {
	if strings.Contains(s, "\n") {
		return &fault{id: "guide/bad-value", message: "is more than one line", suggestion: "write it after >- or in quotes"}
	}
	return nil
}

// checkFact checks a path into the guide.
func checkFact(s string) *fault {
	if only(s, 200, "._-[]/@+") {
		return nil
	}
	return &fault{
		id: "guide/bad-value", message: "is not a path into the guide",
		suggestion: "write it as python.version or steps.install",
	}
}
