package term

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func itoa(n int) string { return strconv.Itoa(n) }

// inline is the text of what stands in a line. A line's end stays one, as GitHub shows it in issues.
func (m *markdown) inline(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.WriteString(m.span(n))
	}
	return b.String()
}

// span is the text of one part of a line.
func (m *markdown) span(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Text:
		s := m.unescape(util.UnescapePunctuations(n.Segment.Value(m.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			s += "\n"
		}
		return s
	case *ast.String:
		return m.unescape(n.Value)
	case *ast.CodeSpan:
		return "`" + strings.ReplaceAll(m.raw(n), "\n", " ") + "`"
	case *ast.RawHTML:
		_, sign := tagAt(string(n.Segments.Value(m.source)))
		return sign
	case *ast.AutoLink:
		return m.link("", string(n.URL(m.source)))
	case *ast.Link:
		return m.link(m.inline(n), string(n.Destination))
	case *ast.Image:
		return m.image(m.inline(n), string(n.Destination))
	}
	return m.inline(n)
}

// raw is the text below a node as it was written.
func (m *markdown) raw(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			b.Write(t.Segment.Value(m.source))
		}
	}
	return b.String()
}

// link is a link's text with its address. A text that is the address itself stands once.
func (m *markdown) link(label, destination string) string {
	address, ok := Address(m.unescape(util.UnescapePunctuations([]byte(destination))))
	label = strings.TrimSpace(label)
	switch {
	case !ok && label == "":
		return Line(destination)
	case !ok && strings.HasPrefix(destination, "#"), !ok && !strings.Contains(destination, ":"):
		return label // A place on the page, or in the repository.
	case !ok:
		return label + " (an address that isn't shown)"
	case label == "" || label == address || label == strings.TrimSuffix(address, "/") || label == destination:
		return "<" + address + ">"
	}
	return label + " <" + address + ">"
}

func (m *markdown) image(label, destination string) string {
	if label = strings.TrimSpace(label); label == "" {
		label = "without a description"
	}
	return "[" + m.link("picture: "+label, destination) + "]"
}

// breakOf is the line's end that a tag stands for, if it stands for one.
func breakOf(tag string) string {
	switch name := strings.ToLower(strings.Trim(tag, "</> \n")); name {
	case "br", "p", "li", "tr", "summary":
		return "\n"
	}
	return ""
}

// withoutTags drops tags and comments; what is no tag stays.
func withoutTags(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		length, sign := tagAt(s)
		b.WriteString(sign)
		s = s[length:]
	}
}

// tagAt is how long the tag or comment is with which s begins, and what stands for it.
func tagAt(s string) (length int, sign string) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return end + len("-->"), ""
		}
		return len(s), ""
	}
	if len(s) < 2 || s[1] != '/' && s[1] != '!' && s[1] != '?' && (s[1]|0x20 < 'a' || s[1]|0x20 > 'z') {
		return 1, "<"
	}
	end := strings.IndexByte(s, '>')
	if end < 0 {
		return 1, "<"
	}
	tag := s[:end+1]
	if address, ok := attribute(tag); ok {
		return len(tag), address
	}
	return len(tag), breakOf(tag)
}

// attribute is the address that a tag of a link or a picture names, as a text.
func attribute(tag string) (string, bool) {
	for _, name := range []string{`href="`, `src="`} {
		if _, rest, ok := strings.Cut(tag, name); ok {
			value, _, _ := strings.Cut(rest, `"`)
			if address, ok := Address(value); ok {
				return "<" + address + "> ", true
			}
		}
	}
	return "", false
}
