package guide

import (
	"fmt"
	"strings"
)

// checkPath checks a path inside the checkout. It must mean the same on every system.
func checkPath(s string) *fault { return pathFault(s, "", false) }

// checkGlob checks a pattern of paths inside the checkout.
func checkGlob(s string) *fault { return pathFault(s, "*?[]", false) }

// checkCreates checks a path that a step makes; it may begin in the environment.
func checkCreates(s string) *fault {
	if !strings.HasPrefix(s, "{") {
		return pathFault(s, "", true)
	}
	name, rest, found := strings.Cut(s, "/")
	switch name {
	case "{env}", "{bin}", "{site}":
		if !found {
			return nil
		}
		return pathFault(rest, "", true)
	default:
		return &fault{
			id: "guide/bad-path", message: fmt.Sprintf("begins with %q, which isn't known", cut(name)),
			suggestion: "there is {env}, {bin} and {site}",
		}
	}
}

// pathFault checks a relative path with forward slashes. Extra are characters beside the ordinary ones.
func pathFault(s, extra string, inGit bool) *fault {
	bad := func(message, suggestion string) *fault {
		return &fault{id: "guide/bad-path", message: message, suggestion: suggestion}
	}
	switch {
	case s == ".":
		return bad("is the checkout itself", "leave the key out")
	case strings.Contains(s, `\`):
		return bad("holds a backslash", fmt.Sprintf("write %q", cut(strings.ReplaceAll(s, `\`, "/"))))
	case strings.HasPrefix(s, "/"), strings.HasPrefix(s, "~"), len(s) > 1 && s[1] == ':':
		return bad("is not relative to the checkout", "")
	case len(s) > 240:
		return bad("is longer than 240 bytes", "")
	case strings.HasSuffix(s, "/"):
		return bad("ends with a slash", fmt.Sprintf("write %q", cut(strings.TrimRight(s, "/"))))
	}
	for part := range strings.SplitSeq(s, "/") {
		if message := partFault(part, extra); message != "" {
			return bad(message, "")
		}
		if !inGit && strings.EqualFold(part, ".git") {
			return bad("is inside git's own folder", "")
		}
	}
	return nil
}

// partFault says what is wrong with one part of a path.
func partFault(part, extra string) string {
	base, _, _ := strings.Cut(part, ".")
	switch {
	case part == "":
		return "has an empty part"
	case part == "..":
		return "leaves the checkout with \"..\""
	case part == ".":
		return "has a part \".\" that says nothing"
	case strings.TrimRight(part, ". ") != part, strings.TrimLeft(part, " ") != part:
		return "has a part with a space at an end or a dot at its end, which Windows drops"
	case reservedOnWindows(base):
		return fmt.Sprintf("has the part %q, which is a device on Windows", cut(part))
	}
	for _, r := range part {
		if r < ' ' || strings.ContainsRune(`<>:"|?*[]{}`, r) && !strings.ContainsRune(extra, r) {
			return fmt.Sprintf("holds the character %q", r)
		}
	}
	return ""
}

// reservedOnWindows reports whether a name is a device on Windows.
func reservedOnWindows(name string) bool {
	switch name = strings.ToUpper(name); name {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "COM") || strings.HasPrefix(name, "LPT")) &&
		name[3] >= '1' && name[3] <= '9'
}
