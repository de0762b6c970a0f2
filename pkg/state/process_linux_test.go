package state

import (
	"bufio"
	"context"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseStat(t *testing.T) {
	t.Parallel()
	line := func(name, state string) string {
		return "42 (" + name + ") " + state + " 1 40 39 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 18446744073709551615 1000 2 3\n"
	}
	for _, tc := range []struct {
		line string
		want processEntry
	}{
		{line("sleep", "S"), processEntry{pid: 42, pgid: 40, start: 18446744073709551615}},
		{line("a b) R 1 2 (c", "R"), processEntry{pid: 42, pgid: 40, start: 18446744073709551615}},
		{line("))", "Z"), processEntry{pid: 42, pgid: 40, start: 18446744073709551615, ended: true}},
		{line("", "X"), processEntry{pid: 42, pgid: 40, start: 18446744073709551615, ended: true}},
		{line("line\nbreak", "D"), processEntry{pid: 42, pgid: 40, start: 18446744073709551615}},
	} {
		got, err := parseStat([]byte(tc.line))
		if err != nil || got != tc.want {
			t.Errorf("%q: %+v, %v", tc.line, got, err)
		}
	}
	for _, bad := range []string{
		"", "42", "42 (sleep", ") (", "42 (sleep) S 1", "x" + line("a", "S"), strings.Replace(line("a", "S"), " 40 ", " x ", 1),
		strings.Replace(line("a", "S"), "18446744073709551615", "-1", 1),
	} {
		if got, err := parseStat([]byte(bad)); err == nil {
			t.Errorf("%q is read as %+v", bad, got)
		}
	}
}

// roleRun is a run with one step, which starts a process in a group of its own, records
// it, and never ends.
func roleRun(args []string, say func(string), hear *bufio.Scanner) {
	j, _, err := Open(args[0], nil)
	if err != nil {
		say(err.Error())
		return
	}
	step := exec.Command("sh", "-c", "sleep 300 & echo $!; wait") //nolint:noctx // It must outlive this process.
	step.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := step.StdoutPipe()
	if err == nil {
		err = step.Start()
	}
	if err != nil {
		say(err.Error())
		return
	}
	grandchild := bufio.NewScanner(out)
	grandchild.Scan()
	p, err := Identify(step.Process.Pid)
	if err == nil {
		err = j.Begin("build", Record{Process: p})
	}
	if err != nil {
		say(err.Error())
		return
	}
	say(strconv.Itoa(p.PID) + " " + grandchild.Text())
	hear.Scan()
}

// kill -9 of a run: the next one finds the step that still runs, also when only a
// grandchild is left of it, and nothing once all is gone.
func TestOrphansOfKilledRun(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	run := startRole(t, "run", dir)
	line := run.read(t)
	first, second, ok := strings.Cut(line, " ")
	if !ok {
		t.Fatal(line)
	}
	pid, err := strconv.Atoi(first)
	must(t, err)
	grandchild, err := strconv.Atoi(second)
	must(t, err)
	t.Cleanup(func() { _ = syscall.Kill(grandchild, syscall.SIGKILL) })
	run.kill()

	find := func() []Running {
		found, err := mustOpen(t, dir).Orphans()
		must(t, err)
		return found
	}
	found := find()
	if len(found) != 1 || found[0].Step != "build" || !found[0].Self || !cmp.Equal(found[0].Members, []int{grandchild}) {
		t.Fatalf("found %+v, want process %d and member %d", found, pid, grandchild)
	}
	if rec := found[0].Record; rec.Process.PID != pid || rec.Process.PGID != pid {
		t.Errorf("record %+v", rec)
	}
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	eventually(t, "only the grandchild is left", func() bool {
		found := find()
		return len(found) == 1 && !found[0].Self && cmp.Equal(found[0].Members, []int{grandchild})
	})
	must(t, syscall.Kill(grandchild, syscall.SIGKILL))
	eventually(t, "nothing is left", func() bool { return len(find()) == 0 })

	j := mustOpen(t, dir)
	rec, _ := j.Step("build")
	if doubt := rec.Doubt(rec.Definition, rec.Inputs); doubt == "" {
		t.Error("a step that was killed isn't doubted")
	}
	must(t, j.Begin("build", Record{}))
	must(t, j.End("build", OutcomeSucceeded, 0))
}

// A child that has ended and isn't waited for yet is no orphan.
func TestZombieIsNoOrphan(t *testing.T) {
	t.Parallel()
	j := mustOpen(t, stateDir(t))
	cmd := exec.CommandContext(t.Context(), "true")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	must(t, cmd.Start())
	defer func() { _ = cmd.Wait() }()
	p, err := Identify(cmd.Process.Pid)
	must(t, err)
	must(t, j.Begin("true", Record{Process: p}))
	eventually(t, "it has ended", func() bool {
		found, err := j.Orphans()
		must(t, err)
		return len(found) == 0
	})
	e, err := lookUp(p.PID)
	if err != nil || !e.ended {
		t.Errorf("it isn't a zombie but %+v, %v", e, err)
	}
}

// A hidden /proc, or one of another machine, isn't taken for a live process.
func TestOrphansOfAnotherBoot(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	j := mustOpen(t, dir)
	c := startRole(t, "wait")
	c.read(t)
	p, err := Identify(c.cmd.Process.Pid)
	must(t, err)
	p.PGID, p.Boot = 0, "00000000-0000-0000-0000-000000000000"
	must(t, j.Begin("a", Record{Process: p}))
	if found, err := j.Orphans(); err != nil || len(found) > 0 {
		t.Errorf("%+v, %v", found, err)
	}
	if tree(t, filepath.Dir(dir)) == nil {
		t.Error("nothing was written")
	}
}

// eventually waits until the condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain until %s", what)
		case <-tick.C:
		}
	}
}
