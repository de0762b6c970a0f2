package tui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

func keyBack() key.Binding  { return bind("back", "esc") }
func keyList() key.Binding  { return bind("checklist", "c") }
func keyHelp() key.Binding  { return bindAs("?", "help", "?", "f1") }
func keyQuit() key.Binding  { return bindAs("q", "leave", "q") }
func keyBreak() key.Binding { return bind("leave", "ctrl+c") }

// current is the pane that gets the keys.
func (m *model) current() pane {
	if n := len(m.top); n > 0 {
		return m.top[n-1]
	}
	return m.pane
}

// keys are all that mean something now: the pane's own, then those that are there at any time.
func (m *model) keys() []key.Binding {
	if m.small() {
		return []key.Binding{keyBreak()}
	}
	p := m.current()
	all := p.keys()
	if len(m.top) > 0 {
		return all
	}
	typing := p.typing()
	if l, ok := p.(*listPane); ok && (l.editing || l.filter.value() != "") {
		// Escape is the filter's.
	} else if m.canBack() {
		all = append(all, keyBack())
	}
	if typing {
		return append(all, bind("help", "f1"), keyBreak())
	}
	return append(all, keyHelp(), keyQuit(), keyList()) // The last is the first to be left out.
}

func (m *model) canBack() bool {
	return m.journey.CanBack() && !m.busy()
}

// busy reports whether something runs that going back would leave alone.
func (m *model) busy() bool {
	switch m.pending.(type) {
	case journey.Run, journey.RunTask, journey.MakeBranch, journey.Mend:
		return true
	}
	return m.board != nil && m.board.result != ""
}

// typed handles what came from the keyboard at once: keys that were pressed faster than they were read are one
// message, and each counts. What is pasted goes into a line of text or nowhere.
func (m *model) typed(k tea.KeyMsg) tea.Cmd {
	if k.Type != tea.KeyRunes || k.Alt || len(k.Runes) < 2 && !k.Paste {
		return m.press(k)
	}
	var cmds []tea.Cmd
	for i, r := range k.Runes {
		if m.current().typing() {
			k.Runes = k.Runes[i:]
			return tea.Batch(append(cmds, m.press(k))...)
		}
		if k.Paste {
			return nil
		}
		cmds = append(cmds, m.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}))
	}
	return tea.Batch(cmds...)
}

// press handles a key: first those that work everywhere, then the pane, then those that are left.
func (m *model) press(k tea.KeyMsg) tea.Cmd {
	switch k.String() {
	case "ctrl+c":
		return m.interrupt()
	case "ctrl+z":
		return m.stopCmd()
	}
	if m.small() {
		return nil
	}
	m.notice = ""
	if want, used := m.current().press(k); used {
		return m.want(want)
	}
	if len(m.top) > 0 {
		m.nothing(k, "the keys are below")
		return nil
	}
	if k.String() == "f1" {
		m.open(m.helpPane())
		return nil
	}
	if k.String() == "esc" {
		return m.back()
	}
	if m.current().typing() {
		return nil
	}
	switch k.String() {
	case "?", "h":
		m.open(m.helpPane())
	case "c":
		m.open(m.checklistPane())
	case "b", "left", "backspace":
		return m.back()
	case "q":
		return m.quit()
	default:
		m.nothing(k, "? shows the keys")
	}
	return nil
}

// nothing says of a letter that it has no meaning here: silence would look like a program that hangs.
func (m *model) nothing(k tea.KeyMsg, instead string) {
	if name := term.Line(k.String()); k.Type == tea.KeyRunes && !k.Paste && name != "" {
		m.say(term.Accent, name+" does nothing here; "+instead)
	}
}

func (m *model) open(p pane) { m.top = append(m.top, p) }

// want does what a pane asks for.
func (m *model) want(want intent) tea.Cmd {
	switch want := want.(type) {
	case answered:
		if len(m.top) > 0 {
			return m.confirmed(want.value)
		}
		if m.pending != nil || !m.answer(want.value) {
			return nil
		}
		return m.advance()
	case acted:
		m.act(want)
	case said:
		m.say(term.Accent, want.text)
	case halted:
		m.open(m.haltPane())
	case decided:
		if a := m.board.ask; a != nil {
			m.board.ask = nil
			a.answer <- want.decision
		}
	case paused:
		on := !m.options.Gate.stepping.Load()
		m.options.Gate.stepping.Store(on)
		m.board.stepping = on
	case released:
		m.board.result = ""
		return m.advance()
	case opened:
		m.open(want.pane)
	case closed:
		m.top = m.top[:len(m.top)-1]
	}
	return nil
}

// act does an action of the page. What was selected is selected again on the way back, and is one of two to compare.
func (m *model) act(want acted) {
	q := m.page.Question
	if !m.journey.Act(want.id) {
		return
	}
	if q != nil && q.ID == "project" && want.at != "" {
		m.memory[q.ID] = want.at
		if want.id == journey.ActCompare {
			m.memory["pair"] = want.at
		}
	}
	m.show()
}

// back goes to the page before. What is being looked up is given up; what is being made isn't.
func (m *model) back() tea.Cmd {
	switch {
	case m.board != nil && m.board.result != "":
		return m.want(released{})
	case m.busy():
		m.say(term.Warn, "Something is being done. Leave with q, or wait for it.")
		return nil
	case !m.journey.CanBack():
		m.say(term.Accent, "This is the first page. Leave with q.")
		return nil
	}
	if m.pending != nil {
		m.cancel()
		m.pending = nil
		m.seq++
	}
	m.journey.Back()
	return m.advance()
}

// quit leaves, after a question if something would be stopped by that.
func (m *model) quit() tea.Cmd {
	if m.pending == nil || !m.busy() {
		m.giveUp()
		return tea.Quit
	}
	m.open(m.leavePane())
	return nil
}

// interrupt is Ctrl-C: it leaves; while something runs it asks once, and the second time it forces.
func (m *model) interrupt() tea.Cmd {
	m.interrupted = true
	if m.pending == nil || !m.busy() {
		m.giveUp()
		return tea.Quit
	}
	if _, asked := m.current().(*leavePane); asked || m.leaving {
		m.leave()
		if m.options.Force != nil {
			m.options.Force()
		}
		return nil
	}
	m.open(m.leavePane())
	return nil
}

// leave stops what runs; the program ends when that has ended.
func (m *model) leave() {
	m.top, m.leaving = nil, true
	if m.board != nil {
		m.board.stopping, m.board.ask = true, nil
	}
	m.giveUp()
}

func (m *model) giveUp() {
	if m.cancel != nil {
		m.cancel()
	}
}

// confirmed answers the question whether to leave.
func (m *model) confirmed(v string) tea.Cmd {
	_, halt := m.current().(*haltPane)
	m.top = m.top[:len(m.top)-1]
	if halt {
		if v == "yes" && m.pending != nil {
			m.board.stopping = true
			m.giveUp()
		}
		return nil
	}
	if v != "yes" {
		m.interrupted = false
		return nil
	}
	if m.pending == nil { // It has ended meanwhile.
		return tea.Quit
	}
	m.leave()
	return nil
}
