package state

import (
	"errors"
	"fmt"
)

// ErrNoProcess says that no process has that id any more.
var ErrNoProcess = errors.New("no such process")

// Process identifies one process for as long as the machine runs: a process id alone
// is given away again.
type Process struct {
	PID int `json:"pid"`
	// PGID is the process group, 0 where there is none (Windows).
	PGID int `json:"pgid,omitempty"`
	// Start is when the process started, in a unit of the system's own that
	// grows with time: clock ticks since boot on Linux, microseconds on macOS, 100 ns on Windows.
	Start uint64 `json:"start"`
	// Boot tells one boot of the machine from another where Start doesn't (Linux).
	Boot string `json:"boot,omitempty"`
}

// Identify looks up the running process pid. The error wraps [ErrNoProcess] if
// there is none. A process that has ended but isn't waited for yet is still found.
func Identify(pid int) (Process, error) {
	e, err := lookUp(pid)
	if err != nil {
		return Process{}, fmt.Errorf("look up process %d: %w", pid, err)
	}
	boot, err := bootID()
	if err != nil {
		return Process{}, fmt.Errorf("look up process %d: %w", pid, err)
	}
	return Process{PID: e.pid, PGID: e.pgid, Start: e.start, Boot: boot}, nil
}

// Alive reports whether this very process still runs.
func (p Process) Alive() bool {
	if p.PID <= 0 {
		return false
	}
	e, err := lookUp(p.PID)
	if err != nil || e.ended || e.start != p.Start {
		return false
	}
	boot, err := bootID()
	return err == nil && boot == p.Boot
}

// processEntry is one line of the process table.
type processEntry struct {
	pid, pgid int
	start     uint64
	ended     bool // a zombie: it runs no more
}

// survivors picks from the process table what is left of p: whether p itself still
// runs, and which other members of its group do.
//
// A process id isn't given away while a group of that name has members. So if
// another process has p's id now, p's group is empty; and a member that is
// older than the group's leader belongs to another group of the same number.
func survivors(p Process, table []processEntry) (self bool, members []int) {
	for _, e := range table {
		if e.pid == p.PID {
			if e.start != p.Start {
				return false, nil
			}
			self = !e.ended
		}
	}
	for _, e := range table {
		if e.pid != p.PID && p.PGID > 0 && e.pgid == p.PGID && e.start >= p.Start && !e.ended {
			members = append(members, e.pid)
		}
	}
	return self, members
}

// Running is a step that was begun, never ended, and still has a process.
type Running struct {
	Step   string
	Record Record
	// Self says that the recorded process itself still runs; otherwise only
	// members of its process group do.
	Self bool
	// Members are the other running processes of its group, by id. Always
	// empty on Windows.
	Members []int
}

// Orphans lists the steps that are recorded as running and really are, in the order
// of their ids. Under the lock of the checkout, that is what a killed run left
// behind; without it, they may as well be the steps of a run that is alive.
// The processes are looked up now, and only if a step is recorded as running.
func (j *Journal) Orphans() ([]Running, error) {
	var found []Running
	for _, id := range j.Steps() {
		rec, _ := j.Step(id)
		if rec.Outcome != OutcomeRunning || rec.Process.PID == 0 {
			continue
		}
		self, members, err := probe(rec.Process)
		if err != nil {
			return found, fmt.Errorf("look for processes of step %s: %w", id, err)
		}
		if self || len(members) > 0 {
			found = append(found, Running{Step: id, Record: rec, Self: self, Members: members})
		}
	}
	return found, nil
}

// probe compares a recorded process with what runs now.
func probe(p Process) (self bool, members []int, err error) {
	boot, err := bootID()
	if err != nil || boot != p.Boot {
		return false, nil, err
	}
	table, err := groupTable(p)
	if err != nil {
		return false, nil, err
	}
	self, members = survivors(p, table)
	return self, members, nil
}
