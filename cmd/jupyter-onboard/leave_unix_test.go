//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestReaderGoes takes the reader of the output away while a step runs: the run stops, and nothing that it started is
// left.
func TestReaderGoes(t *testing.T) {
	t.Parallel()
	b := newBench(t, "echo begun\nfor i in $(seq 600); do echo line; sleep 0.05; done\ntouch made")
	cmd := exec.CommandContext(t.Context(), os.Args[0], b.args...)
	cmd.Env = b.env
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = writer
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	readUntil(t, reader, "| begun\n")
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // The code tells.
	late.Stop()
	if code := cmd.ProcessState.ExitCode(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if left := processes(t, b.out); len(left) > 0 {
		t.Errorf("processes are left: %v", left)
	}
	if exists(b.out + "/made") {
		t.Error("the step went on to its end")
	}
}

// TestReaderHasSeenEnough: a command that only shows something ends well when its reader has seen enough, as head has.
func TestReaderHasSeenEnough(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "bash", "-c", `"$0" show jupyterhub | head -1; exit "${PIPESTATUS[0]}"`, os.Args[0])
	cmd.Env = testEnv(t)
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: %q", err, out)
	}
}

// TestQuestionCanBeLeft sends signals while a yes is asked for on a terminal.
func TestQuestionCanBeLeft(t *testing.T) {
	t.Parallel()
	for signal, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGQUIT: 131} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "touch made")
			args := append([]string{"--plain"}, b.args...)
			for i, a := range args {
				if a == "--yes" {
					args[i] = "--jobs=1"
				}
			}
			cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
			cmd.Env = append(b.env, "TERM=xterm")
			terminal, err := pty.Start(cmd)
			if err != nil {
				t.Fatal(err)
			}
			defer terminal.Close()
			readUntil(t, terminal, "[y/N]")
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			go func() { _, _ = io.Copy(io.Discard, terminal) }()
			late := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
			_ = cmd.Wait() // The code tells.
			late.Stop()
			if got := cmd.ProcessState.ExitCode(); got != code {
				t.Errorf("exit code %d, want %d", got, code)
			}
			if exists(b.out) {
				t.Error("it was set up without a yes")
			}
			t.Logf("promise: R3 %s; tries: 1; failures: 0", t.Name())
		})
	}
}

// readUntil reads until a text has come.
func readUntil(t *testing.T, r io.Reader, text string) {
	t.Helper()
	var said strings.Builder
	buf := make([]byte, 1)
	for !strings.HasSuffix(said.String(), text) {
		n, err := r.Read(buf)
		if err != nil {
			t.Fatalf("it ended before it said %q:\n%s", text, said.String())
		}
		said.Write(buf[:n])
	}
}
