package system

import (
	"io"
	"time"
)

// DefaultGrace is how long a program may take to end after the polite signal.
const DefaultGrace = 5 * time.Second

// Command is one program to run. Only Argv is required.
type Command struct {
	// Argv is the program and its arguments. A name without a path separator
	// is looked up in the PATH of Env, never in the caller's own.
	Argv []string
	// Dir is the working directory; empty means the caller's.
	Dir string
	// Env is the whole environment as KEY=VALUE; nothing is inherited.
	Env []string
	// Stdin is what the program reads; nil means it reads end of file at once.
	// Run doesn't wait for a Read that is under way when the program ends.
	Stdin io.Reader
	// Stdout and Stderr receive the output; nil discards it. When both are the
	// same writer, the order of the bytes is kept and Write is never called
	// twice at the same time.
	Stdout, Stderr io.Writer
	// Timeout ends the program after this time; zero means no limit.
	Timeout time.Duration
	// Grace is the time between asking the group to end and killing it; zero
	// means [DefaultGrace].
	Grace time.Duration
	// OnStart, if set, is called once, after the program has started and
	// before Run waits for it.
	OnStart func(Process)
	// HoldStart makes the program begin only after OnStart has returned. If
	// this process is killed before, the program never runs: whoever notes the
	// Process in OnStart can't leave an unknown orphan. It costs the start of a
	// shell, whose exit codes 126 and 127 stand for a program that can't be
	// run. On Windows it isn't needed, as the job ends with this process.
	HoldStart bool
}

// Name returns the program as it was asked for, or "" for an empty command.
func (c Command) Name() string {
	if len(c.Argv) == 0 {
		return ""
	}
	return c.Argv[0]
}

// Process names a started program so that a later run can recognise it.
type Process struct {
	// PID is the process; PGID its process group (on Windows the same number).
	PID  int `json:"pid"`
	PGID int `json:"pgid"`
	// Started is when it was started, by this machine's clock.
	Started time.Time `json:"started"`
	// Birth tells this process from a later one with the same number: an
	// opaque value of the operating system, empty where there is none.
	Birth string `json:"birth,omitempty"`
}

// Result is what a program left behind.
type Result struct {
	// ExitCode is the program's own code, or 128 plus the signal's number.
	ExitCode int
	// Signal is the name of the signal that ended it (SIGKILL), or "".
	Signal string
	// Duration is the wall time from start until the whole group was gone.
	Duration time.Duration
	// TimedOut says that Command.Timeout ended it.
	TimedOut bool
	// Leftover says that processes of the group were still running when the
	// program itself had ended, and had to be ended.
	Leftover bool
	// MaxRSS is the largest resident memory in bytes of the program and of the
	// children that it waited for; zero where the system doesn't tell.
	MaxRSS int64
}
