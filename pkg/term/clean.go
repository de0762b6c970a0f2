package term

import "unicode/utf8"

const (
	// MaxLine is the length, in cells, at which [Line] cuts a field.
	MaxLine = 500
	// MaxText is the length, in bytes, at which [Clean] cuts a text.
	MaxText = 1 << 20

	ellipsis = "…"
)

// Mode says what kind of text a [Writer] receives.
type Mode uint8

const (
	// ModeText is prose: no colour, and a carriage return inside a line is shown. See [Clean].
	ModeText Mode = iota
	// ModeOutput is a step's output without its colours. See [PlainOutput].
	ModeOutput
	// ModeColor is a step's output with its colours. See [Output].
	ModeColor
)

// Clean makes s safe to show as text of several lines. Newlines and tabs stay, CR LF becomes a
// newline, and a text longer than [MaxText] bytes ends in "…". Clean(Clean(s)) equals Clean(s).
func Clean(s string) string {
	s = whole(s, ModeText)
	if len(s) <= MaxText {
		return s
	}
	cut := MaxText - len(ellipsis)
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + ellipsis
}

// Line makes s safe to show as a field of one line: newlines and tabs become spaces, and a field
// wider than [MaxLine] cells ends in "…". Line(Line(s)) equals Line(s).
func Line(s string) string {
	return Truncate(whole(s, ModeText), MaxLine)
}

// Output makes what a step printed safe to show, and keeps its colours: of all sequences only
// ESC [ … m stays, and in it only colours, bold, faint, italic, underline and reverse. A line that
// leaves a style on is ended by a reset, so a line can be shown alone. A carriage return, with which
// progress bars overwrite their line, starts a new line, so that every state of the bar can be read.
func Output(s string) string {
	return whole(s, ModeColor)
}

// PlainOutput is [Output] without colours.
func PlainOutput(s string) string {
	return whole(s, ModeOutput)
}

// whole cleans a complete text. It doesn't allocate if there is nothing to clean.
func whole(s string, mode Mode) string {
	if plainPrefix(s, true) == len(s) {
		return s
	}
	var c cleaner
	c.mode = mode
	dst := make([]byte, 0, len(s)+16)
	dst = c.append(dst, []byte(s))
	return string(c.finish(dst))
}

// plainPrefix is the length of the start of s that no mode changes: printable ASCII and, if breaks
// is set, tabs and newlines.
func plainPrefix[T string | []byte](s T, breaks bool) int {
	for i := range len(s) {
		if b := s[i]; b >= 0x20 && b < 0x7f || breaks && (b == '\t' || b == '\n') {
			continue
		}
		return i
	}
	return len(s)
}
