//go:build unix

package system

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

func currentPID() int { return os.Getpid() }

func processOf(pid int) Process {
	return Process{PID: pid, PGID: unix.Getpgrp(), Started: time.Now(), Birth: birth(pid)}
}

// orphansOf reports whether members of the group live on without their leader.
// The number can't have been given away: a group keeps it while it has members,
// and a new group of that number would have a leader that runs.
func orphansOf(p Process) bool { return groupAlive(p.PGID) }

func endOrphans(p Process, force bool) {
	to := p.PID
	if p.PGID == p.PID {
		to = -p.PGID
	}
	if force {
		_ = unix.Kill(to, unix.SIGKILL)
		return
	}
	_ = unix.Kill(to, unix.SIGTERM)
	_ = unix.Kill(to, unix.SIGCONT)
}
