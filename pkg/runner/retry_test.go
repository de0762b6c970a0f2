package runner_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// networkFailure is what a Diagnoser says of two failures.
func networkFailure(_ plan.Step, output string) []event.Diagnosis {
	switch output {
	case "ReadTimeoutError\n":
		return []event.Diagnosis{{ID: "read-timeout", Network: true, Line: "ReadTimeoutError", Cause: "slow", Remedy: "wait"}}
	case "disk full, then ReadTimeoutError\n":
		return []event.Diagnosis{{ID: "disk-full"}, {ID: "read-timeout", Network: true}}
	}
	return nil
}

func TestRetries(t *testing.T) {
	t.Parallel()
	blame := fmt.Errorf("clone: %w", runner.ErrNetwork)
	fails := func(err error) command {
		return func(context.Context, runner.Command) (runner.Exit, error) { return runner.Exit{}, err }
	}
	network := func(retries int) plan.Step {
		return with(step("a"), func(s *plan.Step) { s.Network, s.Retries = true, retries })
	}
	const again = "warning: a: its command ended with exit code 1. Trying again in "
	tests := map[string]struct {
		step  plan.Step
		runs  []command
		want  []string
		slept []time.Duration
	}{
		"not the network": {
			step: network(2), runs: []command{prints("SyntaxError\n", 1)},
			want: []string{"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1"},
		},
		"the network, but not first": {
			step: network(2), runs: []command{prints("disk full, then ReadTimeoutError\n", 1)},
			want: []string{"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1"},
		},
		"the network, by the output": {
			step: network(2), runs: []command{prints("ReadTimeoutError\n", 1), prints("ReadTimeoutError\n", 1), prints("", 0)},
			want: []string{
				"start a", again + "2 s (try 2 of 3).", "start a, try 2", again + "4 s (try 3 of 3).", "start a, try 3", "a succeeded",
			},
			slept: []time.Duration{2 * time.Second, 4 * time.Second},
		},
		"the network, by the error": {
			step: network(1), runs: []command{fails(blame), prints("", 0)},
			want: []string{
				"start a", "warning: a: clone: the network is to blame. Trying again in 2 s (try 2 of 2).", "start a, try 2", "a succeeded",
			},
			slept: []time.Duration{2 * time.Second},
		},
		"tries are used up": {
			step: network(1), runs: []command{prints("ReadTimeoutError\n", 1)},
			want: []string{
				"start a", again + "2 s (try 2 of 2).", "start a, try 2",
				"a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
			},
			slept: []time.Duration{2 * time.Second},
		},
		"another cause the second time": {
			step: network(5), runs: []command{prints("ReadTimeoutError\n", 1), prints("SyntaxError\n", 1)},
			want: []string{
				"start a", again + "2 s (try 2 of 6).", "start a, try 2",
				"a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
			},
			slept: []time.Duration{2 * time.Second},
		},
		"a step without network isn't tried again": {
			step: with(step("a"), func(s *plan.Step) { s.Retries = 3 }), runs: []command{prints("ReadTimeoutError\n", 1)},
			want: []string{"start a", "a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1"},
		},
		"pauses stay bearable": {
			step: network(5), runs: []command{prints("ReadTimeoutError\n", 1)},
			want: []string{
				"start a", again + "2 s (try 2 of 6).", "start a, try 2", again + "4 s (try 3 of 6).",
				"start a, try 3", again + "8 s (try 4 of 6).", "start a, try 4", again + "16 s (try 5 of 6).",
				"start a, try 5", again + "20 s (try 6 of 6).", "start a, try 6",
				"a failed: its command ended with exit code 1", "failure of a: its command ended with exit code 1",
			},
			slept: []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 20 * time.Second},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{diagnose: networkFailure}
			w.on("a", tt.runs...)
			_, lines := carryOut(t.Context(), t, w.runner(), planOf(tt.step))
			if diff := cmp.Diff(tt.want, without(lines, "prints")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.slept, w.slept); diff != "" {
				t.Errorf("slept (-want +got):\n%s", diff)
			}
		})
	}
}

