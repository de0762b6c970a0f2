package term

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

const (
	bell   = '\a'
	cancel = 0x18
	subst  = 0x1a
	escape = 0x1b
	csi8   = 0x9b
	st8    = 0x9c
	zwnj   = 0x200c
	zwj    = 0x200d
)

// hidden reports whether r could act on a terminal, reorder text or be there without being seen.
// Newline and tab are not hidden; carriage return is.
func hidden(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\n' && r != '\t'
	case r < 0x7f:
		return false
	case r <= 0x9f: // DEL and C1
		return true
	case r < 0x600:
		return false
	}
	return hiddenFormat(r)
}

// hiddenFormat covers bidirectional controls, zero-width and filler characters, annotations, tags, and
// the signs that enclose the characters after them, which make those measure nothing.
func hiddenFormat(r rune) bool {
	switch {
	case r >= 0x600 && r <= 0x605, r == 0x6dd, r == 0x70f, r == 0x890, r == 0x891, r == 0x8e2,
		r == 0x110bd, r == 0x110cd,
		r == 0x61c, r == 0x180e, r == 0x200b, r == 0xfeff,
		r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0,
		r == 0x200e, r == 0x200f,
		r >= 0x2028 && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f,
		r >= 0xfff0 && r <= 0xfffb,
		r >= 0x1bca0 && r <= 0x1bca3,
		r >= 0x1d173 && r <= 0x1d17a,
		r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// appendVisible writes the one visible form of a character, such as <U+202E>.
func appendVisible(dst []byte, r rune) []byte {
	dst = append(dst, "<U+"...)
	for limit := rune(0x1000); limit > 1 && r < limit; limit >>= 4 {
		dst = append(dst, '0')
	}
	const digits = "0123456789ABCDEF"
	shift := 0
	for r>>shift > 0xf {
		shift += 4
	}
	for ; shift >= 0; shift -= 4 {
		dst = append(dst, digits[r>>shift&0xf])
	}
	return append(dst, '>')
}

// appendVisibleRun is appendVisible for one character repeated n times: <U+0020*500>.
func appendVisibleRun(dst []byte, r rune, n int) []byte {
	dst = appendVisible(dst, r)
	if n == 1 {
		return dst
	}
	dst = append(dst[:len(dst)-1], '*')
	dst = strconv.AppendInt(dst, int64(n), 10)
	return append(dst, '>')
}

// isMark reports whether r is drawn on, or changes, the character before it.
func isMark(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xad
	case r >= 0x3400 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3: // Han and Hangul, the bulk of CJK text
		return false
	case r == zwnj, r == zwj:
		return true
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc)
}

// extends reports whether r, though no mark, lengthens the character before it instead of starting
// one: without a limit on these, a thousand letters measure as two cells.
func extends(prev, r rune) bool {
	switch {
	case r < 0x600:
		return false
	case r >= 0x1160 && r <= 0x11ff, r >= 0xd7b0 && r <= 0xd7fb: // Hangul vowels and finals
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff, r == 0xff9e, r == 0xff9f, // skin tones, half-width voicing
		r == 0xe33, r == 0xeb3: // Thai and Lao AM
		return true
	case leadingJamo(r):
		return leadingJamo(prev)
	}
	return prepends(prev) && prepends(r)
}

func leadingJamo(r rune) bool {
	return r >= 0x1100 && r <= 0x115e || r >= 0xa960 && r <= 0xa97c
}

// prepends reports whether r is a letter that belongs to the character after it
// (Grapheme_Cluster_Break=Prepend).
func prepends(r rune) bool {
	switch r {
	case 0xd4e, 0x111c2, 0x111c3, 0x113d1, 0x1193f, 0x11941, 0x11a3a, 0x11a84, 0x11a85,
		0x11a86, 0x11a87, 0x11a88, 0x11a89, 0x11d46, 0x11f02:
		return true
	}
	return false
}

// links reports whether prev ties the character after it to the one before: a zero-width joiner or a
// virama.
func links(prev rune) bool {
	switch prev {
	case zwj, 0x94d, 0x9cd, 0xacd, 0xb4d, 0xc4d, 0xd4d, 0x1039, 0x17d2, 0x1a60, 0x1b44, 0x1bab,
		0xa9c0, 0xaaf6, 0x10a3f, 0x11133, 0x113d0, 0x1193e, 0x11a47, 0x11a99, 0x11f42:
		return true
	}
	return false
}

// appendRune is utf8.AppendRune with its common case in front.
func appendRune(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(dst, byte(r))
	}
	return utf8.AppendRune(dst, r)
}
