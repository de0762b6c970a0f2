package tui

import (
	"context"
	"io"
	"runtime/debug"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

// safely makes a command whose panic ends the program in order, the terminal restored.
func (m *model) safely(f func() tea.Msg) tea.Cmd {
	s := m.session
	return func() (msg tea.Msg) {
		defer func() {
			if p := recover(); p != nil {
				s.crash(p, debug.Stack())
				msg = crashMsg{}
			}
		}()
		return f()
	}
}

// begin carries an effect out.
func (m *model) begin(e journey.Effect) tea.Cmd {
	ctx, cancel := context.WithCancel(m.session.ctx)
	m.pending, m.cancel, m.began = e, cancel, m.options.Now()
	m.seq++
	switch e := e.(type) {
	case journey.Run:
		m.board.start()
		m.pane = m.board
	case journey.RunTask:
		m.perform("Task "+e.Task.ID, event.Step{ID: e.Task.ID, Title: e.Task.Title})
		m.board.task = true
	case journey.Mend:
		m.perform("Fix: "+e.Title, event.Step{ID: "fix", Title: e.Title, Command: strings.Join(e.Lines(), "\n")})
	}
	seq, s, doer := m.seq, m.session, m.options.Doer
	return tea.Batch(m.tickCmd(), m.safely(func() tea.Msg {
		defer cancel()
		if !s.enter() {
			return nil
		}
		defer s.doing.Done()
		result := doer.Do(ctx, e, s.pump.sink)
		s.pump.sink(event.Event{Body: finished{seq, result}})
		return nil
	}))
}

// perform shows one command that runs, on a board of its own.
func (m *model) perform(title string, only event.Step) {
	m.board = newBoard(title, []event.Step{only}, m.options.Now)
	m.board.start()
	m.pane = m.board
}

// eventsCmd waits for the next events.
func (m *model) eventsCmd() tea.Cmd {
	return m.safely(func() tea.Msg {
		if all := m.session.pump.next(); all != nil {
			return eventsMsg(all)
		}
		return nil
	})
}

// tickCmd keeps elapsed times going while something runs.
func (m *model) tickCmd() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tickMsg{} })
}

// suspendedCmd waits for the request to stop from outside.
func (m *model) suspendedCmd() tea.Cmd {
	if m.options.Suspended == nil {
		return nil
	}
	return m.safely(func() tea.Msg {
		select {
		case <-m.options.Suspended:
			return stopMsg{}
		case <-m.session.ctx.Done():
			return nil
		}
	})
}

// backgroundCmd waits for the terminal's answer, if it ever comes.
func (m *model) backgroundCmd() tea.Cmd {
	return m.safely(func() tea.Msg {
		select {
		case b := <-m.session.background:
			return backgroundMsg{b}
		case <-m.session.ctx.Done():
			return nil
		}
	})
}

// stopCmd gives the terminal back and stops the process until it is continued.
func (m *model) stopCmd() tea.Cmd {
	if m.options.Suspend == nil {
		return nil
	}
	return tea.Exec(suspension{m.options.Suspend}, func(error) tea.Msg { return goOnMsg{} })
}

// A suspension is what runs while the terminal isn't ours.
type suspension struct{ stop func() }

// Run implements tea.ExecCommand.
func (s suspension) Run() error { s.stop(); return nil }

// SetStdin implements tea.ExecCommand.
func (suspension) SetStdin(io.Reader) {}

// SetStdout implements tea.ExecCommand.
func (suspension) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (suspension) SetStderr(io.Writer) {}
