package runner

import (
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const (
	// firstPause is the pause before the second try; it doubles with each further one up to longestPause,
	// which is shorter than the time that a person should be left without a word.
	firstPause   = 2 * time.Second
	longestPause = 20 * time.Second
)

// A stepRun is one step on its way from the look whether it is done to its result.
type stepRun struct {
	*execution

	s plan.Step
	// tries so far, the present one included.
	tries int
	// begun is when the present try began; zero when none is under way.
	begun time.Time
	log   string
}

// step does one step, whatever happens.
func (x *execution) step(s plan.Step, before State) (result event.Result) {
	t := &stepRun{execution: x, s: s}
	defer func() {
		if p := recover(); p != nil {
			result = t.crashed(&PanicError{Value: p, Stack: debug.Stack()})
		}
	}()
	return t.do(before)
}

// do finds out whether the step is done, else runs it, and asks what to do if it fails.
func (t *stepRun) do(st State) event.Result {
	if !st.Done || st.stale {
		// What ran since the inspection may have changed it, or made it possible to tell.
		st = t.inspectNow()
	}
	if st.Done {
		return t.alreadyDone(st)
	}
	switch t.ask(func(a Asker) Decision { return a.Before(t.ctx, t.s) }) {
	case Skip:
		return t.end(event.StepFinished{Result: event.Skipped, Reason: "you skipped it"})
	case Stop:
		t.stop("you stopped the run")
	case Go, Again:
	}
	if why := t.stopping(); why != "" {
		return t.end(event.StepFinished{Result: event.NotRun, Reason: why})
	}
	return t.runUntilAccepted(st)
}

// runUntilAccepted runs the step until it is done or the person doesn't want to try again.
func (t *stepRun) runUntilAccepted(st State) event.Result {
	for {
		result, failure, err := t.attempts(st)
		if result != event.Failed {
			return result
		}
		decision := t.ask(func(a Asker) Decision { return a.Failed(t.ctx, t.s, failure) })
		if decision == Again && t.stopping() == "" {
			if st = t.inspectNow(); st.Done {
				return t.alreadyDone(st)
			}
			continue
		}
		t.fail(failure, err)
		if decision != Skip {
			t.stop(t.s.ID + " failed")
		}
		return event.Failed
	}
}

func (t *stepRun) inspectNow() State { return t.runner.inspect(t.ctx, t.s, t.fingerprint) }

// end sends how the step ended.
func (t *stepRun) end(f event.StepFinished) event.Result {
	f.ID, f.Reason = t.s.ID, hide(f.Reason)
	if !t.begun.IsZero() {
		f.Seconds, f.Log = t.runner.now().Sub(t.begun).Seconds(), t.log
		t.begun = time.Time{}
	}
	t.emit(f)
	return f.Result
}

func (t *stepRun) alreadyDone(st State) event.Result {
	j := t.runner.Journal
	if _, known := j.Last(t.s.ID); !known && t.s.Kind != plan.KindClone && t.s.Kind != plan.KindVerify {
		// Found done without a record, as in a checkout that a person set up by hand: from now on its
		// definition and inputs are watched.
		t.recorded(j.End(t.s.ID, Record{Digest: t.s.Digest, Inputs: st.inputs, Succeeded: true}))
	}
	return t.end(event.StepFinished{Result: event.AlreadyDone, Reason: st.Reason})
}

// attempts runs a step, and again after a pause while the network is to blame and tries are left.
func (t *stepRun) attempts(st State) (event.Result, event.Failure, error) {
	pause := firstPause
	for retry := 1; ; retry++ {
		a := t.attempt(st)
		if a.err == nil {
			return t.end(event.StepFinished{Result: event.Succeeded, ExitCode: a.exit.Code}), event.Failure{}, nil
		}
		if t.ctx.Err() != nil {
			return t.cancelled(a), event.Failure{}, a.err
		}
		failure := t.explain(a)
		if !t.s.Network || retry > t.s.Retries || !networkToBlame(failure, a.err) {
			t.end(event.StepFinished{Result: event.Failed, Reason: failure.Observed, ExitCode: a.exit.Code})
			t.emit(failure)
			return event.Failed, failure, a.err
		}
		t.emit(event.Note{Level: event.Warning, Text: fmt.Sprintf("%s: %s. Trying again in %s (try %d of %d).",
			t.s.ID, strings.TrimRight(failure.Observed, "."), words(pause), retry+1, t.s.Retries+1)})
		if err := t.runner.sleep(t.ctx, pause); err != nil {
			return t.cancelled(a), event.Failure{}, err
		}
		pause = min(2*pause, longestPause)
	}
}

func (t *stepRun) cancelled(a attempt) event.Result {
	return t.end(event.StepFinished{Result: event.Cancelled, Reason: "it was stopped", ExitCode: a.exit.Code})
}

// crashed ends a step in which this program itself panicked.
func (t *stepRun) crashed(err *PanicError) event.Result {
	t.log = t.saveStack(err)
	failure := t.explain(attempt{err: err, log: t.log})
	t.stop(t.s.ID + " failed")
	t.fail(failure, err)
	t.end(event.StepFinished{Result: event.Failed, Reason: failure.Observed})
	t.emit(failure)
	return event.Failed
}

// saveStack writes the stack into a log and returns its path, or the path of the log that is there.
func (t *stepRun) saveStack(err *PanicError) (path string) {
	defer func() {
		if recover() != nil {
			path = t.log // The journal itself may be what is broken.
		}
	}()
	w, path, openErr := t.runner.Journal.Log(t.s.ID)
	if openErr != nil {
		return t.log
	}
	defer w.Close()
	fmt.Fprintf(w, "%s\n\n%s", err, err.Stack)
	return path
}
