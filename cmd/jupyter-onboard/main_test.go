//go:build !windows

package main_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// The libraries of the terminal interface are linked into every command; on a terminal that never
// answers, help must come at once all the same, and nothing may be asked.
func TestHelpOnSilentTerminal(t *testing.T) {
	t.Parallel()
	bin := filepath.Join(t.TempDir(), "jupyter-onboard")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	fastest := time.Hour
	// A busy machine may delay one run; a question to the terminal delays all of them by seconds.
	for range 3 {
		screen, took := onSilentTerminal(t, bin, "--help")
		if !strings.Contains(screen, "jupyter-onboard") {
			t.Fatalf("--help printed %q", screen)
		}
		if strings.Contains(screen, "\x1b]") || strings.Contains(screen, "\x1b[6n") {
			t.Fatalf("--help asked the terminal: %q", screen)
		}
		fastest = min(fastest, took)
	}
	if fastest >= time.Second {
		t.Errorf("the fastest of three runs took %v, want less than a second", fastest)
	}
}

// onSilentTerminal runs a program on a terminal that never answers and returns what it wrote.
func onSilentTerminal(t *testing.T, bin string, args ...string) (screen string, took time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TERM=") }), "TERM=xterm-256color")
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
		if err != nil { // EOF, or EIO on Linux: the last program has closed the terminal.
			break
		}
	}
	took = time.Since(start)
	if err := cmd.Wait(); err != nil {
		t.Fatalf("run %s %q: %v\n%q", bin, args, err, text.String())
	}
	return text.String(), took
}
