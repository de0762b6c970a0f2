//go:build unix

package system_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// patience bounds every wait of these tests; it is never reached when they pass.
const patience = 30 * time.Second

// family is a shell that starts children, a grandchild among them, writes all
// their numbers and waits for ever.
const family = `
sleep 300 &
echo $!
sh -c 'sleep 300 & echo $!; wait' &
echo $!
sh -c '(sleep 300 & echo $!) ; sleep 300' &
echo $!
echo ready
wait
`

// alive reports whether a process runs, as ps sees it.
func alive(t *testing.T, pid int) bool {
	t.Helper()
	out, err := exec.CommandContext(context.WithoutCancel(t.Context()), "ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output()
	state := strings.TrimSpace(string(out))
	return err == nil && state != "" && !strings.HasPrefix(state, "Z")
}

// until waits for a condition.
func until(t *testing.T, what string, condition func() bool) {
	t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-deadline:
			t.Fatalf("timed out waiting for %s", what)
		case <-tick.C:
		}
	}
}

// screen is a writer that can be read while it is written.
type screen struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

// pids returns the numbers on the screen, one a line.
func (s *screen) pids() []int {
	var pids []int
	for line := range strings.Lines(s.String()) {
		if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil {
			pids = append(pids, n)
		}
	}
	return pids
}

// outcome is what Run returned.
type outcome struct {
	result system.Result
	err    error
}

// begin runs a command and returns where its outcome will come.
func begin(ctx context.Context, c system.Command) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		result, err := system.Machine{}.Run(ctx, c)
		done <- outcome{result, err}
	}()
	return done
}

func await(t *testing.T, done <-chan outcome) outcome {
	t.Helper()
	select {
	case o := <-done:
		return o
	case <-time.After(patience):
		t.Fatal("Run hangs")
		return outcome{}
	}
}

func noneAlive(t *testing.T, pids []int) {
	t.Helper()
	for _, pid := range pids {
		if alive(t, pid) {
			t.Errorf("process %d is still there", pid)
		}
	}
}

func TestCancelEndsTheWholeFamily(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"children and grandchildren": family,
		"deaf to TERM":               "trap '' TERM\n" + family,
		"deaf children only":         "sh -c \"trap '' TERM; echo \\$\\$; sleep 300\" &\n" + family,
		"stopped by itself":          "sh -c 'kill -STOP $$' &\necho $!\n" + family,
		"leader ends on TERM":        "trap 'exit 0' TERM\n" + family,
		"deaf to everything polite":  "trap '' TERM INT HUP QUIT PIPE\n" + family,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			out := &screen{}
			c := shell(script)
			c.Stdout, c.Stderr, c.Grace = out, out, 300*time.Millisecond
			var leader system.Process
			c.OnStart = func(p system.Process) { leader = p }
			done := begin(ctx, c)
			until(t, "the family", func() bool { return strings.Contains(out.String(), "ready") && len(out.pids()) >= 5 })
			cancel()
			o := await(t, done)
			if !errors.Is(o.err, context.Canceled) {
				t.Errorf("got %v, want the context's error", o.err)
			}
			noneAlive(t, append(out.pids(), leader.PID))
			if system.Alive(leader) {
				t.Error("the group counts as alive")
			}
		})
	}
}

func TestTimeoutKillsTheDeaf(t *testing.T) {
	t.Parallel()
	out := &screen{}
	c := shell("trap '' TERM; echo $$; sleep 300 & echo $!; while :; do sleep 1; done")
	c.Stdout, c.Timeout, c.Grace = out, 500*time.Millisecond, 100*time.Millisecond
	o := await(t, begin(t.Context(), c))
	if !o.result.TimedOut || o.result.Signal != "SIGKILL" || o.result.ExitCode != 137 {
		t.Errorf("got %+v, %v, want a time-out and SIGKILL", o.result, o.err)
	}
	noneAlive(t, out.pids())
}

func TestForceEndsTheGrace(t *testing.T) {
	t.Parallel()
	parent, cancel := context.WithCancel(t.Context())
	ctx, force := system.WithForce(parent)
	out := &screen{}
	c := shell("trap 'echo asked' TERM; echo $$; while :; do sleep 0.01; done")
	c.Stdout, c.Grace = out, time.Hour
	done := begin(ctx, c)
	until(t, "the start", func() bool { return len(out.pids()) == 1 })
	cancel()
	until(t, "the polite signal", func() bool { return strings.Contains(out.String(), "asked") })
	force()
	if o := await(t, done); o.result.Signal != "SIGKILL" {
		t.Errorf("got %+v, %v, want SIGKILL", o.result, o.err)
	}
	noneAlive(t, out.pids())
}

