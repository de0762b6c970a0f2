package catalog_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// guideText is a small valid guide.
func guideText(id, repo string) string { return guideWith(id, repo, "    run: echo hello\n") }

// guideWith is a valid guide whose one step has these lines.
func guideWith(id, repo, action string) string {
	return fmt.Sprintf(`schema: 1
id: %[1]s
name: The %[1]s project
repo: %[2]s
subproject: none
summary: What %[1]s is good for.
choose:
  areas: [notebooks]
  skills: [python]
  kinds: [code, docs]
  difficulty: 2
  goals:
    - I want to see how it works
profiles:
  - id: python
    title: Work on the Python package
python:
  version: ">=3.10,<3.15"
resources: {disk: 100MB, time: 2m}
steps:
  - id: install
    title: Install the package
    why: The tests import it.
%[3]sverify:
  - id: tests
    proves: The checkout's own code runs.
    run: python -m pytest -q
    expect: '\d+ passed'
issues:
  labels: [good first issue]
  claim:
    rule: none
    says: Nothing is written.
`, id, repo, action)
}

// embedded is a file system with a guide for each id.
func embedded(ids ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, id := range ids {
		files[id+".yaml"] = &fstest.MapFile{Data: []byte(guideText(id, "jupyter/"+id))}
	}
	return files
}

// write makes a file, and the folders above it.
func write(tb testing.TB, path, text string) string {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
	return path
}

// folder is a temporary folder by its canonical path.
func folder(tb testing.TB) string {
	tb.Helper()
	dir, err := filepath.EvalSymlinks(tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	return dir
}

func link(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

// fromFile reads a guide that must be readable.
func fromFile(tb testing.TB, path string) *catalog.Entry {
	tb.Helper()
	e, err := catalog.FromFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func check(t *testing.T, trust *catalog.Trust, e *catalog.Entry, want catalog.State) {
	t.Helper()
	if got := trust.Check(e).State; got != want {
		t.Errorf("%s is %s, want %s", e.Origin(), got, want)
	}
	if err := trust.Admit(e); (err == nil) != (want == catalog.Trusted) {
		t.Errorf("admit %s, which is %s: %v", e.Origin(), want, err)
	}
}

// must fails the test on an error.
func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// mentions fails the test unless the error's text has all the words.
func mentions(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q doesn't mention %q", err, w)
		}
	}
}

// A memory is a store without a disk.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
	// fail makes an operation on a name end with the error, if it isn't nil.
	fail func(op, name string) error
}

var _ catalog.Store = (*memory)(nil)

func newMemory() *memory { return &memory{files: map[string][]byte{}} }

// newTrust is a trust over an empty store, with a clock that stands still.
func newTrust() (*catalog.Trust, *memory) {
	m := newMemory()
	return catalog.NewTrust(m, func() time.Time { return time.Date(2026, 11, 23, 10, 11, 12, 0, time.UTC) }), m
}

func (m *memory) failure(op, name string) error {
	if m.fail == nil {
		return nil
	}
	return m.fail(op, name)
}

func (m *memory) Names() ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Keys(m.files)), m.failure("names", "")
}

func (m *memory) Read(name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure("read", name); err != nil {
		return nil, err
	}
	data, ok := m.files[name]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	return slices.Clone(data), nil
}

func (m *memory) Write(name string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := checkStoreName(name); err != nil {
		return err
	}
	if err := m.failure("write", name); err != nil {
		return err
	}
	m.files[name] = slices.Clone(data)
	return nil
}

func (m *memory) Remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure("remove", name); err != nil {
		return err
	}
	delete(m.files, name)
	return nil
}

// names lists the files that begin with prefix, in order.
func (m *memory) names(prefix string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m.files)), func(n string) bool { return !strings.HasPrefix(n, prefix) })
}

// checkStoreName holds names to what stores may rely on.
func checkStoreName(name string) error {
	ok := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' }
	if name == "" || len(name) > 100 || name[0] < 'a' || name[0] > 'z' || strings.IndexFunc(name, func(r rune) bool { return !ok(r) }) >= 0 {
		return errors.New("a store can't have a file called " + name)
	}
	return nil
}

// isA fails the test unless the error has a part of type E.
func isA[E error](t *testing.T, err error) {
	t.Helper()
	_ = as[E](t, err)
}

// as returns the error's part of type E, which it must have.
func as[E error](t *testing.T, err error) E {
	t.Helper()
	e, ok := errors.AsType[E](err)
	if !ok {
		t.Fatalf("%v (%T), want a %T", err, err, e)
	}
	return e
}