// The real pause ends at once when the person stops the run, which then was cancelled, not failed.
func TestCancelDuringPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{diagnose: networkFailure}
		w.on("a", prints("ReadTimeoutError\n", 1))
		r := w.runner()
		r.Sleep = nil
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(2500*time.Millisecond, cancel)
		report, lines := carryOut(ctx, t, r, planOf(with(step("a"), func(s *plan.Step) { s.Network, s.Retries = true, 3 })))
		want := []string{
			"start a", "warning: a: its command ended with exit code 1. Trying again in 2 s (try 2 of 4).",
			"start a, try 2", "warning: a: its command ended with exit code 1. Trying again in 4 s (try 3 of 4).",
			"a cancelled: it was stopped",
		}
		if diff := cmp.Diff(want, without(lines, "prints")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if report.Failure != nil || report.Elapsed != 2500*time.Millisecond {
			t.Errorf("%+v", report)
		}
	})
}

func cloneStep() plan.Step {
	return with(step("clone"), func(s *plan.Step) {
		s.Kind, s.Network, s.Retries, s.Timeout = plan.KindClone, true, 1, 10*time.Minute
		s.Action = plan.Action{Clone: &plan.Clone{URL: "https://ada:secret@example.org/owner/sample", Dir: "/src"}}
	})
}

type clone = func(ctx context.Context, log io.Writer, progress func(event.StepProgress)) error

func TestClone(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		clones []clone
		want   []string
		log    string
	}{
		"good": {
			clones: []clone{func(_ context.Context, log io.Writer, progress func(event.StepProgress)) error {
				progress(event.StepProgress{Phase: "receive", Percent: 34})
				_, err := io.WriteString(log, "/src: done\n")
				return err
			}},
			want: []string{"start clone", "clone receive 34 % 0 s", `clone prints "/src: done\n"`, "clone succeeded"},
			log:  "/src: done\n",
		},
		"again after the network": {
			clones: []clone{
				func(context.Context, io.Writer, func(event.StepProgress)) error { return runner.ErrNetwork },
				func(context.Context, io.Writer, func(event.StepProgress)) error { return nil },
			},
			want: []string{
				"start clone", "warning: clone: the network is to blame. Trying again in 2 s (try 2 of 2).",
				"start clone, try 2", "clone succeeded",
			},
		},
		"refused": {
			clones: []clone{func(context.Context, io.Writer, func(event.StepProgress)) error {
				return errors.New("https://ada:secret@example.org/owner/sample: the folder isn't empty")
			}},
			want: []string{
				"start clone", "clone failed: https://***@example.org/owner/sample: the folder isn't empty",
				"failure of clone: https://***@example.org/owner/sample: the folder isn't empty",
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{clones: tt.clones}
			_, lines := carryOut(t.Context(), t, w.runner(), planOf(cloneStep()))
			if diff := cmp.Diff(tt.want, lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := w.logs["clone.1.log"].String(); got != tt.log {
				t.Errorf("log: %q", got)
			}
			if len(w.calls) != 0 {
				t.Errorf("before there is a checkout the journal was written: %q", w.calls)
			}
		})
	}
}

// A clone has a time limit as any step, and what it says afterwards isn't sent.
func TestCloneTimesOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var late func(event.StepProgress)
		w := &world{clones: []clone{func(ctx context.Context, _ io.Writer, progress func(event.StepProgress)) error {
			late = progress
			<-ctx.Done()
			return ctx.Err()
		}}}
		report, lines := carryOut(t.Context(), t, w.runner(), planOf(cloneStep()))
		late(event.StepProgress{Phase: "receive", Percent: 99})
		want := []string{
			"start clone", "clone failed: it took longer than 10 min and was ended",
			"failure of clone: it took longer than 10 min and was ended",
		}
		if diff := cmp.Diff(want, without(lines, "running")); diff != "" || report.Elapsed != 10*time.Minute {
			t.Errorf("%v (-want +got):\n%s", report, diff)
		}
	})
}
