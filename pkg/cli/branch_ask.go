package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// decide builds the plan. What is missing is asked on a terminal, one question after the other; elsewhere, and with
// --yes, it is a problem that names the flag which answers.
func (o *branchOptions) decide(ctx context.Context, e *engine.Engine, b *beginning, arg string) error {
	for range 10 { // There are fewer questions.
		built, err := plan.BuildBranch(b.plan, b.issue, b.facts, o.choices)
		missing, ok := errors.AsType[*plan.ChoiceError](err)
		if !ok {
			b.branch = built
			return o.explain(err, b)
		}
		if !o.mayAsk() || !missing.Missing() && len(missing.Question.Options) > 0 {
			return o.missing(missing, b, arg)
		}
		if err := o.ask(ctx, missing); err != nil {
			return err
		}
		if missing.Question.ID == "fork" && len(b.facts.Fork.Several) > 0 {
			if err := o.look(ctx, e, b); err != nil {
				return err
			}
		}
	}
	return &problem{code: exitChoice, message: "Nothing was changed.", observed: "no answers", expected: "an answer to each question", next: o.again(b, arg)}
}

// mayAsk reports whether a person answers.
func (o *branchOptions) mayAsk() bool {
	return o.app.terminal().Profile.Ask && !o.app.flags.json && !o.yes && !o.dryRun
}

// missing is the problem of a choice that nobody made.
func (o *branchOptions) missing(c *plan.ChoiceError, b *beginning, arg string) error {
	q := c.Question
	again := o.againWithout(b, arg, q.Flag)
	if o.dryRun {
		again += " --dry-run"
	}
	p := &problem{
		code: exitChoice, message: "A choice is missing: " + q.ID + ". Nothing was changed.", observed: "no answer to: " + q.Text, expected: q.Flag + " VALUE",
		next: again + " " + q.Flag, cause: c,
	}
	var values []string
	for _, option := range q.Options {
		values = append(values, option.Value)
	}
	switch {
	case q.ID == "anyway":
		p.expected = q.Flag
	case q.ID == "fork" && len(b.facts.Fork.Several) > 0:
		// A name that stands here would be copied, though it may be a colleague's.
		p.expected = q.Flag + " with yours, such as one of " + strings.Join(values, ", ")
		p.next += " OWNER/NAME"
	case len(values) > 0:
		p.expected = q.Flag + " with one of " + strings.Join(values, ", ")
		p.next += " " + values[0]
	default:
		p.next += " VALUE"
	}
	if !c.Missing() {
		p.code, p.observed = exitUsage, fmt.Sprintf("%s %s: %s", q.Flag, c.Value, q.Text)
		p.message = fmt.Sprintf("%q is no answer to %s. Nothing was changed.", c.Value, q.Flag)
		if c.Value == "stop" || c.Value == "no" {
			p.code = exitChoice
		}
	}
	return p
}

// ask puts one question and keeps the answer where its flag would.
func (o *branchOptions) ask(ctx context.Context, c *plan.ChoiceError) error {
	a, q := o.app, c.Question
	var values []string
	for _, option := range q.Options {
		values = append(values, option.Value)
	}
	prompt := term.Line(q.Text)
	if len(values) > 0 {
		prompt += " [" + strings.Join(values, "/") + "]"
	}
	if _, err := fmt.Fprintf(a.terminal().Text(), "%s > ", prompt); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	answer, err := a.answerOf(ctx)
	switch {
	case ctx.Err() != nil:
		return err
	case err != nil && !errors.Is(err, io.EOF):
		return fmt.Errorf("read the answer: %w", err)
	}
	stop := &problem{code: exitChoice, message: "Nothing was changed.", observed: fmt.Sprintf("the answer %q to: %s", answer, q.Text), expected: "an answer, or " + q.Flag, next: "the same command again"}
	if len(values) > 0 && !slices.Contains(values, answer) || answer == "" || answer == "stop" {
		return stop
	}
	switch q.ID {
	case "anyway":
		if answer != "yes" {
			return stop
		}
		o.choices.Anyway = true
	case "uncommitted":
		o.choices.Uncommitted = answer
	case "name":
		o.choices.AuthorName = answer
	case "email":
		o.choices.AuthorEmail = answer
	case "fork":
		o.choices.Fork = answer
	}
	return nil
}

// confirm asks before anything is changed.
func (o *branchOptions) confirm(ctx context.Context, b *beginning, arg string) error {
	pending := 0
	for _, s := range b.branch.Steps {
		if s.Satisfied == "" {
			pending++
		}
	}
	if o.yes || pending == 0 {
		return nil
	}
	p := &problem{code: exitChoice, message: "Nothing was changed.", observed: "no yes", expected: "a yes to the steps", next: o.again(b, arg) + " --yes"}
	if !o.mayAsk() {
		p.message, p.observed = "Nobody is there to say yes. Nothing was changed.", "no terminal to ask on"
		return p
	}
	ok, err := o.app.ask(ctx, fmt.Sprintf("Carry out %s in %s?", count(pending, "step", "steps"), b.plan.Dir))
	if err == nil && !ok {
		return p
	}
	return err
}

// orgNamed is how the organisation's file is named again, if a flag did.
func (o *branchOptions) orgNamed() string {
	if o.app.flags.org == "" || o.app.organisation == nil {
		return o.app.flags.org
	}
	return o.app.organisation.named()
}

// again is the command with the answers that were given so far.
func (o *branchOptions) again(b *beginning, arg string) string { return o.againWithout(b, arg, "") }

// againWithout leaves out the answer to one flag, which wasn't one.
func (o *branchOptions) againWithout(b *beginning, arg, flag string) string {
	argv := []string{"jupyter-onboard", "branch", arg, "--dir", b.plan.Dir}
	for _, f := range []struct{ flag, value string }{
		{"--org", o.orgNamed()},
		{"--guide", o.project.guide},
		{"--branch", o.choices.Name},
		{"--fork", o.choices.Fork},
		{"--uncommitted", o.choices.Uncommitted},
		{"--author-name", o.choices.AuthorName},
		{"--author-email", o.choices.AuthorEmail},
		{"--email-domain", o.choices.Domain},
	} {
		if f.value != "" && f.flag != flag {
			argv = append(argv, f.flag, f.value)
		}
	}
	if o.choices.Anyway {
		argv = append(argv, "--anyway")
	}
	if o.yes {
		argv = append(argv, "--yes")
	}
	return plan.Quote(argv)
}
