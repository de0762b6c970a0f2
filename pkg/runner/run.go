package runner

import (
	"context"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A Report is how a run ended.
type Report struct {
	// Results of the steps, by id.
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
		if res != event.Succeeded && res != event.AlreadyDone {
			return false
		}
	}
	return true
}

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
// steps and all their processes.
func (r *Runner) Run(ctx context.Context, p plan.Plan, sink event.Sink) Report {
	start := r.now()
	x := &execution{
		runner: r, plan: p, ctx: ctx, fingerprint: func() string {
			f, err := r.Files.Fingerprint(ctx, p.Dir, p.Environment)
			if err != nil {
				return ""
			}
			return f
		},
		report: Report{Results: map[string]event.Result{}},
	}
	var mu sync.Mutex
	x.emit = func(b event.Body) {
		mu.Lock()
		defer mu.Unlock()
		sink(event.Event{Time: r.now(), Body: b})
	}
	states := r.Inspect(ctx, p)
	x.emit(Describe(p, states))
	x.schedule(states)
	x.report.Elapsed = r.now().Sub(start)
	return x.report
}

// An execution is one run of one plan.
type execution struct {
	runner      *Runner
	plan        plan.Plan
	ctx         context.Context //nolint:containedctx // it lives exactly as long as the run
	emit        func(event.Body)
	fingerprint func() string
	mu          sync.Mutex
	report      Report
	stopped     bool
}

type finished struct {
	index  int
	result event.Result
}

// schedule starts steps as their needs are met and slots are free, until nothing more can start.
func (x *execution) schedule(states []State) {
	jobs := max(x.runner.Jobs, 1)
	results := map[string]event.Result{}
	done := make(chan finished)
	started := make([]bool, len(x.plan.Steps))
	running := 0
	for {
		progressed := false
		for i, s := range x.plan.Steps {
			if started[i] || running >= jobs || x.stopping() || !ready(s, results) {
				continue
			}
			started[i], progressed = true, true
			running++
			go func() { done <- finished{i, x.step(s, states[i])} }()
		}
		if running == 0 {
			if !progressed {
				break
			}
			continue
		}
		f := <-done
		running--
		results[x.plan.Steps[f.index].ID] = f.result
	}
	for i, s := range x.plan.Steps {
		if !started[i] {
			x.notRun(s, results)
		}
	}
	x.report.Results = results
}

func (x *execution) notRun(s plan.Step, results map[string]event.Result) {
	results[s.ID] = event.NotRun
	reason := "the run was stopped"
	for _, n := range s.Needs {
		if res, ok := results[n]; ok && res != event.Succeeded && res != event.AlreadyDone {
			reason = "it needs " + n
			break
		}
	}
	x.emit(event.StepFinished{ID: s.ID, Result: event.NotRun, Reason: reason})
}

func (x *execution) stopping() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.stopped || x.ctx.Err() != nil
}

func ready(s plan.Step, results map[string]event.Result) bool {
	for _, n := range s.Needs {
		if res := results[n]; res != event.Succeeded && res != event.AlreadyDone {
			return false
		}
	}
	return true
}
