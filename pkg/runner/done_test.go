package runner_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// TestDone is the rule when a step is done: what it creates exists and its check passes; the journal can
// only make it not done. Without both, only the journal knows.
func TestDone(t *testing.T) {
	t.Parallel()
	creates := func(s *plan.Step) { s.Creates = []string{"/src/out"} }
	check := func(s *plan.Step) { s.Check.Script = "check" }
	inputs := func(s *plan.Step) { s.Creates, s.Inputs = []string{"/src/out"}, []string{"package.json"} }
	nothing := func(*plan.Step) {}
	there := func(w *world) { w.make("/src/out") }
	record := func(r runner.Record) func(*world) {
		return func(w *world) { w.records = map[string]runner.Record{"a": r} }
	}
	good := runner.Record{Digest: "digest of a", Succeeded: true}
	tests := map[string]struct {
		change func(*plan.Step)
		world  []func(*world)
		done   bool
		reason string
	}{
		"never run, created":                  {creates, []func(*world){there}, true, "what it makes is there"},
		"never run, not created":              {creates, nil, false, "/src/out isn't there"},
		"never run, check passes":             {check, nil, true, "what it makes is there"},
		"never run, check fails":              {check, []func(*world){failingCheck}, false, "its check ends with exit code 1"},
		"never run, nothing to look at":       {nothing, nil, false, "it was never run here"},
		"succeeded, nothing to look at":       {nothing, []func(*world){record(good)}, true, "it was run here before"},
		"succeeded, created":                  {creates, []func(*world){there, record(good)}, true, "what it makes is there"},
		"succeeded, but removed since":        {creates, []func(*world){record(good)}, false, "/src/out isn't there"},
		"succeeded, but the check fails":      {check, []func(*world){record(good), failingCheck}, false, "its check ends with exit code 1"},
		"definition changed, created":         {creates, []func(*world){there, record(runner.Record{Digest: "old", Succeeded: true})}, false, "the guide's definition of it has changed"},
		"definition changed, nothing to see":  {nothing, []func(*world){record(runner.Record{Digest: "old", Succeeded: true})}, false, "the guide's definition of it has changed"},
		"failed, created":                     {creates, []func(*world){there, record(runner.Record{Digest: "digest of a", ExitCode: 1})}, false, "it was begun and didn't end well"},
		"begun and not ended, created":        {creates, []func(*world){there, record(runner.Record{Digest: "digest of a", Process: runner.Process{PID: 7}})}, false, "it was begun and didn't end well"},
		"interrupted, nothing to look at":     {nothing, []func(*world){record(runner.Record{Digest: "digest of a", Interrupted: true})}, false, "it was begun and didn't end well"},
		"same inputs":                         {inputs, []func(*world){there, digests("d1"), record(runner.Record{Digest: "digest of a", Inputs: "d1", Succeeded: true})}, true, "what it makes is there"},
		"other inputs":                        {inputs, []func(*world){there, digests("d2"), record(runner.Record{Digest: "digest of a", Inputs: "d1", Succeeded: true})}, false, "its inputs have changed"},
		"never run, with inputs, created":     {inputs, []func(*world){there, digests("d1")}, true, "what it makes is there"},
		"inputs that can't be read":           {inputs, []func(*world){there, unreadable}, false, "its inputs can't be read: package.json: permission denied"},
		"inputs that can't be read, recorded": {inputs, []func(*world){there, unreadable, record(good)}, false, "its inputs can't be read: package.json: permission denied"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{}
			for _, f := range tt.world {
				f(w)
			}
			s := step("a")
			tt.change(&s)
			p := planOf(s)
			got := w.runner().Inspect(t.Context(), p)[0]
			if got.Done != tt.done || got.Reason != tt.reason {
				t.Errorf("done %v: %s; want %v: %s", got.Done, got.Reason, tt.done, tt.reason)
			}
			if len(w.calls) != 0 {
				t.Errorf("looking wrote into the journal: %q", w.calls)
			}
			// The run decides as the look did.
			report, lines := carryOut(t.Context(), t, w.runner(), p)
			if (report.Results["a"] == event.AlreadyDone) != tt.done {
				t.Errorf("result %s, done %v", report.Results["a"], tt.done)
			}
			if tt.done && lines[0] != "a already-done: "+tt.reason {
				t.Errorf("%q", lines)
			}
		})
	}
}

func failingCheck(w *world) { w.on("check", prints("", 1)) }
func unreadable(w *world)   { w.digestErr = errors.New("package.json: permission denied") }

func digests(d string) func(*world) {
	return func(w *world) { w.digests = map[string]string{"package.json": d} }
}

