package runner_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// Exit code 0 isn't enough: what a step promised must be there.
func TestJudge(t *testing.T) {
	t.Parallel()
	exits := func(e runner.Exit, err error) command {
		return func(context.Context, runner.Command) (runner.Exit, error) { return e, err }
	}
	tests := map[string]struct {
		change func(*plan.Step)
		run    command
		world  func(*world)
		want   string // reason of the failure, or empty
	}{
		"good":        {run: prints("", 0)},
		"exit code":   {run: prints("", 7), want: "its command ended with exit code 7"},
		"no program":  {run: exits(runner.Exit{}, errors.New("run bash: not found")), want: "run bash: not found"},
		"time-out":    {run: exits(runner.Exit{Code: -1, TimedOut: true}, nil), want: "it took longer than 1 h and was ended"},
		"odd timeout": {change: func(s *plan.Step) { s.Timeout = 90 * time.Second }, run: exits(runner.Exit{TimedOut: true}, nil), want: "it took longer than 1 min 30 s and was ended"},
		"expected output": {
			change: func(s *plan.Step) { s.Expect = `\d+ passed` }, run: prints("192 passed in 3 s", 0),
		},
		"expected output in colour": {
			change: func(s *plan.Step) { s.Expect = `Tests: +\d+ passed` }, run: prints("Tests:  \x1b[1m\x1b[32m5 passed\x1b[39m\n", 0),
		},
		"no expected output": {
			change: func(s *plan.Step) { s.Expect = `\d+ passed` }, run: prints("no tests ran\n", 0),
			want: `its command ended with 0, but nothing in its output matches "\\d+ passed"`,
		},
		"expected output, but exit code": {
			change: func(s *plan.Step) { s.Expect = `\d+ passed` }, run: prints("1 failed, 2 passed", 1),
			want: "its command ended with exit code 1",
		},
		"broken pattern": {
			change: func(s *plan.Step) { s.Expect = `(` }, run: prints("", 0),
			want: "the pattern \"(\": error parsing regexp: missing closing ): `(`",
		},
		"creates": {
			change: func(s *plan.Step) { s.Creates = []string{"/src/a", "/src/b"} }, run: prints("", 0),
			world: func(w *world) { w.make("/src/a", "/src/b") },
		},
		"creates missing": {
			change: func(s *plan.Step) { s.Creates = []string{"/src/a", "/src/b"} }, run: prints("", 0),
			world: func(w *world) { w.make("/src/a") }, want: "its command ended with 0, but /src/b isn't there",
		},
		"creates missing, odd name": {
			change: func(s *plan.Step) { s.Creates = []string{"/src/[[]odd]/[*]"} }, run: prints("", 0),
			want: "its command ended with 0, but /src/[odd]/* isn't there",
		},
		"files": {
			change: func(s *plan.Step) { s.Check.Files = []string{"/src/a.json"} }, run: prints("", 0),
			world: func(w *world) { w.make("/src/a.json", "full /src/a.json") },
		},
		"files missing": {
			change: func(s *plan.Step) { s.Check.Files = []string{"/src/[[]odd]"} }, run: prints("", 0),
			want: "its command ended with 0, but /src/[odd] isn't there",
		},
		"files empty": {
			change: func(s *plan.Step) { s.Check.Files = []string{"/src/a.json"} }, run: prints("", 0),
			world: func(w *world) { w.make("/src/a.json") }, want: "its command ended with 0, but /src/a.json is empty or no file",
		},
		"installed": {
			change: func(s *plan.Step) { s.Check.Installed = []string{"pytest"} }, run: prints("", 0),
			world: func(w *world) { w.dists = map[string]dist{"pytest": {}} },
		},
		"not installed": {
			change: func(s *plan.Step) { s.Check.Installed = []string{"pytest"} }, run: prints("", 0),
			want: "its command ended with 0, but pytest isn't installed in the environment",
		},
		"editable": {
			change: func(s *plan.Step) { s.Check.Editable = []string{"sample"} }, run: prints("", 0),
			world: func(w *world) { w.dists = map[string]dist{"sample": {"/src/packages/sample"}} },
		},
		"editable, but absent": {
			change: func(s *plan.Step) { s.Check.Editable = []string{"sample"} }, run: prints("", 0),
			want: "its command ended with 0, but sample isn't installed in the environment",
		},
		"editable, but a wheel": {
			change: func(s *plan.Step) { s.Check.Editable = []string{"sample"} }, run: prints("", 0),
			world: func(w *world) { w.dists = map[string]dist{"sample": {}} },
			want:  "its command ended with 0, but sample is installed as a released package, not from this checkout",
		},
		"editable, from elsewhere": {
			change: func(s *plan.Step) { s.Check.Editable = []string{"sample"} }, run: prints("", 0),
			world: func(w *world) { w.dists = map[string]dist{"sample": {"/srcs/sample"}} },
			want:  "its command ended with 0, but sample is installed from /srcs/sample, not from this checkout",
		},
		"editable, from the folder above": {
			change: func(s *plan.Step) { s.Check.Editable = []string{"sample"} }, run: prints("", 0),
			world: func(w *world) { w.dists = map[string]dist{"sample": {"/"}} },
			want:  "its command ended with 0, but sample is installed from /, not from this checkout",
		},
		"check": {
			change: func(s *plan.Step) { s.Check.Script = "check" }, run: prints("", 0),
		},
		"check fails": {
			change: func(s *plan.Step) { s.Check.Script = "check" }, run: prints("", 0),
			world: func(w *world) { w.on("check", prints("noise", 4)) }, want: "its command ended with 0, but its check ends with exit code 4",
		},
		"check hangs": {
			change: func(s *plan.Step) { s.Check.Script = "check" }, run: prints("", 0),
			world: func(w *world) { w.on("check", exits(runner.Exit{TimedOut: true}, nil)) },
			want:  "its command ended with 0, but its check took longer than 30 s",
		},
		"check can't be run": {
			change: func(s *plan.Step) { s.Check.Script = "check" }, run: prints("", 0),
			world: func(w *world) { w.on("check", exits(runner.Exit{}, errors.New("no bash"))) },
			want:  "its command ended with 0, but its check can't be run: no bash",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{}
			w.on("a", tt.run)
			if tt.world != nil {
				tt.world(w)
			}
			s := step("a")
			if tt.change != nil {
				tt.change(&s)
			}
			// It was done once, with another definition: so it is run whatever is there.
			w.records = map[string]runner.Record{"a": {Digest: "old", Succeeded: true}}
			report, _ := carryOut(t.Context(), t, w.runner(), planOf(s))
			if tt.want == "" {
				if report.Results["a"] != event.Succeeded || !w.records["a"].Succeeded {
					t.Errorf("%+v, %v", report.Results, report.Err)
				}
				return
			}
			if report.Failure == nil || report.Failure.Observed != tt.want || report.Err.Error() != tt.want || w.records["a"].Succeeded {
				t.Errorf("failure %+v, want %s", report.Failure, tt.want)
			}
		})
	}
}

