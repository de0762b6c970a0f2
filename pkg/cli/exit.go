package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// Exit codes of the program.
const (
	exitOK           = 0
	exitFailed       = 1
	exitUsage        = 2
	exitPending      = 3
	exitNetwork      = 4
	exitChoice       = 5
	exitGuide        = 6
	exitPolicy       = 7
	exitPrerequisite = 8
	exitHeld         = 75
	exitHungUp       = 129
	exitInterrupted  = 130
	exitQuit         = 131
	exitTerminated   = 143
)

// An exitCode is a row of the table in `help exit-codes`.
type exitCode struct {
	code    int
	meaning string
}

// exitCodes is the one table of exit codes, for the program, its help and its tests.
func exitCodes() []exitCode {
	return []exitCode{
		{exitOK, "done"},
		{exitFailed, "a step or the operation failed"},
		{exitUsage, "wrong usage"},
		{exitPending, "changes are pending"},
		{exitNetwork, "the network, a proxy or a sign-in is in the way"},
		{exitChoice, "a choice is missing, and nothing may be guessed"},
		{exitGuide, "the guide is invalid or not trusted"},
		{exitPolicy, "refused by the organisation's policy"},
		{exitPrerequisite, "a prerequisite is missing: a tool, a version, disk or a port"},
		{exitHeld, "another run holds this checkout"},
		{exitHungUp, "hung up"},
		{exitInterrupted, "interrupted"},
		{exitQuit, "quit"},
		{exitTerminated, "terminated"},
	}
}

func meaning(code int) string {
	for _, c := range exitCodes() {
		if c.code == code {
			return c.meaning
		}
	}
	return "unknown"
}

// A problem is an error with everything that a person needs to go on.
type problem struct {
	code                     int
	message                  string
	observed, expected, next string
	log, ask                 string
	cause                    error
}

// Error implements error.
func (p *problem) Error() string { return p.message }

// Unwrap returns the cause.
func (p *problem) Unwrap() error { return p.cause }

// outcome is the wire form of the problem.
func (p *problem) outcome() event.Outcome {
	return event.Outcome{
		ExitCode: p.code, Meaning: meaning(p.code), Message: p.message, Observed: p.observed,
		Expected: p.expected, Next: p.next, Log: p.log, Ask: p.ask,
	}
}

// A signalError is the cause of a context that a signal ended.
type signalError struct{ signal syscall.Signal }

// Error implements error.
func (e *signalError) Error() string { return "stopped by " + e.signal.String() }

func (e *signalError) code() int { return 128 + int(e.signal) }

// A quietError ends a command with an exit code after it has said everything itself.
type quietError struct{ code int }

// Error implements error.
func (e *quietError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// explain turns any error into a problem: what was observed, what was expected, what to do next.
func explain(ctx context.Context, err error) *problem {
	if gone, ok := readerGone(ctx); ok {
		return &problem{
			code: exitFailed, message: "Stopped, because the reader of the output has gone.", observed: gone.Error(),
			expected: "a reader until the end", next: "the same command again continues where this one stopped", cause: err,
		}
	}
	if sig, ok := errors.AsType[*signalError](context.Cause(ctx)); ok {
		return &problem{
			code: sig.code(), message: "Stopped before the end.", observed: sig.Error(),
			next: "the same command again continues where this one stopped", cause: err,
		}
	}
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	for _, known := range []func(error) *problem{
		explainProject, explainChoice, explainGuide, explainTrust, explainHeld, explainNetwork, explainPlace,
	} {
		if p := known(err); p != nil {
			p.cause = err
			return p
		}
	}
	return &problem{
		code: exitFailed, message: firstUpper(err.Error()) + ".", next: "mend what it says, then the same command again; jupyter-onboard report collects what a person needs to know who helps",
		cause: err,
	}
}

func explainProject(err error) *problem {
	if !errors.Is(err, errNoProject) {
		return nil
	}
	return &problem{
		code: exitUsage, message: firstUpper(err.Error()) + ".", observed: "no project",
		expected: "a project's name, or a current folder in its checkout", next: "jupyter-onboard status, which lists the checkouts",
	}
}

func explainChoice(err error) *problem {
	var e *plan.ChoiceError
	if !errors.As(err, &e) {
		return nil
	}
	var options []string
	for _, o := range e.Question.Options {
		options = append(options, o.Value)
	}
	p := &problem{
		code: exitChoice, message: "A choice is missing: the " + e.Question.ID + ".",
		observed: "no answer to: " + e.Question.Text, expected: "one of " + strings.Join(options, ", "),
		next: "the same command with " + e.Question.Flag + " and one of them",
	}
	if !e.Missing() {
		p.code = exitUsage
		p.message = fmt.Sprintf("There is no %s called %q.", e.Question.ID, e.Value)
		p.observed = e.Question.Flag + " " + e.Value
	}
	return p
}

func explainGuide(err error) *problem {
	var invalid *guide.Error
	var absent *catalog.NotFoundError
	switch {
	case errors.As(err, &invalid) && strings.HasPrefix(invalid.Problems[0].ID, "org/"):
		return &problem{
			code: exitGuide, message: "Your organisation's file is invalid, and nothing of it is used.", observed: invalid.Error(),
			expected: "a file by the schema that `jupyter-onboard org schema` prints", next: "mend the lines above, or ask those who wrote it",
		}
	case errors.As(err, &invalid):
		return &problem{
			code: exitGuide, message: "The guide is invalid.", observed: invalid.Error(),
			expected: "a guide by the schema that `jupyter-onboard guide schema` prints",
			next:     "mend the lines above, then `jupyter-onboard guide lint FILE`",
		}
	case errors.As(err, &absent):
		next := "jupyter-onboard list"
		if len(absent.Suggestions) > 0 {
			next += ", or the same command with " + absent.Suggestions[0]
		}
		return &problem{
			code: exitUsage, message: firstUpper(absent.Error()) + ".", observed: "project " + absent.Name,
			expected: "a project of the catalogue", next: next,
		}
	}
	return nil
}

func explainHeld(err error) *problem {
	var held *state.HeldError
	var orphan *engine.OrphanError
	switch {
	case errors.As(err, &held):
		return &problem{
			code: exitHeld, message: "Another run holds this checkout.", observed: held.Error(),
			expected: "one run on a checkout at a time", next: "wait for it to end, then the same command again",
		}
	case errors.As(err, &orphan):
		return &problem{
			code: exitHeld, message: "A step of an earlier run still runs.", observed: orphan.Error(),
			expected: "no step left of an earlier run", next: "wait for it or end it, then the same command again",
		}
	}
	return nil
}

func explainNetwork(err error) *problem {
	if c := causeOf(err); c != nil {
		return &problem{code: c.code, message: c.message, observed: err.Error(), expected: c.expected, next: c.advice + " Then the same command again."}
	}
	if !errors.Is(err, runner.ErrNetwork) {
		return nil
	}
	return &problem{
		code: exitNetwork, message: "The network is in the way.", observed: err.Error(),
		expected: "an answer from the server", next: "check the connection, proxy and certificate, then the same command again",
	}
}

// explainPlace is about a file or folder that the machine doesn't give.
func explainPlace(err error) *problem {
	if _, ok := errors.AsType[*fs.PathError](err); !ok && !errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	return &problem{
		code: exitFailed, message: "A file or folder can't be used.", observed: err.Error(),
		expected: "a place that is there or can be made, and that you may read and write", next: "mend that, or name another place; then the same command again",
	}
}

func firstUpper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
