package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A question is the part of a page that waits for an answer: options to choose from, or a line to type.
type question struct {
	q       journey.Question
	at      int
	taken   map[string]bool // of a question with several answers
	line    input
	options scroll
}

// newQuestion begins a question. last is what was chosen or typed when it stood here before.
func newQuestion(q journey.Question, last string) question {
	n := question{q: q, taken: map[string]bool{}}
	begin := q.Default
	if last != "" {
		begin = last
	}
	if len(q.Options) == 0 {
		n.line = newInput(begin)
		return n
	}
	for i, o := range q.Options {
		if o.Value == begin {
			n.at = i
		}
	}
	if q.Many {
		for v := range strings.SplitSeq(last, ",") {
			n.taken[v] = v != "" && v != q.Default
		}
	}
	return n
}

func (n *question) typing() bool { return len(n.q.Options) == 0 }

// value is the answer as it stands.
func (n *question) value() string {
	if n.typing() {
		return n.line.value()
	}
	if n.q.Many {
		var all []string
		for _, o := range n.q.Options {
			if n.taken[o.Value] {
				all = append(all, o.Value)
			}
		}
		if len(all) > 0 {
			return strings.Join(all, ",")
		}
	}
	return n.q.Options[n.at].Value
}

func (n *question) keys() []key.Binding {
	if n.typing() {
		all := []key.Binding{bind("go on", "enter")}
		if n.line.value() != "" {
			all = append(all, bindAs("←/→", "move", "left", "right"), bind("clear", "ctrl+u"))
		}
		return all
	}
	var all []key.Binding
	if len(n.q.Options) > 1 {
		all = append(all, keyUp())
	}
	if n.q.Many && n.q.Options[n.at].Value != n.q.Default {
		all = append(all, bind("take or leave", " ", "x"))
	}
	return append(all, bind(n.does(), "enter"))
}

// does says what Enter does now.
func (n *question) does() string {
	o := n.q.Options[n.at]
	switch taken := n.count(); {
	case n.q.Exactly > 0:
		return fmt.Sprintf("go on with %d of %d taken", taken, n.q.Exactly)
	case n.q.Many && taken > 0:
		return fmt.Sprintf("go on with %d taken", taken)
	case n.q.Many:
		return "go on"
	case o.Value == "finish":
		return "end here"
	case o.Title != "" && term.Width(o.Title) <= 24 && spoken(o.Value):
		return term.Line(o.Title)
	}
	switch n.q.ID {
	case "project":
		return "look at it"
	case "work":
		return "run it"
	case "prepare":
		return "see how"
	}
	return "go on"
}

// count is how many options are taken.
func (n *question) count() int {
	count := 0
	for _, o := range n.q.Options {
		if n.taken[o.Value] {
			count++
		}
	}
	return count
}

func (n *question) press(k tea.KeyMsg) (intent, bool) {
	if k.String() == "enter" {
		if n.q.Exactly > 0 && n.count() != n.q.Exactly {
			return said{fmt.Sprintf("Take %d with the space key, then press enter.", n.q.Exactly)}, true
		}
		return answered{n.value()}, true
	}
	if n.typing() {
		return nil, n.line.press(k)
	}
	if by := step(k); by != 0 && len(n.q.Options) > 1 {
		n.at = max(0, min(n.at+by, len(n.q.Options)-1))
		return nil, true
	}
	if v := n.q.Options[n.at].Value; n.q.Many && v != n.q.Default && (k.String() == "x" || k.String() == " ") {
		n.taken[v] = !n.taken[v]
		return nil, true
	}
	if i, err := strconv.Atoi(k.String()); err == nil && i >= 1 && i <= len(n.q.Options) {
		n.at = i - 1
		return nil, true
	}
	return nil, false
}

// spoken reports whether a value is a word of the linear form, which the title says better.
func spoken(value string) bool {
	return slices.Contains([]string{"yes", "no", "again", "other", "quit", "none", "finish", "any", "afternoon", "week", "month"}, value)
}

// lines are the question and its options, the line on which each option begins, and the cursor's column.
func (n *question) lines(t theme, width int) (lines []string, starts []int, col int) {
	k := newInk(t, width)
	text := n.q.Text
	switch {
	case n.q.Exactly > 0:
		text += fmt.Sprintf(": take %d.", n.q.Exactly)
	case n.q.Many:
		text += " Take any number."
	}
	k.text(term.Heading, true, "", text)
	if n.typing() {
		shown, at := n.line.draw(k.width - 2)
		starts = []int{len(k.lines)}
		k.lines = append(k.lines, t.paint(term.Accent, "> ")+shown)
		return k.lines, starts, at + 2
	}
	for i, o := range n.q.Options {
		starts = append(starts, len(k.lines))
		k.option(n, i, o)
	}
	return k.lines, starts, 0
}

// option writes one option; the selected one has a ">" before it.
func (k *ink) option(n *question, i int, o journey.Option) {
	sign := "  "
	role, styled := term.Role(0), false
	if i == n.at {
		sign, role, styled = k.theme.paint(term.Accent, "> "), term.Accent, true
	}
	if n.q.Many && o.Value != n.q.Default {
		box := "[ ] "
		if n.taken[o.Value] {
			box = "[x] "
		}
		sign += box
	}
	text := o.Title
	if text == "" {
		text = o.Value
	} else if !spoken(o.Value) && !strings.EqualFold(o.Value, o.Title) && !slices.Contains([]string{"project", "pair", "prepare"}, n.q.ID) {
		text = o.Value + ": " + o.Title
	}
	if o.Detail != "" {
		text += " (" + o.Detail + ")"
	}
	k.text(role, styled, sign, text)
}

// draw fits the question into at most height lines, the selected option among them.
func (n *question) draw(t theme, width, height int) frame {
	lines, starts, col := n.lines(t, width)
	at := min(n.at, len(starts)-1)
	end := len(lines)
	if at+1 < len(starts) {
		end = starts[at+1]
	}
	if len(lines) <= height {
		return frame{lines, starts[at], col}
	}
	head := min(starts[0], height-1) // The question itself stays.
	n.options.fit(len(lines)-head, height-head)
	n.options.show(starts[at]-head, end-head)
	top := head + n.options.top
	shown := append(slices.Clone(lines[:head]), lines[top:top+height-head]...)
	if head > 0 {
		mark := " (more: " + t.sign("↑/↓", "up/down") + ")"
		shown[head-1] = term.Truncate(shown[head-1], max(width-term.Width(mark), 10)) + t.paint(term.Muted, mark)
	}
	return frame{shown, head + starts[at] - top, col}
}
