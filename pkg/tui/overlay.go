package tui

import (
	"context"
	"errors"
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// helpPane says what the page is for and what each key does, from the bindings themselves.
func (m *model) helpPane() pane {
	keys := m.keys()
	help := m.page.Help
	t := newTextPane(journey.Page{Title: "Help: " + m.page.Stage.Title()}, nil)
	t.closes, t.columns = true, false
	t.write = func(k *ink) {
		k.plain("", help)
		k.block(journey.Heading{Text: "Keys"})
		rows := make([][2]string, 0, len(keys)+2)
		for _, b := range keys {
			if b.Help().Key == "ctrl+c" {
				continue // It stands below.
			}
			rows = append(rows, [2]string{m.theme.keyName(b.Help().Key), b.Help().Desc})
		}
		rows = append(rows, [2]string{"ctrl+z", "put it in the background, as any program"},
			[2]string{"ctrl+c", "leave; what is done stays, and start goes on there"})
		k.facts(rows)
		k.block(journey.Heading{Text: "Marks"})
		for _, role := range []struct {
			role term.Role
			text string
		}{{term.Good, "done, found or proved"}, {term.Accent, "to know, or under way"}, {term.Warn, "to mind"}, {term.Bad, "failed or missing"}, {term.Muted, "to do"}} {
			k.plain(k.sign(role.role), role.text)
		}
		k.block(journey.Heading{Text: "Without screens"})
		k.plain("", "The same journey as lines, for screen readers and logs: jupyter-onboard start --plain")
	}
	return t
}

// checklistPane is where the person is on the way.
func (m *model) checklistPane() pane {
	t := newTextPane(journey.Page{Title: "Where you are", Blocks: []journey.Block{journey.Items{Items: m.journey.Checklist()}}}, nil)
	t.closes = true
	return t
}

// A leavePane asks once whether to stop what runs.
type leavePane struct{ textPane }

func (m *model) leavePane() pane {
	n := newQuestion(journey.Question{ID: "leave", Text: "Stop it and leave?", Default: "yes", Options: []journey.Option{
		{Value: "yes", Title: "stop and leave"}, {Value: "no", Title: "let it run"},
	}}, "")
	return &leavePane{*newTextPane(journey.Page{Title: "Something still runs", Blocks: []journey.Block{
		journey.Text{Text: "Stopping ends the step under way. What is done stays, and start goes on from there. Ctrl-C again stops it by force."},
	}}, &n)}
}

// A haltPane asks once whether to stop a task, and to stay.
type haltPane struct{ textPane }

func (m *model) haltPane() pane {
	n := newQuestion(journey.Question{ID: "halt", Text: "Stop it?", Default: "yes", Options: []journey.Option{
		{Value: "yes", Title: "stop it"}, {Value: "no", Title: "let it run"},
	}}, "")
	return &haltPane{*newTextPane(journey.Page{Title: "The task still runs", Blocks: []journey.Block{
		journey.Text{Text: "Stopping ends the task and goes back to the page before. Your branch and your changes stay as they are."},
	}}, &n)}
}

// ended says how a command ended.
func ended(name string, code int, err error, good, bad string) string {
	switch {
	case errors.Is(err, context.Canceled):
		return name + " was stopped."
	case err != nil:
		return name + ": " + err.Error()
	case code != 0:
		return fmt.Sprintf("%s is %s (exit code %d).", name, bad, code)
	}
	return name + " is " + good + "."
}
