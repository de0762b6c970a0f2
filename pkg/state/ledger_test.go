package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A world is a state directory, a checkout, and the checkout's ledger.
type world struct {
	state, checkout, outside string
	ledger                   *Ledger
	now                      func() time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	top := t.TempDir()
	w := &world{
		state:    filepath.Join(top, "state"),
		checkout: filepath.Join(top, "home", "jupyterlab"),
		outside:  filepath.Join(top, "home", "elsewhere"),
		now:      newClock().now,
	}
	must(t, os.MkdirAll(w.checkout, 0o700))
	w.reopen(t)
	return w
}

func (w *world) reopen(t *testing.T) {
	t.Helper()
	l, notice, err := OpenLedger(w.state, w.checkout, w.now)
	if err != nil || !notice.IsZero() {
		t.Fatalf("ledger: %q, %v", notice, err)
	}
	w.ledger = l
}

// make plans, makes and records a thing.
func (w *world) make(t *testing.T, path string, kind Kind, do func() error) Entry {
	t.Helper()
	must(t, w.ledger.Plan(path, kind, "pip"))
	must(t, do())
	must(t, w.ledger.Made(path))
	for _, e := range w.ledger.Entries() {
		if e.Path == path {
			return e
		}
	}
	t.Fatalf("%s isn't listed", path)
	return Entry{}
}

func write(path, data string) func() error {
	return func() error { return os.WriteFile(path, []byte(data), 0o600) }
}

func TestLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	inside := filepath.Join(w.checkout, "config")
	w.make(t, inside, KindFile, write(inside, "x"))
	w.make(t, w.outside, KindFile, write(w.outside, "y"))
	venv := filepath.Join(w.checkout, ".venv")
	must(t, w.ledger.Plan(venv, KindFolder, "python")) // and the run ends here
	w.reopen(t)

	at := time.Date(2026, 11, 23, 2, 15, 0, 123_000_000, time.UTC)
	want := []Entry{
		{Path: inside, Kind: KindFile, Step: "pip", Planned: at, Made: at},
		{Path: w.outside, Kind: KindFile, Step: "pip", Outside: true, Planned: at, Made: at},
		{Path: venv, Kind: KindFolder, Step: "python", Planned: at},
	}
	if diff := cmp.Diff(want, w.ledger.Entries(), cmpopts.IgnoreFields(Entry{}, "As")); diff != "" {
		t.Error(diff)
	}
	for _, e := range w.ledger.Entries()[:2] {
		if changed, how := Changed(e); changed {
			t.Errorf("%s %s", e.Path, how)
		}
	}
	read, notice, err := ReadLedger(w.state, w.checkout)
	if err != nil || !notice.IsZero() || len(read.Entries()) != 3 {
		t.Errorf("%q, %v", notice, err)
	}
	if err := read.Drop(inside); !errors.Is(err, ErrReadOnly) {
		t.Errorf("drop: %v", err)
	}

	for _, e := range w.ledger.Entries() {
		must(t, w.ledger.Drop(e.Path))
	}
	must(t, w.ledger.Drop("/never/was"))
	if left := tree(t, w.state); len(left) > 0 {
		t.Errorf("an empty ledger has %v", left)
	}
}

