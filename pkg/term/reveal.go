package term

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSpaces is the longest run of spaces that Reveal leaves as it is.
const maxSpaces = 40

// Reveal shows every byte of s to a person who has to judge it: nothing is cut, and what can't be seen
// or could mislead is written out. Two different texts never look the same to a program:
//
//   - a control, invisible or unassigned character, CR and tab too, becomes <U+000D>;
//   - spaces at the end of a line, and more than 40 in a row, become <U+0020*500>;
//   - a byte that is not UTF-8 becomes <0xFF>;
//   - a "<" that could be taken for the start of one of these becomes <U+003C>.
//
// Newlines stay. The result is [Safe].
func Reveal(s string) string {
	dst := make([]byte, 0, len(s)+len(s)/8)
	marks := maxMarks // a mark needs a base character in front
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			dst = appendByte(dst, s[i])
			marks = maxMarks
		case r == ' ':
			size = len(s[i:]) - len(strings.TrimLeft(s[i:], " "))
			dst = appendSpaces(dst, size, s[i+size:])
			marks = 0
		case r == '\n':
			dst = append(dst, '\n')
			marks = maxMarks
		case isMark(r) && printable(r) && marks < maxMarks:
			dst = appendRune(dst, r)
			marks++
		case r == '<' && looksRevealed(s[i:]), isMark(r), !printable(r):
			dst = appendVisible(dst, r)
			marks = maxMarks
		default:
			dst = appendRune(dst, r)
			marks = 0
		}
		i += size
	}
	return string(dst)
}

func looksRevealed(s string) bool {
	return strings.HasPrefix(s, "<U+") || strings.HasPrefix(s, "<0x")
}

// appendSpaces writes n spaces that are followed by rest.
func appendSpaces(dst []byte, n int, rest string) []byte {
	atEnd := rest == "" || rest[0] == '\n' || rest[0] == '\r'
	if atEnd || n > maxSpaces {
		return appendVisibleRun(dst, ' ', n)
	}
	return append(dst, strings.Repeat(" ", n)...)
}

func appendByte(dst []byte, b byte) []byte {
	const digits = "0123456789ABCDEF"
	return append(dst, '<', '0', 'x', digits[b>>4], digits[b&0xf], '>')
}

// printable reports whether r can be seen on a screen.
func printable(r rune) bool {
	switch {
	case hidden(r), r == 0xad, r == 0x34f, r == 0x17b4, r == 0x17b5, r == 0x2800,
		r >= 0x180b && r <= 0x180f, r >= 0xfe00 && r <= 0xfe0f:
		return false
	}
	return unicode.IsPrint(r)
}
