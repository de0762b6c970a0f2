package runner_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// A step that says nothing is heard of every 20 seconds, its check included, and not after its end.
func TestHeartbeat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{}
		w.on("a", func(ctx context.Context, c runner.Command) (runner.Exit, error) {
			fmt.Fprint(c.Output, "no newline") // It is shown before the check, not behind it.
			return waits(50*time.Second)(ctx, c)
		})
		w.on("check", waits(25*time.Second))
		s := with(step("a"), func(s *plan.Step) { s.Check.Script = "check" })
		w.on("b", waits(10*time.Second))
		p := planOf(s, step("b", "a"))
		w.records = map[string]runner.Record{"a": {Digest: "old"}}
		_, lines := carryOut(t.Context(), t, w.runner(), p)
		want := []string{
			"start a", "a running -1 % 20 s", "a running -1 % 40 s", `a prints "no newline"`,
			"a running -1 % 60 s", "a succeeded", "start b", "b succeeded",
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// In long work no more than 30 seconds pass without an event, whatever waits: a command, a clone, a
// check, a pause before another try.
func TestNoLongSilence(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{diagnose: networkFailure}
		slow := func(text string, code int) command {
			return func(ctx context.Context, c runner.Command) (runner.Exit, error) {
				<-time.After(70 * time.Second)
				return prints(text, code)(ctx, c)
			}
		}
		w.on("a", slow("ReadTimeoutError\n", 1), slow("ReadTimeoutError\n", 1), slow("ReadTimeoutError\n", 1), slow("ReadTimeoutError\n", 1), slow("ReadTimeoutError\n", 1), slow("", 0))
		r := w.runner()
		r.Sleep = nil
		last := time.Now()
		longest := time.Duration(0)
		r.Run(t.Context(), planOf(with(step("a"), func(s *plan.Step) { s.Network, s.Retries = true, 5 })), func(e event.Event) {
			longest = max(longest, e.Time.Sub(last))
			last = e.Time
		})
		if longest > 30*time.Second || longest < time.Second {
			t.Errorf("%v of silence", longest)
		}
	})
}

// Steps print at once, with heartbeats and progress between, and the sink gets one event at a time, in the
// order of their times. The race detector watches.
func TestOneEventAtATime(t *testing.T) {
	t.Parallel()
	w := &world{}
	var steps []plan.Step
	for i := range 8 {
		id := fmt.Sprint("s", i)
		steps = append(steps, step(id))
		w.on(id, func(_ context.Context, c runner.Command) (runner.Exit, error) {
			var group sync.WaitGroup
			for range 4 {
				group.Go(func() {
					for n := range 100 {
						fmt.Fprintln(c.Output, n)
					}
				})
			}
			group.Wait()
			return runner.Exit{}, nil
		})
	}
	r := w.runner()
	r.Jobs = 8
	report, lines := carryOut(t.Context(), t, r, planOf(steps...))
	if !report.OK() {
		t.Errorf("%+v", report)
	}
	printed := 0
	for _, l := range lines {
		if strings.Contains(l, " prints ") {
			printed++
		}
	}
	if printed != 8*4*100 {
		t.Errorf("%d pieces of output, want %d", printed, 8*4*100)
	}
}

// A program that a step leaves behind can't speak after the step's end.
func TestOutputAfterTheStep(t *testing.T) {
	t.Parallel()
	w := &world{}
	var late runner.Command
	w.on("a", func(_ context.Context, c runner.Command) (runner.Exit, error) {
		late = c
		return runner.Exit{}, nil
	})
	w.on("b", func(context.Context, runner.Command) (runner.Exit, error) {
		_, err := fmt.Fprintln(late.Output, "still here")
		return runner.Exit{}, err
	})
	_, lines := carryOut(t.Context(), t, w.runner(), planOf(step("a"), step("b", "a")))
	if diff := cmp.Diff([]string{"start a", "a succeeded", "start b", "b succeeded"}, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
