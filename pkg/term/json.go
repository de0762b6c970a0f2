package term

import "unicode/utf8"

// JSON makes encoded JSON safe to show without changing its value: a character that could act on a
// terminal, reorder text or hide becomes a \u escape, and a bad byte U+FFFD. b has to be valid JSON,
// where such characters occur only inside strings. b itself is not changed.
func JSON(b []byte) []byte {
	dst := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case hidden(r) && r > 0xffff:
			r -= 0x10000
			dst = appendEscape(dst, 0xd800+r>>10)
			dst = appendEscape(dst, 0xdc00+r&0x3ff)
		case hidden(r) && r != '\r': // outside a string CR is white space, inside it is escaped already
			dst = appendEscape(dst, r)
		case r != '\r':
			dst = appendRune(dst, r)
		}
		b = b[size:]
	}
	return dst
}

func appendEscape(dst []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[r>>12&0xf], digits[r>>8&0xf], digits[r>>4&0xf], digits[r&0xf])
}
