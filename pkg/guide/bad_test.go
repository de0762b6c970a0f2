package guide

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBadGuides loads each guide of testdata/bad and compares its first problem, with place, suggestion and snippet.
// A case is a whole guide.yaml, or a change (find, put) of testdata/good/rich.yaml. With UPDATE_GOLDEN=1 the
// expected problems are written.
func TestBadGuides(t *testing.T) {
	t.Parallel()
	rich := readFile(t, "testdata/good/rich.yaml")
	files, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(files) < 180 {
		t.Fatalf("%d bad guides, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive := readFile(t, file)
			got := firstProblem(t, badGuide(t, archive, rich))
			if os.Getenv("UPDATE_GOLDEN") != "" {
				head, _, _ := strings.Cut(archive, "-- error --\n")
				if err := os.WriteFile(file, []byte(head+"-- error --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(sections(archive)["error"], got); diff != "" {
				t.Errorf("first problem (-want +got):\n%s", diff)
			}
		})
	}
}

// badGuide is the guide of a case.
func badGuide(t *testing.T, archive, rich string) string {
	t.Helper()
	part := sections(archive)
	if text, whole := part["guide.yaml"]; whole {
		return text
	}
	if n := strings.Count(rich, part["find"]); n != 1 {
		t.Fatalf("rich.yaml has the text to find %d times", n)
	}
	return strings.Replace(rich, part["find"], part["put"], 1)
}

// firstProblem is the first problem of a guide as a case writes it: its id, its line, its snippet.
func firstProblem(t *testing.T, text string) string {
	t.Helper()
	p := problemsOf(t, "guides/x.yaml", []byte(text))[0]
	got := p.ID + "\n" + p.String() + "\n"
	if p.Snippet != "" {
		got += p.Snippet + "\n"
	}
	return got
}

// sections are the parts of a txtar file by name.
func sections(archive string) map[string]string {
	parts := map[string]string{}
	name := ""
	for line := range strings.Lines(archive) {
		if inner, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(inner, " --\n") {
			name = strings.TrimSuffix(inner, " --\n")
			parts[name] = ""
			continue
		}
		parts[name] += line
	}
	return parts
}

// problemsOf are the problems that a guide is refused with.
func problemsOf(t *testing.T, name string, data []byte) []Problem {
	t.Helper()
	_, err := Load(name, data)
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("Load returns %v, not an *Error", err)
	}
	return e.Problems
}

func readFile(tb testing.TB, file string) string {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}
