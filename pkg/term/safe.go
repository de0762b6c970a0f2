package term

import (
	"strings"
	"unicode/utf8"
)

// Safe reports whether s can be shown as it is: valid UTF-8, newlines and tabs as the only controls,
// no bidirectional or invisible format characters. It holds for what [Clean], [Line], [PlainOutput],
// [Reveal] and [Address] return.
func Safe(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, hidden) < 0
}

// SafeColor is [Safe] for text that may be styled: ESC [ digits m is allowed too. It holds for what
// [Output] and [Style.Render] return.
func SafeColor(s string) bool {
	for {
		before, rest, found := strings.Cut(s, "\x1b[")
		if !Safe(before) {
			return false
		}
		if !found {
			return true
		}
		s = strings.TrimLeft(rest, "0123456789;:")
		if !strings.HasPrefix(s, "m") {
			return false
		}
		s = s[1:]
	}
}
