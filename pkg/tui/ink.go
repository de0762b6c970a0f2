package tui

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// widest is the longest line of prose: longer ones are hard to read, however wide the window is.
const widest = 100

// An ink writes cleaned, wrapped and styled lines of at most width cells.
type ink struct {
	theme theme
	width int
	airy  bool // there is room for lines that only part
	lines []string
	heads []int // lines that are headings
}

// heading begins a part of a page.
func (k *ink) heading(s string) {
	k.blank()
	k.heads = append(k.heads, len(k.lines))
	k.text(term.Heading, true, "", s)
}

// together is the text in columns of height lines, in which no heading is a column's last line and none begins with
// an empty one.
func (k *ink) together(height int) []string {
	var all []string
	for i, l := range k.lines {
		last := len(all)%height == height-1
		if last && slices.Contains(k.heads, i) {
			all = append(all, "")
		}
		if l == "" && len(all)%height == 0 && len(all) > 0 {
			continue
		}
		all = append(all, l)
	}
	return all
}

// airyFrom is the height from which there is room for lines that only part.
const airyFrom = 20

// head writes a page's title.
func (k *ink) head(title string) {
	k.text(term.Heading, true, "", title)
	if k.airy {
		k.blank()
	}
}

func newInk(t theme, width int) *ink { return &ink{theme: t, width: max(width, 10)} }

// blank adds an empty line, unless there is one already or none before it.
func (k *ink) blank() {
	if n := len(k.lines); n > 0 && k.lines[n-1] != "" {
		k.lines = append(k.lines, "")
	}
}

// text writes a paragraph behind a sign; its further lines stand below its first.
func (k *ink) text(role term.Role, styled bool, sign, s string) {
	indent := term.Width(sign)
	for i, l := range strings.Split(term.Wrap(term.Clean(s), max(k.width-indent, 8)), "\n") {
		if styled {
			l = k.theme.paint(role, l)
		}
		head := strings.Repeat(" ", indent)
		if i == 0 {
			head = sign
		}
		k.lines = append(k.lines, strings.TrimRight(head+l, " "))
	}
}

// plain writes a paragraph.
func (k *ink) plain(sign, s string) { k.text(0, false, sign, s) }

// fact writes a labelled text: beside its label in a column, or below it where the line is short.
func (k *ink) fact(label, s string, column int) {
	label = term.Line(label)
	if k.width < 56 && column > 10 || term.Width(label) > column {
		if label != "" {
			k.text(term.Muted, true, "", label)
		}
		k.plain("  ", s)
		return
	}
	k.text(0, false, k.theme.paint(term.Muted, term.Pad(label, column))+"  ", s)
}

// facts writes labelled texts under one another. A label that repeats is written once.
func (k *ink) facts(rows [][2]string) {
	column := 0
	for _, r := range rows {
		column = max(column, min(term.Width(term.Line(r[0])), 24))
	}
	last := ""
	for _, r := range rows {
		label := r[0]
		if label == last {
			label = ""
		} else {
			last = label
		}
		k.fact(label, r[1], column)
	}
}

// command writes a command, each of its lines whole over as many lines as it takes.
func (k *ink) command(s string) {
	sign := k.theme.paint(term.Muted, "$ ")
	for i, l := range strings.Split(term.Clean(s), "\n") {
		if i > 0 {
			sign = "  "
		}
		k.text(term.Code, true, sign, l)
	}
}

// wrapOutput breaks a line of a step's output, which is clean already and may have colours.
func wrapOutput(l string, width int) []string {
	if term.Width(l) <= width {
		return []string{l}
	}
	if l := narrowed(term.PlainOutput(l), width); term.Width(l) <= width {
		return []string{l}
	}
	return strings.Split(term.Wrap(term.PlainOutput(l), width), "\n")
}

// narrowed takes cells from the longest gap of a line that is too wide: programs fill lines up to a width that isn't
// this one.
func narrowed(l string, width int) string {
	from, to := 0, 0
	for i := 0; i < len(l); {
		n := len(l[i:]) - len(strings.TrimLeft(l[i:], " "))
		if n > to-from && i > 0 {
			from, to = i, i+n
		}
		i += max(n, 1)
	}
	over := term.Width(l) - width
	if to-from < over+2 {
		return l
	}
	return l[:from] + l[from+over:]
}
