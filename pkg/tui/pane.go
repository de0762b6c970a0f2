package tui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// A pane is what stands between the header and the key line.
type pane interface {
	// keys are those that mean something here now, the most useful first.
	keys() []key.Binding
	// press handles a key. It returns what the key asks of the model, or nil; used tells whether the key
	// meant anything.
	press(k tea.KeyMsg) (want intent, used bool)
	// draw fills width by height cells.
	draw(t theme, width, height int) frame
	// typing reports whether letters go into a line of text.
	typing() bool
}

// A frame is what a pane drew, and where the hardware cursor sits: on the selection, for people whose
// software reads the screen from there.
type frame struct {
	lines    []string
	row, col int // row -1: nowhere in particular
}

// An intent is what a pane wants of the model.
type intent any

type (
	// answered answers the page's question.
	answered struct{ value string }
	// acted does one of the page's actions.
	acted struct {
		id string
		at string // value of the selected line or option; empty if there is none
	}
	// said tells the person something, once.
	said struct{ text string }
	// halted asks whether to stop the command that runs.
	halted struct{}
	// decided answers what a run asks.
	decided struct{ decision Decision }
	// opened puts a pane on top.
	opened struct{ pane pane }
	// closed takes the top pane away.
	closed struct{}
	// paused switches the pause before each step.
	paused struct{}
	// released goes on from a task that has ended.
	released struct{}
)

func bind(help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label(keys[0]), help))
}

// bindAs is bind with a label for several keys.
func bindAs(shown, help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, help))
}

func label(k string) string {
	switch k {
	case " ":
		return "space"
	case "pgdown":
		return "pgdn"
	}
	return k
}

// Keys of more than one pane.
func keyUp() key.Binding     { return bindAs("↑/↓", "choose", "up", "k", "down", "j") }
func keyScroll() key.Binding { return bindAs("pgup/pgdn", "scroll", "pgup", "pgdown") }
func keyClose() key.Binding  { return bind("close", "esc", "q") }

// step is how far a key moves a selection.
func step(k tea.KeyMsg) int {
	switch k.String() {
	case "up", "k", "shift+tab":
		return -1
	case "down", "j", "tab":
		return 1
	}
	return 0
}

// glide is how far a key scrolls a window.
func glide(k tea.KeyMsg, s *scroll) (by int, used bool) {
	switch k.String() {
	case "pgup", "ctrl+b":
		return -s.page(), true
	case "pgdown", " ", "ctrl+f":
		return s.page(), true
	case "home", "g":
		return -s.total, true
	case "end", "G":
		return s.total, true
	}
	return 0, false
}
