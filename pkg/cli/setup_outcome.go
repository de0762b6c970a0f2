package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// outcome is how a run ended, in the form that people and programs get.
func (a *app) outcome(ctx context.Context, p plan.Plan, r runner.Report, again string) event.Outcome {
	o := event.Outcome{Steps: r.Count(), Seconds: r.Elapsed.Seconds(), Meaning: meaning(exitOK)}
	switch {
	case r.OK():
		o.Message = fmt.Sprintf("%s is set up and proved in %s.", p.Guide.Name, p.Dir)
		o.Next = "jupyter-onboard status " + p.Guide.ID
		if r.Count()[event.Succeeded] == 0 {
			o.Message = fmt.Sprintf("%s was set up and proved already in %s; nothing was left to do.", p.Guide.Name, p.Dir)
		}
		return o
	case ctx.Err() != nil:
		problem := explain(ctx, context.Cause(ctx))
		stopped := problem.outcome()
		stopped.Steps, stopped.Seconds, stopped.Next = o.Steps, o.Seconds, again
		return stopped
	}
	o.ExitCode, o.Message = exitFailed, p.Guide.Name+" is not set up yet."
	if f := r.Failure; f != nil {
		o.Observed, o.Expected, o.Log, o.Ask = f.Step+": "+f.Observed, f.Expected, f.Log, f.Ask
		if len(f.Diagnoses) > 0 && f.Diagnoses[0].Network || isNetwork(r.Err) {
			o.ExitCode = exitNetwork
		}
	}
	if c := causeOfRun(r); c != nil {
		o.ExitCode, o.Expected = c.code, c.expected
		o.Message += " " + c.message + " " + c.advice
	}
	o.Meaning, o.Next = meaning(o.ExitCode), again
	return o
}

// refused is the problem of a plan that the organisation has to approve first: nothing on this machine mends it.
func (a *app) refused(p plan.Plan) error {
	p.Requirements = slices.DeleteFunc(slices.Clone(p.Requirements), func(r plan.Requirement) bool { return !strings.HasPrefix(r.ID, plan.PolicyPrefix) })
	return a.blocked(p)
}

// request is the command that writes the request for an approval of what the plan does.
func (a *app) request(p plan.Plan) string {
	argv := []string{"jupyter-onboard", "org", "request", p.Guide.ID}
	if p.Origin.File != "" {
		argv = append(argv, "--guide", p.Origin.File)
	}
	if p.From != "" {
		argv = append(argv, "--from", system.Redact(p.From))
	}
	return plan.Quote(append(argv, a.orgFlag()...))
}

// toApprove completes the fixes of what the organisation has to approve first: a command that names everything again.
func (a *app) toApprove(p plan.Plan) plan.Plan {
	p.Requirements = slices.Clone(p.Requirements)
	for i, r := range p.Requirements {
		if strings.HasPrefix(r.ID, plan.PolicyPrefix) {
			p.Requirements[i].Fixes = []guide.Fix{{Run: a.request(p)}}
		}
	}
	return p
}

// blocked is the problem of a plan that can't run on this machine.
func (a *app) blocked(p plan.Plan) error {
	p = a.toApprove(p)
	blockers := p.Blockers()
	if len(blockers) == 0 {
		return nil
	}
	b := blockers[0]
	code := exitPrerequisite
	next := ""
	if len(b.Fixes) > 0 {
		next = first(b.Fixes[0].Run, b.Fixes[0].URL)
	}
	if strings.HasPrefix(b.ID, plan.PolicyPrefix) {
		return &problem{
			code: exitPolicy, message: fmt.Sprintf("%s needs %s first. %s", p.Guide.Name, b.Name, b.Why),
			observed: b.Observed, expected: b.Expected, next: next,
		}
	}
	if strings.HasPrefix(b.ID, "checkout/") {
		code, next = exitFailed, b.Why
	}
	message := fmt.Sprintf("%s is missing for %s.", firstUpper(b.Name), p.Guide.Name)
	if b.Status == plan.NoAnswer {
		message = fmt.Sprintf("%s for %s did not answer; the machine may be busy, so try again.", firstUpper(b.Name), p.Guide.Name)
	}
	if b.Status == plan.WrongVersion {
		message = fmt.Sprintf("%s is there in a version that %s doesn't work with.", firstUpper(b.Name), p.Guide.Name)
	}
	if code == exitFailed {
		message = fmt.Sprintf("The folder %s can't become the checkout of %s. Nothing in it was changed.", p.Dir, p.Guide.Name)
	}
	if more := len(blockers) - 1; more > 0 {
		message += fmt.Sprintf(" %s more; `jupyter-onboard doctor %s` lists all.", count(more, "thing is", "things are"), p.Guide.ID)
	}
	return &problem{code: code, message: message, observed: b.Observed, expected: b.Expected, next: next}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func isNetwork(err error) bool { return errors.Is(err, runner.ErrNetwork) }

// askWhere is where a person helps with a project, and the command that writes down what they need to know.
// File is true if the guide was named by its file.
func askWhere(p plan.Plan, file bool) string {
	argv := []string{"jupyter-onboard", "report", p.Guide.ID, "--dir", p.Dir}
	if file {
		argv = append(argv, "--guide", p.Origin.Name)
	}
	bring := "with what this command prints: " + plan.Quote(argv)
	return first(channel(p.Guide), "the project") + ", " + bring
}

// channel is the project's first chat or forum that isn't given up.
func channel(g *guide.Guide) string {
	for _, c := range g.People.Channels {
		if c.Status != guide.Retired && (c.Kind == guide.Chat || c.Kind == guide.Forum) {
			return c.Name + " " + c.URL
		}
	}
	return ""
}
