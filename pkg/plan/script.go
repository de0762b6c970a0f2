package plan

import (
	"strconv"
	"strings"
)

// expand fills {env}, {bin} and {site} into a path of the guide, whose own part needs no escape. The
// result is a glob pattern. Without an environment they stay.
func (p Plan) expand(path string) string {
	if p.Environment.IsZero() {
		return path
	}
	e := p.Environment
	return strings.NewReplacer(
		"{env}", escapeGlob(p.os, e.Root), "{bin}", escapeGlob(p.os, e.Bin), "{site}", e.Site,
	).Replace(path)
}

// script fills {env} and {bin} into a script of the guide, each as its place in the script needs it: as
// a word, in double quotes or in single quotes. ${env} is the script's own variable. {site} is no path
// but a pattern, which only its Python can resolve.
func (p Plan) script(s string) string {
	if p.Environment.IsZero() || !strings.Contains(s, "{") {
		return s
	}
	var out strings.Builder
	var at scanner
	for s != "" {
		if path, rest := p.placeholder(s); path != "" {
			out.WriteString(at.quoting.write(slashed(p.os, path)))
			s, at.last = rest, '/'
			continue
		}
		n := at.next(s)
		out.WriteString(s[:n])
		s = s[n:]
	}
	return out.String()
}

// placeholder cuts a placeholder off the beginning of a script, and returns the path that it stands for.
func (p Plan) placeholder(s string) (path, rest string) {
	if rest, ok := strings.CutPrefix(s, "{env}"); ok {
		return p.Environment.Root, rest
	}
	if rest, ok := strings.CutPrefix(s, "{bin}"); ok {
		return p.Environment.Bin, rest
	}
	return "", s
}

// quoting is what bash makes of the next character of a script.
type quoting int

const (
	unquoted quoting = iota
	singleQuoted
	doubleQuoted
	comment
)

// write is a path as it is written within the quotes.
func (q quoting) write(path string) string {
	switch {
	case isPlain(path):
		return path
	case q == doubleQuoted:
		return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(path)
	case q == singleQuoted:
		return strings.ReplaceAll(path, "'", `'\''`)
	case q == comment:
		return strings.ReplaceAll(path, "\n", " ")
	}
	return quoteWord(path)
}

// A scanner follows the quotes of a script. It takes text of here-documents and quotes within
// "$(…)" for the script's own, which matters only to paths that need quotes.
type scanner struct {
	quoting quoting
	last    byte
}

// next is the length of what stands at the beginning of s and belongs together: an escaped character,
// the opened brace of a variable, or one byte.
func (c *scanner) next(s string) int {
	if len(s) > 1 && (c.quoting == unquoted || c.quoting == doubleQuoted) && (s[0] == '\\' || s[:2] == "${") {
		c.last = s[1]
		return 2
	}
	switch b := s[0]; {
	case c.quoting == unquoted && b == '\'':
		c.quoting = singleQuoted
	case c.quoting == unquoted && b == '"':
		c.quoting = doubleQuoted
	case c.quoting == unquoted && b == '#' && strings.IndexByte("\x00 \t\n;&|()", c.last) >= 0:
		c.quoting = comment
	case c.quoting == singleQuoted && b == '\'', c.quoting == doubleQuoted && b == '"', c.quoting == comment && b == '\n':
		c.quoting = unquoted
	}
	c.last = s[0]
	return 1
}

// pythonString writes s as a string of Python, in ASCII.
func pythonString(s string) string { return strconv.QuoteToASCII(s) }
