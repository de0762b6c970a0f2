package runner_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

func TestRunsInOrderOfNeeds(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.on("b", prints("hello\n", 0))
	p := planOf(step("a"), step("b", "a"), step("c", "a", "b"))
	report, lines := carryOut(t.Context(), t, w.runner(), p)
	want := []string{
		"start a", "a succeeded",
		"start b", `b prints "hello\n"`, "b succeeded",
		"start c", "c succeeded",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !report.OK() || report.Err != nil || report.Failure != nil || report.Count()[event.Succeeded] != 3 {
		t.Errorf("%+v", report)
	}
	calls := []string{"begin a", "end a succeeded", "begin b", "end b succeeded", "begin c", "end c succeeded"}
	if diff := cmp.Diff(calls, w.calls); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
	if got := w.logs["b.2.log"].String(); got != "hello\n" {
		t.Errorf("log of b: %q", got)
	}
}

// A plan without steps ends at once, and well.
func TestEmptyPlan(t *testing.T) {
	t.Parallel()
	report, lines := carryOut(t.Context(), t, (&world{}).runner(), planOf())
	if !report.OK() || len(lines) != 0 {
		t.Errorf("%+v, %q", report, lines)
	}
}

// Steps run side by side up to Jobs, and never more.
func TestParallelUpToJobs(t *testing.T) {
	t.Parallel()
	for _, jobs := range []int{-1, 0, 1, 2, 3, 9} {
		t.Run(fmt.Sprint(jobs), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := &world{}
				var now, most atomic.Int32
				var steps []plan.Step
				for i := range 6 {
					s := step(fmt.Sprint("s", i))
					steps = append(steps, s)
					w.on(s.ID, func(context.Context, runner.Command) (runner.Exit, error) {
						most.Store(max(most.Load(), now.Add(1)))
						<-time.After(time.Minute)
						now.Add(-1)
						return runner.Exit{}, nil
					})
				}
				r := w.runner()
				r.Jobs = jobs
				begin := time.Now()
				report, _ := carryOut(t.Context(), t, r, planOf(steps...))
				want := min(max(jobs, 1), 6)
				if int(most.Load()) != want || !report.OK() {
					t.Errorf("%d at once, want %d; %+v", most.Load(), want, report)
				}
				rounds := time.Duration((6 + want - 1) / want)
				if took := time.Since(begin); took != rounds*time.Minute || report.Elapsed != took {
					t.Errorf("took %v, said %v, want %v", took, report.Elapsed, rounds*time.Minute)
				}
			})
		})
	}
}

// When a step fails, those that run are let finish, and no other is started.
func TestStopsAfterFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		w.on("slow", waits(time.Hour))
		w.on("bad", func(context.Context, runner.Command) (runner.Exit, error) {
			<-time.After(time.Second)
			return runner.Exit{Code: 3}, nil
		})
		r := w.runner()
		r.Jobs = 2
		p := planOf(step("slow"), step("bad"), step("free"), step("after-slow", "slow"), step("after-bad", "bad"), step("last", "after-bad"))
		report, lines := carryOut(t.Context(), t, r, p)
		lines = without(lines, "running")
		want := []string{
			"start slow", "start bad",
			"bad failed: its command ended with exit code 3",
			"failure of bad: its command ended with exit code 3",
			"slow succeeded",
			"free not-run: bad failed",
			"after-slow not-run: bad failed",
			"after-bad not-run: it needs bad, which failed",
			"last not-run: it needs after-bad, which didn't run",
		}
		if lines[0] == "start bad" {
			lines[0], lines[1] = lines[1], lines[0] // Both start at once.
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if report.OK() || report.Failure == nil || report.Failure.Step != "bad" || report.Err == nil {
			t.Errorf("%+v", report)
		}
		if rec := w.records["bad"]; rec.Succeeded || rec.Interrupted || rec.ExitCode != 3 {
			t.Errorf("record of bad: %+v", rec)
		}
	})
}

// without leaves out lines with a word.
func without(lines []string, word string) []string {
	var out []string
	for _, l := range lines {
		if !strings.Contains(l, word) {
			out = append(out, l)
		}
	}
	return out
}

