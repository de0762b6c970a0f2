package runner

import (
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A schedule starts the steps of a plan as their needs are met. It belongs to one goroutine.
type schedule struct {
	*execution

	states  []State
	results map[string]event.Result
	// touched are the steps that ran, or that need one that did.
	touched map[string]bool
	started []bool
	running int
	ended   chan ended
}

type ended struct {
	step   plan.Step
	result event.Result
}

// run returns the result of every step.
func (c *schedule) run() map[string]event.Result {
	c.results, c.touched = map[string]event.Result{}, map[string]bool{}
	c.started, c.ended = make([]bool, len(c.plan.Steps)), make(chan ended)
	for {
		c.startReady()
		if c.running == 0 {
			break
		}
		e := <-c.ended
		c.running--
		c.results[e.step.ID] = e.result
		if e.result == event.Succeeded {
			c.touched[e.step.ID] = true
		}
	}
	for i, s := range c.plan.Steps {
		if !c.started[i] {
			c.results[s.ID] = event.NotRun
			c.emit(event.StepFinished{ID: s.ID, Result: event.NotRun, Reason: c.whyNot(s)})
		}
	}
	return c.results
}

// startReady starts what may start now, in the order of the plan.
func (c *schedule) startReady() {
	for i, s := range c.plan.Steps {
		if c.started[i] || c.running >= max(c.runner.Jobs, 1) || c.stopping() != "" || !c.ready(s) {
			continue
		}
		c.started[i] = true
		c.running++
		before := c.states[i]
		for _, n := range s.Needs {
			if c.touched[n] {
				c.touched[s.ID] = true
				before.stale = true
			}
		}
		go func() { c.ended <- ended{s, c.step(s, before)} }()
	}
}

func (c *schedule) ready(s plan.Step) bool {
	for _, n := range s.Needs {
		if !done(c.results[n]) {
			return false
		}
	}
	return true
}

// whyNot says why a step wasn't started.
func (c *schedule) whyNot(s plan.Step) string {
	for _, n := range s.Needs {
		switch res := c.results[n]; res {
		case event.Succeeded, event.AlreadyDone:
		case event.Failed:
			return "it needs " + n + ", which failed"
		case event.Cancelled:
			return "it needs " + n + ", which was stopped"
		case event.Skipped:
			return "it needs " + n + ", which was skipped"
		default:
			return "it needs " + n + ", which didn't run"
		}
	}
	if why := c.stopping(); why != "" {
		return why
	}
	return "the run was stopped"
}
