package term

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// clusters iterates over what the terminal shows as one character; a colour sequence is one of width 0.
func clusters(s string) displaywidth.Graphemes[string] {
	return displaywidth.Options{ControlSequences: true}.StringGraphemes(s)
}

// Width is the number of cells that s takes on one line: CJK and emoji count two, combining characters
// and colours none, a tab or newline one. It measures what one character of the screen is as lipgloss
// does, so layouts agree.
func Width(s string) int {
	if n := plainPrefix(s, true); n == len(s) {
		return n
	}
	width := 0
	for g := clusters(s); g.Next(); {
		width += cells(g.Value(), g.Width())
	}
	return width
}

func cells(cluster string, width int) int {
	switch cluster {
	case "\t", "\n":
		return 1
	}
	return width
}

// Truncate shortens s to one line of at most cells cells, the last of which is then "…". A tab or
// newline becomes a space. Colours behind the cut stay, so that a style is still switched off.
func Truncate(s string, cells int) string {
	if strings.ContainsAny(s, "\t\n") {
		s = strings.NewReplacer("\t", " ", "\n", " ").Replace(s)
	}
	if len(s) <= cells || Width(s) <= cells {
		return s
	}
	if cells < 1 {
		return ""
	}
	var b strings.Builder
	left := cells - 1
	for g := clusters(s); g.Next(); {
		v := g.Value()
		switch w := g.Width(); {
		case v[0] == escape:
			b.WriteString(v)
		case left < 0:
		case w <= left:
			b.WriteString(v)
			left -= w
		default:
			b.WriteString(ellipsis)
			left = -1
		}
	}
	return b.String()
}

// Pad fills s up to cells cells with spaces. What is wider stays as it is; [Truncate] first if it may
// not.
func Pad(s string, cells int) string {
	if n := cells - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}
