package system_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// marked returns the processes that carry an environment variable.
func marked(t *testing.T, mark string) []string {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err == nil && bytes.Contains(data, []byte(mark)) {
			found = append(found, file)
		}
	}
	return found
}

// TestNothingIsEverLeft runs families that end in many ways, and looks for
// processes that carry their mark afterwards.
func TestNothingIsEverLeft(t *testing.T) {
	t.Parallel()
	endings := []string{"exit 0", "exit 1", "kill -9 $$", "kill -TERM $$", "wait", "exec sleep 300"}
	starts := []string{
		"sleep 300 &", "sh -c 'sleep 300 & sleep 300' &", "(sleep 300 &)", "nohup sleep 300 >/dev/null 2>&1 &", "sleep 300 | sleep 300 &",
	}
	for i, ending := range endings {
		for j, start := range starts {
			t.Run(fmt.Sprintf("%s %s", start, ending), func(t *testing.T) {
				t.Parallel()
				mark := fmt.Sprintf("SYSTEM_TEST_MARK=%d-%d-%d", os.Getpid(), i, j)
				c := shell("trap '' TERM\n" + start + "\n" + ending)
				c.Env = append(c.Env, mark)
				c.Stdout, c.Stderr = &screen{}, &screen{}
				c.Timeout, c.Grace = time.Second, 50*time.Millisecond
				await(t, begin(t.Context(), c))
				if left := marked(t, mark); len(left) > 0 {
					t.Errorf("left behind: %v", left)
				}
			})
		}
	}
}

// TestDaemonDoesNotHoldRun starts a process that leaves the group and keeps the
// pipe: it can't be ended, but it can't hold Run either.
func TestDaemonDoesNotHoldRun(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"silent":    "setsid sh -c 'echo $$; exec sleep 300' & sleep 0.2; echo done",
		"talkative": "setsid sh -c 'echo $$; while :; do echo again; sleep 0.01; done' & sleep 0.2; echo done",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := &screen{}
			c := shell(script)
			c.Stdout = out
			o := await(t, begin(t.Context(), c))
			if o.err != nil || !strings.Contains(out.String(), "done\n") {
				t.Errorf("got %v, output %q", o.err, out.String())
			}
			for _, pid := range out.pids() {
				if p, err := os.FindProcess(pid); err == nil {
					_ = p.Kill()
				}
			}
			if len(out.pids()) == 0 {
				t.Errorf("the daemon didn't start: %q", out.String())
			}
		})
	}
}

// TestEndSparesANewGroupOfTheSameNumber makes a process that looks like the
// recorded one but for its birth.
func TestEndSparesANewGroupOfTheSameNumber(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	started := make(chan system.Process, 1)
	c := shell("sleep 300")
	c.OnStart = func(p system.Process) { started <- p }
	done := begin(ctx, c)
	now := <-started
	i := strings.LastIndexByte(now.Birth, ':')
	ticks, err := strconv.Atoi(now.Birth[i+1:])
	if err != nil {
		t.Fatal(err)
	}
	earlier := now
	earlier.Birth = now.Birth[:i+1] + strconv.Itoa(ticks-100)
	if err := (system.Machine{}).End(t.Context(), earlier, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if !system.Alive(now) {
		t.Error("a later process of the same number was ended")
	}
	cancel()
	await(t, done)
}
