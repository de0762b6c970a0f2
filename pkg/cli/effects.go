package cli

import (
	"context"
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
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
	// Ids of the guides that came with the program: a fix that one of them names may be run after a yes.
	embedded map[string]bool
	project  projectFlags
	asker    runner.Asker // nil asks nothing during a run
}

// Do carries an effect out; what happens meanwhile goes to sink.
func (d *doer) Do(ctx context.Context, e journey.Effect, sink event.Sink) journey.Result {
	switch e := e.(type) {
	case journey.Inspect:
		return d.inspect(ctx, e)
	case journey.Run:
		return d.run(ctx, e, sink)
	case journey.Open:
		return d.open(ctx, e)
	case journey.Survey:
		return d.survey(ctx, e)
	case journey.Mend:
		return d.mend(ctx, e, sink)
	case journey.FindIssues:
		return d.findIssues(ctx, e)
	case journey.ReadIssue:
		return d.readIssue(ctx, e)
	case journey.MakeBranch:
		return d.makeBranch(ctx, e)
	case journey.RunTask:
		return d.task(ctx, e, sink)
	}
	return journey.TaskRan{Err: fmt.Errorf("no way to carry out %T", e)}
}

func (d *doer) inspect(ctx context.Context, e journey.Inspect) journey.Result {
	facts := d.engine.Facts(ctx, e.Guide, e.Choices)
	p, err := plan.Build(e.Guide, facts, e.Choices)
	if err != nil {
		return journey.Inspected{Err: troubleOf(ctx, err)}
	}
	p = d.app.toApprove(p)
	facts.Machine = d.engine.Machine(ctx, p.Dir)
	states, err := d.engine.Inspect(ctx, p)
	if err != nil {
		return journey.Inspected{Err: troubleOf(ctx, err)}
	}
	r := journey.Inspected{
		Plan: p, Findings: doctor.Check(p, facts), Shown: runner.Describe(p, states).Steps, DiskFree: facts.DiskFree, Work: workOf(p),
	}
	if o := d.engine.Organisation; o != nil {
		r.Domains = o.Commits.EmailDomains
	}
	if d.embedded[e.Guide.ID] {
		r.Mends = d.mends(r.Findings)
	}
	for i, s := range p.Steps {
		r.Steps = append(r.Steps, journey.StepState{Step: s, Done: states[i].Done, Reason: states[i].Reason})
	}
	return r
}

func (d *doer) run(ctx context.Context, e journey.Run, sink event.Sink) journey.Result {
	hold, err := d.engine.Hold(e.Plan.Dir)
	if err != nil {
		return journey.Ran{Err: troubleOf(ctx, err)}
	}
	defer hold.Release()
	report, err := d.engine.SetUp(ctx, hold, e.Plan, engine.Options{
		Jobs: d.jobs, Continue: d.again(e.Plan), Ask: askWhere(e.Plan, false), Asker: d.asker,
	}, sink)
	r := journey.Ran{OK: err == nil && report.OK(), Failure: report.Failure, Err: troubleOf(ctx, err)}
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
			return journey.Ran{Err: troubleOf(ctx, err)}
		}
	}
	return r
}

// again is the command that goes on with the journey at a plan.
func (d *doer) again(p plan.Plan) string {
	if d.practice {
		return d.app.goOn(projectFlags{}, p, "jupyter-onboard", "start", "--practice")
	}
	return d.app.goOn(d.project, p, "jupyter-onboard", "start", p.Guide.ID)
}

// troubleOf is an error as the journey shows it: what was observed, what was expected, what to do next.
func troubleOf(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	return problemPage(ctx, err)
}

func problemPage(ctx context.Context, err error) *journey.Problem {
	p := explain(ctx, err)
	return &journey.Problem{Message: p.message, Observed: p.observed, Expected: p.expected, Next: p.next, Log: p.log, Ask: p.ask}
}

// linearSink shows the events of a run in the view, and the output of a task as it is.
func (a *app) linearSink(e journey.Effect) event.Sink {
	switch e.(type) {
	case journey.RunTask, journey.Mend:
	default:
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
