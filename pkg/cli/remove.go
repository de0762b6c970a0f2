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
)

type removeOptions struct {
	app              *app
	dir, project     string
	yes, environment bool
}

func newRemoveCommand(a *app) *cobra.Command {
	o := &removeOptions{app: a}
	cmd := &cobra.Command{
		Use:   "remove PROJECT",
		Short: "Take away what set-up made, and nothing else",
		Long: `List what set-up made for a checkout (the clone, its environment, this program's own folder in .git) and remove
it after a yes.

Nothing is removed as long as anything of yours would be lost: changes, files that no step made, commits that
no remote has, stashes, other work trees, an environment that isn't as the steps left it. A checkout that
was there before set-up is never removed.`,
		Example: `  $ jupyter-onboard remove nbformat
  $ jupyter-onboard remove nbformat --environment-only --yes`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeProjects,
	}
	fs := cmd.Flags()
	fs.StringVar(&o.dir, "dir", "", "folder of the checkout (default: the one that was set up last)")
	fs.BoolVarP(&o.yes, "yes", "y", false, "ask nothing")
	fs.BoolVar(&o.environment, "environment-only", false, "remove the environment and keep all else")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		o.project = args[0]
		return o.run(ctx, a.engine(cmd))
	})
	return cmd
}

func (o *removeOptions) run(ctx context.Context, e *engine.Engine) error {
	if err := o.find(ctx, e); err != nil {
		return err
	}
	hold, err := e.Hold(o.dir)
	if err != nil {
		return err
	}
	defer hold.Release()
	if err := e.Idle(o.dir); err != nil {
		return err
	}
	r, err := e.Removal(ctx, o.dir, o.environment)
	if err != nil {
		return err
	}
	o.list(r)
	switch {
	case len(r.Theirs) > 0:
		return o.inTheWay(r)
	case r.Empty():
		o.app.show(event.Outcome{Meaning: meaning(exitOK), Message: "Nothing was removed: nothing of this program is in " + r.Dir + "."})
		return nil
	}
	if err := o.confirm(ctx, r); err != nil {
		return err
	}
	if err := e.Remove(ctx, hold, r); err != nil {
		return o.explain(err)
	}
	o.app.show(event.Outcome{
		Meaning: meaning(exitOK), Message: fmt.Sprintf("%s removed.", count(len(r.Own), "thing was", "things were")),
	})
	return nil
}

// find finds the folder of the checkout. No guide is needed: what was made is on record.
func (o *removeOptions) find(ctx context.Context, e *engine.Engine) error {
	a := o.app
	if o.dir != "" {
		dir, err := a.absolute(o.dir)
		if err != nil {
			return err
		}
		o.dir = dir
		if other := e.Recall(dir).Project; other != "" && other != o.project {
			return &problem{
				code: exitUsage, message: "The checkout in " + dir + " is another project's.", observed: "a checkout of " + other,
				expected: "a checkout of " + o.project, next: plan.Quote([]string{"jupyter-onboard", "remove", other, "--dir", dir}),
			}
		}
		return nil
	}
	work, err := a.workDir()
	if err != nil {
		return err
	}
	if o.dir = a.lookForCheckout(e, work, o.project); o.dir != "" {
		return nil
	}
	if _, g, err := a.find(ctx, o.project, projectFlags{}); err == nil {
		o.dir = plan.Dir(g, guide.OS(runtime.GOOS), plan.Choices{Work: work})
		return nil
	}
	return &problem{
		code: exitUsage, message: "No checkout of " + o.project + " is known.", observed: "project " + o.project,
		expected: "a project that was set up here, or --dir", next: "jupyter-onboard status, which lists the checkouts",
	}
}

// list shows what goes, what stays and what is in the way.
func (o *removeOptions) list(r *engine.Removal) {
	for _, t := range r.Own {
		o.app.show(event.Note{Level: event.Info, Text: "Made here: " + t.Path + ", " + t.What})
	}
	for _, t := range r.Stays {
		o.app.show(event.Note{Level: event.Info, Text: "Stays: " + t.Path + ", " + t.What})
	}
	for _, t := range r.Theirs {
		o.app.show(event.Note{Level: event.Warning, Text: "Yours: " + t.Path + ": " + t.What})
	}
}

func (o *removeOptions) inTheWay(r *engine.Removal) error {
	t := r.Theirs[0]
	p := &problem{
		code: exitFailed, message: "Something of yours would be lost. Nothing was removed.", observed: t.Path + ": " + t.What,
		expected: "nothing but what the steps made, as they left it",
		next:     "commit and push it, move it away, or delete it yourself; then the same command again",
	}
	if more := len(r.Theirs) - 1; more > 0 {
		p.observed += fmt.Sprintf(" (and %s above)", count(more, "thing", "things"))
	}
	return p
}

// confirm asks before anything is removed.
func (o *removeOptions) confirm(ctx context.Context, r *engine.Removal) error {
	a := o.app
	if o.yes {
		return nil
	}
	again := []string{"jupyter-onboard", "remove", o.project, "--dir", r.Dir, "--yes"}
	if o.environment {
		again = append(again, "--environment-only")
	}
	p := &problem{code: exitChoice, message: "Nothing was removed.", observed: "no yes", expected: "a yes to the list", next: plan.Quote(again)}
	if !a.terminal().Profile.Ask || a.flags.json {
		p.message, p.observed = "Nobody is there to say yes. Nothing was removed.", "no terminal to ask on"
		return p
	}
	ok, err := a.ask(ctx, fmt.Sprintf("Remove %s?", count(len(r.Own), "thing", "things")))
	if err != nil {
		return err
	}
	if !ok {
		return p
	}
	return nil
}

func (o *removeOptions) explain(err error) error {
	changed, ok := errors.AsType[*engine.ChangedError](err)
	if !ok {
		return err
	}
	return &problem{
		code: exitFailed, message: firstUpper(changed.Error()) + ".", observed: "something other than what was listed",
		expected: "everything as it was listed", next: "the same command again, which lists anew", cause: err,
	}
}
