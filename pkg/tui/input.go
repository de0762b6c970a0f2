package tui

import (
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// An input is one line that a person types. The bubbles' own would bring a clipboard library that
// looks for programs at every start.
type input struct {
	runes []rune
	at    int
}

func newInput(s string) input {
	r := []rune(s)
	return input{runes: r, at: len(r)}
}

func (i *input) value() string { return string(i.runes) }

// press edits the line. It reports whether the key meant anything to it.
func (i *input) press(k tea.KeyMsg) bool {
	switch k.String() {
	case "left", "ctrl+b":
		i.at = max(i.at-1, 0)
	case "right", "ctrl+f":
		i.at = min(i.at+1, len(i.runes))
	case "home", "ctrl+a":
		i.at = 0
	case "end", "ctrl+e":
		i.at = len(i.runes)
	case "backspace", "ctrl+h":
		i.cut(max(i.at-1, 0), i.at)
	case "delete", "ctrl+d":
		i.cut(i.at, min(i.at+1, len(i.runes)))
	case "ctrl+u":
		i.cut(0, i.at)
	case "ctrl+k":
		i.cut(i.at, len(i.runes))
	case "ctrl+w":
		i.cut(i.wordStart(), i.at)
	default:
		if (k.Type != tea.KeyRunes && k.Type != tea.KeySpace) || k.Alt {
			return false
		}
		i.insert(k.Runes)
	}
	return true
}

func (i *input) cut(from, to int) {
	i.runes = append(i.runes[:from:from], i.runes[to:]...)
	i.at = from
}

// insert puts what was typed or pasted at the cursor, without what can't stand in a line.
func (i *input) insert(typed []rune) {
	var kept []rune
	for _, r := range typed {
		if unicode.IsPrint(r) {
			kept = append(kept, r)
		}
	}
	i.runes = append(i.runes[:i.at:i.at], append(kept, i.runes[i.at:]...)...)
	i.at += len(kept)
}

func (i *input) wordStart() int {
	at := i.at
	for at > 0 && i.runes[at-1] == ' ' {
		at--
	}
	for at > 0 && i.runes[at-1] != ' ' && (at == i.at || i.runes[at-1] != '/') {
		at--
	}
	return at
}

// draw is the line in width cells and the cursor's column in it. What doesn't fit is marked with "…".
func (i *input) draw(width int) (text string, column int) {
	before, after := term.Line(string(i.runes[:i.at])), term.Line(string(i.runes[i.at:]))
	if term.Width(before) > width-1 {
		keep := []rune(before)
		for len(keep) > 0 && term.Width(string(keep)) > width-2 {
			keep = keep[1:]
		}
		before = "…" + string(keep)
	}
	column = term.Width(before)
	return strings.TrimRight(before+term.Truncate(after, width-column), " "), column
}
