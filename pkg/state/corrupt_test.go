package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A damage makes something at path that can't be used.
type damage struct {
	name  string
	make  func(t *testing.T, path string)
	data  []byte // what the file holds, if that is the damage
	found string // part of what the notice says
	newer bool
}

// content is damage that a file's bytes do.
func content(name, data, found string) damage {
	return damage{name: name, found: found, data: []byte(data), make: func(t *testing.T, path string) {
		t.Helper()
		must(t, os.WriteFile(path, []byte(data), 0o600))
	}}
}

// damages are faults that every kind of document must survive.
func damages() []damage {
	nested := strings.Repeat(`{"a":`, 100_000)
	list := []damage{
		content("empty", "", "is empty"),
		content("half", `{"schema": 1, "steps": {"clo`, "ends in the middle"),
		content("half in a number", `{"schema": 1`, "ends in the middle"),
		content("only space", " \n", "ends in the middle"),
		content("NUL bytes", strings.Repeat("\x00", 4096), "holds a NUL byte at offset 0"),
		content("NUL at the end", "{\"schema\": 1}\x00\x00", "holds a NUL byte at offset 13"),
		content("binary", "\x7fELF\x02\x01\x01", "isn't JSON"),
		content("invalid UTF-8", "{\"schema\": 1, \"x\": \"\xff\"}", "isn't valid UTF-8"),
		content("UTF-16", "{\x00\"\x00s\x00", "holds a NUL byte"),
		content("byte order mark", "\ufeff{\"schema\": 1}", "isn't JSON"),
		content("text", "hello\n", "isn't JSON"),
		content("YAML", "schema: 1\n", "isn't JSON"),
		content("git conflict", "<<<<<<< HEAD\n{\"schema\": 1}\n=======\n", "isn't JSON"),
		content("comment", "{\"schema\": 1 /* one */}", "isn't JSON"),
		content("comma too many", `{"schema": 1,}`, "isn't JSON"),
		content("null", "null", "schema number"),
		content("list", "[]", "schema number"),
		content("number", "1", "schema number"),
		content("no schema", "{}", "schema number"),
		content("schema as text", `{"schema": "1"}`, "schema number"),
		content("schema null", `{"schema": null}`, "schema number"),
		content("schema 0", `{"schema": 0}`, "schema number"),
		content("schema negative", `{"schema": -1}`, "schema number"),
		content("schema a fraction", `{"schema": 1.5}`, "schema number"),
		content("schema enormous", `{"schema": 1e999}`, "schema number"),
		content("schema twice", `{"schema": 1, "schema": 1}`, `has the key "schema" twice`),
		content("two documents", `{"schema": 1}{"schema": 1}`, "more than one document"),
		content("rubbish after it", `{"schema": 1} x`, "isn't JSON"),
		content("unknown field", `{"schema": 1, "colour": "red"}`, "doesn't hold what it should"),
		content("deep objects", nested, "nests deeper than 8 levels"),
		content("deep lists", strings.Repeat("[", 100_000), "nests deeper than 8 levels"),
		content("long number elsewhere", `{"schema": 1, "x": "`+strings.Repeat("1", 100_000)+`"}`, "doesn't hold what it should"),
		content("far too long a number", `{"schema": `+strings.Repeat("1", 100_000)+`}`, "schema number"),
		{name: "1 GiB", found: "has 1073741824 bytes, at most", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.WriteFile(path, []byte(`{"schema": 1}`), 0o600))
			must(t, os.Truncate(path, 1<<30))
		}},
		{name: "a folder", found: "is a folder, not a file", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.Mkdir(path, 0o700))
		}},
		{name: "a full folder", found: "is a folder, not a file", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.MkdirAll(filepath.Join(path, "deep"), 0o700))
		}},
		{name: "a link to a good file", found: "is a symbolic link", make: func(t *testing.T, path string) {
			t.Helper()
			good := filepath.Join(t.TempDir(), "good")
			must(t, os.WriteFile(good, []byte(`{"schema": 1}`), 0o600))
			must(t, os.Symlink(good, path))
		}},
		{name: "a dangling link", found: "is a symbolic link", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.Symlink("nowhere", path))
		}},
		{name: "a link to itself", found: "is a symbolic link", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.Symlink(filepath.Base(path), path))
		}},
	}
	future := content("newer schema", `{"schema": 2, "colour": "red"}`, "newer version of this program (schema 2, this version knows 1)")
	future.newer = true
	far := content("much newer schema", `{"schema": 9007199254740993}`, "newer version")
	far.newer = true
	return append(append(list, future, far), specialDamages()...)
}

