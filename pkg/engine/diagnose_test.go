package engine

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const sharedText = `schema: 1
known_failures:
  - {id: full, pattern: 'No space left', cause: The disk is full., remedy: Make room., evidence: [a/b#1], sample: No space left}
  - {id: tls, pattern: 'CERTIFICATE_VERIFY_FAILED', cause: c, remedy: r, sample: CERTIFICATE_VERIFY_FAILED, network: true}
  - {id: signed, pattern: 'self-signed', cause: c, remedy: r, sample: self-signed}
  - {id: engine, pattern: 'EBADENGINE', cause: Too old., remedy: r, sample: EBADENGINE}
  - {id: span, pattern: '(?s)begin.{0,400}the end', cause: c, remedy: r, sample: begin the end}
  - {id: a-wrapper, pattern: 'exited with 1', cause: c, remedy: r, sample: exited with 1, wrapper: true}
  - {id: b-wrapper, pattern: 'non-zero', cause: c, remedy: r, sample: non-zero, wrapper: true}
  - {id: twice, pattern: 'of all guides', cause: shared, remedy: r, sample: of all guides}
  - {id: fourth, pattern: 'fourth', cause: c, remedy: r, sample: fourth}
`

// testDiagnoser knows the failures above and one of the guide.
func testDiagnoser(log string) *diagnoser {
	e := &Engine{KnownFailures: func() []byte { return []byte(sharedText) }}
	g := &guide.Guide{KnownFailures: []guide.Failure{
		{ID: "own", Pattern: "flux capacitor", Cause: "c", Remedy: "r"},
		{ID: "twice", Pattern: "of the guide", Cause: "own", Remedy: "r"},
	}}
	return e.newDiagnoser(g, func(string) string { return log })
}

func idsOf(diagnoses []event.Diagnosis) []string {
	var out []string
	for _, d := range diagnoses {
		out = append(out, d.ID)
	}
	return out
}

func TestDiagnose(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		output string
		want   []string
	}{
		"nothing":                      {"all went well\n", nil},
		"empty":                        {"", nil},
		"one":                          {"x\nOSError: No space left on device\n", []string{"full"}},
		"first printed leads":          {"No space left\nCERTIFICATE_VERIFY_FAILED\n", []string{"full", "tls"}},
		"first printed leads, swapped": {"CERTIFICATE_VERIFY_FAILED\nNo space left\n", []string{"tls", "full"}},
		"the guide's own lead":         {"No space left\nthe flux capacitor broke\n", []string{"own", "full"}},
		"the guide's own wins":         {"of all guides\nof the guide\n", []string{"twice"}},
		"the guide's own is another":   {"of all guides\n", nil},
		"one line, one cause":          {"CERTIFICATE_VERIFY_FAILED: self-signed\n", []string{"tls"}},
		"two lines, two causes":        {"CERTIFICATE_VERIFY_FAILED\nself-signed\n", []string{"tls", "signed"}},
		"at most three":                {"No space left\nself-signed\nCERTIFICATE_VERIFY_FAILED\nfourth\n", []string{"full", "signed", "tls"}},
		"a wrapper isn't the cause":    {"exited with 1\nnon-zero\nNo space left\n", []string{"full"}},
		"only wrappers":                {"exited with 1\nnon-zero\n", []string{"a-wrapper", "b-wrapper"}},
		"a warning comes later":        {"npm warn EBADENGINE\nNo space left\n", []string{"full", "engine"}},
		"the error, not the warning":   {"npm warn EBADENGINE\nNo space left\nnpm error code EBADENGINE\n", []string{"full", "engine"}},
		"coloured":                     {"\x1b[31mOSError\x1b[0m: No \x1b[1mspace\x1b[0m left\n", []string{"full"}},
		"a link":                       {"\x1b]8;;https://mirror.example\x07No\x1b]8;;\x1b\\ space left\n", []string{"full"}},
		"after carriage returns":       {"10 %\r20 %\rself-signed\r\nNo space left\r\n", []string{"signed", "full"}},
		"not UTF-8":                    {"\xff\xfeNo space left\xff\n", []string{"full"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := idsOf(testDiagnoser("").Diagnose(plan.Step{ID: "x"}, []byte(tt.output))); !slices.Equal(got, tt.want) {
				t.Errorf("Diagnose(%q) = %v, want %v", tt.output, got, tt.want)
			}
		})
	}
}