// What was there before the tool came isn't the tool's, now or later.
func TestLedgerRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mine := filepath.Join(w.checkout, "mine")
	must(t, os.WriteFile(mine, []byte("mine"), 0o600))
	dangling := filepath.Join(w.checkout, "dangling")
	must(t, os.Symlink("nowhere", dangling))
	for _, path := range []string{mine, dangling, w.checkout} {
		if err := w.ledger.Plan(path, KindFile, "pip"); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for what, err := range map[string]error{
		"made without a plan":   w.ledger.Made(mine),
		"relative path":         w.ledger.Plan("x", KindFile, "pip"),
		"path that isn't clean": w.ledger.Plan(w.checkout+"/a/../b", KindFile, "pip"),
		"unknown kind":          w.ledger.Plan(w.checkout+"/a", "soul", "pip"),
		"not text":              w.ledger.Plan(w.checkout+"/\xff", KindFile, "pip"),
		"NUL":                   w.ledger.Plan(w.checkout+"/a\x00b", KindFile, "pip"),
		"enormous":              w.ledger.Plan("/"+strings.Repeat("x", maxPath), KindFile, "pip"),
		"below a file":          w.ledger.Plan(mine+"/x", KindFile, "pip"),
	} {
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
	if got := w.ledger.Entries(); len(got) > 0 {
		t.Errorf("entries %v", got)
	}
	if _, _, err := OpenLedger(w.state, "relative", nil); err == nil {
		t.Error("ledger of a relative path")
	}
	// Its own things may be planned again.
	path := filepath.Join(w.checkout, "a")
	w.make(t, path, KindFile, write(path, "1"))
	e := w.make(t, path, KindFile, write(path, "2"))
	if changed, how := Changed(e); changed || len(w.ledger.Entries()) != 1 {
		t.Errorf("%s, %v", how, w.ledger.Entries())
	}
	must(t, os.Remove(path))
	if err := w.ledger.Made(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("made what isn't there: %v", err)
	}
	must(t, os.Mkdir(path, 0o700))
	if err := w.ledger.Made(path); err == nil {
		t.Error("a folder was recorded as a file")
	}
}

func TestChanged(t *testing.T) {
	t.Parallel()
	later := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	folder := func(path string) error {
		if err := os.MkdirAll(filepath.Join(path, "lib", "__pycache__"), 0o700); err != nil {
			return err
		}
		return errors.Join(write(filepath.Join(path, "lib", "a.py"), "a")(), os.Symlink("a.py", filepath.Join(path, "lib", "b")))
	}
	for _, tc := range []struct {
		what string
		kind Kind
		make func(path string) error
		then func(path string) error
		want string // "" unchanged, else a part of how
	}{
		{"nothing", KindFile, writeABC, nothing, ""},
		{"touched", KindFile, writeABC, func(p string) error { return os.Chtimes(p, later, later) }, ""},
		{"written again", KindFile, writeABC, writeABC, ""},
		{"other content", KindFile, writeABC, func(p string) error { return write(p, "abd")() }, "has other content"},
		{"longer", KindFile, writeABC, func(p string) error { return write(p, "abcd")() }, "has 4 bytes instead of 3"},
		{"removed", KindFile, writeABC, os.Remove, "is gone"},
		{"now a folder", KindFile, writeABC, func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o700)) }, "is a folder, not a file"},
		{"now a link", KindFile, writeABC, func(p string) error { return errors.Join(os.Rename(p, p+"2"), os.Symlink(p+"2", p)) }, "is a symbolic link, not a file"},
		{"link", KindLink, func(p string) error { return os.Symlink("a", p) }, nothing, ""},
		{"link elsewhere", KindLink, func(p string) error { return os.Symlink("a", p) }, func(p string) error {
			return errors.Join(os.Remove(p), os.Symlink("b", p))
		}, "points to b instead of a"},
		{"folder", KindFolder, folder, nothing, ""},
		{"compiled by running", KindFolder, folder, func(p string) error {
			return write(filepath.Join(p, "lib", "__pycache__", "a.pyc"), "c")()
		}, ""},
		{"new file", KindFolder, folder, func(p string) error {
			n := filepath.Join(p, "lib", "new.py")
			return errors.Join(write(n, "n")(), os.Chtimes(n, later, later))
		}, "holds 4 files and folders instead of 3; written since: lib/new.py"},
		{"edited file", KindFolder, folder, func(p string) error {
			n := filepath.Join(p, "lib", "a.py")
			return errors.Join(write(n, "b")(), os.Chtimes(n, later, later))
		}, "holds files that have changed; written since: lib/a.py"},
		{"removed file", KindFolder, folder, func(p string) error { return os.Remove(filepath.Join(p, "lib", "a.py")) }, "holds 2 files and folders instead of 3"},
		{"link in it elsewhere", KindFolder, folder, func(p string) error {
			b := filepath.Join(p, "lib", "b")
			return errors.Join(os.Remove(b), os.Symlink("/etc/passwd", b))
		}, "holds files that have changed"},
		{"folder replaced", KindFolder, folder, func(p string) error {
			return errors.Join(os.Rename(p, p+"-old"), os.Mkdir(p, 0o700))
		}, "is another folder of the same name"},
		{"checkout worked in", KindCheckout, folder, func(p string) error { return write(filepath.Join(p, "work"), "w")() }, ""},
		{"checkout replaced", KindCheckout, folder, func(p string) error {
			return errors.Join(os.Rename(p, p+"-old"), os.Mkdir(p, 0o700))
		}, "is another folder of the same name"},
	} {
		t.Run(tc.what, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.now = time.Now // files have the real time
			w.reopen(t)
			path := filepath.Join(w.checkout, "thing")
			w.make(t, path, tc.kind, func() error { return tc.make(path) })
			must(t, tc.then(path))
			w.reopen(t) // as another run sees it
			changed, how := Changed(w.ledger.Entries()[0])
			if changed != (tc.want != "") || !strings.Contains(how, tc.want) || tc.want == "" && how != "" {
				t.Errorf("changed %v: it %q, want %q", changed, how, tc.want)
			}
		})
	}
}

