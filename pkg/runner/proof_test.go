package runner_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// provable is a world with a checkout whose proof passes.
func provable() *world {
	w := &world{}
	w.fingerprint = "commit 1"
	w.on("verify", prints("192 passed\n", 0))
	return w
}

// A proof isn't repeated while commit, work tree, environment and the proof itself are the same.
func TestProofIsNotRepeated(t *testing.T) {
	t.Parallel()
	w := provable()
	p := planOf(proof("verify"))
	_, lines := carryOut(t.Context(), t, w.runner(), p)
	if diff := cmp.Diff([]string{"start verify", `verify prints "192 passed\n"`, "verify succeeded"}, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	report, lines := carryOut(t.Context(), t, w.runner(), p)
	if report.Results["verify"] != event.AlreadyDone || len(w.ran) != 1 {
		t.Errorf("%q, ran %q", lines, w.ran)
	}
	w.fingerprint = "commit 2"
	if st := w.runner().Inspect(t.Context(), p)[0]; st.Done || st.Reason != "it isn't proved for this commit, work tree and environment" {
		t.Errorf("after a change: %+v", st)
	}
	if report, _ = carryOut(t.Context(), t, w.runner(), p); report.Results["verify"] != event.Succeeded {
		t.Errorf("after a change: %+v", report)
	}
	w.fingerprint = "commit 1" // Back to what was proved before.
	if st := w.runner().Inspect(t.Context(), p)[0]; !st.Done {
		t.Errorf("back: %+v", st)
	}
	p.Steps[0].Digest = "another proof"
	if st := w.runner().Inspect(t.Context(), p)[0]; st.Done {
		t.Errorf("another proof: %+v", st)
	}
}

// Only a proof that was green is recorded.
func TestOnlyGreenIsProved(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		run    command
		change func(*world)
		result event.Result
		proved bool
	}{
		"green":          {run: prints("192 passed", 0), result: event.Succeeded, proved: true},
		"red":            {run: prints("1 failed, 191 passed", 1), result: event.Failed},
		"nothing ran":    {run: prints("no tests ran", 0), result: event.Failed},
		"no fingerprint": {run: prints("192 passed", 0), change: func(w *world) { w.fingerprint = "" }, result: event.Succeeded},
		"journal is broken": {
			run: prints("192 passed", 0), change: func(w *world) { w.err = errFull }, result: event.Succeeded, proved: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := provable()
			w.on("verify", tt.run)
			if tt.change != nil {
				tt.change(w)
			}
			report, _ := carryOut(t.Context(), t, w.runner(), planOf(proof("verify")))
			if report.Results["verify"] != tt.result || w.proofs["verify@digest of verify commit 1"] != tt.proved {
				t.Errorf("%+v, proofs %v", report.Results, w.proofs)
			}
		})
	}
}

// A proof that was stopped isn't one, even if its command had ended well.
func TestCancelledProof(t *testing.T) {
	t.Parallel()
	w := provable()
	ctx, cancel := context.WithCancel(t.Context())
	w.on("verify", func(ctx context.Context, c runner.Command) (runner.Exit, error) {
		cancel()
		return prints("192 passed", 0)(ctx, c)
	})
	carryOut(ctx, t, w.runner(), planOf(proof("verify")))
	if len(w.proofs) != 0 {
		t.Errorf("proofs %v", w.proofs)
	}
}

// A proof counts only while all that it needs is done, and proofs come one after the other.
func TestProofNeeds(t *testing.T) {
	t.Parallel()
	w := provable()
	w.proofs = map[string]bool{"v1@digest of v1 commit 1": true, "v2@digest of v2 commit 1": true}
	p := planOf(with(step("a"), func(s *plan.Step) { s.Creates = []string{"/src/out"} }), proof("v1", "a"), proof("v2", "a", "v1"))
	states := w.runner().Inspect(t.Context(), p)
	for i, want := range []string{"/src/out isn't there", "a comes first", "a comes first"} {
		if states[i].Done || states[i].Reason != want {
			t.Errorf("step %d: %+v, want %s", i, states[i], want)
		}
	}
	w.make("/src/out")
	for i, st := range w.runner().Inspect(t.Context(), p) {
		if !st.Done {
			t.Errorf("step %d: %+v", i, st)
		}
	}
	delete(w.proofs, "v1@digest of v1 commit 1")
	if st := w.runner().Inspect(t.Context(), p)[2]; st.Done || st.Reason != "v1 comes first" {
		t.Errorf("%+v", st)
	}
}
