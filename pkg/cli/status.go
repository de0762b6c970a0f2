package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func newStatusCommand(a *app) *cobra.Command {
	var f projectFlags
	cmd := &cobra.Command{
		Use:   "status [PROJECT]",
		Short: "Show where you are on the way, from the machine itself",
		Long: `Show the checklist of the journey, recomputed from git, the environment and the remotes. No progress file
decides anything, so running a command again is how to resume. If the last run failed, it says again why.

Without PROJECT it is about the checkout in the current folder, else about every checkout that was set up.`,
		Example: `  $ jupyter-onboard status
  $ jupyter-onboard status nbformat
  $ jupyter-onboard status nbformat --json`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeProjects,
	}
	f.add(a, cmd)
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		e := a.engine(cmd)
		t, err := a.target(ctx, e, args, f)
		if errors.Is(err, errNoProject) {
			return a.statusOfAll(ctx, e, f)
		}
		if err != nil {
			return err
		}
		return a.status(ctx, e, t)
	})
	return cmd
}

// statusOfAll shows the checklist of every checkout that is known.
func (a *app) statusOfAll(ctx context.Context, e *engine.Engine, f projectFlags) error {
	known, err := e.Checkouts()
	if err != nil {
		return err
	}
	if len(known) == 0 {
		a.say(event.Info, "Nothing was set up here yet. `jupyter-onboard start` begins; `jupyter-onboard start --practice` is for a first try, offline.")
		return nil
	}
	var failed error
	for _, k := range known {
		one := f
		one.dir = k.Dir
		t, err := a.target(ctx, e, []string{k.Project}, one)
		if err == nil {
			err = a.status(ctx, e, t)
		}
		if err != nil {
			a.say(event.Warning, fmt.Sprintf("%s in %s: %v", k.Project, k.Dir, err))
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

func (a *app) status(ctx context.Context, e *engine.Engine, t *target) error {
	// A guide may name the commands that tell a tool's version: it runs nothing before it is approved.
	if err := a.trust().Admit(t.entry); err != nil {
		return err
	}
	p, err := a.plan(ctx, e, t)
	if err != nil {
		return err
	}
	states, err := e.Inspect(ctx, p)
	if err != nil {
		return err
	}
	c := checklist(p, states)
	if err := a.lastFailure(e, p, states, c.Next); err != nil {
		return err
	}
	a.show(c)
	return nil
}

// checklist is where a person is with a plan.
func checklist(p plan.Plan, states []runner.State) event.Checklist {
	steps := make([]journey.StepState, len(p.Steps))
	for i, s := range p.Steps {
		steps[i] = journey.StepState{Step: s, Done: states[i].Done, Reason: states[i].Reason}
	}
	return journey.Checklist(p, steps, workOf(p))
}

// workOf is what git's own files say of the plan's checkout.
func workOf(p plan.Plan) journey.Work {
	w := journey.Work{Target: p.Guide.Clone.Branch, From: system.Redact(p.From)}
	if head, err := gitrepo.ReadHead(p.Dir); err == nil {
		w.Branch = head.Branch
	}
	if remotes, err := gitrepo.Remotes(p.Dir); err == nil {
		for _, r := range remotes {
			w.Remotes = append(w.Remotes, r.Name+" "+system.Redact(r.URL))
		}
	}
	return w
}