// journalDamages are well-formed documents that no journal can be.
func journalDamages() []damage {
	step := func(fields string) string {
		return `{"schema": 1, "steps": {"clone": {` + fields + `}}}`
	}
	const times = `"start": "2026-11-23T03:15:00Z", "end": "2026-11-23T03:16:00Z"`
	const digests = `"definition": "a", "inputs": "b", `
	const should = "doesn't hold what it should"
	return []damage{
		content("steps as a list", `{"schema": 1, "steps": []}`, should),
		content("a step as text", `{"schema": 1, "steps": {"clone": "done"}}`, should),
		content("a step twice", `{"schema": 1, "steps": {"a": {}, "a": {}}}`, `has the key "a" twice`),
		content("hostile step id", `{"schema": 1, "steps": {"../x": {"outcome": "running", "start": "2026-11-23T03:15:00Z"}}}`, should),
		content("unknown outcome", step(digests+times+`, "outcome": "splendid"`), `outcome "splendid" is unknown`),
		content("no outcome", step(digests+times), `outcome "" is unknown`),
		content("running with an end", step(digests+times+`, "outcome": "running"`), "don't fit"),
		content("ended without an end", step(digests+`"start": "2026-11-23T03:15:00Z", "outcome": "failed"`), "don't fit"),
		content("time as a number", step(digests+`"start": 5, "outcome": "failed"`), should),
		content("no time", step(digests+`"start": "yesterday", "outcome": "failed"`), should),
		content("exit code as text", step(digests+times+`, "outcome": "failed", "exit_code": "1"`), should),
		content("exit code too large", step(digests+times+`, "outcome": "failed", "exit_code": 99999999999999999999`), should),
		content("negative process", step(digests+times+`, "outcome": "failed", "process": {"pid": -1, "start": 1}`), "process id -1"),
		content("log outside", step(digests+times+`, "outcome": "failed", "log": "../../.bashrc"`), "isn't the name of a log"),
		content("digest with an escape", step(`"definition": "\u001b[31m", "inputs": "", `+times+`, "outcome": "failed"`), "digest"),
		content("digest too long", step(`"definition": "`+strings.Repeat("a", 161)+`", "inputs": "", `+times+`, "outcome": "failed"`), "digest"),
		content("unknown fact", `{"schema": 1, "facts": {"token": "ghp_x"}}`, "is unknown"),
		content("password in an address", `{"schema": 1, "facts": {"from": "https://me:secret@mirror.example/x"}}`, "never stored"),
		content("fact as a number", `{"schema": 1, "facts": {"profile": 1}}`, should),
		content("proof at no time", `{"schema": 1, "proofs": {"k": "never"}}`, should),
		content("proof with an empty key", `{"schema": 1, "proofs": {"": "2026-11-23T03:15:00Z"}}`, "the key is empty"),
	}
}

func TestCorruptJournal(t *testing.T) {
	t.Parallel()
	all := append(damages(), journalDamages()...)
	if len(all) < 30 {
		t.Fatalf("%d files only", len(all))
	}
	for _, d := range all {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			dir := stateDir(t)
			must(t, os.Mkdir(dir, 0o700))
			testCorrupt(t, d, filepath.Join(dir, journalName), func(write bool) (Notice, error) {
				open := Read
				if write {
					open = Open
				}
				j, notice, err := open(dir, newClock().now)
				if err == nil && !notice.IsZero() && len(j.Steps()) > 0 {
					t.Errorf("steps %v out of a damaged file", j.Steps())
				}
				if err == nil && write {
					must(t, j.Begin("clone", Record{}))
				}
				return notice, err
			})
		})
	}
}

func TestCorruptLedger(t *testing.T) {
	t.Parallel()
	for _, d := range append(
		damages(),
		content("another checkout", `{"schema": 1, "checkout": "/other", "entries": []}`, "belongs to the checkout"),
		content("relative path", `{"schema": 1, "checkout": "/c", "entries": [{"path": "x", "kind": "file", "step": "s"}]}`, "isn't absolute"),
		content("unknown kind", `{"schema": 1, "checkout": "/c", "entries": [{"path": "/x", "kind": "soul", "step": "s"}]}`, "unknown"),
		content("listed twice", `{"schema": 1, "checkout": "/c", "entries": [{"path": "/x", "kind": "file", "step": "s"}, {"path": "/x", "kind": "file", "step": "s"}]}`, "listed twice"),
	) {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			made := filepath.Join(t.TempDir(), "made")
			testCorrupt(t, d, filepath.Join(dir, Key("/c")+ledgerSuffix), func(write bool) (Notice, error) {
				l, notice, err := openLedger(place{path: dir, home: true}, "/c", newClock().now, write)
				if err == nil && write {
					must(t, l.Plan(made, KindFile, "pip"))
				}
				return notice, err
			})
		})
	}
}

