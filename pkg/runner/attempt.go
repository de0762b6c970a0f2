package runner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// heartbeat is how often a running step says that it still runs.
const heartbeat = 20 * time.Second

// an attempt is one try of a step.
type attempt struct {
	exit Exit
	// output is what was printed, without escape sequences; the middle of a long one is left out.
	output []byte
	log    string
	err    error
}

// attempt runs the step once, from its log's first byte to its record.
func (t *stepRun) attempt(st State) attempt {
	r := t.runner
	t.tries++
	var log io.WriteCloser
	log, t.log = t.openLog()
	t.begun = r.now()
	t.emit(event.StepStarted{ID: t.s.ID, Attempt: t.tries, Log: t.log})
	out := &output{log: log, send: t.print}
	rec := Record{Digest: t.s.Digest, Inputs: st.inputs, Log: t.log}
	a := t.try(out, rec)
	a.log = t.log
	if a.err != nil {
		a.output = out.text()
	}
	if err := out.close(); err != nil {
		t.noLog(err)
	}
	t.journal(rec, a)
	return a
}

// openLog opens the step's log. Without one the step runs all the same.
func (t *stepRun) openLog() (io.WriteCloser, string) {
	log, path, err := t.runner.Journal.Log(t.s.ID)
	if err != nil {
		t.noLog(err)
		return nil, ""
	}
	return log, path
}

func (t *stepRun) noLog(err error) {
	t.trouble("log", "The output of "+t.s.ID+" can't be kept in its log: "+err.Error()+". It is shown here, and the run goes on.")
}

func (t *stepRun) print(text string) { t.emit(event.StepOutput{ID: t.s.ID, Text: hide(text)}) }

// try runs the action and judges what it left behind. A panic is an error, with the stack in the log.
func (t *stepRun) try(out *output, rec Record) (a attempt) {
	defer t.beat()()
	defer func() {
		if p := recover(); p != nil {
			err := &PanicError{Value: p, Stack: debug.Stack()}
			out.logOnly(fmt.Sprintf("\n%s\n\n%s", err, err.Stack))
			a.err = err
		}
	}()
	if t.s.Kind != plan.KindClone { // Before the clone there is no place for a record that lasts.
		t.recorded(t.runner.Journal.Begin(t.s.ID, rec))
	}
	a.exit, a.err = t.execute(out, rec)
	out.flush()
	if a.err == nil {
		a.err = t.judge(a.exit, out)
	}
	return a
}

// execute runs the step's action.
func (t *stepRun) execute(out *output, rec Record) (Exit, error) {
	if c := t.s.Action.Clone; c != nil {
		return t.clone(*c, out)
	}
	return t.runner.Executor.Execute(t.ctx, Command{
		Argv: t.s.Action.Argv, Script: t.s.Action.Script, Dir: t.s.Dir, Path: t.s.Path, Env: t.s.Env,
		Network: t.s.Network, Timeout: t.s.Timeout, Output: out,
		Started: func(p Process) {
			rec.Process = p
			// The record of the process serves to find it after a crash.
			t.recorded(t.runner.Journal.Begin(t.s.ID, rec))
		},
	})
}

func (t *stepRun) clone(c plan.Clone, out *output) (Exit, error) {
	ctx, cancel := t.ctx, context.CancelFunc(func() {})
	if t.s.Timeout > 0 {
		ctx, cancel = context.WithTimeout(t.ctx, t.s.Timeout)
	}
	defer cancel()
	err := t.runner.Cloner.Clone(ctx, c, out, func(p event.StepProgress) {
		p.ID = t.s.ID
		out.whileOpen(func() { t.emit(p) })
	})
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) && t.ctx.Err() == nil {
		return Exit{TimedOut: true}, nil
	}
	return Exit{}, err
}

// judge decides whether what a command printed and left behind is what the step promised.
func (t *stepRun) judge(exit Exit, out *output) error {
	switch {
	case exit.TimedOut:
		return fmt.Errorf("it took longer than %s and was ended", words(t.s.Timeout))
	case exit.Code != 0:
		return fmt.Errorf("its command ended with exit code %d", exit.Code)
	}
	if t.s.Expect != "" {
		re, err := regexp.Compile(t.s.Expect)
		if err != nil {
			return fmt.Errorf("the pattern %q: %w", t.s.Expect, err)
		}
		if !re.Match(out.text()) {
			return fmt.Errorf("its command ended with 0, but nothing in its output matches %q", t.s.Expect)
		}
	}
	if t.s.Kind == plan.KindClone || t.s.Kind == plan.KindVerify {
		return nil
	}
	if missing := t.runner.unmet(t.ctx, t.s); missing != "" {
		return fmt.Errorf("its command ended with 0, but %s", missing)
	}
	return nil
}

// journal records the end of an attempt, and a proof if it is one.
func (t *stepRun) journal(rec Record, a attempt) {
	r := t.runner
	if t.s.Kind == plan.KindClone {
		return
	}
	rec.Succeeded, rec.ExitCode = a.err == nil, a.exit.Code
	rec.Interrupted = a.err != nil && t.ctx.Err() != nil
	if len(t.s.Inputs) > 0 && rec.Succeeded {
		// The step itself may write what it reads, as a lock file.
		if d, err := r.Files.Digest(t.s.Root, t.s.Inputs); err == nil {
			rec.Inputs = d
		}
	}
	t.recorded(r.Journal.End(t.s.ID, rec))
	if t.s.Kind != plan.KindVerify || !rec.Succeeded {
		return
	}
	if f := t.fingerprint(); f != "" {
		t.recorded(r.Journal.Prove(proofKey(t.s), f))
	}
}

// beat says from time to time that the step still runs, until the returned function is called.
func (t *stepRun) beat() func() {
	done, ended := make(chan struct{}), make(chan struct{})
	begin := t.runner.now()
	go func() {
		defer close(ended)
		ticker := time.NewTicker(heartbeat)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				t.emit(event.StepProgress{
					ID: t.s.ID, Phase: event.PhaseRunning, Percent: -1, Elapsed: t.runner.now().Sub(begin).Seconds(),
				})
			}
		}
	}()
	return func() { close(done); <-ended }
}
