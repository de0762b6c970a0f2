package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// makeBranch begins a branch as the command branch does: what may not be guessed is asked, and steps that write more
// than the branch are shown first.
func (d *doer) makeBranch(ctx context.Context, e journey.MakeBranch) journey.Result {
	made, err := d.branch(ctx, e)
	if err != nil {
		return journey.MadeBranch{Err: troubleOf(ctx, err)}
	}
	return made
}

func (d *doer) branch(ctx context.Context, e journey.MakeBranch) (journey.MadeBranch, error) {
	o := &branchOptions{app: d.app, choices: e.Choices}
	b := &beginning{plan: e.Plan, issue: e.Issue}
	hold, err := d.engine.Hold(e.Plan.Dir)
	if err != nil {
		return journey.MadeBranch{}, err
	}
	defer hold.Release()
	if !e.Plan.Practice {
		client, err := d.app.forge(ctx, false, false, func(event.Level, string) {})
		if err != nil {
			return journey.MadeBranch{}, forgeProblem(err)
		}
		b.hub = &hub{client: client, server: d.app.server()}
	}
	if err := o.look(ctx, d.engine, b); err != nil {
		return journey.MadeBranch{}, err
	}
	b.branch, err = plan.BuildBranch(b.plan, b.issue, b.facts, o.choices)
	if missing, ok := errors.AsType[*plan.ChoiceError](err); ok {
		return journey.MadeBranch{Ask: &missing.Question}, nil
	}
	if err != nil {
		return journey.MadeBranch{}, o.explain(err, b)
	}
	if err := d.app.blocked(b.branch.Plan); err != nil {
		return journey.MadeBranch{}, err
	}
	if !e.Confirmed && writesMore(b.branch) {
		return journey.MadeBranch{Shown: stepsPage(b).Blocks, Ask: &plan.Question{
			ID: "begin", Text: "Carry this out in " + e.Plan.Dir + "?", Options: []plan.Option{{Value: "yes", Title: "carry it out"}, {Value: "no", Title: "change nothing"}},
		}}, nil
	}
	var h engine.Hub
	if b.hub != nil {
		h = b.hub
	}
	begun := d.engine.Begin(ctx, hold, b.branch, h, func(event.Event) {})
	if begun.Err != nil {
		return journey.MadeBranch{}, o.failed(begun, b, fmt.Sprintf("%s#%d", e.Plan.Guide.ID, e.Issue.Number))
	}
	made := journey.MadeBranch{PushTo: b.branch.PushTo}
	if made.PushTo != "" {
		made.Fork = first(b.facts.Fork.Repo, forkOwner(b.facts.Fork)+"/")
	}
	return made, nil
}

// writesMore reports whether a branch's plan changes more than the branch: settings, remotes or something on GitHub.
func writesMore(b plan.BranchPlan) bool {
	for _, s := range b.Steps {
		if do := s.Action.Begin; s.Satisfied == "" && (len(do.Settings) > 0 || do.Remote != nil || do.Fork != nil) {
			return true
		}
	}
	return false
}
