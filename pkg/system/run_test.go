package system_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// basicEnv is all that the shell commands of these tests need.
func basicEnv() []string { return []string{"PATH=/usr/bin:/bin"} }

func shell(script string) system.Command {
	return system.Command{Argv: []string{"sh", "-c", script}, Env: basicEnv()}
}

func TestRunPassesStreamsAndCode(t *testing.T) {
	t.Parallel()
	var out, errOut bytes.Buffer
	c := shell("cat; echo to-err >&2; exit 7")
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader("hello\n"), &out, &errOut
	result, err := system.Machine{}.Run(t.Context(), c)
	var exit *system.ExitError
	if !errors.As(err, &exit) || exit.Result.ExitCode != 7 || result.ExitCode != 7 {
		t.Fatalf("got %+v, %v, want exit code 7", result, err)
	}
	if out.String() != "hello\n" || errOut.String() != "to-err\n" {
		t.Errorf("stdout %q, stderr %q", out.String(), errOut.String())
	}
	if result.Duration <= 0 || result.MaxRSS <= 0 {
		t.Errorf("duration %v and memory %d, want both measured", result.Duration, result.MaxRSS)
	}
}

func TestRunSharedWriterKeepsOrder(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := shell("for i in 1 2 3 4 5; do echo o$i; echo e$i >&2; done")
	c.Stdout, c.Stderr = &out, &out
	if _, err := (system.Machine{}).Run(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "o1\ne1\no2\ne2\no3\ne3\no4\ne4\no5\ne5\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRunInheritsNothing(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := system.Command{Argv: []string{"/usr/bin/env"}, Stdout: &out}
	if _, err := (system.Machine{}).Run(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if out.Len() != 0 {
		t.Errorf("the environment is %q, want it empty", out.String())
	}
}

func TestRunClosedStdin(t *testing.T) {
	t.Parallel()
	c := shell("read line && exit 1; exit 0")
	if _, err := (system.Machine{}).Run(t.Context(), c); err != nil {
		t.Errorf("reading from no input: %v", err)
	}
}

func TestRunHasNoTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := shell("(: < /dev/tty) 2>/dev/null && echo reached; exit 0")
	c.Stdout = &out
	if _, err := (system.Machine{}).Run(t.Context(), c); err != nil || out.Len() > 0 {
		t.Errorf("got %q, %v, want no way to the terminal", out.String(), err)
	}
}

func TestRunFindsProgramInItsOwnPath(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeProgram(t, filepath.Join(dir, "mine"), "#!/bin/sh\necho found\n")
	var out bytes.Buffer
	c := system.Command{Argv: []string{"mine"}, Env: []string{"PATH=" + dir}, Stdout: &out}
	if _, err := (system.Machine{}).Run(t.Context(), c); err != nil || out.String() != "found\n" {
		t.Fatalf("got %q, %v", out.String(), err)
	}
	var missing *system.NotFoundError
	_, err := system.Machine{}.Run(t.Context(), system.Command{Argv: []string{"sh"}, Env: []string{"PATH=" + dir}})
	if !errors.As(err, &missing) || missing.Program != "sh" || missing.Path != dir {
		t.Errorf("got %v, want sh not found on %s", err, dir)
	}
}

func TestRunErrorsBeforeStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]system.Command{
		"no program":        {},
		"empty name":        {Argv: []string{""}},
		"no folder":         {Argv: []string{"/bin/sh"}, Dir: filepath.Join(dir, "absent")},
		"folder is a file":  {Argv: []string{"/bin/sh"}, Dir: file},
		"not executable":    {Argv: []string{file}},
		"a folder":          {Argv: []string{dir}},
		"absent":            {Argv: []string{filepath.Join(dir, "absent")}},
		"relative PATH":     {Argv: []string{"sh"}, Env: []string{"PATH=bin:.:"}},
		"name of a folder":  {Argv: []string{".."}, Env: basicEnv()},
		"no PATH":           {Argv: []string{"sh"}},
		"argument with NUL": {Argv: []string{"/bin/sh", "a\x00b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			started := false
			c.OnStart = func(system.Process) { started = true }
			if _, err := (system.Machine{}).Run(t.Context(), c); err == nil || started {
				t.Errorf("got %v, started %v; want an error before any start", err, started)
			}
		})
	}
}

func TestRunTimeout(t *testing.T) {
	t.Parallel()
	c := shell("sleep 60")
	c.Timeout, c.Grace = 50*time.Millisecond, time.Second
	result, err := system.Machine{}.Run(t.Context(), c)
	var timeout *system.TimeoutError
	if !errors.As(err, &timeout) || !errors.Is(err, context.DeadlineExceeded) || !result.TimedOut {
		t.Fatalf("got %+v, %v, want a time-out", result, err)
	}
	if result.Signal != "SIGTERM" || result.ExitCode != 143 {
		t.Errorf("signal %q, code %d, want SIGTERM and 143", result.Signal, result.ExitCode)
	}
}

func TestRunCancelledBeforeStart(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("changed my mind")
	cancel(why)
	if _, err := (system.Machine{}).Run(ctx, shell("exit 0")); !errors.Is(err, why) {
		t.Errorf("got %v, want the cause", err)
	}
}

func writeProgram(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
}

// TestRunFreshlyWrittenPrograms writes and runs programs in parallel: between
// fork and exec, a child holds the file that another goroutine writes.
func TestRunFreshlyWrittenPrograms(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 60 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(dir, "program"+string(rune('A'+i)))
			writeProgram(t, path, "#!/bin/sh\nexit 0\n")
			if _, err := (system.Machine{}).Run(t.Context(), system.Command{Argv: []string{path}}); err != nil {
				t.Error(err)
			}
		})
	}
}

func BenchmarkRun(b *testing.B) {
	c := system.Command{Argv: []string{"/bin/true"}}
	for b.Loop() {
		if _, err := (system.Machine{}).Run(b.Context(), c); err != nil {
			b.Fatal(err)
		}
	}
}