// A check gets the step's place, folders and variables, no network's credentials and a limit.
func TestCheckCommand(t *testing.T) {
	t.Parallel()
	w := &world{}
	var got runner.Command
	w.on("check", func(_ context.Context, c runner.Command) (runner.Exit, error) {
		got = c
		return runner.Exit{}, nil
	})
	s := with(step("a"), func(s *plan.Step) {
		s.Check.Script, s.Dir, s.Path, s.Env = "check", "/src/docs", []string{"/bin"}, map[string]string{"A": "1"}
		s.Network = true
	})
	carryOut(t.Context(), t, w.runner(), planOf(s))
	if got.Dir != "/src/docs" || got.Path[0] != "/bin" || got.Env["A"] != "1" || got.Network || got.Timeout != 30*time.Second {
		t.Errorf("%+v", got)
	}
}

func TestFailure(t *testing.T) {
	t.Parallel()
	known := event.Diagnosis{ID: "no-compiler", Line: "https://ada:pw@host failed", Cause: "no C compiler", Remedy: "install one"}
	var noise strings.Builder
	for range 30 {
		noise.WriteString("noise\n\n")
	}
	tests := map[string]struct {
		step     plan.Step
		output   string
		diagnose func(plan.Step, string) []event.Diagnosis
		want     event.Failure
	}{
		"no known cause": {
			step: step("a"), output: noise.String() + "  50 %\rlast https://u:p@host/x\r\n\x1b[31mred\x1b[0m \t\n",
			want: event.Failure{
				Expected:  "exit code 0",
				LastLines: append(strings.Fields(strings.Repeat("noise ", 9)), "  50 %", "last https://***@host/x", "red"),
			},
		},
		"known cause": {
			step: with(step("a"), func(s *plan.Step) { s.Creates = []string{"/x"} }), output: "gcc: not found\n",
			diagnose: func(s plan.Step, output string) []event.Diagnosis {
				if s.ID != "a" || output != "gcc: not found\n" {
					return nil
				}
				return []event.Diagnosis{known}
			},
			want: event.Failure{
				Expected: "exit code 0, and what the step creates and checks is there",
				Diagnoses: []event.Diagnosis{
					{ID: "no-compiler", Line: "https://***@host failed", Cause: "no C compiler", Remedy: "install one"},
				},
			},
		},
		"silence": {
			step: with(step("a"), func(s *plan.Step) { s.Expect = "passed" }),
			want: event.Failure{Expected: `exit code 0 and output that matches "passed"`},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{diagnose: tt.diagnose}
			w.on("a", prints(tt.output, 1))
			report, _ := carryOut(t.Context(), t, w.runner(), planOf(tt.step))
			tt.want.Step, tt.want.Observed, tt.want.Log = "a", "its command ended with exit code 1", "a.1.log"
			tt.want.Continue, tt.want.Ask = "jupyter-onboard setup sample --yes", "the chat"
			if diff := cmp.Diff(&tt.want, report.Failure); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Without a Diagnoser the last lines are shown.
func TestNoDiagnoser(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.on("a", prints("boom\n", 1))
	r := w.runner()
	r.Diagnoser = nil
	report, _ := carryOut(t.Context(), t, r, planOf(step("a")))
	if diff := cmp.Diff([]string{"boom"}, report.Failure.LastLines); diff != "" {
		t.Error(diff)
	}
}
