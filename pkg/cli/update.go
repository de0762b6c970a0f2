package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

type updateOptions struct {
	app     *app
	project projectFlags
	yes     bool
	jobs    int
}

func newUpdateCommand(a *app) *cobra.Command {
	o := &updateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "update [PROJECT]",
		Short: "Bring a checkout and its environment up to date",
		Long: `Fetch upstream, move the branch of the checkout on to it, do the steps again whose inputs changed, and prove
that it works.

Only a checkout on the guide's branch, without changes and without commits of your own is brought on. If
anything of yours is in the way, it says what, and the command to do it by hand; nothing is changed.

Without PROJECT it is about the checkout in the current folder.`,
		Example: `  $ jupyter-onboard update
  $ jupyter-onboard update nbformat --yes`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeProjects,
	}
	o.project.add(a, cmd)
	fs := cmd.Flags()
	fs.BoolVarP(&o.yes, "yes", "y", false, "ask nothing")
	fs.BoolVar(&o.project.noFix, "no-fix", false, "bring no missing tool into the environment or the checkout (exit 8 instead)")
	fs.IntVarP(&o.jobs, "jobs", "j", 2, "most steps at the same time")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		return o.run(ctx, cmd, args)
	})
	return cmd
}

func (o *updateOptions) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	a, e := o.app, o.app.engine(cmd)
	if err := atLeastOneJob(a, o.jobs); err != nil {
		return err
	}
	t, err := a.target(ctx, e, args, o.project)
	if err != nil {
		return err
	}
	if err := a.approve(ctx, t.entry, t.folder, o.project.trust); err != nil {
		return err
	}
	hold, err := e.Hold(plan.Dir(t.guide, guide.OS(runtime.GOOS), t.choices))
	if err != nil {
		return err
	}
	defer hold.Release()
	p, err := a.plan(ctx, e, t)
	if err != nil {
		return err
	}
	s := &setupOptions{app: a, project: o.project, yes: true}
	if !e.IsCheckout(p.Dir) {
		return &problem{
			code: exitFailed, message: "There is no checkout of " + p.Guide.Name + " to bring up to date.", observed: "no checkout at " + p.Dir,
			expected: "a checkout that was set up", next: s.continueCommand(p),
		}
	}
	if err := e.Idle(p.Dir); err != nil {
		return err
	}
	if err := e.Updatable(ctx, p); err != nil {
		return explainInTheWay(err)
	}
	if err := o.confirm(ctx, p); err != nil {
		return err
	}
	return o.update(ctx, e, hold, t, p, s)
}

// update brings the checkout on, then carries the plan for what is there now out.
func (o *updateOptions) update(ctx context.Context, e *engine.Engine, hold *engine.Hold, t *target, p plan.Plan, s *setupOptions) error {
	a := o.app
	moved, err := e.Update(ctx, hold, p)
	if err != nil {
		return explainInTheWay(err)
	}
	text := fmt.Sprintf("%s is at %.10s, as upstream is.", p.Guide.Clone.Branch, moved.To)
	if moved.From != moved.To {
		text = fmt.Sprintf("%s was brought from %.10s to %.10s.", p.Guide.Clone.Branch, moved.From, moved.To)
	}
	a.say(event.Info, text)
	if p, err = a.plan(ctx, e, t); err != nil {
		return err
	}
	if err := a.blocked(p); err != nil {
		a.show(runner.Describe(p, nil))
		return err
	}
	return a.setUp(ctx, e, hold, p, engine.Options{
		Jobs: o.jobs, Continue: s.continueCommand(p), Ask: askWhere(p, o.project.guide != ""),
	})
}

// confirm asks before anything is changed: the steps run the code that comes.
func (o *updateOptions) confirm(ctx context.Context, p plan.Plan) error {
	a := o.app
	if o.yes {
		return nil
	}
	problem := &problem{
		code: exitChoice, message: "Nothing was changed.", observed: "no yes", expected: "a yes to the update",
		next: plan.Quote([]string{"jupyter-onboard", "update", p.Guide.ID, "--dir", p.Dir, "--yes"}),
	}
	if !a.terminal().Profile.Ask || a.flags.json {
		problem.message, problem.observed = "Nobody is there to say yes. Nothing was changed.", "no terminal to ask on"
		return problem
	}
	ok, err := a.ask(ctx, fmt.Sprintf("Bring %s up to date with upstream and run its steps again where needed?", p.Dir))
	if err == nil && !ok {
		return problem
	}
	return err
}

// explainInTheWay says what of the person's is in the way, and how to do it by hand.
func explainInTheWay(err error) error {
	way, ok := errors.AsType[*engine.InTheWayError](err)
	if !ok || len(way.Differences) == 0 {
		return err
	}
	d := way.Differences[0]
	p := &problem{
		code: exitFailed, message: "Something of yours is in the way. Nothing was changed.", observed: way.Dir + " is " + d.Observed,
		expected: d.Expected, next: d.Next, cause: err,
	}
	for _, more := range way.Differences[1:] {
		p.observed += "; it is " + more.Observed
		p.next += "; " + more.Next
	}
	return p
}

func atLeastOneJob(a *app, jobs int) error {
	if jobs >= 1 {
		return nil
	}
	return &problem{code: exitUsage, message: "There must be at least one job.", observed: fmt.Sprintf("--jobs %d", jobs), expected: "--jobs 1 or more", next: a.helpCommand()}
}
