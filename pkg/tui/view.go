package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// The smallest window that the screens fit in.
const (
	leastWidth  = 40
	leastHeight = 15
)

func (m *model) small() bool { return m.width < leastWidth || m.height < leastHeight }

// View draws a frame: header, pane, key line. Its last line carries the cursor's place.
func (m *model) View() string {
	if m.pane == nil {
		return ""
	}
	if m.small() {
		k := newInk(m.theme, max(m.width, 1))
		k.plain("", fmt.Sprintf("This window has %d columns and %d lines; the screens need %d and %d. Make it larger, or leave with ctrl+c and use: jupyter-onboard start --plain",
			m.width, m.height, leastWidth, leastHeight))
		return strings.Join(k.lines[:min(len(k.lines), max(m.height, 1))], "\n")
	}
	margin := 0
	if m.width >= 60 {
		margin = 1
	}
	width := m.width - 2*margin
	head := m.header(width)
	f, foot, room := m.settle(width, m.height-len(head))
	lines := make([]string, 0, m.height)
	lines = append(lines, head...)
	lines = append(lines, f.lines[:min(len(f.lines), room)]...)
	for len(lines) < m.height-len(foot) {
		lines = append(lines, "")
	}
	lines = append(lines, foot...)
	if margin > 0 {
		for i, l := range lines {
			if l != "" {
				lines[i] = " " + l
			}
		}
	}
	text := m.theme.plainSigns(strings.Join(lines, "\n"))
	if f.row >= 0 && f.row < room {
		text += place(len(head)+f.row+1, margin+f.col+1)
	} else {
		text += place(0, 0)
	}
	return text
}

// settle draws the pane above the key line. Only a drawn pane knows whether there is something to scroll, which has keys
// of its own; where these take the line that they are about, the room stays as small as it was with them.
func (m *model) settle(width, height int) (f frame, foot []string, room int) {
	foot = m.footer(width)
	room = height - len(foot)
	for range 3 {
		f = m.current().draw(m.theme, width, room)
		foot = m.footer(width)
		if height-len(foot) >= room {
			break
		}
		room = height - len(foot)
	}
	return f, foot, room
}

// header says where on the way this is.
func (m *model) header(width int) []string {
	t := m.theme
	return []string{m.place(width), t.rule(width, "")}
}

// place names the stages: those behind with a mark, this one in brackets; in narrow windows its number
// and name.
func (m *model) place(width int) string {
	t, short := m.theme, shortNames()
	now := 0
	stages := journey.Stages()
	for i, s := range stages {
		if s == m.page.Stage {
			now = i
		}
	}
	done := t.sign("✓", "+")
	var whole, styled []string
	for i, s := range stages {
		switch {
		case i < now:
			whole = append(whole, done+" "+short[s])
			styled = append(styled, t.paint(term.Good, done)+" "+t.paint(term.Muted, short[s]))
		case i == now:
			text := fmt.Sprintf("[%d %s]", i+1, short[s])
			whole, styled = append(whole, text), append(styled, t.paint(term.Heading, text))
		default:
			text := fmt.Sprintf("%d %s", i+1, short[s])
			whole, styled = append(whole, text), append(styled, t.paint(term.Muted, text))
		}
	}
	gap := "  "
	if used := term.Width(strings.Join(whole, gap)); used <= width {
		return m.named(strings.Join(styled, gap), width-used)
	}
	text := term.Truncate(fmt.Sprintf("%d of %d: %s", now+1, len(stages), m.page.Stage.Title()), width)
	return m.named(t.paint(term.Heading, text), width-term.Width(text))
}

// named puts the project's name at the right end of a line that has room left, whole or not at all.
func (m *model) named(line string, left int) string {
	name := term.Line(m.journey.Project())
	if gap := left - term.Width(name); name != "" && gap >= 3 {
		return line + strings.Repeat(" ", gap) + m.theme.paint(term.Muted, name)
	}
	return line
}

// shortNames are the stages' names in the header.
func shortNames() map[journey.Stage]string {
	return map[journey.Stage]string{
		journey.Choose: "Choose", journey.Look: "Look", journey.Prepare: "Prepare", journey.GetCode: "Code",
		journey.SetUp: "Set up", journey.Prove: "Prove", journey.Issues: "Issue", journey.Start: "Start",
	}
}

// footer is what was said last, a rule and the keys.
func (m *model) footer(width int) []string {
	var lines []string
	switch {
	case m.notice != "":
		k := newInk(m.theme, width)
		k.plain(k.sign(m.noticeRole), m.notice)
		lines = k.lines[:min(len(k.lines), 3)]
	case m.pending != nil && !m.shows():
		text := m.theme.sign("›", ">") + "  " + waits(m.pending) + " " + seconds(m.options.Now().Sub(m.began).Seconds()) + " so far."
		lines = append(lines, m.theme.paint(term.Muted, term.Truncate(text, width)))
	}
	lines = append(lines, m.theme.rule(width, ""))
	return append(lines, m.keyLines(width)...)
}

// waits says what an effect without a board of its own is for, and what comes after it.
func waits(e journey.Effect) string {
	switch e.(type) {
	case journey.Survey:
		return "Looking at what it costs here; then you choose."
	case journey.Inspect:
		return "Looking at this machine; nothing is changed."
	case journey.Open:
		return "Opening it."
	case journey.MakeBranch:
		return "Looking at the checkout for the branch."
	case journey.FindIssues, journey.ReadIssue:
		return "Asking GitHub."
	}
	return "Under way."
}

// shows reports whether the pane itself tells how what runs is doing.
func (m *model) shows() bool { return m.board != nil && m.board.running }

// keyLines name the keys, in one line or, where they don't fit, in two. What fits neither is marked, and
// in the help.
func (m *model) keyLines(width int) []string {
	most := 1
	if m.height >= 18 {
		most = 2
	}
	var lines []string
	line, used, seen := "", 0, map[string]bool{}
	all := m.keys()
	for i, b := range all {
		plain, styled := m.keyText(b)
		w := term.Width(plain)
		reserve := 0
		if i < len(all)-1 && len(lines) == most-1 {
			reserve = 5
		}
		gap := 3
		if used == 0 {
			gap = 0
		}
		if used+gap+w+reserve > width {
			if len(lines) == most-1 {
				mark := "  … ?"
				if seen["?"] || seen["f1"] {
					mark = "  …" // The key of the help stands there already.
				}
				line += m.theme.paint(term.Muted, mark)
				break
			}
			lines, line, used, gap = append(lines, line), "", 0, 0
		}
		line += strings.Repeat(" ", gap) + styled
		used += gap + w
		seen[b.Help().Key] = true
	}
	return append(lines, line)
}

func (m *model) keyText(b key.Binding) (plain, styled string) {
	name, does := m.theme.keyName(term.Line(b.Help().Key)), term.Line(b.Help().Desc)
	return name + " " + does, m.theme.paint(term.Accent, name) + " " + m.theme.paint(term.Muted, does)
}
