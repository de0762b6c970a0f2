package runner_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// No run leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A world is everything that a runner meets, by hand. What isn't set succeeds and says nothing.
type world struct {
	executor
	files
	journal
	clones   []func(ctx context.Context, log io.Writer, progress func(event.StepProgress)) error
	diagnose func(s plan.Step, output string) []event.Diagnosis
	slept    []time.Duration
}

func (w *world) runner() *runner.Runner {
	return &runner.Runner{
		Executor: &w.executor, Cloner: w, Files: &w.files, Journal: &w.journal, Diagnoser: w,
		Continue: "jupyter-onboard setup sample --yes", Ask: "the chat",
		Sleep: func(ctx context.Context, d time.Duration) error {
			w.slept = append(w.slept, d)
			return context.Cause(ctx)
		},
	}
}

func (w *world) Clone(ctx context.Context, _ plan.Clone, log io.Writer, progress func(event.StepProgress)) error {
	if len(w.clones) == 0 {
		return nil
	}
	f := w.clones[0]
	w.clones = w.clones[1:]
	return f(ctx, log, progress)
}

func (w *world) Diagnose(s plan.Step, output []byte) []event.Diagnosis {
	if w.diagnose == nil {
		return nil
	}
	return w.diagnose(s, string(output))
}

// A command is what a script does in place of bash.
type command = func(ctx context.Context, c runner.Command) (runner.Exit, error)

type executor struct {
	mu sync.Mutex
	// scripts by their text, one entry a run; the last one stays.
	scripts map[string][]command
	ran     []string
}

func (e *executor) Execute(ctx context.Context, c runner.Command) (runner.Exit, error) {
	e.mu.Lock()
	e.ran = append(e.ran, c.Script)
	f := func(context.Context, runner.Command) (runner.Exit, error) { return runner.Exit{}, nil }
	if list := e.scripts[c.Script]; len(list) > 0 {
		f = list[0]
		if len(list) > 1 {
			e.scripts[c.Script] = list[1:]
		}
	}
	e.mu.Unlock()
	return f(ctx, c)
}

// on says what a script does at its first, second … run.
func (e *executor) on(script string, runs ...command) {
	if e.scripts == nil {
		e.scripts = map[string][]command{}
	}
	e.scripts[script] = runs
}

// prints is a command that prints and ends with a code.
func prints(text string, code int) command {
	return func(_ context.Context, c runner.Command) (runner.Exit, error) {
		_, err := io.WriteString(c.Output, text)
		return runner.Exit{Code: code}, err
	}
}

// waits is a command that takes a time, unless it is cancelled.
func waits(d time.Duration) command {
	return func(ctx context.Context, _ runner.Command) (runner.Exit, error) {
		select {
		case <-ctx.Done():
			return runner.Exit{Code: -1}, context.Cause(ctx)
		case <-time.After(d):
			return runner.Exit{}, nil
		}
	}
}

// dist is an installed distribution and where it is edited, if it is.
type dist struct{ editable string }

type files struct {
	mu          sync.Mutex
	there       map[string]bool
	dists       map[string]dist
	digests     map[string]string // of inputs, by their patterns
	fingerprint string            // "" if there is none
	of          map[string]string // what one folder's fingerprint has besides
	digestErr   error
}

func (f *files) Exists(pattern string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.there[pattern]
}

func (f *files) NonEmpty(pattern string) bool { return f.Exists("full " + pattern) }

func (f *files) Digest(_ string, patterns []string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.digests[strings.Join(patterns, " ")], f.digestErr
}

func (f *files) Distribution(_, name string) (bool, string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.dists[name]
	return ok, d.editable
}

func (f *files) Fingerprint(ctx context.Context, dir string, _ plan.Layout) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fingerprint == "" {
		return "", errors.New("no checkout")
	}
	return f.fingerprint + f.of[dir], ctx.Err()
}

// make makes paths be there.
func (f *files) make(paths ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.there == nil {
		f.there = map[string]bool{}
	}
	for _, p := range paths {
		f.there[p] = true
	}
}

// makes is a command that makes paths.
func (w *world) makes(paths ...string) command {
	return func(context.Context, runner.Command) (runner.Exit, error) {
		w.make(paths...)
		return runner.Exit{}, nil
	}
}

type journal struct {
	mu      sync.Mutex
	records map[string]runner.Record
	proofs  map[string]bool
	logs    map[string]*bytes.Buffer // by path
	// calls are the writes, in order.
	calls []string
	// errors of the writes, of opening logs, of writing them, of closing them.
	err, logErr, writeErr, closeErr error
}

func (j *journal) Last(id string) (runner.Record, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	r, ok := j.records[id]
	return r, ok
}

