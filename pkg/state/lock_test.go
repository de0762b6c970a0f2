package state

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// lockAnswer is what a child says of its try to take a lock.
type lockAnswer struct {
	Won     bool
	Held    bool // the error was a HeldError
	Holder  Holder
	Error   string
	Elapsed time.Duration
}

// roleLock waits for a word, takes the lock, says how it went, and holds it until told.
func roleLock(args []string, say func(string), hear *bufio.Scanner) {
	say("ready")
	hear.Scan()
	start := time.Now()
	lock, err := Acquire(args[0], args[1], Holder{Command: "setup jupyterlab", Since: start})
	a := lockAnswer{Won: err == nil, Elapsed: time.Since(start)}
	if held, ok := errors.AsType[*HeldError](err); ok {
		a.Held, a.Holder = true, held.Holder
	}
	if err != nil {
		a.Error = err.Error()
	}
	data, _ := json.Marshal(a)
	say(string(data))
	hear.Scan()
	if lock != nil {
		_ = lock.Release()
		say("released")
	}
}

func readAnswer(t *testing.T, c *child) lockAnswer {
	t.Helper()
	var a lockAnswer
	must(t, json.Unmarshal([]byte(c.read(t)), &a))
	return a
}

// currentHolder says which live run holds the lock of a checkout, as far as its lock file tells.
func currentHolder(dir, canonicalPath string) (Holder, bool) {
	f, err := place{path: dir, home: true}.open(false)
	if err != nil {
		return Holder{}, false
	}
	defer f.close()
	return f.readHolder(Key(canonicalPath) + lockSuffix)
}

// Fifty starts at once: one has the lock, the others know within a second who has
// it; and when that one is killed, the next start succeeds at once.
func TestFiftyStarts(t *testing.T) {
	t.Parallel()
	const starts = 50
	dir, checkout := filepath.Join(t.TempDir(), "state"), "/home/me/jupyterlab"
	children := make([]*child, starts)
	for i := range children {
		children[i] = startRole(t, "lock", dir, checkout)
	}
	for _, c := range children {
		c.read(t) // ready
	}
	for _, c := range children {
		c.say(t, "go")
	}
	answers := make([]lockAnswer, starts)
	var winner *child
	for i, c := range children {
		if answers[i] = readAnswer(t, c); answers[i].Won {
			if winner != nil {
				t.Error("two have the lock")
			}
			winner = c
		}
	}
	if winner == nil {
		t.Fatalf("nobody has the lock: %+v", answers[0])
	}
	t.Logf("tries: %d", starts)
	slowest := time.Duration(0)
	for i, a := range answers {
		slowest = max(slowest, a.Elapsed)
		if children[i] == winner {
			continue
		}
		if !a.Held || a.Holder.Process.PID != winner.cmd.Process.Pid || a.Holder.Command != "setup jupyterlab" {
			t.Errorf("start %d: %+v, the winner is %d", i, a, winner.cmd.Process.Pid)
		}
	}
	if slowest > time.Second {
		t.Errorf("one took %v", slowest)
	}
	if h, ok := currentHolder(dir, checkout); !ok || h.Process.PID != winner.cmd.Process.Pid {
		t.Errorf("current holder %+v, %v", h, ok)
	}
	winner.kill()
	if h, ok := currentHolder(dir, checkout); ok {
		t.Errorf("a killed process still holds it: %+v", h)
	}
	lock, err := Acquire(dir, checkout, Holder{Command: "next"})
	must(t, err)
	must(t, lock.Release())
	t.Logf("slowest of %d: %v", starts, slowest)
}