// What a person did by hand is taken over: from then on its definition and inputs are watched.
func TestAdoption(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.make("/src/out")
	digests("d1")(w)
	p := planOf(
		with(step("a"), func(s *plan.Step) { s.Creates, s.Inputs = []string{"/src/out"}, []string{"package.json"} }),
		with(cloneStep(), func(s *plan.Step) { s.Satisfied = "a checkout is there" }),
	)
	report, lines := carryOut(t.Context(), t, w.runner(), p)
	if diff := cmp.Diff([]string{"a already-done: what it makes is there", "clone already-done: a checkout is there"}, lines); diff != "" || !report.OK() {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := map[string]runner.Record{"a": {Digest: "digest of a", Inputs: "d1", Succeeded: true}}
	if diff := cmp.Diff(want, w.records); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	w.calls = nil
	carryOut(t.Context(), t, w.runner(), p)
	if len(w.calls) != 0 {
		t.Errorf("written again: %q", w.calls)
	}
	digests("d2")(w)
	if st := w.runner().Inspect(t.Context(), p)[0]; st.Done || st.Reason != "its inputs have changed" {
		t.Errorf("%+v", st)
	}
}

// A step that changes its own inputs, as one that writes a lock file, isn't made necessary again by that.
func TestInputsChangedByTheStep(t *testing.T) {
	t.Parallel()
	w := &world{}
	digests("before")(w)
	install := with(step("a"), func(s *plan.Step) { s.Inputs = []string{"package.json"} })
	makes := w.makes("/src/out")
	w.on("a", func(ctx context.Context, c runner.Command) (runner.Exit, error) {
		digests("after")(w)
		return makes(ctx, c)
	})
	carryOut(t.Context(), t, w.runner(), planOf(install))
	if got := w.records["a"].Inputs; got != "after" {
		t.Errorf("recorded inputs %q", got)
	}
	if st := w.runner().Inspect(t.Context(), planOf(install))[0]; !st.Done {
		t.Errorf("%+v", st)
	}
	// A failed try records the inputs that it began with.
	digests("third")(w)
	w.on("a", func(context.Context, runner.Command) (runner.Exit, error) {
		digests("fourth")(w)
		return runner.Exit{Code: 1}, nil
	})
	carryOut(t.Context(), t, w.runner(), planOf(install))
	if got := w.records["a"]; got.Succeeded || got.Inputs != "third" {
		t.Errorf("%+v", got)
	}
}

// What was done when the run began is looked at again if something that it needs ran, at any distance.
func TestLookedAtAgain(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.make("/src/b", "/src/c", "/src/d")
	w.on("a", func(context.Context, runner.Command) (runner.Exit, error) {
		w.changeFiles(func() { delete(w.there, "/src/c") }) // As a new environment loses what was installed.
		return runner.Exit{}, nil
	})
	w.on("c", w.makes("/src/c"))
	out := func(s *plan.Step) { s.Creates = []string{"/src/" + s.ID} }
	p := planOf(step("a"), with(step("b", "a"), out), with(step("c", "b"), out), with(step("d"), out))
	if st := w.runner().Inspect(t.Context(), p); !st[1].Done || !st[2].Done || !st[3].Done {
		t.Fatalf("%+v", st)
	}
	_, lines := carryOut(t.Context(), t, w.runner(), p)
	want := []string{
		"start a", "a succeeded", "b already-done: what it makes is there", "start c", "c succeeded", "d already-done: what it makes is there",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// changeFiles changes files while the lock is held.
func (w *world) changeFiles(f func()) {
	w.files.mu.Lock()
	defer w.files.mu.Unlock()
	f()
}

// Before the code is there, nothing in it is looked at.
func TestNothingBeforeTheCode(t *testing.T) {
	t.Parallel()
	w := &world{}
	p := planOf(cloneStep(), with(step("a", "clone"), func(s *plan.Step) { s.Check.Script = "check" }), proof("verify", "clone", "a"))
	for i, want := range []string{"there is no checkout yet", "the code comes first", "the code comes first"} {
		if st := w.runner().Inspect(t.Context(), p)[i]; st.Done || st.Reason != want {
			t.Errorf("%+v, want %s", st, want)
		}
	}
	if len(w.ran) != 0 {
		t.Errorf("ran %q", w.ran)
	}
	// A companion's checkout is another matter.
	p.Steps[0].Action.Clone = &plan.Clone{Dir: "/companion"}
	if st := w.runner().Inspect(t.Context(), p)[1]; !st.Done {
		t.Errorf("%+v", st)
	}
}

// A checkout may be named by a symbolic link, and an editable install knows its real name.
func TestEditableThroughSymlink(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source := filepath.Join(dir, "real", "packages", "sample")
	if err := os.MkdirAll(source, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	w := &world{}
	w.dists = map[string]dist{"sample": {source}}
	s := with(step("a"), func(s *plan.Step) { s.Check.Editable, s.Root = []string{"sample"}, filepath.Join(dir, "link") })
	if st := w.runner().Inspect(t.Context(), planOf(s))[0]; !st.Done {
		t.Errorf("%+v", st)
	}
	s.Root = filepath.Join(dir, "rea")
	if st := w.runner().Inspect(t.Context(), planOf(s))[0]; st.Done {
		t.Errorf("%+v", st)
	}
}

// TestProofInCompanion: a proof that runs in a companion is for the state of that, too.
func TestProofInCompanion(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.fingerprint = "commit 1"
	proof := step("verify-parts")
	proof.Kind, proof.Root = plan.KindVerify, "/parts"
	w.on(proof.Action.Script, prints("passed", 0))
	p := planOf(proof)
	if report, lines := carryOut(t.Context(), t, w.runner(), p); report.Results["verify-parts"] != event.Succeeded {
		t.Fatalf("the proof is %s: %q", report.Results["verify-parts"], lines)
	}
	if got := w.runner().Inspect(t.Context(), p)[0]; !got.Done {
		t.Errorf("a proof of this state isn't done: %s", got.Reason)
	}
	w.of = map[string]string{"/parts": ", changed"}
	if got := w.runner().Inspect(t.Context(), p)[0]; got.Done {
		t.Errorf("the companion has changed, and the proof is done: %s", got.Reason)
	}
}
