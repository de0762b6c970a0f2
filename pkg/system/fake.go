package system

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// Patterns for the arguments of [Fake.Expect].
const (
	// Any stands for one argument, whatever it is.
	Any = "\x00any"
	// Rest, as the last argument, stands for any number of arguments.
	Rest = "\x00rest"
)

// Fake stands in for a [Machine] in tests: it runs nothing, but answers the
// commands that were expected. It is safe for concurrent use.
type Fake struct {
	mu         sync.Mutex
	expected   []*Expectation
	calls      []Command
	unexpected []string
}

// Expectation is one command that a test expects, and the answer to it.
type Expectation struct {
	argv           []string
	stdout, stderr string
	exit           int
	err            error
	do             func(context.Context, Command) (Result, error)
	left           int // how often it may still be used; negative: any number
}

// Reporter is the part of *testing.T that [Fake.Verify] needs.
type Reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// Expect adds a command that is expected once. Without more it succeeds
// silently. Commands may come in any order; of several that match, the oldest
// unused one answers.
func (f *Fake) Expect(argv ...string) *Expectation {
	f.mu.Lock()
	defer f.mu.Unlock()
	e := &Expectation{argv: argv, left: 1}
	f.expected = append(f.expected, e)
	return e
}

// Stdout makes the command write s to its standard output.
func (e *Expectation) Stdout(s string) *Expectation { e.stdout = s; return e }

// Stderr makes the command write s to its standard error.
func (e *Expectation) Stderr(s string) *Expectation { e.stderr = s; return e }

// Exit makes the command end with a code.
func (e *Expectation) Exit(code int) *Expectation { e.exit = code; return e }

// Fail makes Run return err as if the command couldn't be run.
func (e *Expectation) Fail(err error) *Expectation { e.err = err; return e }

// Do makes f the answer, in place of everything else.
func (e *Expectation) Do(f func(context.Context, Command) (Result, error)) *Expectation {
	e.do = f
	return e
}

// Times lets the command come n times; a negative n means any number, also none.
func (e *Expectation) Times(n int) *Expectation { e.left = n; return e }

// Run answers an expected command; any other is an error, and remembered.
func (f *Fake) Run(ctx context.Context, c Command) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, fmt.Errorf("run %s: %w", c.Name(), context.Cause(ctx))
	}
	e := f.match(c)
	if e == nil {
		return Result{}, fmt.Errorf("run %s: unexpected command %q", c.Name(), c.Argv)
	}
	if c.OnStart != nil {
		c.OnStart(Process{PID: 1, PGID: 1, Started: time.Unix(0, 0)})
	}
	if e.do != nil {
		return e.do(ctx, c)
	}
	if e.err != nil {
		return Result{}, e.err
	}
	result := Result{ExitCode: e.exit}
	if err := errors.Join(write(c.Stdout, e.stdout), write(c.Stderr, e.stderr)); err != nil {
		return result, err
	}
	if e.exit != 0 {
		return result, &ExitError{Program: c.Name(), Result: result}
	}
	return result, nil
}

// match records the call and uses up the expectation that fits.
func (f *Fake) match(c Command) *Expectation {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, c)
	for _, e := range f.expected {
		if e.left != 0 && fits(e.argv, c.Argv) {
			e.left--
			return e
		}
	}
	f.unexpected = append(f.unexpected, fmt.Sprintf("%q", c.Argv))
	return nil
}

// Calls returns the commands so far, in the order they came.
func (f *Fake) Calls() []Command {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

// Verify fails the test for every command that came unexpectedly and for every
// expected one that didn't come.
func (f *Fake) Verify(t Reporter) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, argv := range f.unexpected {
		t.Errorf("unexpected command %s", argv)
	}
	for _, e := range f.expected {
		if e.left > 0 {
			t.Errorf("command %q was expected %d more time(s)", readable(e.argv), e.left)
		}
	}
}

func fits(pattern, argv []string) bool {
	for i, want := range pattern {
		if want == Rest {
			return true
		}
		if i >= len(argv) || want != Any && want != argv[i] {
			return false
		}
	}
	return len(pattern) == len(argv)
}

func readable(argv []string) string {
	return strings.NewReplacer(Any, "<any>", Rest, "<rest>").Replace(strings.Join(argv, " "))
}

func write(to io.Writer, s string) error {
	if to == nil || s == "" {
		return nil
	}
	if _, err := io.WriteString(to, s); err != nil {
		return fmt.Errorf("pass on its output: %w", err)
	}
	return nil
}
