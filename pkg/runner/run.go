package runner

import (
	"context"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A Report is how a run ended.
type Report struct {
	// Results of the steps, by id. Every step of the plan has one.
	Results map[string]event.Result
	// First failure, if there was one.
	Failure *event.Failure
	// What was wrong with the first step that failed.
	Err error
	// Time of the whole run.
	Elapsed time.Duration
}

// OK reports whether every step is done.
func (r Report) OK() bool {
	for _, res := range r.Results {
		if !done(res) {
			return false
		}
	}
	return true
}

// done reports whether a step that ended so is done.
func done(r event.Result) bool { return r == event.Succeeded || r == event.AlreadyDone }

// Count returns how many steps ended in each way.
func (r Report) Count() map[event.Result]int {
	n := map[event.Result]int{}
	for _, res := range r.Results {
		n[res]++
	}
	return n
}

// Run sends the plan and carries it out. Steps whose needs are met run side by side, up to Jobs. When
// one fails, those that run are let finish and no other is started. Cancelling ctx ends the running
// steps and all their processes. A panic of the sink does so too, and goes on in the caller.
func (r *Runner) Run(ctx context.Context, p plan.Plan, sink event.Sink) Report {
	start := r.now()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	x := &execution{
		runner: r, plan: p, ctx: ctx, cancel: cancel, sink: sink, said: map[string]bool{},
		asking: make(chan struct{}, 1), fingerprint: r.fingerprinter(ctx, p),
	}
	states := r.Inspect(ctx, p)
	x.emit(Describe(p, states))
	x.report.Results = (&schedule{execution: x, states: states}).run()
	if x.broken != nil {
		panic(x.broken)
	}
	x.report.Elapsed = r.now().Sub(start)
	return x.report
}

// fingerprinter returns a function that takes the fingerprint of the plan's checkout, and of the companions that proofs
// run in; "" if one has none.
func (r *Runner) fingerprinter(ctx context.Context, p plan.Plan) func() string {
	roots := []string{p.Dir}
	for _, s := range p.Steps {
		if s.Kind == plan.KindVerify && s.Root != "" && !slices.Contains(roots, s.Root) {
			roots = append(roots, s.Root)
		}
	}
	return func() string {
		var all []string
		for _, root := range roots {
			f, err := r.Files.Fingerprint(ctx, root, p.Environment)
			if err != nil {
				return ""
			}
			all = append(all, f)
		}
		return strings.Join(all, " ")
	}
}

// An execution is one run of one plan.
type execution struct {
	runner      *Runner
	plan        plan.Plan
	ctx         context.Context //nolint:containedctx // it lives exactly as long as the run
	cancel      context.CancelFunc
	fingerprint func() string

	// sending is held while the sink is called; broken is what it panicked with.
	sending sync.Mutex
	sink    event.Sink
	broken  *PanicError
	// asking holds one value while the person is asked.
	asking chan struct{}

	mu     sync.Mutex
	report Report
	// stopped says why no further step is started, or is empty.
	stopped string
	// said are the troubles that the person knows of.
	said map[string]bool
}

// emit sends one event. Events come one after the other, and their times don't go back.
func (x *execution) emit(b event.Body) {
	x.sending.Lock()
	defer x.sending.Unlock()
	if x.broken != nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			x.broken = &PanicError{Value: p, Stack: debug.Stack()}
			x.cancel()
		}
	}()
	x.sink(event.Event{Time: x.runner.now(), Body: b})
}

// trouble tells the person once that something can't be recorded.
func (x *execution) trouble(about, text string) {
	x.mu.Lock()
	known := x.said[about]
	x.said[about] = true
	x.mu.Unlock()
	if !known {
		x.emit(event.Note{Level: event.Warning, Text: hide(text)})
	}
}

// recorded tells the person if the journal couldn't be written. What it holds in memory stays right.
func (x *execution) recorded(err error) {
	if err != nil {
		x.trouble("journal", "What is done can't be recorded: "+err.Error()+
			". The run goes on; a later one may do again what it can't see.")
	}
}

// stop lets no further step start. The first reason counts.
func (x *execution) stop(why string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.stopped == "" {
		x.stopped = why
	}
}

// stopping says why no further step may start, or "".
func (x *execution) stopping() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.stopped == "" && x.ctx.Err() != nil {
		return "the run was stopped"
	}
	return x.stopped
}

// fail notes the first failure of the run.
func (x *execution) fail(f event.Failure, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.report.Failure == nil {
		x.report.Failure, x.report.Err = &f, err
	}
}

// ask asks the person, one question at a time. Nobody is asked once the run is stopping.
func (x *execution) ask(question func(Asker) Decision) Decision {
	if x.runner.Asker == nil {
		return Go
	}
	select {
	case x.asking <- struct{}{}:
		defer func() { <-x.asking }()
	case <-x.ctx.Done():
	}
	if x.stopping() != "" {
		return Go
	}
	return question(x.runner.Asker)
}
