// Package runner carries a plan out and says what happens.
//
// [Runner.Inspect] tells which steps are done, [Runner.Run] does the others and sends events. The
// runner decides nothing that the plan didn't: it orders steps by their needs, starts them in the
// managed environment, tries again what the network broke, and records what it did. The world enters
// through the small interfaces of this package.
//
// A run always ends, with one result for every step: a step that panics fails, with the stack in its
// log, and what can't be recorded is said and doesn't stop anything.
package runner

import (
	"context"
	"time"
)

// A Runner carries plans out. Its fields are set before use and not changed afterwards.
type Runner struct {
	Executor Executor
	Cloner   Cloner
	Files    Files
	Journal  Journal
	// Knows failures by their output; nil knows none.
	Diagnoser Diagnoser
	// Asked during a run; nil means Go, always.
	Asker Asker
	// Most steps at the same time; 0 means 1.
	Jobs int
	// Clock, and pause before a try; nil for the real ones.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
	// Command that continues a run, and where to ask a person, for failures.
	Continue, Ask string
}

func (r *Runner) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}

func (r *Runner) sleep(ctx context.Context, d time.Duration) error {
	if r.Sleep != nil {
		return r.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