func (j *journal) write(call, id string, r runner.Record) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.records == nil {
		j.records = map[string]runner.Record{}
	}
	j.records[id] = r
	j.calls = append(j.calls, call)
	return j.err
}

func (j *journal) Begin(id string, r runner.Record) error {
	call := "begin " + id
	if r.Process.PID != 0 {
		call += fmt.Sprintf(" as process %d", r.Process.PID)
	}
	return j.write(call, id, r)
}

func (j *journal) End(id string, r runner.Record) error {
	how := "failed"
	switch {
	case r.Succeeded:
		how = "succeeded"
	case r.Interrupted:
		how = "interrupted"
	}
	return j.write("end "+id+" "+how, id, r)
}

func (j *journal) Proved(id, fingerprint string) (time.Time, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), j.proofs[id+" "+fingerprint]
}

func (j *journal) Prove(id, fingerprint string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.proofs == nil {
		j.proofs = map[string]bool{}
	}
	j.proofs[id+" "+fingerprint] = true
	j.calls = append(j.calls, "prove "+id)
	return j.err
}

func (j *journal) Log(id string) (io.WriteCloser, string, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.logErr != nil {
		return nil, "", j.logErr
	}
	if j.logs == nil {
		j.logs = map[string]*bytes.Buffer{}
	}
	path := fmt.Sprintf("%s.%d.log", id, len(j.logs)+1)
	j.logs[path] = &bytes.Buffer{}
	return &logFile{j, j.logs[path]}, path, nil
}

type logFile struct {
	*journal
	text *bytes.Buffer
}

func (l *logFile) Write(p []byte) (int, error) {
	if l.writeErr != nil {
		return 0, l.writeErr
	}
	return l.text.Write(p)
}

func (l *logFile) Close() error { return l.closeErr }

// step is a step that runs a script of its own name.
func step(id string, needs ...string) plan.Step {
	return plan.Step{
		ID: id, Kind: plan.KindRun, Title: "Do " + id, Action: plan.Action{Script: id}, Needs: needs, Digest: "digest of " + id,
		Root: "/src", Dir: "/src", Timeout: time.Hour,
	}
}

// with is the step with a change.
func with(s plan.Step, change func(*plan.Step)) plan.Step {
	change(&s)
	return s
}

func proof(id string, needs ...string) plan.Step {
	return with(step(id, needs...), func(s *plan.Step) { s.Kind, s.Expect = plan.KindVerify, `\d+ passed` })
}

func planOf(steps ...plan.Step) plan.Plan {
	return plan.Plan{
		Guide: &guide.Guide{ID: "sample", Name: "Sample", Repo: "owner/sample"}, Dir: "/src", Profile: "all", Recipe: "venv",
		Steps: steps,
	}
}

// carryOut runs a plan and returns what was said as lines, without the plan itself. It fails the test if
// the sink is called by two goroutines at once, or a step has no result.
func carryOut(ctx context.Context, t *testing.T, r *runner.Runner, p plan.Plan) (runner.Report, []string) {
	t.Helper()
	var inside atomic.Int32
	var lines []string
	report := r.Run(ctx, p, func(e event.Event) {
		if inside.Add(1) != 1 {
			t.Error("the sink is called by two goroutines at once")
		}
		lines = append(lines, say(e.Body))
		inside.Add(-1)
	})
	if len(lines) == 0 || lines[0] != "plan" {
		t.Fatalf("the first event isn't the plan: %q", lines)
	}
	for _, s := range p.Steps {
		if _, ok := report.Results[s.ID]; !ok {
			t.Errorf("step %s has no result", s.ID)
		}
	}
	return report, lines[1:]
}

// say is an event as a short line.
func say(b event.Body) string {
	switch b := b.(type) {
	case event.Plan:
		return "plan"
	case event.StepStarted:
		if b.Attempt > 1 {
			return fmt.Sprintf("start %s, try %d", b.ID, b.Attempt)
		}
		return "start " + b.ID
	case event.StepOutput:
		return fmt.Sprintf("%s prints %q", b.ID, b.Text)
	case event.StepProgress:
		return fmt.Sprintf("%s %s %d %% %g s", b.ID, b.Phase, b.Percent, b.Elapsed)
	case event.StepFinished:
		line := fmt.Sprintf("%s %s", b.ID, b.Result)
		if b.Reason != "" {
			line += ": " + b.Reason
		}
		return line
	case event.Failure:
		return fmt.Sprintf("failure of %s: %s", b.Step, b.Observed)
	case event.Note:
		return fmt.Sprintf("%s: %s", b.Level, b.Text)
	}
	return fmt.Sprintf("%T", b)
}
