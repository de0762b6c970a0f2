package runner_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

var errFull = errors.New("write journal.json: no space left on device")

// A journal or a log that can't be written is said once, and stops nothing: what was done is in the
// journal's memory.
func TestTroubleStopsNothing(t *testing.T) {
	t.Parallel()
	const (
		journal = "warning: What is done can't be recorded: write journal.json: no space left on device. The run goes on; a later one may do again what it can't see."
		log     = "warning: The output of a can't be kept in its log: no space left on device. It is shown here, and the run goes on."
	)
	full := errors.New("no space left on device")
	done := []string{"start a", `a prints "hello\n"`, "a succeeded", "start b", "b succeeded"}
	for name, tt := range map[string]struct {
		spoil func(*world)
		want  []string
	}{
		"nothing":         {func(*world) {}, done},
		"journal":         {func(w *world) { w.err = errFull }, []string{done[0], journal, done[1], done[2], done[3], done[4]}},
		"no log":          {func(w *world) { w.logErr = full }, append([]string{log}, done...)},
		"log can't grow":  {func(w *world) { w.writeErr = full }, []string{done[0], done[1], log, done[2], done[3], done[4]}},
		"log can't close": {func(w *world) { w.closeErr = full }, []string{done[0], done[1], log, done[2], done[3], done[4]}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{}
			w.on("a", prints("hello\n", 0))
			tt.spoil(w)
			report, lines := carryOut(t.Context(), t, w.runner(), planOf(step("a"), step("b", "a")))
			if diff := cmp.Diff(tt.want, lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !report.OK() || !w.records["b"].Succeeded {
				t.Errorf("%+v, %+v", report, w.records)
			}
		})
	}
}

// The process of a step is recorded as soon as it runs, so that a killed run can find it.
func TestProcessIsRecorded(t *testing.T) {
	t.Parallel()
	w := &world{}
	w.on("a", func(_ context.Context, c runner.Command) (runner.Exit, error) {
		c.Started(runner.Process{PID: 4711, PGID: 4711})
		return runner.Exit{}, nil
	})
	carryOut(t.Context(), t, w.runner(), planOf(step("a")))
	if diff := cmp.Diff([]string{"begin a", "begin a as process 4711", "end a succeeded"}, w.calls); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// panics is everything that may panic, by the method that does.
type panics struct {
	*world

	in string
}

func (p *panics) check(method string) {
	if p.in == method {
		panic("boom in " + method)
	}
}

func (p *panics) Execute(ctx context.Context, c runner.Command) (runner.Exit, error) {
	p.check("Execute")
	return p.world.Execute(ctx, c)
}

func (p *panics) Exists(path string) bool {
	p.check("Exists")
	return p.world.Exists(path)
}

func (p *panics) Begin(id string, r runner.Record) error {
	p.check("Begin")
	return p.world.Begin(id, r)
}

func (p *panics) End(id string, r runner.Record) error {
	p.check("End")
	return p.world.End(id, r)
}

func (p *panics) Before(context.Context, plan.Step) runner.Decision {
	p.check("Before")
	return runner.Go
}

func (p *panics) Failed(context.Context, plan.Step, event.Failure) runner.Decision {
	p.check("Failed")
	return runner.Go
}

func (p *panics) Diagnose(plan.Step, []byte) []event.Diagnosis {
	p.check("Diagnose")
	return nil
}

// A panic anywhere below is a failed step, with the stack in its log; the run ends and every step has a
// result.
func TestPanicIsAFailedStep(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"Execute", "Exists", "Begin", "End", "Before", "Failed", "Diagnose"} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			testPanic(t, in)
		})
	}
}

func testPanic(t *testing.T, in string) {
	t.Helper()
	w := &panics{world: &world{}, in: in}
	if in == "Failed" || in == "Diagnose" {
		w.on("a", prints("", 1))
	}
	r := w.runner()
	r.Executor, r.Files, r.Journal, r.Asker, r.Diagnoser = w, w, w, w, w
	s := step("a")
	s.Creates = []string{"/src/out"}
	w.make("/src/out")
	w.records = map[string]runner.Record{"a": {Digest: "old"}}
	report, lines := carryOut(t.Context(), t, r, planOf(s, step("b", "a")))
	want := map[string]event.Result{"a": event.Failed, "b": event.NotRun}
	if diff := cmp.Diff(want, report.Results); diff != "" {
		t.Errorf("%q (-want +got):\n%s", lines, diff)
	}
	bug, ok := errors.AsType[*runner.PanicError](report.Err)
	if !ok || bug.Value != "boom in "+in || report.Failure == nil {
		t.Fatalf("%v, %+v", report.Err, report.Failure)
	}
	log := w.logs[report.Failure.Log].String()
	for _, text := range []string{"boom in " + in, "trouble_test.go"} {
		if !strings.Contains(log, text) {
			t.Errorf("the log %s lacks %q:\n%s", report.Failure.Log, text, log)
		}
	}
}

// A look that panics says so, and the other steps are looked at all the same.
func TestPanicWhileLooking(t *testing.T) {
	t.Parallel()
	w := &panics{world: &world{}, in: "Exists"}
	r := w.runner()
	r.Files = w
	s := step("a")
	s.Creates = []string{"/src/out"}
	states := r.Inspect(t.Context(), planOf(s, step("b")))
	if states[0].Done || !strings.Contains(states[0].Reason, "boom in Exists") || states[1].Reason != "it was never run here" {
		t.Errorf("%+v", states)
	}
}

// A sink that panics ends the running steps, and the panic goes on where Run was called.
func TestPanicOfTheSink(t *testing.T) {
	t.Parallel()
	w := &world{}
	cancelled := false
	w.on("a", func(ctx context.Context, c runner.Command) (runner.Exit, error) {
		fmt.Fprintln(c.Output, "hello")
		<-ctx.Done()
		cancelled = true
		return runner.Exit{}, ctx.Err()
	})
	defer func() {
		bug, ok := recover().(*runner.PanicError)
		if !ok || bug.Value != "view" || !strings.Contains(string(bug.Stack), "trouble_test.go") || !cancelled {
			t.Errorf("%v, cancelled %v", bug, cancelled)
		}
	}()
	w.runner().Run(t.Context(), planOf(step("a"), step("b")), func(e event.Event) {
		if _, ok := e.Body.(event.StepOutput); ok {
			panic("view")
		}
	})
	t.Error("Run returned")
}