func TestCorruptCache(t *testing.T) {
	t.Parallel()
	for _, d := range append(
		damages(),
		content("entry without a value", `{"schema": 1, "entries": {"k": {"stamp": "s", "time": "2026-11-23T03:15:00Z"}}}`, "has no value"),
	) {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			testCorrupt(t, d, filepath.Join(dir, "tools"+cacheSuffix), func(write bool) (Notice, error) {
				if !write { // a cache is only ever opened to be used
					return Notice{File: "x", Found: d.found, Newer: d.newer}, nil
				}
				c, notice, err := OpenCache(dir, "tools", newClock().now)
				if err == nil {
					must(t, c.Put("k", "s", 1))
					must(t, c.Save())
				}
				return notice, err
			})
		})
	}
}

// testCorrupt damages path and opens it in both ways; open(true) also writes.
func testCorrupt(t *testing.T, d damage, path string, open func(write bool) (Notice, error)) {
	t.Helper()
	d.make(t, path)
	before, err := os.Lstat(path)
	must(t, err)

	notice := openInTime(t, open, false)
	checkNotice(t, d, notice)
	if after, err := os.Lstat(path); err != nil || !os.SameFile(before, after) || notice.Kept != "" {
		t.Errorf("only reading moved it: %v, kept %q", err, notice.Kept)
	}

	notice = openInTime(t, open, true)
	checkNotice(t, d, notice)
	if want := path + ".kept-20261123T021500.123Z/" + filepath.Base(path); notice.Kept != filepath.FromSlash(want) {
		t.Errorf("kept as %s, want %s", notice.Kept, want)
	}
	kept, err := os.Lstat(notice.Kept)
	must(t, err)
	if !os.SameFile(before, kept) || before.Size() != kept.Size() || before.Mode() != kept.Mode() {
		t.Errorf("kept %v, want %v", kept, before)
	}
	for _, part := range []string{path, notice.Found, notice.Kept, notice.Follows} {
		if part == "" || !strings.Contains(notice.String(), part) {
			t.Errorf("notice %q doesn't say %q", notice, part)
		}
	}

	// What was written instead is in order.
	if again := openInTime(t, open, true); !again.IsZero() {
		t.Errorf("the file that was written instead: %s", again)
	}
	if kept, err := os.Lstat(notice.Kept); err != nil || !os.SameFile(before, kept) {
		t.Errorf("what was kept is gone: %v", err)
	}
}

func checkNotice(t *testing.T, d damage, n Notice) {
	t.Helper()
	if len(n.Found) > maxFound {
		t.Errorf("found %d bytes of text", len(n.Found))
	}
	if !strings.Contains(n.Found, d.found) || n.Newer != d.newer {
		t.Errorf("found %q (newer: %v), want %q (%v)", n.Found, n.Newer, d.found, d.newer)
	}
}

// openInTime fails instead of hanging.
func openInTime(t *testing.T, open func(bool) (Notice, error), write bool) Notice {
	t.Helper()
	type result struct {
		notice Notice
		err    error
	}
	done := make(chan result, 1)
	go func() {
		notice, err := open(write)
		done <- result{notice, err}
	}()
	select {
	case r := <-done:
		must(t, r.err)
		return r.notice
	case <-time.After(20 * time.Second):
		t.Fatal("opening it hangs")
		return Notice{}
	}
}

// A file that is too large or no file isn't even opened.
func TestLargeFileIsNotRead(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	must(t, os.Mkdir(dir, 0o700))
	path := filepath.Join(dir, journalName)
	must(t, os.WriteFile(path, nil, 0o600))
	must(t, os.Truncate(path, 1<<30))
	f := &fault{at: -1}
	_, notice, err := openJournal(place{path: dir, gate: f.gate}, nil, false)
	must(t, err)
	if notice.IsZero() || cmp.Equal(f.calls, []string{}) {
		t.Errorf("notice %q after %v", notice, f.calls)
	}
	for _, op := range f.calls {
		if op == "read" {
			t.Errorf("it was read: %v", f.calls)
		}
	}
}

// What was kept at the same moment before isn't overwritten.
func TestKeptFilesPileUp(t *testing.T) {
	t.Parallel()
	dir := stateDir(t)
	must(t, os.Mkdir(dir, 0o700))
	const n = 5
	seen := map[string]bool{}
	for i := range n {
		must(t, os.WriteFile(filepath.Join(dir, journalName), fmt.Appendf(nil, "damage %d", i), 0o600))
		_, notice, err := Open(dir, newClock().now)
		must(t, err)
		seen[notice.Kept] = true
	}
	if len(seen) != n {
		t.Fatalf("kept as %v", seen)
	}
	contents := map[string]bool{}
	for kept := range seen {
		data, err := os.ReadFile(kept)
		must(t, err)
		contents[string(data)] = true
	}
	if len(contents) != n {
		t.Errorf("contents %v", contents)
	}
}

