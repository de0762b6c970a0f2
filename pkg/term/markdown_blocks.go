package term

import "strings"

// maxOpen is how many blocks are read inside each other; signs of more are text. A list and its item are two.
const maxOpen = 64

// A kind says what a block is.
type kind uint8

const (
	page kind = iota
	quotation
	list
	item
	paragraph
	heading
	rule
	indented
	fenced
	markup
)

// A block is a part of a page: of other blocks, or of lines.
type block struct {
	kind        kind
	children    []*block
	lines       []string
	first, last int    // The lines it stands on, counted from 1.
	sign        byte   // Of a list or an item: one of - + * . )
	number      int    // Of a list: the first item's. Of a heading: its level.
	tight       bool   // Of a list or an item: no empty line is in it.
	indent      int    // Of an item: where its text begins. Of fenced code: how far in its fence stands.
	end         string // Of fenced code: its fence. Of markup: what ends it; an empty line if empty.
}

// takesAll reports whether a block's lines are kept as they are written.
func (b *block) takesAll() bool { return b.kind == indented || b.kind == fenced || b.kind == markup }

// A blockReader finds the blocks of a text line by line, each line in one go from left to right: first what
// it continues, then what it begins, then its text.
type blockReader struct {
	open      []*block // From the page down to the block that the line before belongs to.
	addresses definitions
	rest      string // What isn't read yet of the line.
	line      int
	at        int // How many of the open blocks the line continues.
	shown     int // How many of them are in the line, even if it has no text.
}

// readBlocks reads a text without tabs, and the addresses that are defined in it.
func readBlocks(s string) (*block, definitions) {
	root := &block{kind: page}
	r := &blockReader{open: []*block{root}, addresses: definitions{}}
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		r.line++
		r.rest = line
		r.read()
	}
	r.leave(1)
	return root, r.addresses
}

// read reads one line.
func (r *blockReader) read() {
	if r.continued() {
		return // It was a fence that ends code.
	}
	began := !r.open[r.at-1].takesAll() && r.begin()
	empty := indentOf(r.rest) == len(r.rest)
	if !began && !empty && r.open[len(r.open)-1].kind == paragraph {
		r.at = len(r.open) // The text goes on, even if signs before it are missing.
	}
	r.leave(r.at)
	last := r.open[r.at-1]
	switch {
	case began && last.kind == fenced:
	case last.takesAll():
		r.verbatim(last)
	case !empty:
		r.text(last)
	}
	if began || !empty || last.kind == fenced {
		r.shown = len(r.open)
	}
	r.mark(r.shown)
}

// mark notes that the line belongs to the first n of the open blocks.
func (r *blockReader) mark(n int) {
	for _, b := range r.open[:n] {
		b.last = r.line
	}
}

// continued finds out which of the open blocks the line continues. It is true for a fence that ends one of them.
func (r *blockReader) continued() bool {
	r.at, r.shown = 0, 1
	for i, b := range r.open {
		if b.kind == fenced && closesFence(r.rest, b.end) {
			r.mark(i + 1)
			r.leave(i)
			return true
		}
		if !r.continues(b) {
			return false
		}
		if r.at = i + 1; b.kind == quotation {
			r.shown = r.at
		}
	}
	return false
}

// continues reports whether the line continues a block, and reads the block's signs.
func (r *blockReader) continues(b *block) bool {
	indent := indentOf(r.rest)
	empty := indent == len(r.rest)
	switch b.kind {
	case quotation:
		if empty || indent > 3 || r.rest[indent] != '>' {
			return false
		}
		r.rest = strings.TrimPrefix(r.rest[indent+1:], " ")
	case item:
		if empty {
			r.rest = r.rest[min(indent, b.indent):]
			return len(b.children) > 0
		}
		if indent < b.indent {
			return false
		}
		r.rest = r.rest[b.indent:]
	case indented:
		if !empty && indent < 4 {
			return false
		}
		r.rest = r.rest[min(indent, 4):]
	case fenced:
		r.rest = r.rest[min(indent, b.indent):]
	case markup:
		return !empty || b.end != ""
	case paragraph:
		return !empty
	case page, list, heading, rule:
	}
	return true
}

// verbatim adds the line to a block that takes it as it is.
func (r *blockReader) verbatim(b *block) {
	b.lines = append(b.lines, r.rest)
	if b.kind == markup && b.end != "" && endsMarkup(r.rest, b.end) {
		b.last = r.line
		r.leave(len(r.open) - 1)
	}
}

// text adds the line to the paragraph, or begins one.
func (r *blockReader) text(last *block) {
	if last.kind != paragraph {
		last = r.enter(&block{kind: paragraph})
	}
	last.lines = append(last.lines, strings.TrimLeft(r.rest, " "))
}

// enter begins a block in the innermost open one that can hold it.
func (r *blockReader) enter(b *block) *block {
	in := r.open[len(r.open)-1]
	if in.kind == paragraph || in.kind == list && (b.kind != item || b.sign != in.sign) {
		r.leave(len(r.open) - 1)
		in = r.open[len(r.open)-1]
	}
	if b.kind == item && in.kind != list {
		in = r.enter(&block{kind: list, sign: b.sign, number: b.number})
	}
	b.first, b.last = r.line, r.line
	in.children = append(in.children, b)
	r.open = append(r.open, b)
	return b
}

// leave ends the open blocks but the first n.
func (r *blockReader) leave(n int) {
	for ; len(r.open) > n; r.open = r.open[:len(r.open)-1] {
		switch b := r.open[len(r.open)-1]; b.kind {
		case paragraph:
			b.lines = r.addresses.take(b.lines)
		case list:
			b.setTight()
		default:
		}
	}
}

// setTight finds out whether an empty line is between the items of a list, or between the blocks of one of them.
func (b *block) setTight() {
	b.tight = true
	for i, it := range b.children {
		if i > 0 && it.first > b.children[i-1].last+1 {
			b.tight = false
		}
		for j, c := range it.children {
			if j > 0 && c.first > it.children[j-1].last+1 {
				b.tight = false
			}
		}
	}
	for _, it := range b.children {
		it.tight = b.tight
	}
}

// indentOf is how many spaces s begins with.
func indentOf(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
