package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk fills a real file system. It is mounted in a mount namespace of its own, which
// root can make, and others where the system lets them.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self, t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	cmd.Env = append(os.Environ(), roleVariable+"=full")
	out, err := cmd.Output()
	answer := strings.TrimSpace(string(out))
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		t.Fatalf("%v: %s%s", err, answer, exit.Stderr)
	}
	if errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	reason, denied := strings.CutPrefix(answer, "no mount: ")
	switch {
	case err != nil:
		reason = fmt.Sprintf("a mount namespace: %v", err)
	case !denied && answer != "ok":
		t.Fatalf("on the full disk: %s", answer)
	case !denied:
		return
	}
	if os.Getenv("CI") == "true" {
		_, _ = fmt.Fprintf(os.Stderr, "TestFullDisk did not run: this account may not have %s\n", reason)
	}
	t.Skipf("this account may not have %s", reason)
}

// roleFull mounts a small tmpfs over its argument and works on it until and after it is full.
func roleFull(args []string, say func(string)) {
	err := syscall.Mount("none", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, "")
	if err == nil {
		err = syscall.Mount("none", args[0], "tmpfs", 0, "size=128k")
	}
	if err != nil {
		say(fmt.Sprintf("no mount: a tmpfs: %v", err))
		return
	}
	if err := onFullDisk(args[0]); err != nil {
		say(err.Error())
		return
	}
	say("ok")
}

func onFullDisk(top string) error {
	dir := filepath.Join(top, "jupyter-onboard")
	j, _, err := Open(dir, nil)
	if err != nil {
		return err
	}
	if err := j.Remember(FactProfile, "docs"); err != nil {
		return err
	}
	path := filepath.Join(dir, journalName)
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	ballast := filepath.Join(top, "ballast")
	if err := fillDisk(ballast); err != nil {
		return err
	}
	if err := whileFull(j, top, path, string(before)); err != nil {
		return err
	}
	if err := os.Remove(ballast); err != nil {
		return err
	}
	if err := j.End("build", OutcomeSucceeded, 0); err != nil {
		return fmt.Errorf("with space again: %w", err)
	}
	j, notice, err := Open(dir, nil)
	if rec, _ := j.Step("build"); err != nil || !notice.IsZero() || rec.Outcome != OutcomeSucceeded {
		return fmt.Errorf("read again: %+v, %s, %w", rec, notice, err)
	}
	return nil
}

// whileFull checks what can and can't be done without space.
func whileFull(j *Journal, top, path, before string) error {
	if err := j.Begin("build", Record{}); !errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("a write with no space left: %w", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != before {
		return fmt.Errorf("the journal holds %q, %w", after, err)
	}
	names, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(names) != 1 {
		return fmt.Errorf("left behind: %v, %w", names, err)
	}
	if _, ok := j.Step("build"); !ok {
		return errors.New("this run has forgotten the step")
	}
	lock, err := Acquire(top, "/checkout", Holder{})
	if err != nil {
		return fmt.Errorf("the lock needs space: %w", err)
	}
	return lock.Release()
}

// fillDisk writes until nothing more fits.
func fillDisk(name string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	block := make([]byte, 4096)
	for err == nil {
		_, err = file.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		return err
	}
	return file.Close()
}
