package term

import (
	"strconv"
	"strings"
)

// begin reads what the line begins behind the signs of the open blocks that it continues, if anything: any number
// of quotations and items, and one block of another kind.
func (r *blockReader) begin() bool {
	began := false
	for {
		inText := r.open[r.at-1].kind == paragraph
		lazy := !began && r.open[len(r.open)-1].kind == paragraph
		if inText && r.underline() {
			return true
		}
		b := r.next(inText, lazy)
		if b == nil {
			return began
		}
		r.leave(r.at)
		r.enter(b)
		r.at, began = len(r.open), true
		switch b.kind {
		case quotation, item:
			continue
		case heading, rule:
			r.at--
			r.leave(r.at)
		default:
		}
		return true
	}
}

// next is the block that the rest of the line begins, nil if that is text. A paragraph is before it if inText, and
// can go on in this line if lazy.
func (r *blockReader) next(inText, lazy bool) *block {
	indent := indentOf(r.rest)
	s := r.rest[indent:]
	switch {
	case s == "":
		return nil
	case indent > 3:
		if lazy {
			return nil
		}
		r.rest = r.rest[4:]
		return &block{kind: indented}
	case s[0] == '>' && r.at < maxOpen:
		r.rest = strings.TrimPrefix(s[1:], " ")
		return &block{kind: quotation}
	case s[0] == '#':
		return r.title(s)
	case s[0] == '`' || s[0] == '~':
		return r.fence(s, indent)
	case s[0] == '<':
		if end, ok := beginsMarkup(s, lazy); ok {
			return &block{kind: markup, end: end}
		}
		return nil
	case isRule(s):
		r.rest = ""
		return &block{kind: rule}
	case r.at < maxOpen:
		return r.item(s, indent, inText)
	}
	return nil
}

// underline turns the paragraph before into a heading if the line is its underline.
func (r *blockReader) underline() bool {
	s := strings.TrimRight(r.rest, " ")
	indent := indentOf(s)
	s = s[indent:]
	if s == "" || indent > 3 || strings.Trim(s, s[:1]) != "" || s[0] != '=' && s[0] != '-' {
		return false
	}
	b := r.open[len(r.open)-1]
	if b.lines = r.addresses.take(b.lines); len(b.lines) == 0 {
		return false
	}
	b.kind, b.number, b.last = heading, 1, r.line
	if s[0] == '-' {
		b.number = 2
	}
	r.rest = ""
	r.at--
	r.leave(r.at)
	return true
}

// title reads a heading behind its signs.
func (r *blockReader) title(s string) *block {
	text := strings.TrimLeft(s, "#")
	level := len(s) - len(text)
	if level > 6 || text != "" && text[0] != ' ' {
		return nil
	}
	text = strings.TrimRight(text, " ")
	if head := strings.TrimRight(text, "#"); head == "" || head[len(head)-1] == ' ' {
		text = head
	}
	r.rest = ""
	return &block{kind: heading, number: level, lines: []string{strings.Trim(text, " ")}}
}

// fence reads the line before fenced code.
func (r *blockReader) fence(s string, indent int) *block {
	info := strings.TrimLeft(s, s[:1])
	signs := s[:len(s)-len(info)]
	if len(signs) < 3 || s[0] == '`' && strings.Contains(info, "`") {
		return nil
	}
	return &block{kind: fenced, indent: indent, end: signs}
}

// closesFence reports whether a line ends the code that a fence began.
func closesFence(line, fence string) bool {
	indent := indentOf(line)
	s := strings.TrimRight(line[indent:], " ")
	return indent < 4 && len(s) >= len(fence) && strings.Trim(s, fence[:1]) == ""
}

// isRule reports whether a line is a thematic break.
func isRule(s string) bool {
	return strings.Contains("*-_", s[:1]) && strings.Count(s, s[:1]) >= 3 && strings.Trim(s, s[:1]+" ") == ""
}

// item reads the sign of a list's item.
func (r *blockReader) item(s string, indent int, inText bool) *block {
	n := len(s) - len(strings.TrimLeft(s, digits))
	number, signs := 0, "-+*"
	if n > 0 && n < 10 {
		number, _ = strconv.Atoi(s[:n])
		signs = ".)"
	}
	if n > 9 || n == len(s) || !strings.Contains(signs, s[n:n+1]) {
		return nil
	}
	text := s[n+1:]
	spaces := indentOf(text)
	empty := spaces == len(text)
	if spaces == 0 && !empty || inText && (empty || n > 0 && number != 1) {
		return nil
	}
	if empty || spaces > 4 { // Of more than four, all but one are its text's.
		spaces = 1
	}
	r.rest = text[min(spaces, len(text)):]
	return &block{kind: item, sign: s[n], number: number, indent: indent + n + 1 + spaces}
}
