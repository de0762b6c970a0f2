package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

type branchOptions struct {
	app         *app
	project     projectFlags
	choices     plan.BranchChoices
	yes, dryRun bool
}

func newBranchCommand(a *app) *cobra.Command {
	o := &branchOptions{app: a}
	cmd := &cobra.Command{
		Use:   "branch ISSUE",
		Short: "Begin a branch for an issue, from fresh upstream",
		Long: `Make a branch for an issue in the project's checkout: from upstream as it is now, named by the repository's habit,
with pushes going to your fork. Before, it shows whether the issue is free, the rules there, and who the commits will be
by.

ISSUE is PROJECT#NUMBER, the address of an issue, or a number inside a checkout.

Remotes are recognised by their addresses, whatever they are called; none is renamed or changed. Settings are written
into this checkout only, and shown before. Uncommitted work is taken along only if you say so.

With a token your fork is found, under whatever name, or made after a yes to exactly the request that is shown: --yes
alone never makes one. Without a token, --fork YOU names it, and git signs in with your own credentials.`,
		Example: `  $ jupyter-onboard branch jupyterhub#4321
  $ jupyter-onboard branch jupyterhub#4321 --dry-run
  $ jupyter-onboard branch 4321 --yes --fork yes
  $ jupyter-onboard branch jupyterhub#4321 --fork ada --author-email ada@example.edu`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeIssues,
	}
	fs := cmd.Flags()
	fs.StringVar(&o.project.dir, "dir", "", "folder of the checkout (default: the one used last, or the current one)")
	fs.StringVar(&o.project.guide, "guide", "", "guide file to use instead of the catalogue's")
	fs.StringVar(&o.choices.Name, "branch", "", "name of the branch instead of the repository's habit")
	fs.StringVar(&o.choices.Fork, "fork", "", "yes to make a fork if there is none, no to go on without, or OWNER[/NAME] of yours")
	fs.StringVar(&o.choices.Uncommitted, "uncommitted", "", "carry: take uncommitted work along to the new branch")
	fs.BoolVar(&o.choices.Anyway, "anyway", false, "begin even if the issue doesn't seem free")
	fs.StringVar(&o.choices.AuthorName, "author-name", "", "name that commits in this checkout are by")
	fs.StringVar(&o.choices.AuthorEmail, "author-email", "", "address that commits in this checkout are by")
	fs.StringVar(&o.choices.Domain, "email-domain", "", "domain that the address must be of, as your organisation asks")
	fs.BoolVarP(&o.yes, "yes", "y", false, "ask nothing; what may not be guessed ends with exit code 5")
	fs.BoolVar(&o.dryRun, "dry-run", false, "show what would be done, and change nothing")
	a.complete(cmd, "fork", cobra.FixedCompletions([]string{"yes\tmake one if there is none", "no\tgo on without"}, cobra.ShellCompDirectiveNoFileComp))
	a.complete(cmd, "uncommitted", cobra.FixedCompletions([]string{"carry"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error { return o.run(ctx, cmd, args[0]) })
	return cmd
}

// completeIssues offers the projects, behind whose # the number follows.
func (a *app) completeIssues(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	projects, directive := a.completeProjects(cmd, args, prefix)
	for i, p := range projects {
		id, about, _ := strings.Cut(p, "\t")
		projects[i] = id + "#\t" + about
	}
	return projects, directive | cobra.ShellCompDirectiveNoSpace
}

// A beginning is what is known before a branch is begun.
type beginning struct {
	found  issues.Found
	issue  plan.BranchIssue
	plan   plan.Plan
	facts  plan.BranchFacts
	branch plan.BranchPlan
	hub    *hub
}

func (o *branchOptions) run(ctx context.Context, cmd *cobra.Command, arg string) error {
	a, e := o.app, o.app.engine(cmd)
	project, number, err := o.issueOf(ctx, arg)
	if err != nil {
		return err
	}
	var named []string
	if project != "" {
		named = append(named, project)
	}
	t, err := a.target(ctx, e, named, o.project)
	if err != nil {
		return err
	}
	b := &beginning{plan: plan.Plan{
		Guide: t.guide, Origin: t.choices.Origin, Dir: t.folder, From: t.choices.From, Practice: t.choices.Practice,
		Profile: t.choices.Profile, Recipe: t.choices.Recipe,
	}}
	if !e.IsCheckout(b.plan.Dir) {
		return &problem{
			code: exitFailed, message: "There is no checkout of " + t.guide.Name + " to make a branch in.", observed: "no checkout at " + b.plan.Dir,
			expected: "a checkout that was set up", next: plan.Quote([]string{"jupyter-onboard", "setup", t.guide.ID, "--dir", b.plan.Dir}),
		}
	}
	hold, err := e.Hold(b.plan.Dir)
	if err != nil {
		return err
	}
	defer hold.Release()
	if err := o.find(ctx, e, b, number); err != nil {
		return err
	}
	if err := o.decide(ctx, e, b, arg); err != nil {
		return err
	}
	if err := a.blocked(b.branch.Plan); err != nil {
		return err
	}
	return o.carryOut(ctx, e, hold, b, arg)
}

// issueOf reads the argument: the project's id, empty for the one of the current folder, and the number.
func (o *branchOptions) issueOf(ctx context.Context, arg string) (string, int, error) {
	if n, err := strconv.Atoi(strings.TrimPrefix(arg, "#")); err == nil && n > 0 {
		return "", n, nil
	}
	project, number, ok := anIssue(arg)
	if !ok {
		return "", 0, &problem{
			code: exitUsage, message: "That names no issue.", observed: arg, expected: "PROJECT#NUMBER, the address of an issue, or its number",
			next: "jupyter-onboard issues, which lists some",
		}
	}
	_, g, err := o.app.find(ctx, project, projectFlags{guide: o.project.guide})
	if err != nil {
		return "", 0, err
	}
	return g.ID, number, nil
}

// find reads the issue, and looks at checkout, author and fork. An issue that can't be read is no reason to stop: the
// branch doesn't depend on it.
func (o *branchOptions) find(ctx context.Context, e *engine.Engine, b *beginning, number int) error {
	a := o.app
	reader := &issuesOptions{app: a}
	found, client, err := reader.read(ctx, b.plan.Guide, number, time.Now())
	failed, isForge := errors.AsType[*forge.Error](err)
	switch {
	case isForge && failed.Kind != forge.NotFound && failed.Kind != forge.Gone && failed.Kind != forge.Invalid:
		a.say(event.Warning, "The issue couldn't be read, so whether it is free isn't known: "+failed.Error()+".")
		found = issues.Found{Guide: b.plan.Guide, Issue: issues.Issue{Number: number}, Verdict: issues.Verdict{State: issues.Unknown}}
	case err != nil:
		return forgeProblem(err)
	}
	b.found = found
	b.issue = plan.BranchIssue{Number: number, Title: found.Issue.Title, State: journey.VerdictText(found.Verdict), MayTake: found.Verdict.State.MayTake()}
	if client != nil {
		b.hub = &hub{client: client, server: a.server()}
	}
	return o.look(ctx, e, b)
}

// look finds the facts for the branch.
func (o *branchOptions) look(ctx context.Context, e *engine.Engine, b *beginning) error {
	name := first(o.choices.Name, plan.BranchName(b.plan.Guide, b.issue))
	asked := o.choices.Fork
	if asked == "yes" || asked == "no" {
		asked = ""
	}
	var h engine.Hub
	if b.hub != nil && o.choices.Fork != "no" {
		h = b.hub
	}
	facts, err := e.BranchFacts(ctx, b.plan, name, asked, h)
	if err != nil {
		return o.explain(err, b)
	}
	b.facts = facts
	return nil
}

// explain says what to do about what git refuses.
func (o *branchOptions) explain(err error, b *beginning) error {
	if there, ok := errors.AsType[*plan.BranchThereError](err); ok {
		return &problem{
			code: exitFailed, message: "There is a branch of that name already. Nothing was changed.", observed: there.Error(),
			expected: "a name that no branch has", next: plan.Quote([]string{"git", "-C", b.plan.Dir, "switch", there.Name}) + ", or the same command with --branch NAME", cause: err,
		}
	}
	if none, ok := errors.AsType[*plan.NoForkError](err); ok {
		page := first(none.Page, o.app.server()+"/"+b.plan.Guide.Clone.Repo+"/fork")
		p := &problem{
			code: exitChoice, message: "No fork can be made from here. Nothing was changed.", observed: "no token of GitHub, so nobody is signed in",
			expected: "a sign-in, or a fork that you name", next: "make one at " + page + ", then the same command with --fork YOU", cause: err,
		}
		if none.Problem != "" {
			p.code, p.observed = exitNetwork, none.Problem
		}
		return p
	}
	return err
}

// carryOut shows the plan, asks, and does it.
func (o *branchOptions) carryOut(ctx context.Context, e *engine.Engine, hold *engine.Hold, b *beginning, arg string) error {
	a := o.app
	described := runner.Describe(b.branch.Plan, nil)
	for i, s := range b.branch.Steps {
		described.Steps[i].State, described.Steps[i].Reason = event.Pending, s.Satisfied
		if s.Satisfied != "" {
			described.Steps[i].State = event.Done
		}
	}
	if a.flags.json {
		a.show(described)
		a.show(openedEvent(b.found))
	}
	o.showPages(ctx, e, b)
	if o.dryRun {
		a.show(event.Outcome{Meaning: meaning(exitOK), Message: "Nothing was changed.", Next: o.again(b, arg)})
		return nil
	}
	if err := o.confirm(ctx, b, arg); err != nil {
		return err
	}
	var h engine.Hub
	if b.hub != nil {
		h = b.hub
	}
	if !a.flags.json {
		a.show(described)
	}
	begun := e.Begin(ctx, hold, b.branch, h, a.view().Show)
	if begun.Err != nil {
		return o.failed(begun, b, arg)
	}
	a.prose().Page(nextPage(b, a.server()))
	a.show(event.Outcome{Meaning: meaning(exitOK), Message: fmt.Sprintf("You are on the branch %s in %s.", b.branch.Name, b.plan.Dir), Steps: begun.Steps})
	return nil
}

// failed explains a step that failed. What was done before it stays.
func (o *branchOptions) failed(begun engine.Begun, b *beginning, arg string) error {
	if _, ok := errors.AsType[*forge.Error](begun.Err); ok {
		if p, ok := errors.AsType[*problem](forgeProblem(begun.Err)); ok {
			p.message = "The fork wasn't made. The branch is there; nothing was set for pushes."
			p.next = first(p.next, b.facts.Fork.Page)
			if p.code == exitFailed {
				p.expected = "a fork of " + b.plan.Guide.Repo
			}
			return p
		}
	}
	if isNetwork(begun.Err) {
		return begun.Err
	}
	return &problem{
		code: exitFailed, message: "The step " + begun.Failed + " failed. What was done before it stays.", observed: begun.Err.Error(),
		expected: "all steps done", next: "mend what it says, then " + o.again(b, arg), cause: begun.Err,
	}
}
