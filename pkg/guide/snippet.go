package guide

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

const (
	// snippetWidth is how many columns of a line a snippet shows.
	snippetWidth = 100
	// tabWidth is how many spaces a snippet shows for a tab.
	tabWidth = 4
)

// snippet renders the line of data with a caret below the column. A long line is cut around the column.
func snippet(data []byte, line, col int) string {
	text, ok := lineOf(data, line)
	if !ok {
		return ""
	}
	cells, at := []rune(nil), 0
	for i, r := range []rune(text) {
		if i == col-1 {
			at = len(cells)
		}
		cells = append(cells, shown(r)...)
	}
	if col > utf8.RuneCountInString(text) {
		at = len(cells)
	}
	from, to, before, after := window(len(cells), at)
	gutter := fmt.Sprintf("%5d", line)
	blank := strings.Repeat(" ", len(gutter))
	pad := strings.Repeat(" ", columns(cells[from:at])+len([]rune(before)))
	return gutter + " | " + before + string(cells[from:to]) + after + "\n" + blank + " | " + pad + "^"
}

// window is the part of a line that is shown around the cell at.
func window(n, at int) (from, to int, before, after string) {
	if n <= snippetWidth {
		return 0, n, "", ""
	}
	from = max(0, at-snippetWidth/2)
	to = min(n, from+snippetWidth)
	if from > 0 {
		before = "…"
	}
	if to < n {
		after = "…"
	}
	return from, to, before, after
}

// shown is what a snippet shows for a character: a tab as spaces, and nothing that steers a terminal.
func shown(r rune) []rune {
	switch {
	case r == '\t':
		return []rune(strings.Repeat(" ", tabWidth))
	case !allowed(r), r == '\n', r == '\r':
		return []rune{utf8.RuneError}
	default:
		return []rune{r}
	}
}

// columns is how many columns of a terminal the characters take.
func columns(rs []rune) int {
	n := 0
	for _, r := range rs {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	default:
		return 1
	}
}

// lineOf is the text of a line, counted from 1, without its end.
func lineOf(data []byte, line int) (string, bool) {
	if line < 1 {
		return "", false
	}
	for range line - 1 {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			return "", false
		}
		data = data[i+1:]
	}
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		data = data[:i]
	}
	return strings.TrimSuffix(string(data), "\r"), true
}
