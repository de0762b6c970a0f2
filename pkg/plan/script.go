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

// script fills {env}, {bin} and {site} into a script of the guide, each as its place in the script
// needs it: as a word, in double quotes or in single quotes. ${env} is the script's own variable.
func (p Plan) script(s string) string {
	if p.Environment.IsZero() || !strings.Contains(s, "{") {
		return s
	}
	var out strings.Builder
	var at scanner
	for s != "" {
		if path, rest, ok := p.placeholder(s); ok {
			out.WriteString(path.in(at.quoting))
			s, at.last = rest, '/'
			continue
		}
		n := at.next(s)
		out.WriteString(s[:n])
		s = s[n:]
	}
	return out.String()
}

// placeholder cuts a placeholder off the beginning of a script.
func (p Plan) placeholder(s string) (path scriptPath, rest string, ok bool) {
	e := p.Environment
	if rest, ok := strings.CutPrefix(s, "{env}"); ok {
		return scriptPath{path: slashed(p.os, e.Root)}, rest, true
	}
	if rest, ok := strings.CutPrefix(s, "{bin}"); ok {
		return scriptPath{path: slashed(p.os, e.Bin)}, rest, true
	}
	if rest, ok := strings.CutPrefix(s, "{site}"); ok {
		below := strings.TrimPrefix(e.Site, escapeGlob(p.os, e.Root))
		return scriptPath{slashed(p.os, e.Root), slashed(p.os, below)}, rest, true
	}
	return scriptPath{}, s, false
}

// A scriptPath is a path with forward slashes, and a pattern below it that bash resolves outside of
// quotes.
type scriptPath struct{ path, below string }

// in is the path as it is written in a kind of quotes.
func (p scriptPath) in(q quoting) string {
	switch {
	case isPlain(p.path):
		return p.path + p.below
	case q == doubleQuoted:
		return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(p.path) + p.below
	case q == singleQuoted:
		return strings.ReplaceAll(p.path, "'", `'\''`) + p.below
	case q == comment:
		return strings.ReplaceAll(p.path, "\n", " ") + p.below
	}
	return quoteWord(p.path) + p.below
}

// quoting is what bash makes of the next character of a script.
type quoting int

const (
	unquoted quoting = iota
	singleQuoted
	doubleQuoted
	comment
)

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
