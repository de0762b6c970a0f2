package tui

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// draw puts the list above what there is to know of the selected line, or left of it in wide windows.
func (p *listPane) draw(t theme, width, height int) frame {
	k := newInk(t, min(width, widest))
	k.airy = height >= airyFrom
	k.head(p.title)
	k.blocks(p.intro)
	head := k.lines
	if len(head) > height/3+1 {
		head = append(head[:height/3:height/3], t.paint(term.Muted, "… (more: r)"))
	}
	filterRow := len(head)
	room := height - len(head) - 1
	if k.airy {
		room--
	}
	var f frame
	if width >= 110 && room > 3 {
		f = p.beside(t, width, room)
	} else {
		f = p.above(t, width, room)
	}
	line, col := p.filterLine(t, width) // Only now is known which part of the list is in sight.
	head = append(head, line)
	if k.airy {
		head = append(head, "")
	}
	if p.editing {
		return frame{append(head, f.lines...), filterRow, col}
	}
	return frame{append(head, f.lines...), len(head) + f.row, f.col}
}

// filterLine shows the filter, and how much of the list it leaves.
func (p *listPane) filterLine(t theme, width int) (line string, col int) {
	count := "  " + p.counted() + p.hidden()
	if p.editing && term.Width(count)+18 > width {
		count = "  " + p.counted() // What is typed needs the room more.
	}
	room := max(width-term.Width(count)-10, 6)
	text, at := p.filter.draw(room)
	switch {
	case p.editing:
		return t.paint(term.Accent, "filter > ") + term.Pad(text, room) + t.paint(term.Muted, count), at + 9
	case p.filter.value() != "":
		return t.paint(term.Muted, "filter: ") + text + t.paint(term.Muted, count), 0
	}
	return t.paint(term.Muted, strings.TrimSpace(count)), 0
}

// hidden says how many lines of the list are out of sight, above and below.
func (p *listPane) hidden() string {
	if text := outOfSight(p.outside()); text != "" {
		return ": " + text
	}
	return ""
}

// outside counts the items above and below the window; headings aren't counted.
func (p *listPane) outside() (above, below int) {
	if p.scroll.fits() || len(p.shown) == 0 {
		return 0, 0
	}
	rows, _ := p.rows()
	count := func(rows []int) (n int) {
		if p.lines.len() > 2000 {
			return len(rows)
		}
		for _, i := range rows {
			if i >= 0 {
				n++
			}
		}
		return n
	}
	end := min(p.scroll.top+p.scroll.height, len(rows))
	return count(rows[:p.scroll.top]), count(rows[end:])
}

// above draws the list and the details below it.
func (p *listPane) above(t theme, width, height int) frame {
	rows, _ := p.rows()
	list := height
	var detail []string
	if p.at < len(p.shown) && height >= 6 {
		detail = p.details(t, min(width, widest))
		least := max(min(len(rows), height/3), 3)
		list = max(least, min(len(rows), height-1-len(detail)))
		if list == len(rows) {
			list = min(len(rows), height-4)
		}
	}
	f := p.table(t, width, list)
	if len(detail) == 0 {
		return f
	}
	f.lines = append(f.lines, "")
	f.lines = append(f.lines, p.part(t, detail, width, height-len(f.lines))...)
	return f
}

// beside draws the list left and the details right.
func (p *listPane) beside(t theme, width, height int) frame {
	left := min(width*2/5, 80)
	f := p.table(t, left, height)
	if p.at >= len(p.shown) {
		return f
	}
	right := p.part(t, p.details(t, min(width-left-3, widest)), width-left-3, height)
	bar := t.paint(term.Muted, t.sign("│", "|"))
	for i := range height {
		var a, b string
		if i < len(f.lines) {
			a = f.lines[i]
		}
		if i < len(right) {
			b = right[i]
		}
		row := term.Pad(a, left) + " " + bar
		if b != "" {
			row += " " + b
		}
		if i < len(f.lines) {
			f.lines[i] = row
		} else {
			f.lines = append(f.lines, row)
		}
	}
	return f
}

func (p *listPane) details(t theme, width int) []string {
	k := newInk(t, width)
	if show := p.lines.line(p.shown[p.at]).show; show != nil {
		show(k)
	}
	return k.lines
}

// part is the window onto the details; a last line says that there is more.
func (p *listPane) part(t theme, lines []string, width, height int) []string {
	if len(lines) <= height || height < 2 {
		p.detail.fit(len(lines), height)
		return lines[:min(len(lines), max(height, 0))]
	}
	p.detail.fit(len(lines), height-1)
	shown := lines[p.detail.top : p.detail.top+p.detail.height]
	return append(slices.Clip(shown), t.paint(term.Muted, term.Truncate("… "+p.detail.where()+", more: ] or enter", width)))
}

// rows are the lines of the list: an item's index in shown, or -1-index where its group's heading
// stands; and the row of the selection.
func (p *listPane) rows() (rows []int, at int) {
	if p.lines.len() > 2000 { // As many have no groups.
		return p.shown, p.at
	}
	group := ""
	for i, n := range p.shown {
		if g := p.lines.line(n).group; g != group && g != "" {
			group = g
			rows = append(rows, -1-i)
		}
		if i == p.at {
			at = len(rows)
		}
		rows = append(rows, i)
	}
	return rows, at
}

// table draws the list itself.
func (p *listPane) table(t theme, width, height int) frame {
	if len(p.shown) == 0 {
		k := newInk(t, width)
		k.plain("", "Nothing fits the filter. Press esc to see everything again.")
		return frame{k.lines, -1, 0}
	}
	rows, at := p.rows()
	p.scroll.fit(len(rows), height)
	p.scroll.show(max(at-1, 0), at+1)
	p.scroll.show(at, at+1)
	f := frame{row: at - p.scroll.top}
	for y := p.scroll.top; y < min(p.scroll.top+height, len(rows)); y++ {
		i := y
		if p.lines.len() <= 2000 {
			i = rows[y]
		}
		if i < 0 && y == p.scroll.top+height-1 {
			break // A heading without a line below it says nothing.
		}
		if i < 0 {
			f.lines = append(f.lines, t.paint(term.Muted, term.Truncate("  "+p.lines.line(p.shown[-1-i]).group, width)))
			continue
		}
		f.lines = append(f.lines, p.row(t, p.lines.line(p.shown[i]), i == p.at, width))
	}
	return f
}

func (p *listPane) row(t theme, i item, selected bool, width int) string {
	line := "  " + term.Pad(term.Truncate(i.name, p.names), p.names) + "  " + i.text
	if !selected {
		return term.Truncate(line, width)
	}
	return t.paint(term.Accent, term.Truncate("> "+line[2:], width))
}
