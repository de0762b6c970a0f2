//go:build unix

package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/termguard"
)

// crashSite is the variable by which the test program is told where to panic.
const crashSite = "JUPYTER_ONBOARD_TEST_CRASH"

func TestMain(m *testing.M) {
	termguard.Restore()
	if site := os.Getenv(crashSite); site != "" {
		os.Exit(crashAt(site)) //nolint:forbidigo // This is the main of a program of its own.
	}
	m.Run()
}

// crashAt shows the screens, which panic at a site, and returns 7 if Run said so.
func crashAt(site string) int {
	g, err := guide.Load("practice.yaml", practice.Guide())
	if err != nil {
		return 1
	}
	gate := NewGate()
	o := Options{
		Journey: journey.New(journey.Config{Guide: g, Now: clock()}), Gate: gate, Doer: crashDoer(site), Width: 80, Height: 24,
		Palette: term.Palette{Unicode: true}, In: os.Stdin, Out: os.Stdout,
	}
	switch site {
	case "start":
		o.Journey = nil
	case "update":
		o.Resolve = func(journey.Question, string) (string, error) { panic("in Update") }
	case "view":
		calls := 0
		o.Now = func() time.Time {
			if calls++; calls > 1 {
				panic("in View")
			}
			return clock()
		}
	case "reader", "writer":
		broken := &brokenFile{File: os.Stdin, reads: site == "reader"}
		if site == "reader" {
			o.In = broken
		} else {
			o.Out = broken
		}
	}
	err = Run(context.Background(), o)
	var crash *CrashError
	if errors.As(err, &crash) && len(crash.Stack) > 0 {
		fmt.Fprintln(os.Stdout, "told:", crash.Value)
		return 7
	}
	return 1
}

// A brokenFile is a terminal whose reads, or whose first frame, panic: in goroutines of the framework.
type brokenFile struct {
	*os.File

	reads bool
	once  atomic.Bool
}

func (f *brokenFile) Read(b []byte) (int, error) {
	if f.reads {
		panic("in the reader")
	}
	return f.File.Read(b)
}

func (f *brokenFile) Write(b []byte) (int, error) {
	if !f.reads && bytes.Contains(b, []byte("Choose")) && !f.once.Swap(true) {
		panic("in the writer")
	}
	return f.File.Write(b)
}

// A crashDoer panics at its sites, or waits until the end.
type crashDoer string

func (d crashDoer) Do(ctx context.Context, e journey.Effect, sink event.Sink) journey.Result {
	if _, ok := e.(journey.Survey); ok && d == "update" {
		return journey.Surveyed{} // The question comes next, whose answer panics.
	}
	switch d {
	case "command":
		panic("in a command")
	case "event":
		sink(event.Event{Body: event.StepStarted{ID: "x"}})
		panic("between events")
	case "result":
		return nil
	}
	<-ctx.Done()
	return journey.Inspected{Err: ctx.Err()}
}

// TestPanicsRestoreTheTerminal panics at every site that is the screens' own (TRUST R4): the terminal is
// as it was, and the caller is told.
func TestPanicsRestoreTheTerminal(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("stty"); err != nil {
		t.Skip("stty isn't there")
	}
	for _, site := range []string{"start", "update", "view", "command", "event", "reader", "writer"} {
		t.Run(site, func(t *testing.T) {
			t.Parallel()
			master, tty, err := pty.Open()
			if err != nil {
				t.Fatal(err)
			}
			defer master.Close()
			defer tty.Close()
			if err := pty.Setsize(master, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
				t.Fatal(err)
			}
			before := stty(t, tty)
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), crashSite+"="+site, "TERM=xterm-256color")
			cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			said := make(chan string, 100)
			go drain(master, said)
			pressed := false
			var all strings.Builder
			ended := make(chan struct{})
			go func() {
				_ = cmd.Wait() // Its state tells.
				close(ended)
			}()
			for late := time.After(30 * time.Second); ; {
				select {
				case s := <-said:
					all.WriteString(s)
					if !pressed && (strings.Contains(all.String(), "What do you want") || site == "reader" && strings.Contains(all.String(), "Choose")) {
						pressed = true
						if _, err := master.WriteString("\r"); err != nil {
							t.Fatal(err)
						}
					}
					continue
				case <-late:
					_ = cmd.Process.Kill()
					t.Fatalf("it doesn't end: %q", all.String())
				case <-ended:
				}
				break
			}
			if code := cmd.ProcessState.ExitCode(); code != 7 {
				t.Errorf("exit code %d, want 7, the crash told: %q", code, all.String())
			}
			if after := stty(t, tty); after != before {
				t.Errorf("the terminal was\n%s\nand is\n%s", before, after)
			}
			t.Logf("promise: R4 %s; tries: 1; failures: 0", t.Name())
		})
	}
}

func drain(master *os.File, said chan<- string) {
	buf := make([]byte, 64<<10)
	for {
		n, err := master.Read(buf)
		said <- string(buf[:n])
		if err != nil {
			return
		}
	}
}

func stty(t *testing.T, tty *os.File) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "stty", "-a")
	cmd.Stdin = tty
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
