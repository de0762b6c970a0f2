package tui

import (
	"context"
	"sync/atomic"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

// A Decision is what the person wants of a step.
type Decision int

// The decisions.
const (
	// Go on: run the step, or accept its failure.
	Go Decision = iota
	// Skip the step.
	Skip
	// Again: run a failed step once more.
	Again
	// Stop the run.
	Stop
)

// A Gate is where a run asks the person: before a step, if they want to see each one first, and after a
// failure. Its methods may be called from any goroutine, one at a time.
type Gate struct {
	stepping atomic.Bool
	send     atomic.Pointer[event.Sink] // to the screens; nil before they are up
}

// NewGate returns a gate that is open: it asks nothing before a step until the person wants it.
func NewGate() *Gate { return &Gate{} }

// An ask is one question of a run.
type ask struct {
	step    string
	failure *event.Failure // nil before a step
	answer  chan Decision
}

// asking carries a question behind the events that led to it.
type asking struct{ ask *ask }

// Type implements event.Body.
func (asking) Type() event.Type { return "ask" }

// finished carries an effect's result behind its events.
type finished struct {
	seq    int
	result journey.Result
}

// Type implements event.Body.
func (finished) Type() event.Type { return "result" }

// Before asks whether to run a step, if the person pauses before each.
func (g *Gate) Before(ctx context.Context, step string) Decision {
	if !g.stepping.Load() {
		return Go
	}
	return g.ask(ctx, &ask{step: step})
}

// Failed asks what to do about a failed step.
func (g *Gate) Failed(ctx context.Context, step string, f event.Failure) Decision {
	return g.ask(ctx, &ask{step: step, failure: &f})
}

func (g *Gate) ask(ctx context.Context, a *ask) Decision {
	send := g.send.Load()
	if send == nil {
		return Go
	}
	a.answer = make(chan Decision, 1)
	(*send)(event.Event{Body: asking{a}})
	select {
	case d := <-a.answer:
		return d
	case <-ctx.Done():
		return Stop
	}
}
