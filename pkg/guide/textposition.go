package guide

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// TextPosition is the line and column in the file of a place inside a text value, both from 1, such as an error in a
// script. Where the way the text is written doesn't tell, it is the place of the value.
func (f *File) TextPosition(path string, line, col int) (fileLine, fileCol int) {
	n := f.root
	for rest := path; rest != "" && n != nil; {
		var p place
		p, rest = nextPlace(rest)
		_, n = child(n, p)
	}
	if n == nil || n.Kind != yaml.ScalarNode {
		return f.Position(path)
	}
	switch n.Style &^ yaml.TaggedStyle {
	case yaml.LiteralStyle:
		return n.Line + line, indentBelow(f.Data, n.Line) + col
	case yaml.FoldedStyle:
		return folded(f.Data, n, line, col)
	case yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle:
		return beside(f.Data, n, line, col, 1)
	default:
		return beside(f.Data, n, line, col, 0)
	}
}

// ProblemAt is a problem with a place of its own.
func (f *File) ProblemAt(line, col int, path, id, message, suggestion string) Problem {
	return Problem{
		ID: id, File: f.Name, Line: line, Col: col, Path: path, Message: message, Suggestion: suggestion,
		Snippet: snippet(f.Data, line, col),
	}
}

// indentBelow is the indentation of the first line below that isn't blank.
func indentBelow(data []byte, line int) int {
	for line++; ; line++ {
		text, ok := lineOf(data, line)
		if !ok {
			return 0
		}
		if rest := strings.TrimLeft(text, " "); rest != "" {
			return len(text) - len(rest)
		}
	}
}

// folded finds a place of a folded text, whose lines were joined by blanks.
func folded(data []byte, n *yaml.Node, line, col int) (int, int) {
	offset := col - 1
	for i, text := range strings.Split(n.Value, "\n") {
		if i+1 == line {
			break
		}
		offset += len(text) + 1
	}
	indent := indentBelow(data, n.Line)
	for at := n.Line + 1; ; at++ {
		text, ok := lineOf(data, at)
		if !ok {
			return n.Line, n.Column
		}
		text = text[min(indent, len(text)):]
		if offset <= len(text) {
			return at, indent + offset + 1
		}
		offset -= len(text) + 1
	}
}

// beside finds a place of a text on the line of its key, if the file has it there as it is.
func beside(data []byte, n *yaml.Node, line, col, quote int) (int, int) {
	text, _ := lineOf(data, n.Line)
	rs := []rune(text)
	at := n.Column - 1 + quote
	if line != 1 || at > len(rs) || !strings.HasPrefix(string(rs[at:]), n.Value[:min(col-1, len(n.Value))]) {
		return n.Line, n.Column
	}
	return n.Line, at + col
}

// Has reports whether the file itself has something at a path, rather than by default.
func (f *File) Has(path string) bool {
	n := f.root
	for path != "" && n != nil {
		var p place
		p, path = nextPlace(path)
		_, n = child(n, p)
	}
	return n != nil
}
