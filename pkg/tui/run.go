package tui

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// Options are what the screens need of the world.
type Options struct {
	Journey *journey.Journey
	Doer    Doer
	// Where runs ask; the Doer knows the same gate.
	Gate *Gate
	// Resolve makes a typed answer what the journey takes, such as a folder absolute; nil leaves it.
	Resolve func(q journey.Question, typed string) (string, error)
	// What the terminal can show, and how large it is to begin with.
	Palette       term.Palette
	Width, Height int
	In, Out       File
	// Clock; nil for the real one.
	Now func() time.Time
	// Force ends at once what doesn't end when it is asked to; nil if nothing can.
	Force func()
	// Suspended tells that the process was asked to stop; Suspend stops it until it is continued. Both
	// nil where there is no such thing.
	Suspended <-chan struct{}
	Suspend   func()
}

// A CrashError is a panic in the screens.
type CrashError struct {
	Value any
	Stack []byte
}

// Error implements error.
func (e *CrashError) Error() string { return fmt.Sprintf("the screens have a fault: %v", e.Value) }

// ErrInterrupted says that the person left with Ctrl-C.
var ErrInterrupted = errors.New("interrupted")

// Run shows the journey until the person leaves it or ctx ends, and restores the terminal. Effects have
// ended when it returns. The error is nil if the person left, [ErrInterrupted] if they did so with
// Ctrl-C, a *[CrashError] after a panic, or the cause of ctx.
func Run(ctx context.Context, o Options) error {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := newSession(ctx)
	defer s.end()
	m := newModel(o, s)
	p := tea.NewProgram(&guarded{inner: m, session: s},
		tea.WithContext(ctx), tea.WithFPS(120), tea.WithAltScreen(), tea.WithoutSignalHandler(), tea.WithoutCatchPanics(),
		tea.WithInput(&listener{File: o.In, heard: s.heard, crash: s.crashIn}), tea.WithOutput(&painter{File: o.Out, crash: s.crashIn}))
	s.wake = func() { p.Send(crashMsg{}) }
	_, err := p.Run()
	s.end()
	switch crash := s.crashed(); {
	case crash != nil:
		return crash
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return fmt.Errorf("show the screens: %w", err)
	case m.interrupted:
		return ErrInterrupted
	}
	return nil
}

// A session is what outlives single messages: the context of all effects, their events, a crash.
type session struct {
	ctx        context.Context
	cancel     context.CancelFunc
	pump       *pump
	doing      sync.WaitGroup
	background chan term.Background
	wake       func() // makes the program take a message

	mu    sync.Mutex
	ended bool
	fault *CrashError
}

func newSession(ctx context.Context) *session {
	ctx, cancel := context.WithCancel(ctx)
	return &session{ctx: ctx, cancel: cancel, pump: newPump(ctx), background: make(chan term.Background, 1), wake: func() {}}
}

// end gives up what is under way and waits until it has ended.
func (s *session) end() {
	s.cancel()
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.doing.Wait()
}

// enter counts an effect that begins. It reports false once the session has ended.
func (s *session) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	s.doing.Add(1)
	return true
}

func (s *session) heard(b term.Background) {
	select {
	case s.background <- b:
	default:
	}
}

// crash notes the first panic.
func (s *session) crash(v any, stack []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault == nil {
		s.fault = &CrashError{v, stack}
	}
}

// crashIn notes a panic in a goroutine of the framework, and makes the program take a message to end by.
func (s *session) crashIn(v any) {
	s.crash(v, debug.Stack())
	go s.wake()
}

func (s *session) crashed() *CrashError {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

// A guarded model turns a panic into an orderly end: the framework restores the terminal, and the
// caller gets a *CrashError.
type guarded struct {
	inner   tea.Model
	session *session
}

// Init implements tea.Model.
func (g *guarded) Init() (cmd tea.Cmd) {
	defer g.recover(&cmd)
	return g.inner.Init()
}

// Update implements tea.Model.
func (g *guarded) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g // Also after a panic.
	defer g.recover(&cmd)
	if g.session.crashed() != nil {
		return g, tea.Quit
	}
	_, cmd = g.inner.Update(msg)
	return g, cmd
}

// View implements tea.Model.
func (g *guarded) View() (view string) {
	if g.session.crashed() != nil {
		return ""
	}
	defer func() {
		if p := recover(); p != nil {
			g.session.crashIn(p)
		}
	}()
	return g.inner.View()
}

func (g *guarded) recover(cmd *tea.Cmd) {
	if p := recover(); p != nil {
		g.session.crash(p, debug.Stack())
		*cmd = tea.Quit
	}
}
