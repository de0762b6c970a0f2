package cli

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/tui"
)

// screens shows the journey in the terminal's other screen, and says at the end how to go on.
func (a *app) screens(ctx context.Context, j *journey.Journey, d *doer) error {
	t := a.terminal()
	width, height, _ := t.Size()
	gate := tui.NewGate()
	d.asker = gateAsker{gate}
	notices := &later{}
	d.engine.Notice = notices.add
	defer notices.say(a)
	ctx, force := system.WithForce(ctx)
	suspended, suspend, stop := watchSuspend()
	defer stop()
	err := tui.Run(ctx, tui.Options{
		Journey: j, Doer: d, Gate: gate, Palette: t.Profile.Palette(), Width: width, Height: height,
		In: a.process.In, Out: a.process.Out, Suspended: suspended, Suspend: suspend, Force: force,
		Resolve: func(q journey.Question, typed string) (string, error) {
			if q.ID == "dir" && strings.TrimSpace(typed) != "" {
				return a.absolute(strings.TrimSpace(typed))
			}
			return typed, nil
		},
	})
	var crash *tui.CrashError
	switch {
	case errors.As(err, &crash):
		return &problem{
			code: exitFailed, message: "The screens have a fault. What was made stays.", observed: crash.Error(),
			expected: "no fault", next: continueJourney(j) + " --plain", cause: err,
		}
	case errors.Is(err, tui.ErrInterrupted), errors.Is(err, system.ErrForced):
		a.goodbye(j)
		return &quietError{exitInterrupted}
	case err != nil:
		return err
	}
	if pl, ok := j.Plan(); ok && j.Stage() == journey.Prepare {
		if err := a.refused(pl); err != nil {
			return err
		}
	}
	if way, ok := j.Way(); ok {
		a.prose().Page(way) // The screens, where it stood, are gone.
	}
	a.goodbye(j)
	return nil
}

// later keeps what can't be said while the screens are up.
type later struct {
	mu    sync.Mutex
	texts []string
}

func (l *later) add(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.texts = append(l.texts, text)
}

func (l *later) say(a *app) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, text := range l.texts {
		a.say(event.Warning, text)
	}
}

// A gateAsker lets a run ask on the screen.
type gateAsker struct{ gate *tui.Gate }

// Before implements runner.Asker.
func (g gateAsker) Before(ctx context.Context, s plan.Step) runner.Decision {
	return decision(g.gate.Before(ctx, s.ID))
}

// Failed implements runner.Asker.
func (g gateAsker) Failed(ctx context.Context, s plan.Step, f event.Failure) runner.Decision {
	return decision(g.gate.Failed(ctx, s.ID, f))
}

func decision(d tui.Decision) runner.Decision {
	switch d {
	case tui.Skip:
		return runner.Skip
	case tui.Again:
		return runner.Again
	case tui.Stop:
		return runner.Stop
	case tui.Go:
	}
	return runner.Go
}
