package cli

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// A doer carries the effects of a journey out.
type doer struct {
	app      *app
	engine   *engine.Engine
	jobs     int
	practice bool
	asker    runner.Asker // nil asks nothing during a run
}

// Do carries an effect out; what happens meanwhile goes to sink.
func (d *doer) Do(ctx context.Context, e journey.Effect, sink event.Sink) journey.Result {
	switch e := e.(type) {
	case journey.Inspect:
		return d.inspect(ctx, e)
	case journey.Run:
		return d.run(ctx, e, sink)
	case journey.FindIssues:
		return d.findIssues(e)
	case journey.MakeBranch:
		return journey.MadeBranch{Err: d.engine.Branch(ctx, e.Plan, e.Name)}
	case journey.RunTask:
		return d.task(ctx, e, sink)
	}
	return journey.TaskRan{Err: fmt.Errorf("no way to carry out %T", e)}
}

func (d *doer) inspect(ctx context.Context, e journey.Inspect) journey.Result {
	facts := d.engine.Facts(ctx, e.Guide, e.Choices)
	p, err := plan.Build(e.Guide, facts, e.Choices)
	if err != nil {
		return journey.Inspected{Err: err}
	}
	facts.Machine = d.engine.Machine(ctx, p.Dir)
	states, err := d.engine.Inspect(ctx, p)
	if err != nil {
		return journey.Inspected{Err: err}
	}
	r := journey.Inspected{Plan: p, Findings: doctor.Check(p, facts), Shown: runner.Describe(p, states).Steps}
	for i, s := range p.Steps {
		r.Steps = append(r.Steps, journey.StepState{Step: s, Done: states[i].Done, Reason: states[i].Reason})
	}
	return r
}

func (d *doer) run(ctx context.Context, e journey.Run, sink event.Sink) journey.Result {
	again := plan.Quote([]string{"jupyter-onboard", "start", e.Plan.Guide.ID, "--dir", e.Plan.Dir, "--profile", e.Plan.Profile})
	hold, err := d.engine.Hold(e.Plan.Dir)
	if err != nil {
		return journey.Ran{Err: err}
	}
	defer hold.Release()
	report, err := d.engine.SetUp(ctx, hold, e.Plan, engine.Options{
		Jobs: d.jobs, Continue: again, Ask: askWhere(e.Plan, false), Asker: d.asker,
	}, sink)
	r := journey.Ran{OK: err == nil && report.OK(), Failure: report.Failure, Err: err}
	if !r.OK {
		return r
	}
	for _, s := range e.Plan.Steps {
		if s.Kind == plan.KindVerify && (report.Results[s.ID] == event.Succeeded || report.Results[s.ID] == event.AlreadyDone) {
			r.Proofs = append(r.Proofs, s.Why)
		}
	}
	if d.practice {
		you := practice.Identity()
		if err := d.engine.Identify(ctx, e.Plan, you.Name, you.Email); err != nil {
			return journey.Ran{Err: err}
		}
	}
	return r
}

// findIssues judges the sample project's issues. Of other projects nothing is asked on the network:
// the journey's page has the addresses of the lists.
func (d *doer) findIssues(e journey.FindIssues) journey.Result {
	if !d.practice {
		return journey.FoundIssues{}
	}
	now := time.Now()
	var found []journey.FoundIssue
	for _, p := range practice.Issues(now) {
		i := issues.Issue{
			Number: p.Number, Title: p.Title, Body: p.Body, Author: p.Author, Open: p.State == "open", Labels: p.Labels,
			Assignees: p.Assignees, Created: p.CreatedAt, Updated: p.UpdatedAt, LinkedPullRequests: p.LinkedPullRequests,
			CommentsKnown: true, PRKnown: true,
		}
		for _, c := range p.Comments {
			i.Comments = append(i.Comments, issues.Comment{Author: c.Author, Body: c.Body, Created: c.CreatedAt})
		}
		found = append(found, journey.FoundIssue{Issue: i, Verdict: issues.Judge(e.Guide.Issues, i, now)})
	}
	return journey.FoundIssues{Issues: found}
}

func (d *doer) task(ctx context.Context, e journey.RunTask, sink event.Sink) journey.Result {
	out := &outputSink{id: e.Task.ID, sink: sink}
	sink(event.Event{Time: time.Now(), Body: event.StepStarted{ID: e.Task.ID, Attempt: 1}})
	began := time.Now()
	code, err := d.engine.Task(ctx, e.Plan, e.Task, nil, engine.TaskIO{Out: out})
	out.flush()
	end := event.StepFinished{ID: e.Task.ID, Result: event.Succeeded, ExitCode: code, Seconds: time.Since(began).Seconds()}
	if code != 0 || err != nil {
		end.Result, end.Reason = event.Failed, fmt.Sprintf("exit code %d", code)
	}
	sink(event.Event{Time: time.Now(), Body: end})
	return journey.TaskRan{Code: code, Err: err}
}

// An outputSink makes events of what a task prints: whole lines, and at the end what is left.
type outputSink struct {
	id   string
	sink event.Sink
	mu   sync.Mutex
	rest []byte
}

// Write implements io.Writer.
func (o *outputSink) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.rest = append(o.rest, b...)
	if i := bytes.LastIndexByte(o.rest, '\n'); i >= 0 {
		o.send(o.rest[:i+1])
		o.rest = append([]byte(nil), o.rest[i+1:]...)
	}
	return len(b), nil
}

func (o *outputSink) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.rest) > 0 {
		o.send(o.rest)
		o.rest = nil
	}
}

func (o *outputSink) send(b []byte) {
	o.sink(event.Event{Time: time.Now(), Body: event.StepOutput{ID: o.id, Text: string(b)}})
}

// linearSink shows the events of a run in the view, and the output of a task as it is.
func (a *app) linearSink(e journey.Effect) event.Sink {
	if _, ok := e.(journey.RunTask); !ok {
		return a.view().Show
	}
	out := a.taskOutput()
	return func(e event.Event) {
		switch body := e.Body.(type) {
		case event.StepOutput:
			_, _ = out.Write([]byte(body.Text)) // The view tells the first error of standard output.
		case event.StepFinished:
			_ = out.Flush()
		}
	}
}
