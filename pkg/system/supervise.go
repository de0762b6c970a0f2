package system

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// running is one started program and its way to the end.
type running struct {
	ctx     context.Context
	command Command
	cmd     *exec.Cmd
	group   *group
	pipes   *pipes
	started time.Time
	done    chan struct{} // closed when the program itself has been reaped
	waitErr error         // of the program; set before done is closed
}

// announce tells the caller which process it is.
func (r *running) announce() {
	if r.command.OnStart != nil {
		pid := r.cmd.Process.Pid
		r.command.OnStart(Process{PID: pid, PGID: pid, Started: r.started, Birth: birth(pid)})
	}
}

// finish waits for the program, ends its group and returns what came of it.
func (r *running) finish() (Result, error) {
	defer r.group.close()
	go func() {
		r.waitErr = r.cmd.Wait()
		close(r.done)
	}()
	stopped := r.wait()
	leftover := false
	if stopped == nil {
		leftover = r.sweep()
	} else {
		r.end()
	}
	select {
	case <-r.done:
	case <-time.After(killWait):
		r.pipes.abandon()
		return Result{Duration: time.Since(r.started)}, &StuckError{Program: r.command.Name(), PID: r.cmd.Process.Pid}
	}
	writeErr := r.pipes.drain()
	result := r.result()
	result.Leftover = leftover
	return result, r.verdict(&result, stopped, writeErr)
}

// wait returns nil when the program ended by itself, else why it has to end.
func (r *running) wait() error {
	var expired <-chan time.Time
	if r.command.Timeout > 0 {
		timer := time.NewTimer(r.command.Timeout)
		defer timer.Stop()
		expired = timer.C
	}
	select {
	case <-r.done:
		return nil
	case <-r.ctx.Done():
		return fmt.Errorf("stopped: %w", context.Cause(r.ctx))
	case <-expired:
		return &TimeoutError{Program: r.command.Name(), After: r.command.Timeout}
	}
}

// end asks the whole group to end, and kills it when the grace is over or the
// context is forced.
func (r *running) end() {
	r.group.terminate()
	if !r.gone(r.grace(), forcedDone(r.ctx)) {
		r.group.kill()
		r.gone(killWait, nil)
	}
}

// sweep ends what the program left running in its group and reports whether
// there was anything that didn't end by itself.
func (r *running) sweep() bool {
	if !r.group.alive() || r.gone(linger, r.ctx.Done()) {
		return false
	}
	r.end()
	return true
}

// gone waits until the program and its group have ended, and reports whether
// they did within the limit and before hurry was closed.
func (r *running) gone(limit time.Duration, hurry <-chan struct{}) bool {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	pause := time.Millisecond
	for {
		if r.reaped() && !r.group.alive() {
			return true
		}
		select {
		case <-deadline.C:
			return false
		case <-hurry:
			return false
		case <-time.After(pause):
			pause = min(2*pause, 50*time.Millisecond)
		}
	}
}

// reaped reports whether the program itself has ended.
func (r *running) reaped() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

// grace is the time between the polite signal and the kill.
func (r *running) grace() time.Duration {
	if r.command.Grace > 0 {
		return r.command.Grace
	}
	return DefaultGrace
}

// result reads what the operating system says about the ended program.
func (r *running) result() Result {
	state := r.cmd.ProcessState
	code, signal := exitStatus(state)
	return Result{
		ExitCode: code,
		Signal:   signal,
		Duration: time.Since(r.started),
		MaxRSS:   r.group.maxRSS(state),
	}
}

// verdict turns the result into Run's error.
func (r *running) verdict(result *Result, stopped, writeErr error) error {
	name := r.command.Name()
	if timeout, ok := errors.AsType[*TimeoutError](stopped); ok {
		result.TimedOut = true
		return timeout
	}
	if stopped != nil {
		return fmt.Errorf("run %s: %w", name, stopped)
	}
	if result.ExitCode != 0 {
		return &ExitError{Program: name, Result: *result}
	}
	if _, exited := errors.AsType[*exec.ExitError](r.waitErr); r.waitErr != nil && !exited {
		return fmt.Errorf("run %s: %w", name, r.waitErr)
	}
	if writeErr != nil {
		return fmt.Errorf("run %s: pass on its output: %w", name, writeErr)
	}
	return nil
}