func TestLockHandover(t *testing.T) {
	t.Parallel()
	dir, checkout := t.TempDir(), "/home/me/notebook"
	c := startRole(t, "lock", dir, checkout)
	c.read(t)
	c.say(t, "go")
	if a := readAnswer(t, c); !a.Won {
		t.Fatalf("%+v", a)
	}
	_, err := Acquire(dir, checkout, Holder{})
	held, ok := errors.AsType[*HeldError](err)
	if !ok {
		t.Fatalf("error %v", err)
	}
	for _, part := range []string{checkout, "setup jupyterlab", "process ", "since 20", "wait for it to end"} {
		if !strings.Contains(held.Error(), part) {
			t.Errorf("%q doesn't say %q", held.Error(), part)
		}
	}
	// Another checkout isn't touched by it.
	other, err := Acquire(dir, checkout+"2", Holder{})
	must(t, err)
	must(t, other.Release())
	c.say(t, "release")
	if got := c.read(t); got != "released" {
		t.Fatal(got)
	}
	lock, err := Acquire(dir, checkout, Holder{Command: strings.Repeat("é", maxCommand)})
	must(t, err)
	if h, ok := currentHolder(dir, checkout); !ok || h.Process.PID != os.Getpid() || len(h.Command) > maxCommand {
		t.Errorf("holder %+v, %v", h, ok)
	}
	// Also within one process.
	if _, err := Acquire(dir, checkout, Holder{}); !errors.As(err, &held) {
		t.Errorf("taken twice: %v", err)
	}
	must(t, lock.Release())
}

// What the lock file holds says who has the lock, and never whether.
func TestLockFileContent(t *testing.T) {
	t.Parallel()
	const checkout = "/home/me/x"
	for _, d := range damages() {
		if d.name == "unreadable" {
			continue // what may not be opened can't be locked
		}
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, Key(checkout)+lockSuffix)
			d.make(t, path)
			fi, err := os.Lstat(path)
			must(t, err)
			lock, err := Acquire(dir, checkout, Holder{})
			if !fi.Mode().IsRegular() {
				if err == nil || !strings.Contains(err.Error(), describe(fi.Mode())) || !strings.Contains(err.Error(), "move it away") {
					t.Errorf("%v: %v", fi.Mode(), err)
				}
				return
			}
			must(t, err)
			if h, ok := currentHolder(dir, checkout); !ok || h.Process.PID != os.Getpid() {
				t.Errorf("holder %+v, %v", h, ok)
			}
			must(t, os.WriteFile(path, []byte("rubbish"), 0o600))
			_, err = Acquire(dir, checkout, Holder{})
			if held, ok := errors.AsType[*HeldError](err); !ok || held.Holder.Process.PID != 0 {
				t.Errorf("held by an unknown process: %v", err)
			}
			must(t, lock.Release())
		})
	}
}

func TestAcquireRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, path := range []string{"", ".", "relative", "/a/../b", "/a//b", "/a/"} {
		if _, err := Acquire(dir, path, Holder{}); err == nil {
			t.Errorf("%q was locked", path)
		}
	}
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if _, err := Acquire(filepath.Join(file, "state"), "/a", Holder{}); err == nil || !strings.Contains(err.Error(), "/a") {
		t.Errorf("state directory below a file: %v", err)
	}
	if _, ok := currentHolder(filepath.Join(dir, "none"), "/a"); ok {
		t.Error("a holder without a state directory")
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	top, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	must(t, os.MkdirAll(filepath.Join(top, "real", "sub"), 0o700))
	must(t, os.Symlink("real", filepath.Join(top, "link")))
	must(t, os.Symlink("link", filepath.Join(top, "chain")))
	must(t, os.Symlink("loop", filepath.Join(top, "loop")))
	for in, want := range map[string]string{
		"real":                  "real",
		"link":                  "real",
		"chain/sub":             "real/sub",
		"chain/sub/../x/./y":    "real/x/y",
		"link/new/deep":         "real/new/deep",
		"nothing":               "nothing",
		"real/":                 "real",
		"real//sub":             "real/sub",
		"link/new/../../link/a": "real/a",
	} {
		got, err := Canonical(top + "/" + in)
		if want := filepath.Join(top, filepath.FromSlash(want)); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", in, got, err, want)
		}
	}
	for _, bad := range []string{"", "a\x00b", filepath.Join(top, "loop", "x")} {
		if got, err := Canonical(bad); err == nil {
			t.Errorf("%q is %s", bad, got)
		}
	}
	if got, err := Canonical("relative/path"); err != nil || !filepath.IsAbs(got) {
		t.Errorf("%s, %v", got, err)
	}
}
