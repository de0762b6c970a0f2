package tui

import (
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
	return strings.Split(term.Wrap(term.PlainOutput(l), width), "\n")
}
