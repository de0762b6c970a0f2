package term

import "strings"

// tab is what Wrap puts for a tab, whose width would otherwise depend on its place.
const tab = "    "

// Wrap breaks s into lines of at most width cells, at spaces and between CJK characters, and inside a
// word only if the word is longer than a line. Lines that s has stay apart. A line's indentation is
// repeated on the lines it continues on, or left out if it takes more than half the width. Hyphens
// don't break: commands and addresses stay whole. A width below 1 breaks nothing.
func Wrap(s string, width int) string {
	s = strings.ReplaceAll(s, "\t", tab)
	if width < 1 {
		return s
	}
	var b strings.Builder
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(l) <= width || Width(l) <= width {
			b.WriteString(l)
			continue
		}
		wrapLine(&b, l, width)
	}
	return b.String()
}

// wrapped is a line being filled.
type wrapped struct {
	b      *strings.Builder
	width  int
	indent string // of continued lines
	used   int    // cells of the line under way
	start  int    // cells of its indentation
}

func wrapLine(b *strings.Builder, l string, width int) {
	words := strings.TrimLeft(l, " ")
	indent := l[:len(l)-len(words)]
	if len(indent) > width/2 {
		indent = ""
	}
	w := &wrapped{b: b, width: width, indent: indent, used: len(indent), start: len(indent)}
	b.WriteString(indent)
	for words != "" {
		rest := strings.TrimLeft(words, " ")
		gap := len(words) - len(rest)
		word, _, _ := strings.Cut(rest, " ")
		w.word(gap, word)
		words = rest[len(word):]
	}
}

// word adds gap spaces and a word, in pieces where it may be broken.
func (w *wrapped) word(gap int, word string) {
	for word != "" {
		piece, cells := firstPiece(word)
		word = word[len(piece):]
		if w.used+gap+cells > w.width && w.used > w.start {
			w.newline()
		}
		if w.used == w.start {
			gap = 0
		}
		w.b.WriteString(strings.Repeat(" ", gap))
		w.used += gap
		gap = 0
		w.piece(piece, cells)
	}
}

// piece adds what should stay together, cut if it is longer than a line.
func (w *wrapped) piece(piece string, cells int) {
	if w.used+cells <= w.width {
		w.b.WriteString(piece)
		w.used += cells
		return
	}
	for g := clusters(piece); g.Next(); {
		if w.used+g.Width() > w.width && w.used > w.start {
			w.newline()
		}
		w.b.WriteString(g.Value())
		w.used += g.Width()
	}
}

func (w *wrapped) newline() {
	w.b.WriteByte('\n')
	w.b.WriteString(w.indent)
	w.used = len(w.indent)
	w.start = w.used
}

// firstPiece is the start of word up to the first place inside it where a line may end: beside a
// double-width character, though never before closing punctuation.
func firstPiece(word string) (piece string, cells int) {
	end, wide := 0, false
	for g := clusters(word); g.Next(); {
		v, w := g.Value(), g.Width()
		if end > 0 && (wide || w == 2) && w > 0 && !closes(v) {
			break
		}
		end += len(v)
		cells += w
		if w > 0 {
			wide = w == 2
		}
	}
	return word[:end], cells
}

func closes(cluster string) bool {
	return strings.Contains("、。，．！？：；）」』】〉》〕］｝…—’”ー々,.!?:;)]}", cluster)
}
