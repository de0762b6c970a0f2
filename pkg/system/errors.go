package system

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrForced is the cause of a context that was ended by the function that
// [WithForce] returned.
var ErrForced = errors.New("ended at once")

// NotFoundError says that a program isn't on the PATH it was looked up in.
type NotFoundError struct {
	Program string // the name that was asked for
	Path    string // the PATH that was searched, or "" for a name with a folder
}

// Error implements error.
func (e *NotFoundError) Error() string {
	if e.Path == "" {
		return fmt.Sprintf("%s: no such program", e.Program)
	}
	return fmt.Sprintf("%s: not found on PATH", e.Program)
}

// ExitError says that a program ran and ended with a code other than 0.
type ExitError struct {
	Program string
	Result  Result
}

// Error implements error.
func (e *ExitError) Error() string {
	if e.Result.Signal != "" {
		return fmt.Sprintf("%s: ended by %s", e.Program, e.Result.Signal)
	}
	return fmt.Sprintf("%s: exit code %d", e.Program, e.Result.ExitCode)
}

// TimeoutError says that a program was ended because its time was up. It
// matches [context.DeadlineExceeded].
type TimeoutError struct {
	Program string
	After   time.Duration
}

// Error implements error.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("%s: still running after %s, ended", e.Program, e.After)
}

// Is reports whether target is [context.DeadlineExceeded].
func (e *TimeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

// Timeout reports true; it makes the error a time-out for callers that ask.
func (e *TimeoutError) Timeout() bool { return true }

// StuckError says that a process didn't end although it was killed, as happens
// when it waits for a file system that doesn't answer.
type StuckError struct {
	Program string
	PID     int
}

// Error implements error.
func (e *StuckError) Error() string {
	return fmt.Sprintf("%s: process %d was killed but hasn't ended", e.Program, e.PID)
}
