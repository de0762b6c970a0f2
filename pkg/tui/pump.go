package tui

import (
	"context"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

const (
	// frameTime is how long events are gathered before they are shown together.
	frameTime = 16 * time.Millisecond
	// ahead is how many events a run may be ahead of the screen before it waits.
	ahead = 1024
)

// A pump carries the events of effects to the screen: in order, none lost, gathered by frames. Its sink
// waits while the screen is far behind.
type pump struct {
	ctx   context.Context // ends when nobody looks any more
	mu    sync.Mutex
	queue []event.Event
	ready chan struct{} // holds one token while the queue isn't empty
	room  chan struct{} // holds one token after the queue was taken
}

func newPump(ctx context.Context) *pump {
	return &pump{ctx: ctx, ready: make(chan struct{}, 1), room: make(chan struct{}, 1)}
}

// sink is an event.Sink.
func (p *pump) sink(e event.Event) {
	for p.ctx.Err() == nil {
		p.mu.Lock()
		if len(p.queue) < ahead {
			p.queue = append(p.queue, e)
			p.mu.Unlock()
			signal(p.ready)
			return
		}
		p.mu.Unlock()
		select {
		case <-p.room:
		case <-p.ctx.Done():
		}
	}
}

// next waits for events and takes all that came within a frame; nil when nobody looks any more.
func (p *pump) next() []event.Event {
	for {
		select {
		case <-p.ready:
		case <-p.ctx.Done():
			return nil
		}
		select {
		case <-time.After(frameTime):
		case <-p.ctx.Done():
		}
		// Somebody else may have taken them meanwhile.
		if all := p.take(); len(all) > 0 {
			return all
		}
	}
}

// take takes what is there.
func (p *pump) take() []event.Event {
	p.mu.Lock()
	all := p.queue
	p.queue = nil
	p.mu.Unlock()
	signal(p.room)
	return all
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