func TestDiagnosisSaysAll(t *testing.T) {
	t.Parallel()
	output := "  write https://me:hunter2@mirror.example/x: No space left " + strings.Repeat("é", 400) + "\nnpm warn EBADENGINE\nCERTIFICATE_VERIFY_FAILED\n"
	got := testDiagnoser("").Diagnose(plan.Step{}, []byte(output))
	want := []event.Diagnosis{
		{
			ID: "full", Line: "write https://***@mirror.example/x: No space left " + strings.Repeat("é", maxText-50) + "…",
			Cause: "The disk is full.", Remedy: "Make room.", Evidence: []string{"a/b#1"},
		},
		{ID: "tls", Line: "CERTIFICATE_VERIFY_FAILED", Cause: "c", Remedy: "r", Network: true},
		{ID: "engine", Line: "npm warn EBADENGINE", Cause: "The output only warns of this, so look for another reason too. Too old.", Remedy: "r"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("diagnoses (-want +got):\n%s", diff)
	}
}

// TestLongOutputIsSearchedInTheLog puts the cause where the runner's copy in memory has nothing.
func TestLongOutputIsSearchedInTheLog(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "x.log")
	filler := strings.Repeat(strings.Repeat("x", 99)+"\n", windowSize/100+7)
	if err := os.WriteFile(log, []byte("self-signed\n"+filler+"No space left\n"+filler+"the flux capacitor\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := idsOf(testDiagnoser(log).Diagnose(plan.Step{ID: "x"}, []byte("the flux capacitor\n")))
	if !slices.Equal(got, []string{"own", "signed", "full"}) {
		t.Errorf("got %v", got)
	}
}

// inWindows searches a text in small windows.
func inWindows(text string, d *diagnoser) []hit {
	rules := append(append([]guide.Failure{}, d.own...), d.shared()...)
	return searchIn(strings.NewReader(text), searcher{rules: rules, own: len(d.own), size: 4096, overlap: 1024})
}

func TestWindows(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat(strings.Repeat("x", 99)+"\n", 123)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"in the middle":          {filler + "No space left\n" + filler, []string{"full"}},
		"in the last line":       {filler + filler + "No space left", []string{"full"}},
		"the order is kept":      {"self-signed\n" + filler + "No space left\n" + filler + "the flux capacitor\n", []string{"own", "signed", "full"}},
		"a warning first":        {"npm warn EBADENGINE\nself-signed\n" + filler + "npm error code EBADENGINE\n", []string{"signed", "engine"}},
		"only warnings":          {"npm warn EBADENGINE\n" + filler + "npm warn EBADENGINE\nself-signed\n", []string{"signed", "engine"}},
		"progress lines":         {strings.Repeat("\r", 9000) + "self-signed\n" + filler + "No space left\n", []string{"signed", "full"}},
		"one line without end":   {strings.Repeat("x", 9000) + "No space left", []string{"full"}},
		"nothing to find":        {filler + filler, nil},
		"the same thing, twice":  {"No space left\n" + filler + "No space left\n", []string{"full"}},
		"wrapper, cause far off": {"exited with 1\n" + filler + "No space left\n", []string{"full"}},
	} {
		var got []string
		for _, h := range likeliest(inWindows(tt.text, testDiagnoser(""))) {
			got = append(got, h.Failure.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// TestFailureAcrossWindows moves a failure that shows over several lines over the seam of two windows.
func TestFailureAcrossWindows(t *testing.T) {
	t.Parallel()
	d := testDiagnoser("")
	failure := "begin\n" + strings.Repeat("y", 300) + "\nthe end\n"
	for back := 0; back <= len(failure); back++ {
		text := strings.Repeat("0123456789\n", 1000)[:4096-back-1] + "\n" + failure
		var found []string
		for _, h := range inWindows(text, d) {
			found = append(found, fmt.Sprint(h.Failure.ID, " ", h.Line == strings.Count(text[:4096-back], "\n")+1))
		}
		if !slices.Equal(found, []string{"span true"}) {
			t.Fatalf("%d bytes before the seam: %v", back, found)
		}
	}
}

// TestSearchIsTheSameInPieces reads byte by byte, in halves, and until an error.
func TestSearchIsTheSameInPieces(t *testing.T) {
	t.Parallel()
	d := testDiagnoser("")
	text := "a\nself-signed\nNo space left\n"
	broken := io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("the disk died")))
	for name, r := range map[string]io.Reader{
		"bytes": iotest.OneByteReader(strings.NewReader(text)), "halves": iotest.HalfReader(strings.NewReader(text)),
		"data with the error": iotest.DataErrReader(strings.NewReader(text)), "broken": broken,
	} {
		var got []string
		for _, h := range search(r, d.shared(), 0) {
			got = append(got, h.Failure.ID)
		}
		if !slices.Equal(got, []string{"signed", "full"}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestHugeLogLosesItsMiddle reads a sparse log of a gigabyte.
func TestHugeLogLosesItsMiddle(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "x.log")
	f, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	const size = 1 << 30
	for at, text := range map[int64]string{0: "self-signed\n", size / 2: "\nCERTIFICATE_VERIFY_FAILED\n", size - 20: "\nNo space left\n"} {
		if _, err := f.WriteAt([]byte(text), at); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.Truncate(size), f.Close()); err != nil {
		t.Fatal(err)
	}
	opened, n, err := openLog(log)
	if err != nil || n != size {
		t.Fatalf("openLog: %d bytes, %v", n, err)
	}
	data, err := io.ReadAll(bounded(opened, n))
	if err != nil || len(data) > maxSearched+10 {
		t.Fatalf("%d bytes are searched, %v", len(data), err)
	}
	for text, want := range map[string]bool{"self-signed": true, "CERTIFICATE": false, "No space left": true} {
		if got := bytes.Contains(data, []byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	_ = opened.Close()
}

// TestOutputInMemoryIsEnough uses no log that isn't there, is shorter or is no file.
func TestOutputInMemoryIsEnough(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	short := filepath.Join(dir, "short.log")
	if err := os.WriteFile(short, []byte("self-signed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.log")
	if err := os.Symlink(short, link); err != nil {
		t.Skip(err)
	}
	for _, log := range []string{"", filepath.Join(dir, "none.log"), short, dir, link} {
		got := idsOf(testDiagnoser(log).Diagnose(plan.Step{}, []byte("this is a longer output\nNo space left\n")))
		if !slices.Equal(got, []string{"full"}) {
			t.Errorf("with the log %q: %v", log, got)
		}
	}
}

// TestSharedFailuresAreLazy counts how often the shared file is asked for.
func TestSharedFailuresAreLazy(t *testing.T) {
	t.Parallel()
	asked := 0
	var notices []string
	e := &Engine{
		KnownFailures: func() []byte { asked++; return []byte("schema: 1\nknown_failures: 7\n") },
		Notice:        func(text string) { notices = append(notices, text) },
	}
	d := e.newDiagnoser(&guide.Guide{KnownFailures: []guide.Failure{{ID: "own", Pattern: "flux"}}}, nil)
	if asked != 0 {
		t.Error("the shared failures were read before a step failed")
	}
	for range 3 {
		if got := idsOf(d.Diagnose(plan.Step{}, []byte("flux\n"))); !slices.Equal(got, []string{"own"}) {
			t.Errorf("without the shared failures: %v", got)
		}
	}
	if asked != 1 || len(notices) != 1 || !strings.Contains(notices[0], "known-failures.yaml:2") {
		t.Errorf("asked %d times, told %q", asked, notices)
	}
	if got := (&Engine{}).newDiagnoser(&guide.Guide{}, nil).Diagnose(plan.Step{}, []byte("x")); got != nil {
		t.Errorf("without any failures: %v", got)
	}
}
