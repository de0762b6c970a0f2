package cli

import (
	"context"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

type setupOptions struct {
	app     *app
	project projectFlags
	args    []string

	yes, dryRun, detailed, offline bool
	jobs                           int
}

func newSetupCommand(a *app) *cobra.Command {
	o := &setupOptions{app: a}
	cmd := &cobra.Command{
		Use:   "setup PROJECT",
		Short: "Clone a project, set it up and prove that it works",
		Long: `Clone a project, make its environment, install it and prove that your own copy of the code runs.

Every step is shown with its reason before it runs. What is done already isn't done again, so the same
command continues a run that stopped. An existing checkout is used as it is, or refused with what
differs; it is never reset.`,
		Example: `  # See the whole plan; nothing is changed
  $ jupyter-onboard setup nbformat --dry-run

  # Set up without questions, in a folder of your choice
  $ jupyter-onboard setup nbformat --yes --dir ~/src/nbformat

  # The documentation only, from a mirror, with JSON Lines for another program
  $ jupyter-onboard setup nbformat --yes --profile docs --from https://mirror.example/nbformat --json`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeProjects,
	}
	o.project.add(a, cmd)
	o.project.addCode(cmd)
	fs := cmd.Flags()
	fs.BoolVarP(&o.yes, "yes", "y", false, "ask nothing: accept what is safe, and end with exit code 5 where a choice is missing")
	fs.BoolVar(&o.dryRun, "dry-run", false, "print the whole plan and change nothing")
	fs.BoolVar(&o.detailed, "detailed-exitcode", false, "with --dry-run: exit 3 if anything is to do")
	fs.BoolVar(&o.offline, "offline", false, "use no network: end with exit code 4 if a step that is left needs it")
	fs.IntVarP(&o.jobs, "jobs", "j", 2, "most steps at the same time")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		if o.args = args; len(args) == 0 {
			return &problem{
				code: exitChoice, message: "A choice is missing: the project. None is ever guessed.", observed: "no PROJECT",
				expected: "one of those that `jupyter-onboard list` shows", next: "jupyter-onboard setup PROJECT --dry-run",
			}
		}
		return o.run(ctx, cmd)
	})
	return cmd
}

func (o *setupOptions) run(ctx context.Context, cmd *cobra.Command) error {
	a := o.app
	if err := atLeastOneJob(a, o.jobs); err != nil {
		return err
	}
	e := a.engine(cmd)
	t, err := a.target(ctx, e, o.args, o.project)
	if err != nil {
		return err
	}
	if err := a.approve(ctx, t.entry, t.folder, o.project.trust); err != nil {
		return err
	}
	if o.dryRun {
		p, err := a.plan(ctx, e, t)
		if err != nil {
			return err
		}
		return o.printPlan(ctx, e, p)
	}
	// Held before anything is looked at, so that what is found is still so when the plan runs.
	hold, err := e.Hold(plan.Dir(t.guide, guide.OS(runtime.GOOS), t.choices))
	if err != nil {
		return err
	}
	defer hold.Release()
	e.Look(ctx, hold)
	p, err := a.plan(ctx, e, t)
	if err != nil {
		return err
	}
	if err := a.blocked(p); err != nil {
		a.show(runner.Describe(p, nil))
		return err
	}
	if err := o.allowedOffline(ctx, e, p); err != nil {
		return err
	}
	if err := o.confirm(ctx, e, p); err != nil {
		return err
	}
	return a.setUp(ctx, e, hold, p, engine.Options{
		Jobs: o.jobs, Continue: o.continueCommand(p), Ask: askWhere(p, o.project.guide != ""),
	})
}

// allowedOffline refuses steps that would use the network where the person said that none may.
func (o *setupOptions) allowedOffline(ctx context.Context, e *engine.Engine, p plan.Plan) error {
	if !o.offline {
		return nil
	}
	states, err := e.Inspect(ctx, p)
	if err != nil {
		return err
	}
	var need []string
	for i, s := range p.Steps {
		here := s.Action.Clone != nil && strings.HasPrefix(s.Action.Clone.URL, "file://")
		if s.Network && !states[i].Done && !here {
			need = append(need, s.ID)
		}
	}
	if len(need) == 0 {
		return nil
	}
	return &problem{
		code: exitNetwork, message: "What is left needs the network, and --offline allows none. Nothing was changed.",
		observed: count(len(need), "step", "steps") + " to do with the network: " + strings.Join(need, ", "),
		expected: "only steps that use what is on this machine", next: o.app.goOn(o.project, p, "jupyter-onboard", "setup", p.Guide.ID, "--yes"),
	}
}

