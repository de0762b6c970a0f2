package guide

import (
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/good/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		g := load(t, filepath.Base(file))
		again, err := reload(g)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if diff := cmp.Diff(g, again); diff != "" {
			t.Errorf("%s changes when it is written and read again (-want +got):\n%s", file, diff)
		}
	}
}

// reload writes a guide and reads it again.
func reload(g *Guide) (*Guide, error) {
	data, err := yaml.Dump(g)
	if err != nil {
		return nil, err
	}
	if len(data) > MaxBytes {
		return nil, errTooLong
	}
	return Load("again.yaml", data)
}

// errTooLong stops a round trip: what was left out is written, so that a guide can grow past the limit.
var errTooLong = errors.New("too long to be read again")

// FuzzGuide loads anything. Nothing may panic or take much memory, every problem has a place inside the file, and
// what loads is the same when it is written and read again.
func FuzzGuide(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		file, err := LoadFile("x.yaml", data)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 64<<20 {
			t.Errorf("%d MiB allocated", n>>20)
		}
		if err != nil {
			checkError(t, data, err)
			return
		}
		for _, p := range Lint(file) {
			if p.ID == "" || p.Line < 1 {
				t.Errorf("finding %+v", p)
			}
		}
		again, err := reload(file.Guide)
		if e, ok := errors.AsType[*Error](err); errors.Is(err, errTooLong) || ok && e.Problems[0].ID == "guide/too-large" {
			return
		}
		if err != nil {
			t.Fatalf("read again: %v", err)
		}
		if diff := cmp.Diff(file.Guide, again); diff != "" {
			t.Errorf("read again (-want +got):\n%s", diff)
		}
	})
}

// addSeeds adds all samples.
func addSeeds(f *testing.F) {
	f.Helper()
	rich := readFile(f, "testdata/good/rich.yaml")
	good, err := filepath.Glob("testdata/good/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range good {
		f.Add([]byte(readFile(f, file)))
	}
	bad, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range bad {
		part := sections(readFile(f, file))
		if whole, ok := part["guide.yaml"]; ok {
			f.Add([]byte(whole))
		} else {
			f.Add([]byte(strings.Replace(rich, part["find"], part["put"], 1)))
		}
	}
}

// checkError checks that an error is one, and that its problems are in the file.
func checkError(t *testing.T, data []byte, err error) {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	if !ok || len(e.Problems) == 0 {
		t.Fatalf("error %#v", err)
	}
	lines := 1 + strings.Count(string(data), "\n")
	for _, p := range e.Problems {
		if p.ID == "" || p.Message == "" || p.File != "x.yaml" || p.Line < 0 || p.Line > lines+1 || p.Line > 0 && p.Col < 1 {
			t.Errorf("problem %+v in %d lines", p, lines)
		}
	}
	_ = e.Error()
}

// FuzzCompare compares anything with anything. Nothing may panic, and the two ways to ask agree.
func FuzzCompare(f *testing.F) {
	for _, rng := range []string{">=3.10,<3.15", "~=3.11.2", "==3.12.*", "!=3.9.7", "^22 || ^24", "24.x", "18 - 20", "~1.2.3-beta", ">=1.0.0-rc.1 <2", "*", ""} {
		f.Add(rng, "Python 3.14.0a7+")
		f.Add(rng, "v20.20.2")
	}
	f.Fuzz(func(t *testing.T, rng, version string) {
		for kind, matches := range map[RangeKind]func(string, string) (bool, error){PEP440: PythonMatches, SemVer: NodeMatches} {
			fit, err := Compare(kind, rng, version)
			in, inErr := matches(rng, version)
			if in != (fit == Fits) || (inErr != nil) != (err != nil || fit == Unknown) {
				t.Errorf("Compare(%d, %q, %q) = %v, %v; matches: %v, %v", kind, rng, version, fit, err, in, inErr)
			}
		}
		spec, err := WheelSpec(rng)
		if err != nil {
			return
		}
		if _, err := PythonMatches(spec, "24.0.0"); err != nil {
			t.Errorf("WheelSpec(%q) = %q: %v", rng, spec, err)
		}
	})
}
