package runner_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// An asker answers by hand: before and failed by step, several answers one after the other. What isn't
// set is Go.
type asker struct {
	before, failed map[string][]runner.Decision
	thinks         time.Duration
	inside         atomic.Int32
	asked          []string
	crowd          bool
}

func (a *asker) answer(question, id string, answers map[string][]runner.Decision) runner.Decision {
	if a.inside.Add(1) > 1 {
		a.crowd = true
	}
	defer a.inside.Add(-1)
	a.asked = append(a.asked, question+" "+id)
	if a.thinks > 0 {
		<-time.After(a.thinks)
	}
	list := answers[id]
	if len(list) == 0 {
		return runner.Go
	}
	answers[id] = list[1:]
	return list[0]
}

func (a *asker) Before(_ context.Context, s plan.Step) runner.Decision {
	return a.answer("before", s.ID, a.before)
}

func (a *asker) Failed(_ context.Context, s plan.Step, _ event.Failure) runner.Decision {
	return a.answer("failed", s.ID, a.failed)
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	type decisions = map[string][]runner.Decision
	tests := map[string]struct {
		before, failed decisions
		scripts        map[string][]command
		want           []string
		results        map[event.Result]int
	}{
		"go": {
			want: []string{
				"start a", "a succeeded", "start b", "b succeeded", "start c", "c succeeded",
			},
		},
		"skip": {
			before: decisions{"a": {runner.Skip}},
			want: []string{
				"a skipped: you skipped it", "start c", "c succeeded", "b not-run: it needs a, which was skipped",
			},
		},
		"stop before": {
			before: decisions{"a": {runner.Stop}},
			want: []string{
				"a not-run: you stopped the run", "b not-run: it needs a, which didn't run", "c not-run: you stopped the run",
			},
		},
		"again before is go": {
			before: decisions{"a": {runner.Again}},
			want:   []string{"start a", "a succeeded", "start b", "b succeeded", "start c", "c succeeded"},
		},
		"accept a failure": {
			scripts: map[string][]command{"a": {prints("", 1)}},
			want: []string{
				"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
				"b not-run: it needs a, which failed", "c not-run: a failed",
			},
		},
		"stop at a failure": {
			scripts: map[string][]command{"a": {prints("", 1)}},
			failed:  decisions{"a": {runner.Stop}},
			want: []string{
				"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
				"b not-run: it needs a, which failed", "c not-run: a failed",
			},
		},
		"skip a failure": {
			scripts: map[string][]command{"a": {prints("", 1)}},
			failed:  decisions{"a": {runner.Skip}},
			want: []string{
				"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
				"start c", "c succeeded", "b not-run: it needs a, which failed",
			},
		},
		"again, twice": {
			scripts: map[string][]command{"a": {prints("", 1), prints("", 2), prints("", 0)}},
			failed:  decisions{"a": {runner.Again, runner.Again}},
			want: []string{
				"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
				"start a, try 2", "a failed: its command ended with exit code 2", "failure of a: its command ended with exit code 2",
				"start a, try 3", "a succeeded", "start b", "b succeeded", "start c", "c succeeded",
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{}
			w.scripts = tt.scripts
			r := w.runner()
			r.Asker = &asker{before: tt.before, failed: tt.failed}
			report, lines := carryOut(t.Context(), t, r, planOf(step("a"), step("b", "a"), step("c")))
			if diff := cmp.Diff(tt.want, lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if report.OK() != (report.Count()[event.Succeeded] == 3) {
				t.Errorf("%+v is OK: %v", report.Results, report.OK())
			}
		})
	}
}

// Nobody is asked about what is done.
func TestDoneIsNotAsked(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.make("/src/out")
	a := &asker{before: map[string][]runner.Decision{"a": {runner.Stop}}}
	r := w.runner()
	r.Asker = a
	report, _ := carryOut(t.Context(), t, r, planOf(with(step("a"), func(s *plan.Step) { s.Creates = []string{"/src/out"} })))
	if !report.OK() || len(a.asked) != 0 {
		t.Errorf("asked %q, %+v", a.asked, report)
	}
}

// However many steps run, the person gets one question at a time, and none once the run is stopping.
func TestOneQuestionAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		a := &asker{thinks: time.Minute, before: map[string][]runner.Decision{
			"a": {runner.Stop}, "b": {runner.Stop}, "c": {runner.Stop}, "d": {runner.Stop},
		}}
		r := w.runner()
		r.Asker, r.Jobs = a, 4
		report, lines := carryOut(t.Context(), t, r, planOf(step("a"), step("b"), step("c"), step("d")))
		if len(a.asked) != 1 || a.crowd {
			t.Errorf("asked %q, at once: %v", a.asked, a.crowd)
		}
		for _, l := range lines {
			if l[1:] != " not-run: you stopped the run" {
				t.Error(l)
			}
		}
		if report.Count()[event.NotRun] != 4 || report.Elapsed != time.Minute {
			t.Errorf("%+v", report)
		}
	})
}

// Who stops the run while asked isn't asked again, and the answer doesn't count.
func TestCancelWhileAsked(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{"before": "a", "failed": "bad"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := &world{}
				w.on("bad", prints("", 1))
				ctx, cancel := context.WithCancel(t.Context())
				a := &asker{thinks: time.Minute, failed: map[string][]runner.Decision{"bad": {runner.Again, runner.Again}}}
				r := w.runner()
				r.Asker = a
				at := 30 * time.Second
				if id == "bad" {
					at = 90 * time.Second
				}
				time.AfterFunc(at, cancel)
				report, lines := carryOut(ctx, t, r, planOf(step(id), step("z")))
				want := map[string]event.Result{id: event.NotRun, "z": event.NotRun}
				asked := []string{"before " + id}
				if id == "bad" {
					asked = append(asked, "failed bad")
					want[id] = event.Failed
				}
				if diff := cmp.Diff(want, report.Results); diff != "" {
					t.Errorf("%q (-want +got):\n%s", lines, diff)
				}
				if diff := cmp.Diff(asked, a.asked); diff != "" {
					t.Errorf("asked (-want +got):\n%s", diff)
				}
			})
		})
	}
}
