package view

import (
	"fmt"
	"math"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

const (
	// widest is the longest line of prose, which is easier to read than a longer one.
	widest = 110
	// stacked is the width below which a text stands under its label instead of beside it.
	stacked = 60
	// widestLabel is the longest label that makes the column of labels wider.
	widestLabel = 24
	// unstyled is no role: text as it is.
	unstyled term.Role = 255
)

func (v *Plain) width() int { return min(max(v.options.Width, 20), widest) }

func (v *Plain) render(r term.Role, s string) string { return v.options.Palette.Render(r, s) }

func indented(n int) string { return strings.Repeat(" ", n) }

// gap writes a blank line, unless there is one already.
func (v *Plain) gap() {
	if !v.apart {
		v.send("\n")
	}
}

// heading writes a title.
func (v *Plain) heading(title string) { v.prose(0, term.Heading, term.Line(title)) }

// prose writes text in lines that fit.
func (v *Plain) prose(indent int, role term.Role, text string) {
	for _, l := range fold(term.Clean(text), v.width()-indent) {
		v.printf("%s\n", strings.TrimRight(indented(indent)+v.render(role, l), " "))
	}
}

// hanging writes a sign and text whose further lines stand below its first.
func (v *Plain) hanging(indent int, sign, text string) {
	lead := indent + term.Width(sign)
	for i, l := range fold(term.Clean(text), v.width()-lead) {
		if i == 0 {
			v.printf("%s%s%s\n", indented(indent), sign, l)
		} else {
			v.printf("%s\n", strings.TrimRight(indented(lead)+l, " "))
		}
	}
}

// marked writes the sign of a role and a text behind it.
func (v *Plain) marked(r term.Role, text string) {
	v.hanging(0, term.Pad(v.options.Palette.Mark(r), 2)+" ", text)
}

// A row is a label and what it says.
type row struct {
	label, text string
	// A whole text is a command or the like: it is never broken, so that it can be copied.
	whole bool
}

// rows writes labelled lines with their texts in a column; below the label where the line is short or the
// label is long. Rows without a text are left out, and a label that repeats is written once.
func (v *Plain) rows(indent int, rows []row) {
	column := 0
	for _, r := range rows {
		if n := term.Width(term.Line(r.label)); n <= widestLabel && r.text != "" {
			column = max(column, n)
		}
	}
	last := ""
	for _, r := range rows {
		if r.text == "" {
			continue
		}
		label := term.Line(r.label)
		if label == last {
			label = ""
		}
		last = term.Line(r.label)
		if v.width() < stacked || term.Width(label) > column {
			if label != "" {
				v.printf("%s%s\n", indented(indent), v.render(term.Muted, label))
			}
			v.column(indented(indent+2), indent+2, r)
			continue
		}
		v.column(indented(indent)+v.render(term.Muted, term.Pad(label, column))+"  ", indent+column+2, r)
	}
}

// column writes the text of a row: its first line behind lead, the others as far in.
func (v *Plain) column(lead string, cells int, r row) {
	for _, l := range v.lines(r, v.width()-cells) {
		if r.whole {
			l = v.render(term.Code, l)
		}
		v.printf("%s\n", strings.TrimRight(lead+l, " "))
		lead = indented(cells)
	}
}

func (v *Plain) lines(r row, width int) []string {
	clean := strings.TrimRight(term.Clean(r.text), "\n")
	if r.whole {
		return strings.Split(clean, "\n")
	}
	return fold(clean, width)
}

// command writes a command as it is: never broken, so that it can be copied.
func (v *Plain) command(indent int, text string) {
	prompt := "$ "
	for l := range strings.SplitSeq(strings.TrimRight(term.Clean(text), "\n"), "\n") {
		v.printf("%s\n", strings.TrimRight(indented(indent)+v.render(term.Muted, prompt)+v.render(term.Code, l), " "))
		prompt = "  "
	}
}

// title is a sentence as a title: on one line, without its full stop.
func title(s string) string { return strings.TrimSuffix(term.Line(s), ".") }

// sentence is a text with a full stop.
func sentence(s string) string {
	if s = strings.TrimRight(s, " \n"); s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:…") {
		return s
	}
	return s + "."
}

// seconds writes a time for people: 0.4 s, 12 s, 3 min 5 s, 1 h 20 min.
func seconds(s float64) string {
	tenths := math.Round(s * 10)
	n := int64(math.Round(s))
	switch {
	case tenths < 100 && int64(tenths)%10 != 0:
		return fmt.Sprintf("%.1f s", tenths/10)
	case n < 60:
		return fmt.Sprintf("%d s", n)
	case n < 3600 && n%60 == 0:
		return fmt.Sprintf("%d min", n/60)
	case n < 3600:
		return fmt.Sprintf("%d min %d s", n/60, n%60)
	}
	return fmt.Sprintf("%d h %d min", n/3600, n%3600/60)
}

// size writes bytes for people with a decimal unit: 719 kB, 2.1 MB, 34 MB.
func size(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	value, unit := float64(n), "B"
	for _, u := range []string{"kB", "MB", "GB", "TB"} {
		value, unit = value/1000, u
		if math.Round(value) < 1000 {
			break
		}
	}
	if math.Round(value*10) < 100 {
		return fmt.Sprintf("%.1f %s", value, unit)
	}
	return fmt.Sprintf("%.0f %s", value, unit)
}
