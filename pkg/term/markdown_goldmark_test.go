package term

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// An oracle lays out what goldmark reads. It isn't in the program itself: at every start it compiles its regular
// expressions and builds its tables.
type oracle struct{ source []byte }

func byGoldmark(s string) string {
	source := []byte(strings.ReplaceAll(Clean(s), "\t", tab))
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	o := &oracle{source: source}
	return Clean(strings.Join(o.blocks(p.Parse(text.NewReader(source)), 0), "\n"))
}

func (o *oracle) blocks(parent ast.Node, depth int) []string {
	var lines []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		block := o.block(n, depth)
		if len(block) == 0 {
			continue
		}
		if len(lines) > 0 && !tightAt(n) {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

func tightAt(n ast.Node) bool {
	if it, ok := n.Parent().(*ast.ListItem); ok {
		l, ok := it.Parent().(*ast.List)
		return ok && l.IsTight
	}
	return false
}

func (o *oracle) block(n ast.Node, depth int) []string {
	switch n := n.(type) {
	case *ast.List:
		return o.list(n, depth)
	case *ast.Blockquote:
		return prefixed(o.blocks(n, depth+1), "> ", "> ", depth)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		code := strings.TrimRight(string(n.Lines().Value(o.source)), "\n ")
		if code == "" {
			return nil // No line of its own for code without lines.
		}
		return prefixed(strings.Split(code, "\n"), tab, tab, 0)
	case *ast.HTMLBlock:
		whole := string(n.Lines().Value(o.source))
		if n.HasClosure() {
			whole += string(n.ClosureLine.Value(o.source))
		}
		return nonEmpty(strings.Split(o.unescape([]byte(withoutTags(whole))), "\n"))
	case *ast.ThematicBreak:
		return []string{"* * *"}
	case *ast.Heading:
		if title := strings.TrimSpace(strings.ReplaceAll(o.inline(n), "\n", " ")); title != "" {
			return []string{strings.Repeat("#", n.Level) + " " + title}
		}
		return nil
	}
	if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeBlock {
		return o.blocks(n, depth)
	}
	return nonEmpty(strings.Split(o.inline(n), "\n"))
}

func (o *oracle) list(l *ast.List, depth int) []string {
	var lines []string
	number := l.Start
	for it := l.FirstChild(); it != nil; it = it.NextSibling() {
		sign := "- "
		if l.IsOrdered() {
			sign = strconv.Itoa(number) + ". "
			number++
		}
		block := prefixed(o.blocks(it, depth+1), sign, strings.Repeat(" ", len(sign)), depth)
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

// unescape resolves references as goldmark does.
func (o *oracle) unescape(b []byte) string {
	b = util.ResolveEntityNames(util.ResolveNumericReferences(b))
	return strings.ReplaceAll(Clean(string(b)), "\t", tab)
}

func (o *oracle) inline(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.WriteString(o.span(n))
	}
	return b.String()
}

func (o *oracle) span(n ast.Node) string {
	page := &markdown{}
	switch n := n.(type) {
	case *ast.Text:
		s := o.unescape(util.UnescapePunctuations(n.Segment.Value(o.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			s += "\n"
		}
		return s
	case *ast.String:
		return o.unescape(n.Value)
	case *ast.CodeSpan:
		var b strings.Builder
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				b.Write(t.Segment.Value(o.source))
			}
		}
		return "`" + strings.ReplaceAll(b.String(), "\n", " ") + "`"
	case *ast.RawHTML:
		_, sign := tagAt(string(n.Segments.Value(o.source)))
		return sign
	case *ast.AutoLink:
		return page.link("", string(n.URL(o.source)))
	case *ast.Link:
		return page.link(o.inline(n), string(n.Destination))
	case *ast.Image:
		return page.image(o.inline(n), string(n.Destination))
	}
	return o.inline(n)
}
