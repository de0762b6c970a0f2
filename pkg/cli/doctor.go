package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

func newDoctorCommand(a *app) *cobra.Command {
	o := &doctorOptions{app: a}
	cmd := &cobra.Command{
		Use:   "doctor [PROJECT]",
		Short: "Check this machine, against a project's guide if one is named",
		Long: `Check what a project needs of this machine: tools and their versions, disk, memory, git's identity, and what is
special about the machine. The gravest finding comes first, with ways to mend it: those without admin rights before
the others, which are only ever shown.

What set-up brings by itself is said. The exit code is 8 if something stops a set-up. Nothing is changed, but with
--fix: that makes the environment of an existing checkout and brings the tools that set-up would bring, after a yes,
and checks everything again.

The network isn't asked, but with --network: then every address that git, pip, uv, npm, Yarn and conda would go to is
asked once, with the proxy and the certificates that set-up would give each of them. The exit code is 4 if one that is
needed doesn't answer.`,
		Example: `  $ jupyter-onboard doctor
  $ jupyter-onboard doctor nbformat --profile docs
  $ jupyter-onboard doctor nbformat --json
  $ jupyter-onboard doctor nbformat --fix

  # In a company: where does each tool really go, and who answers?
  $ jupyter-onboard doctor jupyterlab --network`,
		Args: cobra.MaximumNArgs(1), ValidArgsFunction: a.completeProjects,
	}
	o.project.add(a, cmd)
	fs := cmd.Flags()
	fs.BoolVar(&o.project.noFix, "no-fix", false, "count on nothing that set-up would bring")
	fs.BoolVar(&o.fix, "fix", false, "bring into the checkout what needs no admin rights, after a yes")
	fs.BoolVar(&o.network, "network", false, "ask the addresses that the tools would go to, and show who answers")
	fs.BoolVarP(&o.yes, "yes", "y", false, "with --fix: ask nothing")
	cmd.MarkFlagsMutuallyExclusive("fix", "no-fix")
	cmd.RunE = a.run(func(ctx context.Context, cmd *cobra.Command, args []string) error {
		e := a.engine(cmd)
		x, err := a.examine(ctx, e, args, o.project)
		if err == nil && o.fix {
			var done bool
			if done, err = o.mend(ctx, e, x); err == nil && done {
				x, err = a.examine(ctx, e, args, o.project)
			}
		}
		if err == nil && o.network {
			err = a.network(ctx, e, x)
		}
		if err != nil {
			return err
		}
		return a.showFindings(x.findings, x.next)
	})
	return cmd
}

type doctorOptions struct {
	app      *app
	project  projectFlags
	fix, yes bool
	network  bool
}

// An examination is how a machine stands.
type examination struct {
	findings []doctor.Finding
	// next is the command that comes next.
	next string
	// plan is the one that the findings are about; nil without a project.
	plan  *plan.Plan
	facts plan.Facts
}

// examine finds out how the machine stands, against a project if there is one.
func (a *app) examine(ctx context.Context, e *engine.Engine, args []string, f projectFlags) (*examination, error) {
	t, err := a.target(ctx, e, args, f)
	if errors.Is(err, errNoProject) {
		work, err := a.workDir()
		if err != nil {
			return nil, err
		}
		facts := e.Host(ctx, work)
		return &examination{findings: doctor.Host(facts), next: "jupyter-onboard doctor PROJECT", facts: facts}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := a.approve(ctx, t.entry, t.folder, f.trust); err != nil {
		return nil, err
	}
	p, facts, err := a.planAndFacts(ctx, e, t)
	if err != nil {
		return nil, err
	}
	facts.Machine = e.Machine(ctx, p.Dir)
	return &examination{findings: doctor.Check(p, facts), next: "jupyter-onboard setup " + t.guide.ID, plan: &p, facts: facts}, nil
}

// showFindings shows them and names what to mend first, or what comes next.
func (a *app) showFindings(findings []doctor.Finding, next string) error {
	start := time.Now()
	counts := map[doctor.Severity]int{}
	for _, f := range journey.Findings(findings) {
		a.view().Show(event.Event{Time: start, Body: f})
	}
	for _, f := range findings {
		counts[f.Severity]++
	}
	o := event.Outcome{Meaning: meaning(exitOK), Message: "Nothing stops a set-up.", Next: next}
	top, bad := doctor.Top(findings)
	if bad {
		o.Message = fmt.Sprintf("Nothing stops a set-up; %s.", count(counts[doctor.Warning], "warning", "warnings"))
	}
	if counts[doctor.Blocker] > 0 {
		o.ExitCode = exitPrerequisite
		switch {
		case strings.HasPrefix(top.ID, "network/"):
			o.ExitCode = exitNetwork
		case strings.HasPrefix(top.ID, plan.PolicyPrefix):
			o.ExitCode = exitPolicy
		}
		o.Meaning = meaning(o.ExitCode)
		o.Message = fmt.Sprintf("%s in the way. First: %s.", count(counts[doctor.Blocker], "thing is", "things are"), top.Title)
		o.Observed, o.Expected = top.Observed, top.Expected
		if len(top.Fixes) > 0 {
			o.Next = first(top.Fixes[0].Run, top.Fixes[0].URL)
		}
	}
	a.show(o)
	if o.ExitCode != exitOK {
		return &quietError{o.ExitCode}
	}
	return nil
}
