package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func newRunCommand(a *app) *cobra.Command {
	var f projectFlags
	cmd := &cobra.Command{
		Use:   "run TASK [-- ARGUMENT…]",
		Short: "Run one of a project's tasks in its environment",
		Long: `Run a task that the guide names, such as test or lint, in the environment of the checkout in the current
folder (or --dir). Without TASK the tasks are listed.

The exit code is 1 if the task fails; its own code stands in the outcome that --json writes.`,
		Example: `  $ jupyter-onboard run
  $ jupyter-onboard run test
  $ jupyter-onboard run test -- -k validate`,
		ValidArgsFunction: a.completeTasks,
	}
	f.add(a, cmd)
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		e := a.engine(cmd)
		t, err := a.target(ctx, e, nil, f)
		if err != nil {
			return err
		}
		if err := a.approve(ctx, t.entry, t.folder, f.trust); err != nil {
			return err
		}
		p, err := a.plan(ctx, e, t)
		if err != nil {
			return err
		}
		if len(args) == 0 {
			return a.listTasks(p)
		}
		if err := a.usable(p); err != nil {
			return err
		}
		task, err := findTask(p, args[0])
		if err != nil {
			return err
		}
		if err := taskServes(p, task); err != nil {
			return err
		}
		return a.runTask(ctx, e, p, task, args[1:])
	})
	return cmd
}

// listTasks shows what can be run.
func (a *app) listTasks(p plan.Plan) error {
	for _, t := range p.Guide.Tasks {
		text := t.ID + ": " + t.Title
		if taskServes(p, t) != nil {
			text += " (needs profile " + strings.Join(t.Profiles, " or ") + ")"
		}
		a.say(event.Info, text)
	}
	if len(p.Guide.Tasks) == 0 {
		a.say(event.Info, "The guide of "+p.Guide.Name+" names no tasks.")
	}
	return nil
}

// usable refuses to run a task in a folder that isn't a checkout of the plan's project.
func (a *app) usable(p plan.Plan) error {
	for _, b := range p.Blockers() {
		if strings.HasPrefix(b.ID, "checkout/") {
			return a.blocked(p)
		}
	}
	if len(p.Steps) > 0 && p.Steps[0].Kind == plan.KindClone && p.Steps[0].Satisfied == "" {
		return &problem{
			code: exitPrerequisite, message: "There is no checkout of " + p.Guide.Name + " yet.", observed: p.Steps[0].Cause,
			expected: "a checkout in " + p.Dir, next: plan.Quote([]string{"jupyter-onboard", "setup", p.Guide.ID, "--dir", p.Dir}),
		}
	}
	return nil
}

// taskServes refuses a task whose tools the checkout's profile didn't install.
func taskServes(p plan.Plan, t guide.Task) error {
	if len(t.Profiles) == 0 || slices.Contains(t.Profiles, p.Profile) {
		return nil
	}
	return &problem{
		code: exitPrerequisite, message: fmt.Sprintf("The task %s needs another profile.", t.ID),
		observed: "this checkout is set up with the profile " + p.Profile,
		expected: "profile " + strings.Join(t.Profiles, " or "),
		next:     plan.Quote([]string{"jupyter-onboard", "setup", p.Guide.ID, "--dir", p.Dir, "--profile", t.Profiles[0]}),
	}
}

func findTask(p plan.Plan, id string) (guide.Task, error) {
	var names []string
	for _, t := range p.Guide.Tasks {
		if t.ID == id {
			return t, nil
		}
		names = append(names, t.ID)
	}
	return guide.Task{}, &problem{
		code: exitUsage, message: fmt.Sprintf("%s has no task called %q.", p.Guide.Name, id), observed: "task " + id,
		expected: "one of " + strings.Join(names, ", "), next: "jupyter-onboard run",
	}
}

// runTask runs a task with the person's own terminal, and ends with 1 if it fails.
func (a *app) runTask(ctx context.Context, e *engine.Engine, p plan.Plan, t guide.Task, args []string) error {
	if t.Warning != "" {
		a.say(event.Warning, t.Warning)
	}
	for _, w := range t.Writes {
		a.say(event.Warning, "Outside the checkout: "+w.What+". "+w.Why)
	}
	if t.Unproved != "" {
		a.say(event.Warning, "This task is unproved: "+t.Unproved)
	}
	if err := portsFree(ctx, t); err != nil {
		return err
	}
	out := a.taskOutput()
	code, err := e.Task(ctx, p, t, args, engine.TaskIO{In: a.process.In, Out: out})
	if flushErr := out.Flush(); err == nil {
		err = flushErr
	}
	if err != nil {
		return err
	}
	o := event.Outcome{Meaning: meaning(exitOK), CommandExitCode: code, Message: "The task " + t.ID + " ended well."}
	if code != 0 {
		o.ExitCode, o.Meaning = exitFailed, meaning(exitFailed)
		o.Message = fmt.Sprintf("The task %s failed with exit code %d.", t.ID, code)
		o.Observed, o.Expected = fmt.Sprintf("exit code %d", code), "exit code 0"
		o.Next = "read its output above, then jupyter-onboard run " + t.ID
	}
	a.show(o)
	if code != 0 {
		return &quietError{exitFailed}
	}
	return nil
}

// portsFree makes sure that nothing listens where the task is going to.
func portsFree(ctx context.Context, t guide.Task) error {
	for _, port := range t.Ports {
		if system.PortTaken(ctx, port) {
			return &problem{
				code: exitPrerequisite, message: fmt.Sprintf("Port %d is taken, and the task %s needs it.", port, t.ID),
				observed: fmt.Sprintf("another program listens on port %d of this machine", port), expected: fmt.Sprintf("port %d free", port),
				next: "end that program, often an earlier run of the task, then jupyter-onboard run " + t.ID,
			}
		}
	}
	return nil
}
