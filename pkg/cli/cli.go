// Package cli is the program's commands: it reads arguments, puts the parts together, chooses the
// view and turns every error into an exit code. [Main] is its entry point.
package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// A Process is what the program was started with.
type Process struct {
	// Arguments without the program's name.
	Args []string
	// Environment as KEY=VALUE.
	Environ      []string
	In, Out, Err *os.File
}

// Main runs the program and returns its exit code. A first interrupt asks what runs to end, a second
// one ends it at once.
func Main(p Process) int {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	ctx, force := system.WithForce(ctx)
	a := newApp(p)
	a.out.end, a.err.end = cancel, cancel
	stop := func() {}
	a.begin = sync.OnceFunc(func() { stop = watchSignals(cancel, force) })
	defer func() { stop() }()
	root := newRootCommand(a)
	root.SetArgs(p.Args)
	cmd, err := root.ExecuteContextC(ctx)
	a.called = cmd
	return a.finish(ctx, err)
}

// watchSignals ends the context at the first signal and forces the end at the second.
func watchSignals(cancel context.CancelCauseFunc, force func()) (stop func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, stopSignals()...)
	stopPipes := survivePipes()
	done := make(chan struct{})
	go func() {
		for n := 0; ; n++ {
			select {
			case s := <-signals:
				if n > 0 {
					force()
					continue
				}
				if sig, ok := s.(syscall.Signal); ok {
					cancel(&signalError{sig})
				}
			case <-done:
				return
			}
		}
	}()
	return func() { signal.Stop(signals); stopPipes(); close(done) }
}

// finish writes what went wrong, and the outcome for programs, and returns the exit code.
func (a *app) finish(ctx context.Context, err error) int {
	if err == nil {
		err = a.viewError()
	}
	var quiet *quietError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &quiet):
		return quiet.code
	case a.onlyReadUntilGone(ctx):
		// The reader has seen enough, as head has.
		return exitOK
	}
	p := explain(ctx, a.usage(err))
	if a.flags.json || !a.ran && a.askedForJSON() {
		a.show(p.outcome())
	}
	a.complain(p)
	return p.code
}

// askedForJSON reports whether --json is among the arguments, for errors in the arguments themselves: what stands
// behind the first one was never read.
func (a *app) askedForJSON() bool {
	before := a.process.Args
	if i := slices.Index(before, "--"); i >= 0 {
		before = before[:i]
	}
	a.flags.json = slices.Contains(before, "--json")
	return a.flags.json
}

// changes reports whether the command that was called changes something, or runs something that may.
func (a *app) changes() bool {
	if a.called == nil {
		return false
	}
	switch a.called.Name() {
	case "setup", "start", "update", "remove", "run", "doctor", "branch":
		return true
	}
	return false
}

// onlyReadUntilGone reports whether a command that changes nothing ended because its reader has gone.
func (a *app) onlyReadUntilGone(ctx context.Context) bool {
	_, gone := readerGone(ctx)
	return gone && !a.changes()
}

// show sends an event to the view that the flags chose.
func (a *app) show(b event.Body) {
	a.view().Show(event.Event{Time: time.Now(), Body: b})
}

// usage marks cobra's own errors, which are about arguments and flags, as wrong usage.
func (a *app) usage(err error) error {
	if a.ran {
		return err
	}
	return &problem{
		code: exitUsage, message: firstUpper(err.Error()) + ".", observed: err.Error(),
		expected: "arguments and flags as the help says", next: a.helpfulNext(), cause: err,
	}
}

// helpfulNext is the command that was probably meant, else the help.
func (a *app) helpfulNext() string {
	if a.called == nil {
		return "jupyter-onboard --help"
	}
	switch words := a.process.Args; {
	case a.called.Name() == "run" && len(words) > 2 && words[0] == "run":
		return plan.Quote(append([]string{"jupyter-onboard", "run", words[1], "--"}, words[2:]...)) + ", if these are for the task itself"
	case a.called == a.called.Root() && len(words) > 0:
		if _, err := a.catalog().Find(a.called.Context(), words[0]); err == nil {
			return plan.Quote([]string{"jupyter-onboard", "start", words[0]})
		}
	}
	return a.helpCommand()
}

// helpCommand is the help of the command that was called.
func (a *app) helpCommand() string {
	if a.called == nil {
		return "jupyter-onboard --help"
	}
	return a.called.CommandPath() + " --help"
}

// noteRun remembers that the arguments were fine and the command itself began. From now on there is something to end
// well at a signal.
func (a *app) noteRun(cmd *cobra.Command) {
	a.called, a.ran = cmd, true
	a.begin()
}
