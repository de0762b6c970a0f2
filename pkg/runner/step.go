package runner

import (
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// firstPause is the pause before the second try; it doubles with each further one.
const firstPause = 2 * time.Second

// heartbeat is how often a running step says that it still runs.
const heartbeat = 20 * time.Second

// step does one step: finds out whether it is done, else runs it, and asks what to do if it fails.
func (x *execution) step(s plan.Step, before State) event.Result {
	r := x.runner
	st := before
	if !st.Done {
		// What ran since the inspection may have changed it, or made it possible to tell.
		st = r.inspect(x.ctx, s, x.fingerprint)
	}
	if st.Done {
		return x.alreadyDone(s, st)
	}
	if r.Asker != nil {
		switch r.Asker.Before(x.ctx, s) {
		case Skip:
			x.emit(event.StepFinished{ID: s.ID, Result: event.Skipped, Reason: "you skipped it"})
			return event.Skipped
		case Stop:
			x.stop()
			x.emit(event.StepFinished{ID: s.ID, Result: event.NotRun, Reason: "you stopped the run"})
			return event.NotRun
		case Go, Again:
		}
	}
	for {
		res, failure, err := x.attempts(s, st)
		if res != event.Failed {
			return res
		}
		decision := Go
		if r.Asker != nil {
			decision = r.Asker.Failed(x.ctx, s, failure)
		}
		if decision == Again && x.ctx.Err() == nil {
			continue
		}
		x.fail(failure, err, decision != Skip)
		return event.Failed
	}
}

func (x *execution) alreadyDone(s plan.Step, st State) event.Result {
	r := x.runner
	if _, known := r.Journal.Last(s.ID); !known && s.Kind != plan.KindClone && s.Kind != plan.KindVerify {
		// Found done without a record, as in a checkout that a person set up by hand: from now on its
		// inputs are watched. Without a place to write it is checked again next time, which is as good.
		_ = r.Journal.End(s.ID, Record{Digest: s.Digest, Inputs: st.inputs, Succeeded: true})
	}
	x.emit(event.StepFinished{ID: s.ID, Result: event.AlreadyDone, Reason: st.Reason})
	return event.AlreadyDone
}

func (x *execution) stop() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.stopped = true
}

func (x *execution) fail(f event.Failure, err error, stop bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.stopped = x.stopped || stop
	if x.report.Failure == nil {
		x.report.Failure, x.report.Err = &f, err
	}
}

// attempts runs a step, and again after a pause while the network is to blame and tries are left.
func (x *execution) attempts(s plan.Step, st State) (event.Result, event.Failure, error) {
	r := x.runner
	pause := firstPause
	for attempt := 1; ; attempt++ {
		begin := r.now()
		a := x.attempt(s, st, attempt)
		fin := event.StepFinished{
			ID: s.ID, Result: event.Succeeded, ExitCode: a.exit.Code, Seconds: r.now().Sub(begin).Seconds(), Log: a.log,
		}
		if a.err == nil {
			x.emit(fin)
			return event.Succeeded, event.Failure{}, nil
		}
		if x.ctx.Err() != nil {
			fin.Result, fin.Reason = event.Cancelled, "it was stopped"
			x.emit(fin)
			return event.Cancelled, event.Failure{}, a.err
		}
		failure := x.explain(s, a)
		if s.Network && attempt <= s.Retries && networkToBlame(failure, a.err) {
			x.emit(event.Note{Level: event.Warning, Text: fmt.Sprintf(
				"%s: %s. Trying again in %s (try %d of %d).", s.ID, failure.Observed, pause, attempt+1, s.Retries+1)})
			if r.sleep(x.ctx, pause) == nil {
				pause *= 2
				continue
			}
		}
		fin.Result, fin.Reason = event.Failed, failure.Observed
		x.emit(fin)
		x.emit(failure)
		return event.Failed, failure, a.err
	}
}

// ErrNetwork marks errors of a clone or a command that the network, a proxy or a sign-in caused.
var ErrNetwork = errors.New("the network is to blame")

func networkToBlame(f event.Failure, err error) bool {
	if errors.Is(err, ErrNetwork) {
		return true
	}
	return len(f.Diagnoses) > 0 && f.Diagnoses[0].Network
}

// an attempt is one try of a step.
type attempt struct {
	exit   Exit
	output []byte
	log    string
	err    error
}

func (x *execution) attempt(s plan.Step, st State, number int) (a attempt) {
	r := x.runner
	log, path, err := r.Journal.Log(s.ID)
	if err != nil {
		return attempt{err: fmt.Errorf("open a log for %s: %w", s.ID, err)}
	}
	defer func() { a.err = errors.Join(a.err, log.Close()) }()
	x.emit(event.StepStarted{ID: s.ID, Attempt: number, Log: path})
	out := &output{log: log, send: func(t string) { x.emit(event.StepOutput{ID: s.ID, Text: t}) }}
	rec := Record{Digest: s.Digest, Inputs: st.inputs, Log: path}
	if s.Kind != plan.KindClone {
		if err := r.Journal.Begin(s.ID, rec); err != nil {
			return attempt{log: path, err: fmt.Errorf("record the start of %s: %w", s.ID, err)}
		}
	}
	stop := x.beat(s.ID)
	exit, err := x.execute(s, out, rec)
	stop()
	out.flush()
	a = attempt{exit: exit, output: out.bytes(), log: path, err: err}
	if a.err == nil {
		a.err = x.judge(s, a)
	}
	return x.record(s, rec, a)
}

