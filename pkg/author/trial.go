package author

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// A Trial runs one profile of a guide by one recipe, from nothing, and tries to make its proofs fail. Its fields are set
// before use.
type Trial struct {
	// Engine whose environment is clean and whose state and cache are in a folder of their own; see [CleanEnviron].
	Engine *engine.Engine
	// Guide that is tried. It was approved by the person.
	Guide *guide.Guide
	// Choices of the run. Dir is a folder that doesn't exist yet.
	Choices plan.Choices
	// Most steps at the same time.
	Jobs int
	// Told of the first run as it goes.
	Sink event.Sink
	// Told in words what was seen afterwards.
	Say func(level event.Level, text string)
	// Clock; nil for the real one.
	Now func() time.Time
}

// A SetUpError says that a run ended without everything done, though nothing had been changed on purpose.
type SetUpError struct {
	// When says which run it was, such as "again".
	When   string
	Plan   plan.Plan
	Report runner.Report
}

// Error implements error.
func (e *SetUpError) Error() string {
	if f := e.Report.Failure; f != nil {
		return fmt.Sprintf("set-up %s: step %s: %s", e.When, f.Step, f.Observed)
	}
	return "set-up " + e.When + " didn't end well"
}

// A BlockedError says that the machine lacks something, so that nothing was run.
type BlockedError struct{ Plan plan.Plan }

// Error implements error.
func (e *BlockedError) Error() string {
	return fmt.Sprintf("profile %s by recipe %s can't run here: %s", e.Plan.Profile, e.Plan.Recipe, e.Plan.Blockers()[0].Observed)
}

// A Fault is a promise of the guide that the trial saw broken.
type Fault struct {
	// ID names the rule: trial/not-red, trial/ran-again.
	ID string
	// Path is the place in the guide: verify[0].mutation.
	Path string
	// Observed is what was seen, Expected what the guide promises, Next what the author can do.
	Observed, Expected, Next string
	// Output is the end of what the command printed; empty if that says nothing.
	Output string
}

// A Verdict is what a trial saw.
type Verdict struct {
	// Receipt is what belongs into the guide; it is whole only if there is no fault.
	Receipt guide.Receipt
	Faults  []Fault
}

// Run carries the trial out: from nothing; again, when no step may run; each proof under its mutation and with a
// released copy before the checkout, when it must be red; and again, when all must be as before. The error is a
// *SetUpError or *BlockedError if the guide couldn't be carried out, or the cause of ctx.
func (t *Trial) Run(ctx context.Context) (*Verdict, error) {
	hold, err := t.Engine.Hold(t.Choices.Dir)
	if err != nil {
		return nil, err
	}
	defer hold.Release()
	r := &trialRun{trial: t, hold: hold, verdict: &Verdict{}}
	if err := r.fromNothing(ctx); err != nil {
		return nil, err
	}
	if err := r.again(ctx); err != nil {
		return nil, err
	}
	for i, v := range t.Guide.Verify {
		if !r.inPlan(v.ID) {
			continue
		}
		if err := r.proof(ctx, i, v); err != nil {
			return nil, err
		}
	}
	if _, err := r.run(ctx, "after all was put back"); err != nil {
		return nil, err
	}
	return r.verdict, nil
}

// A trialRun is one trial under way.
type trialRun struct {
	trial   *Trial
	hold    *engine.Hold
	plan    plan.Plan
	verdict *Verdict
}

// A seen is what one run of the engine showed.
type seen struct {
	report  runner.Report
	output  map[string]string
	started []string
	seconds map[string]float64
}

// note takes one event into account.
func (s *seen) note(e event.Event) {
	switch b := e.Body.(type) {
	case event.StepStarted:
		s.started = append(s.started, b.ID)
	case event.StepOutput:
		s.output[b.ID] = tail(s.output[b.ID]+b.Text, keptOutput)
	case event.StepFinished:
		if b.Result == event.Succeeded {
			s.seconds[b.ID] = b.Seconds
		}
	}
}

// keptOutput is how much of a step's output is kept, in bytes.
const keptOutput = 256 << 10

// tail is the end of a text.
func tail(s string, most int) string {
	if len(s) > most {
		return s[len(s)-most:]
	}
	return s
}

func newSeen() *seen { return &seen{output: map[string]string{}, seconds: map[string]float64{}} }

// A part says which part of a plan is run. Its zero value is all of it.
type part struct {
	// proof is the id of the one proof that is run.
	proof string
	// alone leaves out the steps before it, too.
	alone bool
}