func TestForceWithoutCancel(t *testing.T) {
	t.Parallel()
	outer, forceOuter := system.WithForce(t.Context())
	ctx, _ := system.WithForce(outer)
	out := &screen{}
	c := shell("trap '' TERM; echo $$; while :; do sleep 0.01; done")
	c.Stdout, c.Grace = out, time.Hour
	done := begin(ctx, c)
	until(t, "the start", func() bool { return len(out.pids()) == 1 })
	forceOuter()
	if o := await(t, done); !errors.Is(o.err, system.ErrForced) || o.result.Signal != "SIGKILL" {
		t.Errorf("got %+v, %v, want it forced", o.result, o.err)
	}
}

func TestLeftoversAreEnded(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"holds the pipe":     "sleep 300 & echo $!; exit 0",
		"doesn't hold it":    "sleep 300 >/dev/null 2>&1 & echo $!; exit 0",
		"deaf":               "sh -c \"trap '' TERM; while :; do sleep 0.1; done\" & echo $!; exit 0",
		"a nested shell's":   "sh -c 'sleep 300 & echo $!'; exit 0",
		"program has failed": "sleep 300 & echo $!; exit 3",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := &screen{}
			c := shell(script)
			c.Stdout, c.Stderr, c.Grace = out, out, 200*time.Millisecond
			o := await(t, begin(t.Context(), c))
			if !o.result.Leftover || o.result.TimedOut || o.result.Signal != "" {
				t.Errorf("got %+v, %v, want leftovers ended", o.result, o.err)
			}
			if len(out.pids()) != 1 {
				t.Fatalf("output %q", out.String())
			}
			noneAlive(t, out.pids())
		})
	}
}

func TestShortLivedLeftoverMayFinish(t *testing.T) {
	t.Parallel()
	out := &screen{}
	c := shell("(sleep 0.05; echo last words) & exit 0")
	c.Stdout = out
	o := await(t, begin(t.Context(), c))
	if o.err != nil || o.result.Leftover || out.String() != "last words\n" {
		t.Errorf("got %+v, %v, output %q", o.result, o.err, out.String())
	}
}

// slow blocks in its first Write until it is released.
type slow struct {
	screen
	release chan struct{}
	once    sync.Once
}

func (s *slow) Write(p []byte) (int, error) {
	s.once.Do(func() { <-s.release })
	return s.screen.Write(p)
}

func TestSlowReaderGetsEverything(t *testing.T) {
	t.Parallel()
	out := &slow{release: make(chan struct{})}
	exited := make(chan int, 1)
	c := shell("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done")
	c.Stdout = out
	c.OnStart = func(p system.Process) { exited <- p.PID }
	done := begin(t.Context(), c)
	pid := <-exited
	until(t, "the program's end", func() bool { return !alive(t, pid) })
	// The pipe is now full of output that nobody has read.
	timer := time.AfterFunc(time.Second, func() { close(out.release) })
	defer timer.Stop()
	if o := await(t, done); o.err != nil {
		t.Fatal(o.err)
	}
	if got := strings.Count(out.String(), "\n"); got != 2000 {
		t.Errorf("got %d of 2000 lines", got)
	}
}

// broken fails after a number of bytes.
type broken struct{ left int }

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errors.New("writer is full")
	}
	return len(p), nil
}

func TestFailingWriterDoesNotBlockTheProgram(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "finished")
	c := shell("i=0; while [ $i -lt 20000 ]; do echo a line of output; i=$((i+1)); done; : > " + file)
	c.Stdout = &broken{left: 1000}
	o := await(t, begin(t.Context(), c))
	if o.err == nil || !strings.Contains(o.err.Error(), "writer is full") {
		t.Errorf("got %v, want the writer's error", o.err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the program was cut off: %v", err)
	}
}

// endless is a reader that never returns.
type endless struct{ quit chan struct{} }

func (e endless) Read([]byte) (int, error) {
	<-e.quit
	return 0, errors.New("quit")
}

func TestEndlessInputDoesNotHoldRun(t *testing.T) {
	t.Parallel()
	input := endless{quit: make(chan struct{})}
	t.Cleanup(func() { close(input.quit) })
	c := shell("exit 0")
	c.Stdin = input
	if o := await(t, begin(t.Context(), c)); o.err != nil {
		t.Error(o.err)
	}
}

