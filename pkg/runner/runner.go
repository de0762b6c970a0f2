// Package runner carries a plan out and says what happens.
//
// [Runner.Inspect] tells which steps are done, [Runner.Run] does the others and sends events. The
// runner decides nothing that the plan didn't: it orders steps by their needs, starts them in the
// managed environment, tries again what the network broke, and records what it did. The world enters
// through the small interfaces of this package.
package runner

import (
	"context"
	"io"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A Command is a program or a script that a step runs.
type Command struct {
	// Program and arguments; or, if empty, Script for bash.
	Argv   []string
	Script string
	Dir    string
	// Folders before PATH, and variables beside the allow-listed ones of the machine.
	Path []string
	Env  map[string]string
	// True if it may have the settings that hold credentials for the network.
	Network bool
	Timeout time.Duration
	// Takes standard output and standard error together.
	Output io.Writer
	// Called once with the process, as soon as it runs.
	Started func(Process)
}

// A Process identifies a process on this machine, even after its id was used again.
type Process struct {
	PID, PGID int
	Started   time.Time
}

// An Exit is how a command ended.
type Exit struct {
	Code     int
	TimedOut bool
}

// An Executor runs commands and leaves no process behind.
type Executor interface {
	Execute(ctx context.Context, c Command) (Exit, error)
}

// A Cloner fetches a repository.
type Cloner interface {
	Clone(ctx context.Context, c plan.Clone, log io.Writer, progress func(event.StepProgress)) error
}

// Files looks at the machine without changing it.
type Files interface {
	// Exists reports whether a path, or at least one match of a glob pattern, is there.
	Exists(pattern string) bool
	// Digest identifies the contents of the files below root that match the patterns.
	Digest(root string, patterns []string) (string, error)
	// Distribution reports whether a Python distribution is in the packages folder (a glob pattern),
	// and the folder it was installed from if it is editable.
	Distribution(site, name string) (installed bool, editable string)
	// Fingerprint identifies commit, work tree and environment together.
	Fingerprint(ctx context.Context, dir string, environment plan.Layout) (string, error)
}

// A Journal remembers what was done. Nothing that it says makes a step done that isn't.
type Journal interface {
	// Last returns the newest record of a step.
	Last(id string) (Record, bool)
	// Begin records that a step starts; End that it ended, or was found done.
	Begin(id string, r Record) error
	End(id string, r Record) error
	// Proved returns when a proof was green for a fingerprint.
	Proved(id, fingerprint string) (time.Time, bool)
	Prove(id, fingerprint string) error
	// Log opens a new log file for a step.
	Log(id string) (io.WriteCloser, string, error)
}

// A Record is what the journal knows of a step.
type Record struct {
	// Digest of the step's definition, and of its inputs when it ran.
	Digest, Inputs string
	Succeeded      bool
	// True if it was stopped rather than failed.
	Interrupted bool
	ExitCode    int
	Process     Process
	Log         string
}

// A Diagnoser knows failures by their output.
type Diagnoser interface {
	Diagnose(s plan.Step, output []byte) []event.Diagnosis
}

// A Decision is what a person wants of a step.
type Decision int

// The decisions.
const (
	// Go on: run the step, or accept its failure.
	Go Decision = iota
	// Skip the step; steps that need it don't run.
	Skip
	// Again: run a failed step once more.
	Again
	// Stop the run.
	Stop
)

// An Asker is asked during a run. A nil Asker means Go, always.
type Asker interface {
	Before(ctx context.Context, s plan.Step) Decision
	Failed(ctx context.Context, s plan.Step, f event.Failure) Decision
}

// A Runner carries plans out. Its fields are set before use and not changed afterwards.
type Runner struct {
	Executor  Executor
	Cloner    Cloner
	Files     Files
	Journal   Journal
	Diagnoser Diagnoser
	Asker     Asker
	// Most steps at the same time; 0 means 1.
	Jobs int
	// Clock, and pause before a try; nil for the real ones.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
	// Command that continues a run, and where to ask a person, for failures.
	Continue, Ask string
}

func (r *Runner) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}

func (r *Runner) sleep(ctx context.Context, d time.Duration) error {
	if r.Sleep != nil {
		return r.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
