package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func openRoot(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	must(t, err)
	t.Cleanup(func() { _ = root.Close() })
	return root
}

func TestWriteFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root := openRoot(t, dir)
	must(t, os.Mkdir(filepath.Join(dir, "sub"), 0o700))
	for _, tc := range []struct {
		name string
		data string
		perm fs.FileMode
	}{
		{"new", "one", 0o600},
		{"new", "two", 0o600},
		{"public", "three", 0o644},
		{"sub/nested.json", "four", 0o600},
		{".hidden", "", 0o600},
		{"large", strings.Repeat("x", 3<<20), 0o600},
	} {
		must(t, WriteFile(root, tc.name, []byte(tc.data), tc.perm))
		path := filepath.Join(dir, tc.name)
		got, err := os.ReadFile(path)
		must(t, err)
		if string(got) != tc.data {
			t.Errorf("%s holds %d bytes, want %d", tc.name, len(got), len(tc.data))
		}
		fi, err := os.Stat(path)
		must(t, err)
		if runtime.GOOS != "windows" && fi.Mode().Perm()&^tc.perm != 0 {
			t.Errorf("%s has permissions %v, want at most %v", tc.name, fi.Mode().Perm(), tc.perm)
		}
	}
	if left := tempFiles(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWriteFileRefuses(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	dir := filepath.Join(outside, "inside")
	must(t, os.MkdirAll(filepath.Join(dir, "full", "x"), 0o700))
	must(t, os.Symlink(outside, filepath.Join(dir, "out")))
	before := tree(t, outside)
	root := openRoot(t, dir)
	for _, name := range []string{
		"", ".", "..", "../escaped", "/escaped", "sub/../../escaped", "out/escaped", "missing/file", "full", "a\x00b",
	} {
		if err := WriteFile(root, name, []byte("x"), 0o600); err == nil {
			t.Errorf("%q was written", name)
		}
	}
	if after := tree(t, outside); strings.Join(after, "\n") != strings.Join(before, "\n") {
		t.Errorf("something was written:\n%v\nbefore:\n%v", after, before)
	}
}

func TestWriteFileReplacesLinkItself(t *testing.T) {
	t.Parallel()
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "precious")
	must(t, os.WriteFile(outside, []byte("precious"), 0o600))
	must(t, os.Symlink(outside, filepath.Join(dir, "name")))
	must(t, WriteFile(openRoot(t, dir), "name", []byte("new"), 0o600))
	if got, _ := os.ReadFile(outside); string(got) != "precious" {
		t.Errorf("the link was followed: %q", got)
	}
	if fi, err := os.Lstat(filepath.Join(dir, "name")); err != nil || !fi.Mode().IsRegular() {
		t.Errorf("name is %v, %v", fi, err)
	}
}

// Every file system call fails once, or from then on: old or new content, an
// error unless it is new, and no temporary file unless its removal failed too.
func TestWriteFileFaults(t *testing.T) {
	t.Parallel()
	eachFault(t, func(t *testing.T, f *fault) {
		t.Helper()
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, "file"), []byte("old"), 0o600))
		f.half = dir
		err := folder{root: openRoot(t, dir), gate: f.gate}.writeFile("file", []byte("new"), 0o600)
		got, readErr := os.ReadFile(filepath.Join(dir, "file"))
		must(t, readErr)
		switch {
		case string(got) != "old" && string(got) != "new":
			t.Errorf("the file holds %q", got)
		case err == nil && string(got) != "new":
			t.Error("no error, but the old content")
		case err != nil && !errors.Is(err, f.err):
			t.Errorf("error %v, want %v in it", err, f.err)
		case err == nil && len(f.refused) > 0 && !harmless(f.refused):
			t.Errorf("%v failed without an error", f.refused)
		}
		if left := tempFiles(t, dir); len(left) > 0 && !f.hasRefused("remove") {
			t.Errorf("left behind: %v", left)
		} else if len(left) > 0 && !strings.Contains(err.Error(), left[0]) {
			t.Errorf("error %v doesn't name %v", err, left)
		}
	})
}

// harmless reports whether only the search for temporary files of others failed.
func harmless(ops []string) bool {
	for _, op := range ops {
		if op != "readdir" {
			return false
		}
	}
	return true
}

