package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// kept is how many lines of a step's output can be looked at; the log file has all.
const kept = 5000

// A boardPane is a plan as a list of steps, before and while it is carried out, with all there is to
// know of the selected one.
type boardPane struct {
	title  string
	steps  []*stepView
	byID   map[string]*stepView
	at     int
	follow bool // the selection goes with the step that runs
	list   scroll
	detail scroll

	question *question // of the page, before the run
	running  bool
	stopping bool
	stepping bool
	ask      *ask
	began    time.Time
	ended    time.Time
	result   string // of a task that has ended, in words
	good     bool
	now      func() time.Time
	notes    []event.Note
	task     bool // one that can be stopped without leaving
}

// A stepView is what is known of a step.
type stepView struct {
	step     event.Step
	number   int
	begun    time.Time
	attempt  int
	progress event.StepProgress
	finished *event.StepFinished
	failure  *event.Failure
	log      string
	output   []string
	dropped  int
	about    []journey.Block // of the plan as a whole; such a row is no step
}

func newBoard(title string, steps []event.Step, now func() time.Time) *boardPane {
	b := &boardPane{title: title, byID: map[string]*stepView{}, follow: true, now: now}
	b.setSteps(steps)
	return b
}

func (b *boardPane) setSteps(steps []event.Step) {
	for _, s := range steps {
		if v := b.byID[s.ID]; v != nil {
			v.step = s
			continue
		}
		v := &stepView{step: s, number: len(b.byID) + 1}
		b.byID[s.ID] = v
		b.steps = append(b.steps, v)
	}
}

// overview puts what is to be known of the whole plan above the steps.
func (b *boardPane) overview(about []journey.Block) {
	b.steps = append([]*stepView{{about: about, step: event.Step{Title: "The plan as a whole"}}}, b.steps...)
}

// asked shows a question of the run, and the step that it is about.
func (b *boardPane) asked(a *ask) {
	b.ask, b.follow = a, true
	b.followTo(b.view(a.step))
}

// start begins the run.
func (b *boardPane) start() {
	b.running, b.question, b.began, b.follow = true, nil, b.now(), true
}

// take shows what an event says.
func (b *boardPane) take(e event.Event) {
	switch body := e.Body.(type) {
	case event.Plan:
		b.setSteps(body.Steps)
	case event.StepStarted:
		v := b.view(body.ID)
		v.begun, v.attempt, v.log, v.finished = e.Time, body.Attempt, body.Log, nil
		v.failure, v.progress = nil, event.StepProgress{Percent: -1}
		b.followTo(v)
	case event.StepOutput:
		b.view(body.ID).add(body.Text)
	case event.StepProgress:
		b.view(body.ID).progress = body
	case event.StepFinished:
		v := b.view(body.ID)
		v.finished = &body
		if body.Log != "" {
			v.log = body.Log
		}
	case event.Failure:
		v := b.view(body.Step)
		v.failure = &body
		b.followTo(v)
	case event.Note:
		b.notes = append(b.notes, body)
	}
}

func (b *boardPane) followTo(v *stepView) {
	for i, s := range b.steps {
		if s == v && b.follow {
			b.at, b.detail = i, scroll{}
		}
	}
}

// view is the step of an id; one that no plan named is added.
func (b *boardPane) view(id string) *stepView {
	if b.byID[id] == nil {
		b.setSteps([]event.Step{{ID: id, Title: id}})
	}
	return b.byID[id]
}

// add keeps lines of output, the newest of them.
func (v *stepView) add(text string) {
	v.output = append(v.output, strings.Split(strings.TrimRight(term.Output(text), "\n"), "\n")...)
	if over := len(v.output) - kept; over > kept/4 {
		v.dropped += over
		v.output = append([]string(nil), v.output[over:]...)
	}
}

func (v *stepView) runs() bool { return !v.begun.IsZero() && v.finished == nil }

func (b *boardPane) typing() bool { return false }

