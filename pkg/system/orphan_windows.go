package system

import (
	"os"
	"time"
)

func currentPID() int { return os.Getpid() }

func processOf(pid int) Process {
	return Process{PID: pid, PGID: pid, Started: time.Now(), Birth: birth(pid)}
}

// orphansOf reports false: the system ends the job with the run that made it.
func orphansOf(Process) bool { return false }

func endOrphans(p Process, _ bool) {
	if process, err := os.FindProcess(p.PID); err == nil {
		_ = process.Kill()
	}
}
