package term

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

const (
	// maxMarkdown is the longest text that is read as Markdown, in bytes. A longer one is shown as it was written.
	maxMarkdown = 64 << 10
	// maxDepth is how deep quotations and lists are shown inside each other; what is deeper is shown flat.
	maxDepth = 8
)

// Markdown turns Markdown that strangers wrote into text for a terminal. It knows a small subset: headings,
// paragraphs, lists, quotations and code are laid out; emphasis and HTML tags are dropped and what they
// enclose stays; comments of HTML, which no page shows, are left out. A link is its text and, in angle
// brackets, its address as [Address] shows it, so that the host can be seen; an address that isn't plain http or
// https is left out, and that is said. Nothing becomes a sequence for the terminal: the text is cleaned
// before it is read and again after references such as &#27; were replaced. It holds that [Safe] accepts the result.
func Markdown(s string) string {
	s = strings.ReplaceAll(Clean(s), "\t", tab)
	if len(s) > maxMarkdown || tangled(s) {
		return Clean(strings.TrimSpace(s))
	}
	source := []byte(s)
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	m := &markdown{source: source}
	lines := m.blocks(p.Parse(text.NewReader(source)), 0)
	return Clean(strings.Join(lines, "\n"))
}

// tangled reports whether a text has so many brackets and quotation marks that it is no text: to look for
// pairs in it can take longer than anyone waits. It is shown as it was written.
func tangled(s string) bool {
	const most = 4000
	for _, signs := range []string{"[", "<", "*_", "`"} {
		n := 0
		for i := range len(s) {
			if strings.IndexByte(signs, s[i]) >= 0 {
				n++
			}
		}
		if n > most {
			return true
		}
	}
	depth := 0
	for line := range strings.Lines(s) {
		lead := line[:len(line)-len(strings.TrimLeft(line, " >-+*0123456789.)"))]
		depth = max(depth, len(lead)-strings.Count(lead, " "))
	}
	return depth > 200
}

// A markdown is a text being laid out.
type markdown struct{ source []byte }

// blocks lays the blocks of a node out, with an empty line between them, except in a tight list.
func (m *markdown) blocks(parent ast.Node, depth int) []string {
	var lines []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		block := m.block(n, depth)
		if len(block) == 0 {
			continue
		}
		if len(lines) > 0 && !tight(n) {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

// tight reports whether a block follows the one before without an empty line.
func tight(n ast.Node) bool {
	if list, ok := n.Parent().(*ast.List); ok {
		return list.IsTight
	}
	if item, ok := n.Parent().(*ast.ListItem); ok {
		list, ok := item.Parent().(*ast.List)
		return ok && list.IsTight
	}
	return false
}

// block lays one block out.
func (m *markdown) block(n ast.Node, depth int) []string {
	switch n := n.(type) {
	case *ast.List:
		return m.list(n, depth)
	case *ast.Blockquote:
		return prefixed(m.blocks(n, depth+1), "> ", "> ", depth)
	case *ast.CodeBlock:
		return prefixed(m.verbatim(n), tab, tab, 0)
	case *ast.FencedCodeBlock:
		return prefixed(m.verbatim(n), tab, tab, 0)
	case *ast.HTMLBlock:
		return m.html(n)
	case *ast.ThematicBreak:
		return []string{"* * *"}
	case *ast.Heading:
		if title := strings.TrimSpace(strings.ReplaceAll(m.inline(n), "\n", " ")); title != "" {
			return []string{strings.Repeat("#", n.Level) + " " + title}
		}
		return nil
	}
	if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeBlock {
		return m.blocks(n, depth)
	}
	return nonEmpty(strings.Split(m.inline(n), "\n"))
}

// list lays out a list: each item behind its sign, its other lines below its first.
func (m *markdown) list(l *ast.List, depth int) []string {
	var lines []string
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		sign := "- "
		if l.IsOrdered() {
			sign = itoa(number) + ". "
			number++
		}
		block := prefixed(m.blocks(item, depth+1), sign, strings.Repeat(" ", len(sign)), depth)
		if len(block) == 0 {
			block = []string{strings.TrimSpace(sign)}
		}
		if len(lines) > 0 && !l.IsTight {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

// prefixed puts first before the first line and rest before the others, unless that is too deep.
func prefixed(lines []string, first, rest string, depth int) []string {
	if depth >= maxDepth {
		return lines
	}
	for i := range lines {
		if lines[i] = strings.TrimRight(first+lines[i], " "); i == 0 {
			first = rest
		}
	}
	return lines
}

// verbatim is the lines of code, as they are.
func (m *markdown) verbatim(n ast.Node) []string {
	return strings.Split(strings.TrimRight(string(n.Lines().Value(m.source)), "\n"), "\n")
}

// html is what a block of HTML encloses, without its tags and comments.
func (m *markdown) html(n *ast.HTMLBlock) []string {
	whole := string(n.Lines().Value(m.source))
	if n.HasClosure() {
		whole += string(n.ClosureLine.Value(m.source))
	}
	return nonEmpty(strings.Split(m.unescape([]byte(withoutTags(whole))), "\n"))
}

// unescape replaces references such as &amp; by what they stand for, and cleans what comes of it: a reference can
// stand for a control character.
func (m *markdown) unescape(b []byte) string {
	b = util.ResolveEntityNames(util.ResolveNumericReferences(b))
	return strings.ReplaceAll(Clean(string(b)), "\t", tab)
}

// nonEmpty drops lines at the ends that say nothing, and spaces around the others.
func nonEmpty(lines []string) []string {
	var kept []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return kept
}
