package tui

import (
	"cmp"
	"context"
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A Doer carries effects out. Do is called from goroutines of its own, one at a time, and returns soon
// after ctx ends.
type Doer interface {
	Do(ctx context.Context, e journey.Effect, sink event.Sink) journey.Result
}

// A model is the program's state: the journey, the pane that shows its page, and what lies on top.
type model struct {
	options Options
	journey *journey.Journey
	theme   theme
	session *session

	width, height int
	page          journey.Page
	pane          pane
	top           []pane            // panes above it, the last one gets the keys
	memory        map[string]string // last answers by question, so that going back loses nothing
	board         *boardPane        // of the last run
	notice        string            // said once, above the key line
	noticeRole    term.Role
	noticed       time.Time

	pending journey.Effect // that is being carried out
	began   time.Time
	seq     int
	cancel  context.CancelFunc

	leaving     bool // as soon as the effect has ended
	interrupted bool
}

// Messages of the program itself.
type (
	eventsMsg []event.Event
	tickMsg   struct{}
	crashMsg  struct{}
	stopMsg   struct{}
	goOnMsg   struct{}
	// backgroundMsg is the terminal's answer to what its background is.
	backgroundMsg struct{ background term.Background }
)

func newModel(o Options, s *session) *model {
	sink := event.Sink(s.pump.sink)
	o.Gate.send.Store(&sink)
	m := &model{options: o, journey: o.Journey, session: s, theme: newTheme(o.Palette), width: o.Width, height: o.Height, memory: map[string]string{}}
	return m
}

// Init begins the journey where it stands.
func (m *model) Init() tea.Cmd {
	return tea.Batch(m.advance(), m.eventsCmd(), m.suspendedCmd(), m.backgroundCmd())
}

// Update takes one message. It never waits.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyMsg:
		return m, m.typed(msg)
	case eventsMsg:
		return m, tea.Batch(m.take(msg), m.eventsCmd())
	case tickMsg:
		if m.noticeRole == term.Accent && m.options.Now().Sub(m.noticed) > noticeTime {
			m.notice = ""
		}
		if m.pending != nil {
			return m, m.tickCmd()
		}
	case backgroundMsg:
		p := m.theme.palette
		p.Background = msg.background
		m.theme = newTheme(p)
	case stopMsg:
		return m, tea.Batch(m.stopCmd(), m.suspendedCmd())
	case crashMsg:
		return m, tea.Quit
	}
	return m, nil
}

// advance goes on until the journey waits for a person or for the world.
func (m *model) advance() tea.Cmd {
	for {
		if m.journey.Over() {
			return tea.Quit
		}
		if e := m.journey.Pending(); e != nil {
			m.show()
			return m.begin(e)
		}
		given, ok := m.journey.Given()
		if !ok {
			m.show()
			return nil
		}
		if !m.answer(given) {
			m.show()
			return nil
		}
	}
}

// answer gives an answer to the journey. One that doesn't fit is said, and the question stays.
func (m *model) answer(typed string) bool {
	q := m.journey.Page().Question
	if q == nil {
		return true
	}
	if m.options.Resolve != nil {
		resolved, err := m.options.Resolve(*q, typed)
		if err != nil {
			m.say(term.Bad, err.Error())
			return false
		}
		typed = resolved
	}
	m.memory[q.ID] = typed
	err := m.journey.Answer(typed)
	if wrong := (*journey.AnswerError)(nil); errors.As(err, &wrong) {
		m.say(term.Warn, wrong.Error())
		return false
	}
	if err != nil {
		m.say(term.Bad, err.Error())
		return false
	}
	return true
}

// noticeTime is how long a hint stays while something runs; a warning stays until the next key.
const noticeTime = 5 * time.Second

func (m *model) say(role term.Role, text string) {
	m.notice, m.noticeRole, m.noticed = text, role, m.options.Now()
}

// show makes the pane for the journey's page.
func (m *model) show() {
	m.page = m.journey.Page()
	m.top = nil
	q := m.page.Question
	last := ""
	if q != nil {
		last = m.memory[q.ID]
	}
	for i, b := range m.page.Blocks {
		switch b := b.(type) {
		case journey.ProjectList:
			l := projectPane(m.page, b.Projects, cmp.Or(last, q.Default))
			l.intro, l.rest = m.page.Blocks[:i], m.page.Blocks[i+1:]
			m.pane = l
			return
		case journey.IssueList:
			l := issuePane(m.page, b.Issues, last)
			l.intro, l.rest = m.page.Blocks[:i], m.page.Blocks[i+1:]
			m.pane = l
			return
		case journey.Steps:
			m.board = newBoard(m.page.Title, b.Steps, m.options.Now)
			m.board.overview(append(m.page.Blocks[:i:i], m.page.Blocks[i+1:]...))
			m.board.stepping = m.options.Gate.stepping.Load()
			n := newQuestion(*q, last)
			m.board.question = &n
			m.pane = m.board
			return
		}
	}
	var ask *question
	if q != nil && m.journey.Pending() == nil {
		n := newQuestion(*q, last)
		ask = &n
	}
	p := newTextPane(m.page, ask)
	if old, ok := m.pane.(*textPane); ok && old.title == p.title {
		p.keepPlace(old)
	}
	m.pane = p
}

// take takes what effects send, in order.
func (m *model) take(all []event.Event) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range all {
		switch body := e.Body.(type) {
		case finished:
			cmds = append(cmds, m.done(body))
		case asking:
			if m.board == nil || !m.board.running {
				body.ask.answer <- Go
				continue
			}
			m.board.asked(body.ask)
		default:
			if m.board != nil {
				m.board.take(e)
			}
		}
	}
	return tea.Batch(cmds...)
}

// done takes the result of an effect, unless the person has gone back meanwhile.
func (m *model) done(msg finished) tea.Cmd {
	if msg.seq != m.seq {
		return nil
	}
	effect := m.pending
	m.pending = nil
	if m.board != nil {
		m.board.running, m.board.stopping, m.board.ask, m.board.ended = false, false, nil, m.options.Now()
	}
	m.journey.Take(msg.result)
	if m.leaving {
		return tea.Quit
	}
	// The output of a command stays in sight until the person goes on.
	switch r := msg.result.(type) {
	case journey.TaskRan:
		if task, ok := effect.(journey.RunTask); ok {
			m.board.result, m.board.good = ended(task.Task.ID, r.Code, r.Err, "green", "red"), r.Err == nil && r.Code == 0
			return nil
		}
	case journey.Mended:
		if mend, ok := effect.(journey.Mend); ok {
			m.board.result, m.board.good = ended("The fix of "+mend.Title, r.Code, r.Err, "done", "not done"), r.Err == nil && r.Code == 0
			return nil
		}
	}
	return m.advance()
}
