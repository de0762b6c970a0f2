package term

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is a run of stars or underscores, which is dropped as far as it begins or ends emphasis.
type mark struct {
	piece         int // Which of the pieces it is.
	char          byte
	whole, left   int // How long it is, and how much of it isn't dropped.
	opens, closes bool
}

// mark reads a run of stars or underscores.
func (in *inline) mark(rest string) {
	after := strings.TrimLeft(rest, rest[:1])
	run := rest[:len(rest)-len(after)]
	prev, _ := utf8.DecodeLastRuneInString(in.s[:in.at])
	next, _ := utf8.DecodeRuneInString(after)
	spaceBefore, spaceAfter := in.at == 0 || unicode.IsSpace(prev), after == "" || unicode.IsSpace(next)
	signBefore, signAfter := isSign(prev), isSign(next)
	left := !spaceAfter && (!signAfter || spaceBefore || signBefore)
	right := !spaceBefore && (!signBefore || spaceAfter || signAfter)
	m := mark{char: run[0], whole: len(run), left: len(run), opens: left, closes: right}
	if m.char == '_' {
		m.opens = left && (!right || signBefore)
		m.closes = right && (!left || signAfter)
	}
	in.put(run, len(run))
	m.piece = len(in.pieces) - 1
	in.marks = append(in.marks, m)
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// matches reports whether a mark can begin what another one ends. Where one could do both, lengths that add up to
// a multiple of three don't match, so that the stars in *a**b* stay.
func (m *mark) matches(end *mark) bool {
	if m.char != end.char {
		return false
	}
	return !m.closes && !end.opens || (m.whole+end.whole)%3 != 0 || m.whole%3 == 0 && end.whole%3 == 0
}

// sort is a number for all ends that the same marks match.
func (m *mark) sort() int {
	n := m.whole % 3
	if m.char == '_' {
		n += 3
	}
	if m.opens {
		n += 6
	}
	return n
}

// emphasis drops the marks from a number on that begin or end emphasis, and forgets all of them.
func (in *inline) emphasis(from int) {
	var b beginnings
	for i := range in.marks[from:] {
		m := &in.marks[from+i]
		for m.closes && m.left > 0 && b.endedBy(m) {
			continue
		}
		if m.opens && m.left > 0 {
			b.marks = append(b.marks, m)
		}
	}
	for _, m := range in.marks[from:] {
		in.pieces[m.piece] = in.pieces[m.piece][:m.left]
	}
	in.marks = in.marks[:from]
}

// The beginnings are the marks that may begin emphasis. None is looked at twice in vain: searched is, for each sort
// of ends, how many of the marks none of them matches.
type beginnings struct {
	marks    []*mark
	searched [12]int
}

// endedBy drops as much as it can of a mark and of the last one that it ends. It is false if there is none.
func (b *beginnings) endedBy(end *mark) bool {
	sort, k := end.sort(), len(b.marks)-1
	for k >= b.searched[sort] && !b.marks[k].matches(end) {
		k--
	}
	if k < b.searched[sort] {
		b.searched[sort] = len(b.marks)
		return false
	}
	begin := b.marks[k]
	n := min(2, begin.left, end.left)
	begin.left, end.left = begin.left-n, end.left-n
	if b.marks = b.marks[:k+1]; begin.left == 0 {
		b.marks = b.marks[:k]
	}
	for i := range b.searched {
		b.searched[i] = min(b.searched[i], len(b.marks))
	}
	return true
}