// execute runs the step's action.
func (x *execution) execute(s plan.Step, out *output, rec Record) (Exit, error) {
	r := x.runner
	if c := s.Action.Clone; c != nil {
		return Exit{}, r.Cloner.Clone(x.ctx, *c, out, func(p event.StepProgress) {
			p.ID = s.ID
			x.emit(p)
		})
	}
	return r.Executor.Execute(x.ctx, Command{
		Argv: s.Action.Argv, Script: s.Action.Script, Dir: s.Dir, Path: s.Path, Env: s.Env,
		Network: s.Network, Timeout: s.Timeout, Output: out,
		Started: func(p Process) {
			rec.Process = p
			// The record of the process serves to find it after a crash; the step runs all the same.
			_ = r.Journal.Begin(s.ID, rec)
		},
	})
}

// judge decides whether what a command printed and left behind is what the step promised.
func (x *execution) judge(s plan.Step, a attempt) error {
	switch {
	case a.exit.TimedOut:
		return fmt.Errorf("it took longer than %s and was ended", s.Timeout)
	case a.exit.Code != 0:
		return fmt.Errorf("its command ended with exit code %d", a.exit.Code)
	}
	if s.Expect != "" {
		re, err := regexp.Compile(s.Expect)
		if err != nil {
			return fmt.Errorf("the pattern %q: %w", s.Expect, err)
		}
		if !re.Match(a.output) {
			return fmt.Errorf("its command ended with 0, but nothing in its output matches %q", s.Expect)
		}
	}
	if s.Kind == plan.KindClone || s.Kind == plan.KindVerify {
		return nil
	}
	if missing := x.runner.unmet(x.ctx, s); missing != "" {
		return fmt.Errorf("its command ended with 0, but %s", missing)
	}
	return nil
}

// record writes the end of an attempt into the journal.
func (x *execution) record(s plan.Step, rec Record, a attempt) attempt {
	r := x.runner
	if s.Kind == plan.KindClone {
		return a
	}
	rec.Succeeded, rec.Interrupted, rec.ExitCode = a.err == nil, a.err != nil && x.ctx.Err() != nil, a.exit.Code
	if len(s.Inputs) > 0 && a.err == nil {
		// The step itself may write what it reads, as a lock file.
		if d, err := r.Files.Digest(s.Root, s.Inputs); err == nil {
			rec.Inputs = d
		}
	}
	if err := r.Journal.End(s.ID, rec); err != nil && a.err == nil {
		a.err = fmt.Errorf("record the end of %s: %w", s.ID, err)
	}
	if s.Kind == plan.KindVerify && a.err == nil {
		if f := x.fingerprint(); f != "" {
			if err := r.Journal.Prove(proofKey(s), f); err != nil {
				a.err = fmt.Errorf("record the proof %s: %w", s.ID, err)
			}
		}
	}
	return a
}

// beat says from time to time that a step still runs, until the returned function is called.
func (x *execution) beat(id string) func() {
	done, ended := make(chan struct{}), make(chan struct{})
	begin := x.runner.now()
	go func() {
		defer close(ended)
		t := time.NewTicker(heartbeat)
		defer t.Stop()
		for {
			select {
			case <-done:
				return
			case <-t.C:
				x.emit(event.StepProgress{
					ID: id, Phase: "running", Percent: -1, Elapsed: x.runner.now().Sub(begin).Seconds(),
				})
			}
		}
	}()
	return func() { close(done); <-ended }
}

// explain says why an attempt failed and how to go on.
func (x *execution) explain(s plan.Step, a attempt) event.Failure {
	r := x.runner
	f := event.Failure{
		Step: s.ID, Observed: a.err.Error(), Expected: expected(s), Log: a.log, Continue: r.Continue, Ask: r.Ask,
	}
	if r.Diagnoser != nil {
		f.Diagnoses = r.Diagnoser.Diagnose(s, a.output)
	}
	if len(f.Diagnoses) == 0 {
		f.LastLines = lastLines(a.output, 12)
	}
	return f
}

func expected(s plan.Step) string {
	switch {
	case s.Kind == plan.KindClone:
		return "a whole clone of " + s.Action.Clone.URL
	case s.Expect != "":
		return fmt.Sprintf("exit code 0 and output that matches %q", s.Expect)
	case len(s.Creates) > 0 || !s.Check.IsZero():
		return "exit code 0, and what the step creates and checks is there"
	}
	return "exit code 0"
}
