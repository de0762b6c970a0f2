package state

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// roleVariable makes the test binary play another process instead of testing.
const roleVariable = "STATE_TEST_ROLE"

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		playRole(role, os.Args[1:])
		return
	}
	m.Run()
}

// playRole is what a child process does. It talks with its parent in lines.
func playRole(role string, args []string) {
	say := func(line string) { _, _ = io.WriteString(os.Stdout, line+"\n") }
	hear := bufio.NewScanner(os.Stdin)
	switch role {
	case "lock":
		roleLock(args, say, hear)
	case "scribble":
		roleScribble(args, say)
	case "run":
		roleRun(args, say, hear)
	case "full":
		roleFull(args, say)
	case "wait":
		say("ready")
		hear.Scan()
	}
}

// A child is another process of this test binary.
type child struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

// startRole starts a child, which is ended with the test.
func startRole(t *testing.T, role string, args ...string) *child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return startChild(t, exec.CommandContext(t.Context(), self, args...), role)
}

func startChild(t *testing.T, cmd *exec.Cmd, role string) *child {
	t.Helper()
	cmd.Env = append(os.Environ(), roleVariable+"="+role)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: cmd, in: in, out: bufio.NewScanner(out)}
	t.Cleanup(func() { c.kill() })
	return c
}

// kill is kill -9. It returns when the process is gone, and gives what it had said
// and nobody had read.
func (c *child) kill() (unread []string) {
	_ = c.cmd.Process.Kill()
	for c.out.Scan() { // before Wait, which closes the pipe
		unread = append(unread, c.out.Text())
	}
	_ = c.cmd.Wait()
	return unread
}

func (c *child) read(t *testing.T) string {
	t.Helper()
	if !c.out.Scan() {
		t.Fatalf("child %d said nothing more: %v", c.cmd.Process.Pid, c.out.Err())
	}
	return c.out.Text()
}

func (c *child) say(t *testing.T, line string) {
	t.Helper()
	if _, err := io.WriteString(c.in, line+"\n"); err != nil {
		t.Fatal(err)
	}
}

// A clock stands still until it is moved.
type clock struct{ at time.Time }

func newClock() *clock {
	return &clock{at: time.Date(2026, 11, 23, 3, 15, 0, 123_456_789, time.FixedZone("CET", 3600))}
}

func (c *clock) now() time.Time          { return c.at }
func (c *clock) advance(d time.Duration) { c.at = c.at.Add(d) }

// stateDir is the folder of a journal that doesn't exist yet, in one that does.
func stateDir(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "jupyter-onboard")
}

// mustOpen opens a journal that must be in order.
func mustOpen(t *testing.T, dir string) *Journal {
	t.Helper()
	j, notice, err := Open(dir, newClock().now)
	if err != nil || !notice.IsZero() {
		t.Fatalf("Open: notice %q, error %v", notice, err)
	}
	return j
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tempFiles lists the temporary files below dir.
func tempFiles(t *testing.T, dir string) []string {
	t.Helper()
	return slices.DeleteFunc(tree(t, dir), func(name string) bool {
		return !strings.HasSuffix(name, tempSuffix)
	})
}

// tree lists everything below dir.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if path != dir {
			names = append(names, strings.TrimPrefix(path, dir+string(filepath.Separator)))
		}
		return err
	})
	must(t, err)
	return names
}
