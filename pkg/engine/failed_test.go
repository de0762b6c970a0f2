package engine

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// aRun is a journal and logs of a run on a checkout that isn't there yet.
func aRun(t *testing.T) (*Engine, plan.Plan, *recorder) {
	t.Helper()
	clock := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	e := &Engine{
		Environ: os.Environ(), StateDir: filepath.Join(t.TempDir(), "state"), KnownFailures: func() []byte { return []byte(sharedText) },
		Now: func() time.Time { clock = clock.Add(time.Second); return clock },
	}
	p := plan.Plan{Guide: &guide.Guide{ID: "x"}, Dir: filepath.Join(t.TempDir(), "checkout"), Steps: []plan.Step{
		{ID: "clone", Kind: plan.KindClone}, {ID: "one", Kind: plan.KindRun}, {ID: "two", Kind: plan.KindRun},
	}}
	if err := os.MkdirAll(e.StateDir, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := e.open(p.Dir)
	if err != nil {
		t.Fatal(err)
	}
	return e, p, newRecorder(s)
}

// ran records that a step printed something and ended.
func ran(t *testing.T, r *recorder, id, output string, rec runner.Record) {
	t.Helper()
	log, path, err := r.Log(id)
	if err != nil {
		t.Fatal(err)
	}
	rec.Log = path
	if r.path(id) != path || r.path("another") != "" {
		t.Errorf("the log of %s is at %q, want %q", id, r.path(id), path)
	}
	_, writeErr := log.Write([]byte(output))
	if err := errors.Join(r.Begin(id, rec), writeErr, log.Close(), r.End(id, rec)); err != nil {
		t.Fatal(err)
	}
}

func TestFailed(t *testing.T) {
	t.Parallel()
	e, p, r := aRun(t)
	if f, ok, err := e.Failed(p, 3); ok || err != nil {
		t.Fatalf("nothing ran, but %s failed, %v", f.Step.ID, err)
	}
	ran(t, r, "one", "fine\n", runner.Record{Succeeded: true})
	ran(t, r, "two", "a\n\nb\r\n\x1b[31mc\x1b[0m  \nOSError: No space left\n\n", runner.Record{ExitCode: 7})
	f, ok, err := e.Failed(p, 3)
	if !ok || err != nil || f.Step.ID != "two" || f.ExitCode != 7 || f.Interrupted || f.Since.IsZero() {
		t.Fatalf("failed: %+v, %v, %v", f, ok, err)
	}
	if want := []string{"b", "c", "OSError: No space left"}; !slices.Equal(f.LastLines, want) {
		t.Errorf("last lines %q, want %q", f.LastLines, want)
	}
	if got := idsOf(f.Diagnoses); !slices.Equal(got, []string{"full"}) {
		t.Errorf("diagnoses %v", got)
	}
	// Another step that fails later is the one; without its log it is still known.
	ran(t, r, "one", "stopped\n", runner.Record{Interrupted: true, ExitCode: 130})
	if err := os.Remove(r.path("one")); err != nil {
		t.Fatal(err)
	}
	f, ok, err = e.Failed(p, 3)
	if !ok || err != nil || f.Step.ID != "one" || !f.Interrupted || f.Log != "" || f.LastLines != nil || f.Diagnoses != nil {
		t.Errorf("later: %+v, %v, %v", f, ok, err)
	}
	// What went well since doesn't count any more.
	ran(t, r, "one", "fine\n", runner.Record{Succeeded: true})
	ran(t, r, "two", "fine\n", runner.Record{Succeeded: true})
	if f, ok, err := e.Failed(p, 3); ok || err != nil {
		t.Errorf("all is well, but %s failed, %v", f.Step.ID, err)
	}
}

func TestFailedOfLongLog(t *testing.T) {
	t.Parallel()
	e, p, r := aRun(t)
	var b strings.Builder
	b.WriteString("No space left\n")
	for i := range 60000 {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	ran(t, r, "two", b.String(), runner.Record{ExitCode: 1})
	f, ok, err := e.Failed(p, 2)
	if !ok || err != nil || !slices.Equal(f.LastLines, []string{"line 59998", "line 59999"}) || !slices.Equal(idsOf(f.Diagnoses), []string{"full"}) {
		t.Errorf("%v %v, %v, %v", f.LastLines, idsOf(f.Diagnoses), ok, err)
	}
	if f, _, _ := e.Failed(p, 1<<20); len(f.LastLines) > 30000 || !strings.HasPrefix(f.LastLines[0], "line ") {
		t.Errorf("%d lines of the end, the first %q", len(f.LastLines), f.LastLines[0])
	}
}

// TestFailedClone clones from a folder that isn't there, and then from one that is.
func TestFailedClone(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	e, p, r := aRun(t)
	r.made = e.newMaker(t.Context(), p)
	source := t.TempDir()
	clone := func(url string) error {
		log, _, err := r.Log("clone")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = log.Close() }()
		return r.Clone(t.Context(), plan.Clone{URL: url, Dir: p.Dir, Branch: "main"}, log, func(event.StepProgress) {})
	}
	missing := "file://" + filepath.ToSlash(source) + "/missing.git"
	err := clone(missing)
	if err == nil {
		t.Fatal("cloned what isn't there")
	}
	f, ok, failedErr := e.Failed(p, 5)
	if !ok || failedErr != nil || f.Step.ID != "clone" || !strings.Contains(strings.Join(f.LastLines, "\n"), strings.SplitN(err.Error(), "\n", 2)[0]) {
		t.Errorf("failed: %+v, %v, %v; want the words %q", f, ok, failedErr, err)
	}
	git := func(args ...string) {
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Dir = source
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "main")
	git("commit", "-q", "--allow-empty", "-m", "x")
	if err := clone("file://" + filepath.ToSlash(source)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(p.Dir); err != nil {
		t.Fatal(err)
	}
	if f, ok, err := e.Failed(p, 5); ok || err != nil {
		t.Errorf("a clone that went well and was removed since is taken for a failed one: %+v, %v", f, err)
	}
}
