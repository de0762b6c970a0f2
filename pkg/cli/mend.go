package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// mend carries out the steps of the plan that only bring tools and make the environment. It reports whether
// anything was done; if there is nothing to do, or nothing that may be done, it says why.
func (o *doctorOptions) mend(ctx context.Context, e *engine.Engine, x *examination) (bool, error) {
	a := o.app
	nothing := func(why string) (bool, error) {
		a.say(event.Info, "Nothing was changed: "+why)
		return false, nil
	}
	switch {
	case x.plan == nil:
		return nothing("without a project nothing is known to bring. Name one.")
	case len(x.plan.Blockers()) > 0:
		return nothing("what is in the way needs you; how to mend it stands below.")
	case !e.IsCheckout(x.plan.Dir):
		return nothing("tools are brought into the checkout, and " + x.plan.Dir + " is none yet. Set-up brings them.")
	}
	p := bringing(*x.plan)
	states, err := e.Inspect(ctx, p)
	if err != nil {
		return false, err
	}
	var todo []string
	for i, s := range p.Steps {
		if !states[i].Done {
			todo = append(todo, s.Title)
			a.say(event.Info, s.Title+" ("+s.Cause+"):\n"+s.Action.Command())
		}
	}
	if len(todo) == 0 {
		return nothing("what can be brought without admin rights is there.")
	}
	if err := o.confirm(ctx, p, len(todo)); err != nil {
		return false, err
	}
	hold, err := e.Hold(p.Dir)
	if err != nil {
		return false, err
	}
	defer hold.Release()
	again := plan.Quote([]string{"jupyter-onboard", "doctor", p.Guide.ID, "--fix", "--yes", "--dir", p.Dir})
	report, err := e.SetUp(ctx, hold, p, engine.Options{
		Jobs: 1, Continue: again, Ask: askWhere(p, o.project.guide != ""),
	}, a.view().Show)
	if err != nil {
		return false, err
	}
	if !report.OK() {
		outcome := a.outcome(ctx, p, report, again)
		a.show(outcome)
		return false, &quietError{outcome.ExitCode}
	}
	return true, nil
}

// bringing is the part of a plan that only brings tools and makes the environment, in a checkout that is there.
func bringing(p plan.Plan) plan.Plan {
	var steps []plan.Step
	has := func(id string) bool {
		return slices.ContainsFunc(steps, func(s plan.Step) bool { return s.ID == id })
	}
	for _, s := range p.Steps {
		switch s.Kind {
		case plan.KindPython, plan.KindProvide:
		case plan.KindClone:
			if s.Satisfied == "" {
				continue
			}
		case plan.KindPip, plan.KindRun, plan.KindVerify, plan.KindSettings, plan.KindRemote, plan.KindFork, plan.KindFetch, plan.KindBranch:
			continue
		}
		if !slices.ContainsFunc(s.Needs, func(id string) bool { return !has(id) }) {
			steps = append(steps, s)
		}
	}
	p.Steps = steps
	return p
}

// confirm asks before anything is brought.
func (o *doctorOptions) confirm(ctx context.Context, p plan.Plan, n int) error {
	a := o.app
	if o.yes {
		return nil
	}
	problem := &problem{
		code: exitChoice, message: "Nothing was changed.", observed: "no yes", expected: "a yes to the steps",
		next: plan.Quote([]string{"jupyter-onboard", "doctor", p.Guide.ID, "--fix", "--yes", "--dir", p.Dir}),
	}
	if !a.terminal().Profile.Ask || a.flags.json {
		problem.message, problem.observed = "Nobody is there to say yes. Nothing was changed.", "no terminal to ask on"
		return problem
	}
	ok, err := a.ask(ctx, fmt.Sprintf("Carry out %s in %s?", count(n, "step", "steps"), p.Dir))
	if err == nil && !ok {
		return problem
	}
	return err
}
