//go:build !windows

package termguard_test

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// query is how termenv's question for the background colour begins.
const query = "\x1b]11;?"

func TestSilentTerminal(t *testing.T) {
	t.Parallel()

	t.Run("with the guard nothing is asked and nothing waits", func(t *testing.T) {
		t.Parallel()
		bin := build(t, "guarded")
		fastest := time.Hour
		// A busy machine may delay one run; the five seconds of a question delay all of them.
		for range 3 {
			screen, took := onSilentTerminal(t, bin, "")
			if strings.Contains(screen, "\x1b") {
				t.Fatalf("the program wrote an escape sequence: %q", screen)
			}
			if want := `TERM="xterm-256color" set=true program=true`; !strings.Contains(screen, want) {
				t.Fatalf("the program printed %q, want %q", screen, want)
			}
			fastest = min(fastest, took)
		}
		if fastest >= time.Second {
			t.Errorf("the fastest of three runs took %v, want less than a second", fastest)
		}
	})

	// Shows that the test above can fail, and that the guard is still needed.
	t.Run("without the guard the terminal is asked", func(t *testing.T) {
		t.Parallel()
		if screen, _ := onSilentTerminal(t, build(t, "unguarded"), query); !strings.Contains(screen, query) {
			t.Errorf("the program wrote %q, want the question %q: is the guard no longer needed?", screen, query)
		}
	})
}

// onSilentTerminal runs a program on a terminal that never answers, until it ends or has written
// stop, and returns what it wrote and how long that took.
func onSilentTerminal(t *testing.T, bin, stop string) (screen string, took time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin)
	// In CI the library asks nothing.
	cmd.Env = append(withoutTerm(), "TERM=xterm-256color", "CI=")

	start := time.Now()
	terminal, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()

	var text strings.Builder
	buf := make([]byte, 1024)
	for {
		n, err := terminal.Read(buf)
		text.Write(buf[:n])
		if stop != "" && strings.Contains(text.String(), stop) {
			cancel()
		}
		if err != nil { // EOF, or EIO on Linux: the last program has closed the terminal.
			break
		}
	}
	took = time.Since(start)
	if err := cmd.Wait(); err != nil && stop == "" {
		t.Fatalf("run %s: %v\n%q", bin, err, text.String())
	}
	return text.String(), took
}
