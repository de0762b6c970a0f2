package plan

import "strings"

// Quote writes argv as bash would take it.
func Quote(argv []string) string {
	out := make([]string, len(argv))
	for i, a := range argv {
		out[i] = quoteWord(a)
		if i == 0 && out[i] == a && (strings.Contains(a, "=") || isKeyword(a)) {
			// As the first word it would be an assignment or the start of a compound command.
			out[i] = "'" + a + "'"
		}
	}
	return strings.Join(out, " ")
}

// quoteWord writes s as one word of bash. Words without special characters stay as they are.
func quoteWord(s string) string {
	if isPlain(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// isPlain reports whether bash takes s as it is, wherever it stands.
func isPlain(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("%+,-./:=@_", r)
	}) < 0
}

// isKeyword reports whether bash gives a word a meaning of its own where a command begins.
func isKeyword(s string) bool {
	switch s {
	case "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select",
		"then", "time", "until", "while":
		return true
	}
	return false
}