// engineRun plans anew and runs a part of the plan.
func (r *trialRun) engineRun(ctx context.Context, only part, sink event.Sink) (*seen, error) {
	t := r.trial
	p, err := plan.Build(t.Guide, t.Engine.Facts(ctx, t.Guide, t.Choices), t.Choices)
	if err != nil {
		return nil, err
	}
	if len(p.Blockers()) > 0 {
		return nil, &BlockedError{Plan: p}
	}
	r.plan = p
	s := newSeen()
	s.report, err = t.Engine.SetUp(ctx, r.hold, only.of(p), engine.Options{Jobs: t.Jobs}, func(e event.Event) {
		s.note(e)
		if sink != nil {
			sink(e)
		}
	})
	if err != nil {
		return nil, err
	}
	return s, context.Cause(ctx)
}

// run is a run that must end well.
func (r *trialRun) run(ctx context.Context, when string) (*seen, error) {
	s, err := r.engineRun(ctx, part{}, nil)
	if err == nil && !s.report.OK() {
		err = &SetUpError{When: when, Plan: r.plan, Report: s.report}
	}
	return s, err
}

// fromNothing is the first run, which is shown, and begins the receipt.
func (r *trialRun) fromNothing(ctx context.Context) error {
	t := r.trial
	if _, err := os.Lstat(t.Choices.Dir); err == nil {
		return fmt.Errorf("try the guide in %s: something is there already: %w", t.Choices.Dir, os.ErrExist)
	}
	s, err := r.engineRun(ctx, part{}, t.Sink)
	if err != nil {
		return err
	}
	if !s.report.OK() {
		return &SetUpError{When: "from nothing", Plan: r.plan, Report: s.report}
	}
	r.verdict.Receipt, err = r.receipt(ctx, s)
	return err
}

// again is the second run, in which nothing is left to do.
func (r *trialRun) again(ctx context.Context) error {
	s, err := r.run(ctx, "again")
	if err != nil {
		return err
	}
	for _, id := range s.started {
		r.fault(Fault{
			ID: "trial/ran-again", Path: r.pathOf(id), Observed: fmt.Sprintf("step %s ran a second time though nothing had changed", id),
			Expected: "a step that is done is known to be done", Next: `look at its "creates", "check" and "inputs"`,
		})
	}
	if len(s.started) == 0 {
		r.say(event.OK, "Again: no step ran.")
	}
	return nil
}

func (r *trialRun) fault(f Fault) {
	r.verdict.Faults = append(r.verdict.Faults, f)
}

func (r *trialRun) say(level event.Level, text string) {
	if r.trial.Say != nil {
		r.trial.Say(level, text)
	}
}

// inPlan reports whether a proof serves the profile.
func (r *trialRun) inPlan(id string) bool {
	for _, s := range r.plan.Steps {
		if s.ID == "verify-"+id {
			return true
		}
	}
	return false
}

// pathOf is the place of a step in the guide; the engine's own steps stand for the whole list.
func (r *trialRun) pathOf(id string) string {
	for i, s := range r.trial.Guide.Steps {
		if s.ID == id {
			return fmt.Sprintf("steps[%d].id", i)
		}
	}
	for i, v := range r.trial.Guide.Verify {
		if "verify-"+v.ID == id {
			return fmt.Sprintf("verify[%d].id", i)
		}
	}
	return "steps"
}

// script runs a script in the environment of the plan.
func (r *trialRun) script(ctx context.Context, script, dir string, out io.Writer) error {
	code, err := r.trial.Engine.Task(ctx, r.plan, guide.Task{ID: "trial", Run: script, Dir: dir}, nil, engine.TaskIO{Out: out})
	if err == nil && code != 0 {
		err = fmt.Errorf("exit code %d", code)
	}
	return err
}

// of is the part of a plan.
func (o part) of(p plan.Plan) plan.Plan {
	if o.proof == "" {
		return p
	}
	gone := map[string]bool{}
	var steps []plan.Step
	for _, s := range p.Steps {
		if s.ID != "verify-"+o.proof && (o.alone || s.Kind == plan.KindVerify) {
			gone[s.ID] = true
			continue
		}
		s.Needs = slices.DeleteFunc(slices.Clone(s.Needs), func(id string) bool { return gone[id] })
		steps = append(steps, s)
	}
	p.Steps = steps
	return p
}

// inCheckout is the path of a file of the checkout; the name comes from the guide, and may be a link that leads elsewhere.
func (r *trialRun) inCheckout(name string) (string, error) {
	dir, err := filepath.EvalSymlinks(r.plan.Dir)
	if err != nil {
		return "", err
	}
	path, err := filepath.EvalSymlinks(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(dir, path); err != nil || !filepath.IsLocal(rel) {
		return "", errors.New(name + " leads out of the checkout")
	}
	return path, nil
}
