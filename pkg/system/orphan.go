package system

import (
	"context"
	"time"
)

// Current returns the calling process, for others to recognise it by.
func Current() Process { return processOf(currentPID()) }

// Local reports whether p was recorded on this computer since it was started
// (and, on Linux, in this container), so that [Alive] can tell about it.
func (p Process) Local() bool { return p.PID > 0 && isLocal(p) }

// Alive reports whether p, or another process of its group, still runs: not a
// later process that was given the same number. It is false for a process that
// isn't local.
func Alive(p Process) bool {
	if !p.Local() {
		return false
	}
	if pidRuns(p.PID) {
		return birth(p.PID) == p.Birth
	}
	return p.PGID == p.PID && orphansOf(p)
}

// Running reports whether a process of this number runs, whichever it is.
func Running(pid int) bool { return pid > 0 && pidRuns(pid) }

// End ends what is left of the group of a process that an earlier, killed run
// started: politely, then after grace (zero means [DefaultGrace]) by killing
// it. It does nothing when p isn't alive.
func (Machine) End(ctx context.Context, p Process, grace time.Duration) error {
	if !Alive(p) {
		return nil
	}
	if grace <= 0 {
		grace = DefaultGrace
	}
	endOrphans(p, false)
	if waitDead(ctx, p, grace) {
		return nil
	}
	endOrphans(p, true)
	if waitDead(context.WithoutCancel(ctx), p, killWait) {
		return nil
	}
	return &StuckError{Program: "process of an earlier run", PID: p.PID}
}

// waitDead waits until p has ended and reports whether it did in time.
func waitDead(ctx context.Context, p Process, limit time.Duration) bool {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for Alive(p) {
		select {
		case <-ctx.Done():
			return false
		case <-deadline.C:
			return false
		case <-tick.C:
		}
	}
	return true
}
