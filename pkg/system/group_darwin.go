package system

import (
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// rssUnit is the unit of the kernel's resident memory figures in bytes.
const rssUnit = 1

// groupAlive reports whether a process of the group still runs.
func groupAlive(id int) bool {
	if !groupExists(id) {
		return false
	}
	members, err := unix.SysctlKinfoProcSlice("kern.proc.pgrp", id)
	if err != nil {
		return true
	}
	for i := range members {
		if members[i].Proc.P_stat != zombie {
			return true
		}
	}
	return false
}

// zombie is SZOMB of sys/proc.h.
const zombie = 5

// birth identifies the process among all that ever had its number.
func birth(pid int) string {
	p, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return ""
	}
	at := p.Proc.P_starttime
	return strconv.FormatInt(at.Sec, 10) + "." + strconv.FormatInt(int64(at.Usec), 10)
}

// isLocal reports whether p was started since this start of the computer.
func isLocal(p Process) bool {
	boot, err := unix.SysctlTimeval("kern.boottime")
	return err == nil && p.Birth != "" && p.Started.After(time.Unix(boot.Sec, 0))
}

// pidRuns reports whether the process exists and isn't dead.
func pidRuns(pid int) bool {
	p, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	return err == nil && p.Proc.P_pid == int32(pid) && p.Proc.P_stat != zombie
}
