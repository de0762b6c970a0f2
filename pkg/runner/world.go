package runner

import (
	"context"
	"errors"
	"fmt"
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

// ErrNetwork marks errors of a clone or a command that the network, a proxy or a sign-in caused.
var ErrNetwork = errors.New("the network is to blame")

// ErrRefused marks those of them that another try won't change: a sign-in that is asked for, a certificate that isn't
// trusted, a proxy that refuses. Such an error is an ErrNetwork, too.
var ErrRefused = fmt.Errorf("%w, and says no", ErrNetwork)

// Files looks at the machine without changing it. Its methods may be called from several goroutines.
type Files interface {
	Paths
	Contents
}

// Paths tells what is there.
type Paths interface {
	// Exists reports whether a path, or at least one match of a glob pattern, is there.
	Exists(pattern string) bool
	// NonEmpty reports whether a path, or at least one match of a glob pattern, is a file with something
	// in it.
	NonEmpty(pattern string) bool
	// Distribution reports whether a Python distribution is in the packages folder (a glob pattern),
	// and the folder it was installed from if it is editable.
	Distribution(site, name string) (installed bool, editable string)
}

// Contents identifies what is there.
type Contents interface {
	// Digest identifies the contents of the files below root that match the patterns.
	Digest(root string, patterns []string) (string, error)
	// Fingerprint identifies commit, work tree and environment together.
	Fingerprint(ctx context.Context, dir string, environment plan.Layout) (string, error)
}

// A Journal remembers what was done. Nothing that it says makes a step done that isn't. A write that
// fails is told to the person, and the run goes on. Its methods may be called from several goroutines.
type Journal interface {
	Records
	Proofs
	Logs
}

// Records are what is known of steps.
type Records interface {
	// Last returns the newest record of a step.
	Last(id string) (Record, bool)
	// Begin records that a step starts; End that it ended, or was found done.
	Begin(id string, r Record) error
	End(id string, r Record) error
}

// Proofs are what was proved.
type Proofs interface {
	// Proved returns when a proof was green for a fingerprint.
	Proved(id, fingerprint string) (time.Time, bool)
	// Prove records that it is.
	Prove(id, fingerprint string) error
}

// Logs keep what steps print.
type Logs interface {
	// Log opens a new log file for a step, and returns its path.
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

// An Asker is asked during a run, one question at a time. It returns when ctx ends, with any decision.
type Asker interface {
	Before(ctx context.Context, s plan.Step) Decision
	Failed(ctx context.Context, s plan.Step, f event.Failure) Decision
}
