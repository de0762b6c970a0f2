package state

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// zombie is SZOMB of <sys/proc.h>.
const zombie = 5

// bootID is empty: start times are absolute here and differ between boots.
func bootID() (string, error) { return "", nil }

func lookUp(pid int) (processEntry, error) {
	if pid <= 0 {
		return processEntry{}, ErrNoProcess
	}
	table, err := processTable("kern.proc.pid", pid)
	if err != nil {
		return processEntry{}, err
	}
	if len(table) == 0 {
		return processEntry{}, ErrNoProcess
	}
	return table[0], nil
}

// groupTable lists p and the members of its group.
func groupTable(p Process) ([]processEntry, error) {
	table, err := processTable("kern.proc.pid", p.PID)
	if err != nil || p.PGID <= 1 {
		return table, err
	}
	group, err := processTable("kern.proc.pgrp", p.PGID)
	return append(table, group...), err
}

func processTable(query string, id int) ([]processEntry, error) {
	infos, err := unix.SysctlKinfoProcSlice(query, id)
	if errors.Is(err, unix.ESRCH) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s of %d: %w", query, id, err)
	}
	table := make([]processEntry, 0, len(infos))
	for _, k := range infos {
		t := k.Proc.P_starttime
		table = append(table, processEntry{
			pid:   int(k.Proc.P_pid),
			pgid:  int(k.Eproc.Pgid),
			start: uint64(t.Sec)*1_000_000 + uint64(t.Usec),
			ended: k.Proc.P_stat == zombie,
		})
	}
	return table, nil
}