func (b *boardPane) keys() []key.Binding {
	var all []key.Binding
	switch {
	case b.ask != nil && b.ask.failure != nil:
		all = append(all, bind("try again", "r"), bind("skip it", "s"), bind("stop here", "enter"))
	case b.ask != nil:
		all = append(all, bind("run it", "enter"), bind("skip it", "s"), bind("stop here", "x"))
	case b.question != nil:
		for _, o := range b.question.q.Options {
			if o.Value != "quit" { // The page's own key leaves.
				all = append(all, b.optionKey(o))
			}
		}
	case b.task && b.running && !b.stopping:
		all = append(all, bind("stop it", "esc"))
	case b.result != "":
		all = append(all, bind("go on", "enter"))
	}
	if len(b.steps) > 1 {
		all = append(all, bindAs("↑/↓", "look at a step", "up", "k", "down", "j"))
	}
	if !b.detail.fits() {
		all = append(all, keyScroll())
	}
	if b.running && len(b.steps) > 1 || b.question != nil {
		help := "pause before each step"
		if b.stepping {
			help = "no more pauses"
		}
		all = append(all, bind(help, "p"))
	}
	if b.hasLog() {
		all = append(all, bind("log", "l"))
	}
	return all
}

// optionKey is the key of an answer to the page's question.
func (b *boardPane) optionKey(o journey.Option) key.Binding {
	switch o.Value {
	case "yes", "again":
		return bind(o.Title, "enter")
	case "other":
		return bind(o.Title, "o")
	}
	return bind(o.Title, "x")
}

func (b *boardPane) hasLog() bool {
	return len(b.steps) > 0 && (len(b.steps[b.at].output) > 0 || b.steps[b.at].log != "")
}

func (b *boardPane) press(k tea.KeyMsg) (intent, bool) {
	if want, used := b.pressAsked(k); used {
		return want, true
	}
	switch k.String() {
	case "p":
		if b.running && len(b.steps) > 1 || b.question != nil {
			return paused{}, true
		}
	case "esc":
		if b.task && b.running && !b.stopping {
			return halted{}, true
		}
	case "l":
		if b.hasLog() {
			return opened{b.logPane()}, true
		}
	}
	if by := step(k); by != 0 && len(b.steps) > 1 {
		b.at = max(0, min(b.at+by, len(b.steps)-1))
		b.follow = b.steps[b.at].runs()
		b.detail = scroll{}
		return nil, true
	}
	if by, used := glide(k, &b.detail); used {
		b.detail.move(by)
		return nil, true
	}
	return nil, false
}

// pressAsked handles the keys of what is asked.
func (b *boardPane) pressAsked(k tea.KeyMsg) (intent, bool) {
	switch {
	case b.ask != nil:
		choices := map[string]Decision{"enter": Go, "s": Skip, "x": Stop}
		if b.ask.failure != nil {
			choices = map[string]Decision{"r": Again, "s": Skip, "enter": Stop}
		}
		if d, ok := choices[k.String()]; ok {
			return decided{d}, true
		}
	case b.question != nil:
		for _, o := range b.question.q.Options {
			if key.Matches(k, b.optionKey(o)) {
				return answered{o.Value}, true
			}
		}
	case b.result != "" && k.String() == "enter":
		return released{}, true
	}
	return nil, false
}

// logPane is the newest output of the selected step, from its end.
func (b *boardPane) logPane() pane {
	v := b.steps[b.at]
	t := newTextPane(journey.Page{Title: "Output of " + v.step.ID}, nil)
	t.closes, t.columns = true, false
	t.write = func(k *ink) {
		if v.log != "" {
			k.facts([][2]string{{"Whole log", v.log}})
		}
		if v.dropped > 0 {
			k.note(event.Info, "Only the newest lines are here; the log file has all.")
		}
		k.blank()
		for _, l := range v.output {
			k.lines = append(k.lines, wrapOutput(l, k.width)...)
		}
	}
	t.scroll.tail = true
	return t
}
