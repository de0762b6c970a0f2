package state

import (
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSurvivors(t *testing.T) {
	t.Parallel()
	p := Process{PID: 100, PGID: 100, Start: 50}
	for _, tc := range []struct {
		what    string
		of      Process
		table   []processEntry
		self    bool
		members []int
	}{
		{"nothing left", p, nil, false, nil},
		{"itself", p, []processEntry{{pid: 100, pgid: 100, start: 50}}, true, nil},
		{"its id was given away", p, []processEntry{{pid: 100, pgid: 7, start: 51}}, false, nil},
		{"its id leads another group", p, []processEntry{{pid: 100, pgid: 100, start: 51}, {pid: 101, pgid: 100, start: 52}}, false, nil},
		{"a zombie", p, []processEntry{{pid: 100, pgid: 100, start: 50, ended: true}}, false, nil},
		{"itself and a child", p, []processEntry{{pid: 100, pgid: 100, start: 50}, {pid: 101, pgid: 100, start: 50}}, true, []int{101}},
		{"children alone", p, []processEntry{{pid: 101, pgid: 100, start: 51}, {pid: 90, pgid: 100, start: 60}}, false, []int{101, 90}},
		{"a zombie with a child", p, []processEntry{{pid: 100, pgid: 100, start: 50, ended: true}, {pid: 101, pgid: 100, start: 51}}, false, []int{101}},
		{"child that ended", p, []processEntry{{pid: 101, pgid: 100, start: 51, ended: true}}, false, nil},
		{"older group of that number", p, []processEntry{{pid: 101, pgid: 100, start: 49}}, false, nil},
		{"another group", p, []processEntry{{pid: 101, pgid: 101, start: 51}}, false, nil},
		{"listed twice", p, []processEntry{{pid: 100, pgid: 100, start: 50}, {pid: 100, pgid: 100, start: 50}}, true, nil},
		{"no groups", Process{PID: 100, Start: 50}, []processEntry{{pid: 100, start: 50}, {pid: 101, start: 51}}, true, nil},
	} {
		self, members := survivors(tc.of, tc.table)
		if self != tc.self || !cmp.Equal(members, tc.members) {
			t.Errorf("%s: %v, %v, want %v, %v", tc.what, self, members, tc.self, tc.members)
		}
	}
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	self, err := Identify(os.Getpid())
	must(t, err)
	if self.PID != os.Getpid() || self.Start == 0 || !self.Alive() {
		t.Errorf("this process is %+v, alive %v", self, self.Alive())
	}
	other := self
	other.Start++
	if other.Alive() {
		t.Error("another start counts as the same process")
	}
	other = self
	other.Boot += "x"
	if other.Alive() {
		t.Error("another boot counts as the same process")
	}
	if (Process{}).Alive() {
		t.Error("no process is alive")
	}
	for _, pid := range []int{0, -1, 1 << 30} {
		if _, err := Identify(pid); !errors.Is(err, ErrNoProcess) {
			t.Errorf("process %d: %v", pid, err)
		}
	}

	c := startRole(t, "wait")
	c.read(t)
	p, err := Identify(c.cmd.Process.Pid)
	must(t, err)
	if !p.Alive() || p.Start < self.Start {
		t.Errorf("child %+v, alive %v, this process %+v", p, p.Alive(), self)
	}
	c.kill()
	if p.Alive() {
		t.Error("a killed process is alive")
	}
}

// Steps that were begun, with and without a process that still runs.
func TestOrphans(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	j := mustOpen(t, dir)
	c := startRole(t, "wait")
	c.read(t)
	p, err := Identify(c.cmd.Process.Pid)
	must(t, err)
	p.PGID = 0 // the child is in this process's group
	stale := p
	stale.Start++
	for id, p := range map[string]Process{"alive": p, "given-away": stale, "unknown": {}, "ended": p} {
		must(t, j.Begin(id, Record{Process: p}))
	}
	must(t, j.End("ended", OutcomeFailed, 1))
	j = mustOpen(t, dir)
	got, err := j.Orphans()
	must(t, err)
	rec, _ := j.Step("alive")
	if diff := cmp.Diff([]Running{{Step: "alive", Record: rec, Self: true}}, got); diff != "" {
		t.Error(diff)
	}
	c.kill()
	if got, err := j.Orphans(); err != nil || len(got) > 0 {
		t.Errorf("after its end: %v, %v", got, err)
	}
}