// printPlan shows the plan whole, with what is done already, and its blockers.
func (o *setupOptions) printPlan(ctx context.Context, e *engine.Engine, p plan.Plan) error {
	a := o.app
	states, err := e.Inspect(ctx, p)
	if err != nil {
		return err
	}
	described := runner.Describe(p, states)
	a.show(described)
	if !a.flags.json {
		a.prose().Plan(described)
	}
	if err := a.blocked(p); err != nil {
		return err
	}
	pending := 0
	for _, s := range states {
		if !s.Done {
			pending++
		}
	}
	code := exitOK
	if o.detailed && pending > 0 {
		code = exitPending
	}
	a.show(event.Outcome{
		ExitCode: code, Meaning: meaning(code), Message: fmt.Sprintf("Nothing was changed; %s to do.", count(pending, "step is", "steps are")),
		Next: o.continueCommand(p),
	})
	if code != exitOK {
		return &quietError{code}
	}
	return nil
}

// confirm asks before the first run, unless --yes was given. Without a person to ask it is exit 5.
func (o *setupOptions) confirm(ctx context.Context, e *engine.Engine, p plan.Plan) error {
	a := o.app
	if o.yes {
		return nil
	}
	states, err := e.Inspect(ctx, p)
	if err != nil {
		return err
	}
	pending := 0
	page := journey.Page{Title: "What set-up will do in " + p.Dir}
	for i, s := range p.Steps {
		if states[i].Done {
			continue
		}
		pending++
		command, _, more := strings.Cut(s.Action.Command(), "\n")
		if more {
			command += " …"
		}
		page.Blocks = append(page.Blocks, journey.Facts{Rows: []journey.Fact{{Label: fmt.Sprintf("%d. %s", pending, s.ID), Text: s.Title + ". " + s.Why}}}, journey.Commands{Lines: []string{command}})
	}
	if pending == 0 {
		return nil
	}
	if !a.terminal().Profile.Ask || a.flags.json {
		return &problem{
			code: exitChoice, message: "Nobody is there to say yes.", observed: "no terminal to ask on",
			expected: "a yes to the plan of " + p.Guide.Name, next: o.continueCommand(p),
		}
	}
	page.Blocks = append(page.Blocks, journey.Text{Text: "Every detail: the same command with --dry-run."})
	a.prose().Page(page)
	ok, err := a.ask(ctx, fmt.Sprintf("Carry out %s in %s?", count(pending, "step", "steps"), p.Dir))
	if err != nil {
		return err
	}
	if !ok {
		return &problem{code: exitChoice, message: "Nothing was done.", observed: "no yes", expected: "a yes to the plan", next: o.continueCommand(p)}
	}
	return nil
}

// continueCommand is the command that carries on with this plan.
func (o *setupOptions) continueCommand(p plan.Plan) string {
	argv := []string{"jupyter-onboard", "setup", p.Guide.ID, "--yes"}
	if o.offline {
		argv = append(argv, "--offline")
	}
	return o.app.goOn(o.project, p, argv...)
}

// goOn completes a command that carries on with a plan by what the flags said.
func (a *app) goOn(f projectFlags, p plan.Plan, argv ...string) string {
	argv = append(argv, "--dir", p.Dir, "--profile", p.Profile)
	if f.recipe != "" {
		argv = append(argv, "--recipe", f.recipe)
	}
	if f.full {
		argv = append(argv, "--full")
	}
	if f.noFix {
		argv = append(argv, "--no-fix")
	}
	if f.guide != "" {
		argv = append(argv, "--guide", p.Origin.Name)
	}
	if f.from != "" {
		argv = append(argv, "--from", system.Redact(p.From))
	}
	return plan.Quote(append(argv, a.orgFlag()...))
}

// orgFlag is the flag that names the organisation again, if it was given.
func (a *app) orgFlag() []string {
	if a.flags.org == "" || a.organisation == nil {
		return nil
	}
	return []string{"--org", a.organisation.named()}
}

// setUp carries the plan out and shows how it ended.
func (a *app) setUp(ctx context.Context, e *engine.Engine, hold *engine.Hold, p plan.Plan, o engine.Options) error {
	var page view.Summary
	report, err := e.SetUp(ctx, hold, p, o, func(ev event.Event) { page.Show(ev); a.view().Show(ev) })
	if err != nil {
		return err
	}
	if r := report.Results["clone"]; r == event.Succeeded {
		if own := catalog.LookAt(p.Dir, remoteOf(p.Dir), a.trust()); own != nil {
			a.say(event.Info, own.String())
		}
	}
	outcome := a.outcome(ctx, p, report, o.Continue)
	a.show(outcome)
	page.Show(event.Event{Body: outcome})
	a.summarise(e, p.Dir, &page)
	if outcome.ExitCode != exitOK {
		return &quietError{outcome.ExitCode}
	}
	return nil
}