// Needs that can't be met, by a wrong plan, keep a step from running and the run from hanging.
func TestNeedsThatAreNeverMet(t *testing.T) {
	t.Parallel()
	p := planOf(step("a", "nobody"), step("b", "c"), step("c", "b"), step("d"))
	report, lines := carryOut(t.Context(), t, (&world{}).runner(), p)
	want := []string{
		"start d", "d succeeded",
		"a not-run: it needs nobody, which didn't run",
		"b not-run: it needs c, which didn't run",
		"c not-run: it needs b, which didn't run",
	}
	if diff := cmp.Diff(want, lines); diff != "" || report.OK() {
		t.Errorf("%v (-want +got):\n%s", report, diff)
	}
}

func TestCancelMidStep(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		w.on("a", waits(time.Hour))
		ctx, cancel := context.WithCancelCause(t.Context())
		stopped := errors.New("stopped by a signal")
		time.AfterFunc(time.Second, func() { cancel(stopped) })
		report, lines := carryOut(ctx, t, w.runner(), planOf(step("a"), step("b", "a"), step("c")))
		want := []string{
			"start a", "a cancelled: it was stopped",
			"b not-run: it needs a, which was stopped",
			"c not-run: the run was stopped",
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if report.OK() || report.Failure != nil || report.Elapsed != time.Second {
			t.Errorf("%+v", report)
		}
		if diff := cmp.Diff([]string{"begin a", "end a interrupted"}, w.calls); diff != "" {
			t.Errorf("journal (-want +got):\n%s", diff)
		}
	})
}

// A run that is cancelled before it begins touches nothing: records of done steps stay as they are.
func TestCancelledBefore(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.make("/src/out")
	w.on("check", func(ctx context.Context, _ runner.Command) (runner.Exit, error) { return runner.Exit{}, ctx.Err() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	checked := with(step("a"), func(s *plan.Step) { s.Creates, s.Check.Script = []string{"/src/out"}, "check" })
	report, lines := carryOut(ctx, t, w.runner(), planOf(checked, step("b")))
	want := []string{"a not-run: the run was stopped", "b not-run: the run was stopped"}
	if diff := cmp.Diff(want, lines); diff != "" || report.OK() || len(w.calls) != 0 {
		t.Errorf("journal %q (-want +got):\n%s", w.calls, diff)
	}
}

// A step whose command was through when the person stopped is done; one whose check was under way isn't
// known to be.
func TestCancelAfterCommand(t *testing.T) {
	t.Parallel()
	for name, check := range map[string]string{"without check": "", "during the check": "check"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{}
			ctx, cancel := context.WithCancel(t.Context())
			w.on("a", func(context.Context, runner.Command) (runner.Exit, error) {
				w.make("/src/new")
				cancel()
				return runner.Exit{}, nil
			})
			w.on("check", func(ctx context.Context, _ runner.Command) (runner.Exit, error) { return runner.Exit{}, ctx.Err() })
			s := with(step("a"), func(s *plan.Step) { s.Check.Script, s.Creates = check, []string{"/src/new"} })
			report, _ := carryOut(ctx, t, w.runner(), planOf(s, step("b", "a")))
			want := map[string]event.Result{"a": event.Succeeded, "b": event.NotRun}
			if check != "" {
				want["a"] = event.Cancelled
			}
			if diff := cmp.Diff(want, report.Results); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if rec := w.records["a"]; rec.Succeeded != (check == "") || rec.Interrupted == rec.Succeeded {
				t.Errorf("recorded as %+v", rec)
			}
		})
	}
}

// Of several failures the report has the first.
func TestFirstFailureIsReported(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		for i, id := range []string{"slow", "quick"} {
			w.on(id, func(context.Context, runner.Command) (runner.Exit, error) {
				<-time.After(time.Duration(10-i) * time.Second)
				return runner.Exit{Code: i + 1}, nil
			})
		}
		r := w.runner()
		r.Jobs = 2
		report, lines := carryOut(t.Context(), t, r, planOf(step("slow"), step("quick")))
		if report.Failure.Step != "quick" || report.Err.Error() != "its command ended with exit code 2" || report.Count()[event.Failed] != 2 {
			t.Errorf("%q, %+v", lines, report.Failure)
		}
	})
}