// Something else stands where the folder should be.
func TestStrayFolder(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	for name, make := range map[string]func(path string) error{
		"a file":          func(path string) error { return os.WriteFile(path, []byte("mine"), 0o600) },
		"a symbolic link": func(path string) error { return os.Symlink(outside, path) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := stateDir(t)
			must(t, make(dir))
			before, err := os.Lstat(dir)
			must(t, err)
			if _, notice, err := Read(dir, nil); err != nil || !strings.Contains(notice.Found, name) || notice.Kept != "" {
				t.Errorf("Read: %q, %v", notice, err)
			}
			if _, _, err := NewLogs(dir, 1, nil).Create("clone"); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("log: %v", err)
			}
			j, notice, err := Open(dir, nil)
			must(t, err)
			if !strings.Contains(notice.Found, name) {
				t.Errorf("found %q", notice.Found)
			}
			if kept, err := os.Lstat(notice.Kept); err != nil || !os.SameFile(before, kept) {
				t.Errorf("kept %q: %v", notice.Kept, err)
			}
			must(t, j.Begin("clone", Record{}))
			mustOpen(t, dir)
			if left := tree(t, outside); len(left) > 0 {
				t.Errorf("written through the link: %v", left)
			}
		})
	}
}

// A file that can't be kept aside is an error, and stays as it is.
func TestKeepAsideFaults(t *testing.T) {
	t.Parallel()
	eachFault(t, func(t *testing.T, f *fault) {
		t.Helper()
		dir := stateDir(t)
		must(t, os.Mkdir(dir, 0o700))
		path := filepath.Join(dir, journalName)
		must(t, os.WriteFile(path, []byte("damaged"), 0o600))
		_, notice, err := openJournal(place{path: dir, gate: f.gate}, newClock().now, true)
		if err == nil && notice.Kept == "" {
			t.Errorf("neither kept nor an error: %q", notice)
		}
		where := path
		if notice.Kept != "" {
			where = notice.Kept
		}
		if got, err := os.ReadFile(where); string(got) != "damaged" {
			t.Errorf("%s holds %q, %v", where, got, err)
		}
	})
}

func TestKeepAsideCrash(t *testing.T) {
	t.Parallel()
	for at := 0; ; at++ {
		dir := stateDir(t)
		must(t, os.Mkdir(dir, 0o700))
		must(t, os.WriteFile(filepath.Join(dir, journalName), []byte("damaged"), 0o600))
		died := survive(func() {
			_, _, err := openJournal(place{path: dir, gate: crashAt(at)}, newClock().now, true)
			must(t, err)
		})
		_, _, err := Open(dir, newClock().now)
		must(t, err)
		found := 0
		for _, name := range tree(t, dir) {
			if data, _ := os.ReadFile(filepath.Join(dir, name)); string(data) == "damaged" {
				found++
			}
		}
		if found != 1 {
			t.Errorf("killed before call %d: %d files hold what was damaged", at, found)
		}
		if !died {
			break
		}
	}
}

// openWithReadError opens a good journal whose reading fails.
func openWithReadError(t *testing.T, dir string, cause error) (Notice, error) {
	t.Helper()
	must(t, mustOpen(t, dir).Begin("a", Record{}))
	fail := func(op, name string) error {
		if op != "read" {
			return nil
		}
		return &os.PathError{Op: op, Path: name, Err: cause}
	}
	_, notice, err := openJournal(place{path: dir, gate: fail}, newClock().now, true)
	return notice, err
}

// A file that can't be read is kept aside.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	for cause, want := range map[error]string{
		syscall.EACCES: "can't be read: permission denied",
		syscall.EIO:    "can't be read: input/output error",
	} {
		notice, err := openWithReadError(t, stateDir(t), cause)
		if err != nil || notice.Found != want || notice.Kept == "" {
			t.Errorf("%v: %q, %v", cause, notice, err)
		}
	}
}

// A failure that isn't the file's fault is an error, and the file stays.
func TestReadErrorThatMayPass(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.EMFILE, syscall.ENOMEM} {
		dir := stateDir(t)
		notice, err := openWithReadError(t, dir, cause)
		if !errors.Is(err, cause) || !notice.IsZero() {
			t.Errorf("%v: %q, %v", cause, notice, err)
		}
		if _, ok := mustOpen(t, dir).Step("a"); !ok {
			t.Errorf("%v: the journal is gone", cause)
		}
	}
}