func TestProcessIsRecognised(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	started := make(chan system.Process, 1)
	c := shell("sleep 300")
	c.OnStart = func(p system.Process) { started <- p }
	done := begin(ctx, c)
	p := <-started
	if !p.Local() || !system.Alive(p) || p.PID != p.PGID || p.Started.IsZero() {
		t.Errorf("%+v isn't recognised while it runs", p)
	}
	other := p
	other.Birth += "0"
	if system.Alive(other) {
		t.Error("a process with another birth is taken for it")
	}
	elsewhere := p
	elsewhere.Birth = "another-computer:1"
	if elsewhere.Local() || system.Alive(elsewhere) {
		t.Error("a process of another computer is taken for it")
	}
	cancel()
	await(t, done)
	if system.Alive(p) {
		t.Error("it is alive after its end")
	}
	if err := (system.Machine{}).End(t.Context(), p, time.Second); err != nil {
		t.Errorf("ending what has ended: %v", err)
	}
}

func TestHoldStart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "begun")
	out := &screen{}
	c := system.Command{
		Argv: []string{"sh", "-c", `: > "$1"; cat; echo "$2"; exit 4`, "x", file, "a b"},
		Env:  basicEnv(), Stdin: strings.NewReader("input "), Stdout: out, HoldStart: true,
	}
	var noted system.Process
	c.OnStart = func(p system.Process) {
		noted = p
		if _, err := os.Stat(file); err == nil || !system.Alive(p) {
			t.Error("the program began before it was noted")
		}
	}
	o := await(t, begin(t.Context(), c))
	if o.result.ExitCode != 4 || out.String() != "input a b\n" || noted.PID == 0 || system.Running(noted.PID) {
		t.Errorf("got %+v, %v, output %q", o.result, o.err, out.String())
	}
	c.Argv, c.OnStart = []string{filepath.Join(t.TempDir(), "absent")}, nil
	if o := await(t, begin(t.Context(), c)); !errors.As(o.err, new(*system.NotFoundError)) {
		t.Errorf("an absent program: %v", o.err)
	}
}

// TestHeldProgramOfAKilledParent kills the parent before it lets the program go.
func TestHeldProgramOfAKilledParent(t *testing.T) {
	t.Parallel()
	if file := os.Getenv("SYSTEM_TEST_HOLDER"); file != "" {
		c := shell("echo begun >> " + file)
		c.HoldStart = true
		c.OnStart = func(p system.Process) {
			_ = os.WriteFile(file, []byte(strconv.Itoa(p.PID)+"\n"), 0o600)
			select {} // Until it is killed.
		}
		_, _ = system.Machine{}.Run(t.Context(), c)
		return
	}
	file := filepath.Join(t.TempDir(), "file")
	parent := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHeldProgramOfAKilledParent$")
	parent.Env = append(os.Environ(), "SYSTEM_TEST_HOLDER="+file)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	read := func() string { data, _ := os.ReadFile(file); return string(data) }
	until(t, "the start", func() bool { return strings.HasSuffix(read(), "\n") })
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	pid, err := strconv.Atoi(strings.TrimSpace(read()))
	if err != nil {
		t.Fatal(err)
	}
	until(t, "the gate's end", func() bool { return !alive(t, pid) })
	if strings.Contains(read(), "begun") {
		t.Error("the program has run")
	}
}

// TestOrphanOfAKilledParent starts a process that runs a command and is killed
// itself; then the command's group is found and ended.
func TestOrphanOfAKilledParent(t *testing.T) {
	t.Parallel()
	if file := os.Getenv("SYSTEM_TEST_PARENT"); file != "" {
		c := shell("trap '' TERM; sleep 300 & sleep 300")
		c.OnStart = func(p system.Process) {
			text := fmt.Sprintf("%d %s", p.PID, p.Birth)
			if err := os.WriteFile(file+".new", []byte(text), 0o600); err == nil {
				_ = os.Rename(file+".new", file)
			}
		}
		_, _ = system.Machine{}.Run(t.Context(), c)
		return
	}
	file := filepath.Join(t.TempDir(), "process")
	parent := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestOrphanOfAKilledParent$")
	parent.Env = append(os.Environ(), "SYSTEM_TEST_PARENT="+file)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the child", func() bool { _, err := os.Stat(file); return err == nil })
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	var p system.Process
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(string(data), &p.PID, &p.Birth); err != nil {
		t.Fatal(err)
	}
	p.PGID = p.PID
	if !system.Alive(p) {
		t.Fatal("the orphan isn't found")
	}
	if err := (system.Machine{}).End(t.Context(), p, 100*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if system.Alive(p) || alive(t, p.PID) {
		t.Error("the orphan is still there")
	}
}
