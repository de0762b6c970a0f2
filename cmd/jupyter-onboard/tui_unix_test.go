//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// A screen is the program on a terminal of its own.
type screen struct {
	cmd      *exec.Cmd
	terminal *os.File // the person's end
	tty      *os.File // the program's end, kept open so that its settings can be read afterwards
	before   string
	exited   chan struct{}
	mu       sync.Mutex
	said     []byte
	seen     int // up to where see has looked
	patience time.Duration
}

// onScreen starts the program with its screens on a terminal of 100 by 30.
func onScreen(t *testing.T, dir string, env []string, args ...string) *screen {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Close(); _ = tty.Close() })
	if err := pty.Setsize(master, &pty.Winsize{Rows: 30, Cols: 100}); err != nil {
		t.Fatal(err)
	}
	s := &screen{cmd: exec.CommandContext(t.Context(), os.Args[0], args...), terminal: master, tty: tty, exited: make(chan struct{})}
	s.before = s.settings(t)
	s.cmd.Env, s.cmd.Dir = append(env, "TERM=xterm-256color"), dir
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go s.read()
	go func() { _ = s.cmd.Wait(); close(s.exited) }()
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); <-s.exited })
	return s
}

func (s *screen) read() {
	buf := make([]byte, 64<<10)
	for {
		n, err := s.terminal.Read(buf)
		s.mu.Lock()
		s.said = append(s.said, buf[:n]...)
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// settings is what stty says of the terminal.
func (s *screen) settings(t *testing.T) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "stty", "-a")
	cmd.Stdin = s.tty
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.said)
}

// see waits until the program draws a text anew.
func (s *screen) see(t *testing.T, text string) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	late := time.After(max(s.patience, 60*time.Second))
	for {
		s.mu.Lock()
		at := strings.Index(string(s.said[s.seen:]), text)
		if at >= 0 {
			s.seen += at + len(text)
		}
		s.mu.Unlock()
		if at >= 0 {
			return
		}
		select {
		case <-tick.C:
		case <-s.exited:
			t.Fatalf("it ended before it showed %q:\n%q", text, s.text())
		case <-late:
			t.Fatalf("it never shows %q:\n%q", text, s.text())
		}
	}
}

func (s *screen) press(t *testing.T, keys string) {
	t.Helper()
	if _, err := s.terminal.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// ends checks the exit code, that the terminal is as it was, and that the last line says how to go on.
func (s *screen) ends(t *testing.T, code int) {
	t.Helper()
	select {
	case <-s.exited:
	case <-time.After(60 * time.Second):
		t.Fatalf("it doesn't end:\n%q", s.text())
	}
	if got := s.cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("exit code %d, want %d\n%q", got, code, s.text())
	}
	if after := s.settings(t); after != s.before {
		t.Errorf("the terminal was\n%s\nand is\n%s", s.before, after)
	}
	s.reads(t, "that the other screen and the hidden cursor are gone", func(text string) bool {
		return strings.LastIndex(text, "\x1b[?1049l") > strings.LastIndex(text, "\x1b[?1049h") &&
			strings.LastIndex(text, "\x1b[?25h") > strings.LastIndex(text, "\x1b[?25l")
	})
}

// saysNext checks that the screen's end names the command that goes on.
func (s *screen) saysNext(t *testing.T) {
	t.Helper()
	s.reads(t, "how to go on", func(text string) bool {
		return strings.Contains(text[strings.LastIndex(text, "\x1b[?1049l")+1:], "next")
	})
}

// reads waits until everything that the program wrote before its end has been read.
func (s *screen) reads(t *testing.T, what string, there func(text string) bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for late := time.After(10 * time.Second); !there(s.text()); {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("it doesn't say %s: %q", what, s.text())
		}
	}
}

// TestPracticeByKeys goes the whole way by keys alone: from the first screen to a red test, a fix and a
// green one.
func TestPracticeByKeys(t *testing.T) {
	t.Parallel()
	needTools(t)
	work := t.TempDir()
	s := onScreen(t, work, testEnv(t), "start", "--practice")
	for _, step := range []struct{ see, press string }{
		{"What do you want to work on?", enter},
		{"Go on?", enter},
		{"Folder", enter},
		{"Carry this out?", enter},
		{"It works, and it is your code", enter},
		{"4 choices", enter},
		{"Work on this one?", enter},
		{"Name of the branch", enter},
		{"Run a task, or finish", "4" + enter},
		{"check-1 is red", enter},
		{"Run a task, or finish", ""},
	} {
		s.see(t, step.see)
		s.press(t, step.press)
	}
	fix := exec.CommandContext(t.Context(), "git", "-C", filepath.Join(work, "nbglance"), "apply", "-")
	fix.Stdin = strings.NewReader(string(practice.Solution()))
	if out, err := fix.CombinedOutput(); err != nil {
		t.Fatalf("fix it: %v\n%s", err, out)
	}
	s.press(t, "4"+enter)
	s.see(t, "check-1 is green")
	s.press(t, enter)
	s.see(t, "end here")
	s.press(t, "5"+enter)
	s.ends(t, 0)
	s.saysNext(t)
}

func needTools(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"git", "python3", "bash", "stty"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s isn't there", tool)
		}
	}
}
