package guide

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func richFile(t *testing.T) *File {
	t.Helper()
	f, err := LoadFile("guides/rich.yaml", []byte(readFile(t, "testdata/good/rich.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestPosition(t *testing.T) {
	t.Parallel()
	f := richFile(t)
	tests := []struct {
		path      string
		line, col int
	}{
		{"", 1, 1},
		{"id", 2, 5},
		{"choose.kinds", 10, 3},
		{"choose.kinds[1]", 10, 17},
		{"steps", 74, 1},
		{"steps[1].run", 84, 10},
		{"steps[1].needs[0]", 92, 13},
		{"steps[1].env.NODE_OPTIONS", 88, 25},
		{`verified[0].tools["node.js"]`, 207, 42},
		{"steps[1].nothing", 81, 5},
		{"steps[1].nothing.below[3]", 81, 5},
		{"steps[99].id", 74, 1},
		{"steps[-1]", 74, 1},
		{"steps[x]", 74, 1},
		{"nothing", 1, 1},
		{"id.below", 2, 5},
		{"[", 1, 1},
		{`["`, 1, 1},
	}
	for _, tt := range tests {
		if line, col := f.Position(tt.path); line != tt.line || col != tt.col {
			t.Errorf("Position(%q) = %d:%d, want %d:%d", tt.path, line, col, tt.line, tt.col)
		}
	}
	if line, col := new(File).Position("id"); line != 0 || col != 0 {
		t.Errorf("a file without text has the position %d:%d", line, col)
	}
}

func TestProblemAtPath(t *testing.T) {
	t.Parallel()
	got := richFile(t).Problem("steps[1].needs[0]", "lint/x", "seen", "do this")
	want := Problem{
		ID: "lint/x", File: "guides/rich.yaml", Line: 92, Col: 13, Path: "steps[1].needs[0]", Message: "seen", Suggestion: "do this",
		Snippet: "   92 |     needs: [install]\n      |             ^",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problem (-want +got):\n%s", diff)
	}
}

// TestPathsOfProblems checks that the path of a problem leads back to its place.
func TestPathsOfProblems(t *testing.T) {
	t.Parallel()
	f := richFile(t)
	d := &decoder{path: []place{{key: "verified"}, {index: 0}, {key: "tools"}, {key: "node.js"}}}
	path := pathString(d.path)
	if path != `verified[0].tools["node.js"]` {
		t.Errorf("path %s", path)
	}
	if line, _ := f.Position(path); line != 207 {
		t.Errorf("%s is on line %d", path, line)
	}
}
