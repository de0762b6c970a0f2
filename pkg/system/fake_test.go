package system_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// reports collects what Verify says.
type reports []string

func (r *reports) Helper() {}

func (r *reports) Errorf(format string, args ...any) { *r = append(*r, fmt.Sprintf(format, args...)) }

func TestFakeAnswersAndVerifies(t *testing.T) {
	t.Parallel()
	var f system.Fake
	f.Expect("git", "status").Stdout("clean\n").Stderr("note\n")
	f.Expect("git", "push", system.Any, system.Rest).Exit(3)
	f.Expect("uv").Fail(&system.NotFoundError{Program: "uv"})
	f.Expect("anything", system.Rest).Times(-1)
	f.Expect("twice").Times(2)
	f.Expect("own").Do(func(context.Context, system.Command) (system.Result, error) {
		return system.Result{ExitCode: 9}, errors.New("own answer")
	})
	run := func(argv ...string) (string, error) {
		var out bytes.Buffer
		_, err := f.Run(t.Context(), system.Command{Argv: argv, Stdout: &out, Stderr: &out})
		return out.String(), err
	}
	if out, err := run("git", "status"); out != "clean\nnote\n" || err != nil {
		t.Errorf("git status: %q, %v", out, err)
	}
	if _, err := run("git", "push", "origin", "a", "b"); err == nil || err.Error() != "git: exit code 3" {
		t.Errorf("git push: %v", err)
	}
	if _, err := run("uv"); !errors.As(err, new(*system.NotFoundError)) {
		t.Errorf("uv: %v", err)
	}
	if _, err := run("own"); err == nil || err.Error() != "own answer" {
		t.Errorf("own: %v", err)
	}
	if _, err := run("twice"); err != nil {
		t.Error(err)
	}
	if _, err := run("git", "status"); err == nil {
		t.Error("an expectation answered twice")
	}
	var said reports
	f.Verify(&said)
	want := reports{`unexpected command ["git" "status"]`, `command "twice" was expected 1 more time(s)`}
	if fmt.Sprint(said) != fmt.Sprint(want) {
		t.Errorf("Verify says %q, want %q", said, want)
	}
	if n := len(f.Calls()); n != 6 {
		t.Errorf("%d calls were recorded, want 6", n)
	}
}

func TestFakeHonoursTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var f system.Fake
	if _, err := f.Run(ctx, system.Command{Argv: []string{"x"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("Fake: %v", err)
	}
}
