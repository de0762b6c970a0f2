//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Users that nearly every Unix has: one without a home that exists, and one that no list knows, as containers that
// choose a number at random have.
const (
	nobody  = 65534
	unknown = 54321
)

// A user is somebody other than root, or root itself, who sets the sample project up.
type user struct {
	name string
	id   uint32
	// env is put behind PATH; {dir} stands for a folder of the user's.
	env  []string
	code int
	// said is part of what it prints.
	said string
	// done is true if the checkout must be there.
	done bool
}

func TestUsers(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skipf("the test becomes other users, which takes root; this is user %d: run it as root, such as in a container", os.Geteuid())
	}
	program := programForAll(t)
	for _, u := range []user{
		{name: "another user than root", id: nobody, env: []string{"HOME={dir}"}, said: "is set up and proved", done: true},
		{name: "nobody that the system knows, with HOME", id: unknown, env: []string{"HOME={dir}"}, said: "is set up and proved", done: true},
		{name: "HOME unset, home unknown", id: unknown, code: 1, said: "There is no home folder to remember anything in"},
		{name: "HOME unset, home unknown, the folders named", id: unknown, env: []string{"XDG_STATE_HOME={dir}/state", "XDG_CACHE_HOME={dir}/cache"}, said: "is set up and proved", done: true},
		{name: "HOME unset, home known but missing", id: nobody, code: 1, said: "/nonexistent"},
		{name: "a home that can't be written", id: nobody, env: []string{"HOME=/"}, code: 1, said: "permission denied"},
		{name: "CI", id: nobody, env: []string{"HOME={dir}", "CI=true"}, said: "is set up and proved", done: true},
		{name: "a dumb terminal", id: nobody, env: []string{"HOME={dir}", "TERM=dumb"}, said: "is set up and proved", done: true},
	} {
		t.Run(u.name, func(t *testing.T) {
			t.Parallel()
			dir := folderOf(t, u.id)
			out, code := u.setUp(t, program, dir)
			if code != u.code || !strings.Contains(strings.Join(strings.Fields(out), " "), u.said) {
				t.Errorf("exit code %d, want %d and %q:\n%s", code, u.code, u.said, out)
			}
			if got := exists(filepath.Join(dir, "checkout", ".git")); got != u.done {
				t.Errorf("checkout there: %v, want %v", got, u.done)
			}
		})
	}
}

// TestUsersSaysWhatIsMissing runs the test as somebody else than root: it is skipped, in CI too, and says why.
func TestUsersSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestUsers$", "-test.timeout=1m", "-test.v")
	if os.Geteuid() == 0 {
		cmd.Path, cmd.Dir = programForAll(t), folderOf(t, nobody)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	cmd.Env = append(os.Environ(), "CI=true")
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- SKIP: TestUsers")) || !bytes.Contains(out, []byte("takes root; this is user ")) {
		t.Errorf("%v, want a skip that says what is missing:\n%s", err, out)
	}
}

// setUp sets the sample project up as the user, with closed input.
func (u user) setUp(t *testing.T, program, dir string) (out string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "setup", "practice", "--yes", "--dir", filepath.Join(dir, "checkout"))
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "JUPYTER_ONBOARD_TEST_MAIN=1", "TMPDIR=" + dir}
	for _, e := range u.env {
		cmd.Env = append(cmd.Env, strings.ReplaceAll(e, "{dir}", dir))
	}
	var text bytes.Buffer
	cmd.Stdout, cmd.Stderr = &text, &text
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: u.id, Gid: u.id, NoSetGroups: false}}
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return text.String(), exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return text.String(), 0
}

// programForAll is a copy of the program where every user can run it.
func programForAll(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folderOf(t, 0), "jupyter-onboard")
	if err := os.WriteFile(program, data, 0o755); err != nil {
		t.Fatal(err)
	}
	return program
}

// folderOf makes a folder that belongs to a user, below one that everybody can enter.
func folderOf(t *testing.T, id uint32) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "user-") //nolint:usetesting // the testing package's own are closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := errors.Join(os.Chmod(dir, 0o755), os.Chown(dir, int(id), int(id))); err != nil {
		t.Fatal(err)
	}
	return dir
}