func nothing(string) error          { return nil }
func writeABC(path string) error    { return write(path, "abc")() }
func makeFolder(path string) error  { return os.Mkdir(path, 0o700) }
func chmodPublic(path string) error { return os.Chmod(path, 0o755) }

func TestChangedPermissions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("permissions are not those of Unix here")
	}
	w := newWorld(t)
	path := filepath.Join(w.checkout, "thing")
	e := w.make(t, path, KindFile, func() error { return writeABC(path) })
	must(t, chmodPublic(path))
	if changed, how := Changed(e); !changed || how != "has the permissions -rwxr-xr-x instead of -rw-------" {
		t.Errorf("%v, %s", changed, how)
	}
}

// What was planned and never recorded as made is never called unchanged.
func TestChangedUnlessRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := filepath.Join(w.checkout, ".venv")
	must(t, w.ledger.Plan(path, KindFolder, "python"))
	if changed, how := Changed(w.ledger.Entries()[0]); !changed || how != "is gone" {
		t.Errorf("%v, %s", changed, how)
	}
	must(t, makeFolder(path))
	if changed, how := Changed(w.ledger.Entries()[0]); !changed || !strings.Contains(how, "was begun") {
		t.Errorf("%v, %s", changed, how)
	}
}

// A folder of very many files is looked at in part, and says so.
func TestLargeFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 30 {
		sub := filepath.Join(dir, fmt.Sprint("d", i))
		must(t, os.Mkdir(sub, 0o700))
		must(t, write(filepath.Join(sub, "file"), "x")())
	}
	for limit, want := range map[int]Snapshot{
		59: {Count: 59, Partial: true},
		60: {Count: 60},
		61: {Count: 60},
	} {
		var got Snapshot
		must(t, got.hashTree(dir, limit, nil))
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Snapshot{}, "Digest")); diff != "" {
			t.Errorf("at most %d:\n%s", limit, diff)
		}
	}
}

// Every file system call fails: another run reads the old or the new ledger.
func TestLedgerFaults(t *testing.T) {
	t.Parallel()
	for _, old := range []int{0, 1} {
		t.Run(fmt.Sprintf("%d-before", old), func(t *testing.T) {
			t.Parallel()
			eachFault(t, func(t *testing.T, f *fault) {
				t.Helper()
				ledgerUnderFault(t, f, old)
			})
		})
	}
}

func ledgerUnderFault(t *testing.T, f *fault, old int) {
	t.Helper()
	w := newWorld(t)
	if old > 0 {
		path := filepath.Join(w.checkout, "a")
		w.make(t, path, KindFile, write(path, "a"))
	} else {
		w.state = filepath.Join(w.state, "several", "levels")
		w.reopen(t)
	}
	w.ledger.doc.place.gate = f.gate
	err := w.ledger.Plan(filepath.Join(w.checkout, "b"), KindFile, "pip")
	if err != nil && !errors.Is(err, f.err) {
		t.Errorf("error %v", err)
	}
	w.reopen(t)
	if got := len(w.ledger.Entries()); got != old+1 && (got != old || err == nil) {
		t.Errorf("%d entries after %v", got, err)
	}
	if left := tempFiles(t, w.state); len(left) > 0 && !f.hasRefused("remove") {
		t.Errorf("left behind: %v", left)
	}
}