// The process is killed before every single call.
func TestWriteFileCrash(t *testing.T) {
	t.Parallel()
	killed := 0
	for at := 0; ; at++ {
		dir := t.TempDir()
		root := openRoot(t, dir)
		must(t, os.WriteFile(filepath.Join(dir, "file"), []byte("old"), 0o600))
		died := survive(func() {
			must(t, folder{root: root, gate: crashAt(at)}.writeFile("file", []byte("new"), 0o600))
		})
		got, err := os.ReadFile(filepath.Join(dir, "file"))
		must(t, err)
		if !died {
			if string(got) != "new" {
				t.Errorf("finished with %q", got)
			}
			break
		}
		killed++
		if string(got) != "old" && string(got) != "new" {
			t.Errorf("killed before call %d, the file holds %q", at, got)
		}
	}
	if killed < 5 {
		t.Errorf("killed at %d points only", killed)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	dead := startRole(t, "wait")
	dead.read(t)
	gone, err := Identify(dead.cmd.Process.Pid)
	must(t, err)
	dead.kill()
	self, err := Identify(os.Getpid())
	must(t, err)
	here := hostTag()
	for _, tc := range []struct {
		what   string
		name   string
		age    time.Duration
		folder bool
		stays  bool
	}{
		{what: "dead", name: tempOwner{here, gone.PID, gone.Start}.name("A")},
		{what: "dead, start unknown", name: tempOwner{here, gone.PID, 0}.name("A")},
		{what: "alive", name: tempOwner{here, self.PID, self.Start}.name("A"), stays: true},
		{what: "alive, start unknown", name: tempOwner{here, self.PID, 0}.name("A"), stays: true},
		{what: "id given away again", name: tempOwner{here, self.PID, self.Start + 1}.name("A")},
		{what: "other machine", name: tempOwner{"ffffff", gone.PID, gone.Start}.name("A"), stays: true},
		{what: "other machine, old", name: tempOwner{"ffffff", gone.PID, gone.Start}.name("A"), age: 25 * time.Hour},
		{what: "a folder", name: tempOwner{here, gone.PID, gone.Start}.name("A"), folder: true, stays: true},
		{what: "someone else's", name: ".onboard-notes.tmp", stays: true},
		{what: "no number", name: ".onboard-" + here + "-x-1-A.tmp", stays: true},
		{what: "negative number", name: ".onboard-" + here + "--1-1-A.tmp", stays: true},
	} {
		t.Run(tc.what, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, tc.name)
			if tc.folder {
				must(t, os.Mkdir(path, 0o700))
			} else {
				must(t, os.WriteFile(path, []byte("half"), 0o600))
			}
			then := time.Now().Add(-tc.age)
			must(t, os.Chtimes(path, then, then))
			must(t, WriteFile(openRoot(t, dir), "file", []byte("x"), 0o600))
			if _, err := os.Lstat(path); (err == nil) != tc.stays {
				t.Errorf("%s: stays = %v, want %v", tc.name, err == nil, tc.stays)
			}
		})
	}
}

func TestTempNameRoundTrip(t *testing.T) {
	t.Parallel()
	name := newTempName()
	o, ok := parseTempName(name)
	if !ok || o.pid != os.Getpid() || o.host != hostTag() {
		t.Errorf("%s is read as %+v, %v", name, o, ok)
	}
	if other := newTempName(); other == name {
		t.Errorf("%s twice", name)
	}
}

// Writers of one file at once: it always holds what one of them wrote.
func TestWriteFileTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root := openRoot(t, dir)
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 10 {
				data := strings.Repeat(fmt.Sprintf("%d.%d,", w, i), 1000)
				if err := WriteFile(root, "file", []byte(data), 0o600); err != nil {
					t.Error(err)
				}
				got, err := os.ReadFile(filepath.Join(dir, "file"))
				if err != nil {
					t.Error(err)
				}
				first, _, _ := strings.Cut(string(got), ",")
				if string(got) != strings.Repeat(first+",", 1000) {
					t.Errorf("torn: %d bytes beginning with %q", len(got), first)
				}
			}
		})
	}
	wg.Wait()
	if left := tempFiles(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The order is what makes it durable.
func TestWriteFileOrder(t *testing.T) {
	t.Parallel()
	f := &fault{at: -1}
	must(t, folder{root: openRoot(t, t.TempDir()), gate: f.gate}.writeFile("file", []byte("x"), 0o600))
	want := []string{"readdir", "create", "write", "sync", "close", "rename", "syncdir"}
	if diff := cmp.Diff(want, f.calls); diff != "" {
		t.Error(diff)
	}
}
