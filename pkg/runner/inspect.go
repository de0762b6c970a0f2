package runner

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const checkTimeout = 30 * time.Second

// A State is whether a step is done, and why.
type State struct {
	Done   bool
	Reason string
	// inputs is the digest of the step's inputs, if it was computed.
	inputs string
}

// Inspect tells for each step of the plan whether it is done. It changes nothing.
func (r *Runner) Inspect(ctx context.Context, p plan.Plan) []State {
	states := make([]State, len(p.Steps))
	fingerprint := sync.OnceValue(func() string {
		f, err := r.Files.Fingerprint(ctx, p.Dir, p.Environment)
		if err != nil {
			return ""
		}
		return f
	})
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for i, s := range p.Steps {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			states[i] = r.inspect(ctx, s, fingerprint)
		})
	}
	group.Wait()
	settle(p.Steps, states)
	return states
}

// settle makes a proof not done while a step that it needs isn't.
func settle(steps []plan.Step, states []State) {
	index := map[string]int{}
	for i, s := range steps {
		index[s.ID] = i
	}
	for i, s := range steps {
		if s.Kind != plan.KindVerify {
			continue
		}
		for _, n := range s.Needs {
			if j, ok := index[n]; ok && states[i].Done && !states[j].Done {
				states[i] = State{Reason: n + " comes first"}
			}
		}
	}
}

func (r *Runner) inspect(ctx context.Context, s plan.Step, fingerprint func() string) State {
	switch s.Kind {
	case plan.KindClone:
		if s.Satisfied != "" {
			return State{Done: true, Reason: s.Satisfied}
		}
		return State{Reason: "there is no checkout yet"}
	case plan.KindVerify:
		return r.inspectProof(s, fingerprint)
	case plan.KindPython, plan.KindProvide, plan.KindPip, plan.KindRun:
	}
	return r.inspectStep(ctx, s)
}

func (r *Runner) inspectProof(s plan.Step, fingerprint func() string) State {
	f := fingerprint()
	if f == "" {
		return State{Reason: "it was never proved"}
	}
	if at, ok := r.Journal.Proved(proofKey(s), f); ok {
		return State{Done: true, Reason: "proved on " + at.Local().Format("2 January 2006 at 15:04") + " for this commit, work tree and environment"}
	}
	return State{Reason: "it isn't proved for this commit, work tree and environment"}
}

// proofKey is a proof's name together with what it runs: a changed proof was never proved.
func proofKey(s plan.Step) string { return s.ID + "@" + s.Digest }

func (r *Runner) inspectStep(ctx context.Context, s plan.Step) State {
	last, known := r.Journal.Last(s.ID)
	st := State{}
	if len(s.Inputs) > 0 {
		d, err := r.Files.Digest(s.Root, s.Inputs)
		if err != nil {
			return State{Reason: "its inputs can't be read: " + err.Error()}
		}
		st.inputs = d
	}
	switch {
	case known && last.Digest != s.Digest:
		st.Reason = "the guide's definition of it has changed"
	case known && !last.Succeeded:
		st.Reason = "it was begun and didn't end well"
	case known && last.Inputs != st.inputs:
		st.Reason = "its inputs have changed"
	case !known && len(s.Creates) == 0 && s.Check.IsZero():
		st.Reason = "it was never run here"
	default:
		if missing := r.unmet(ctx, s); missing != "" {
			st.Reason = missing
			return st
		}
		st.Done, st.Reason = true, "nothing is left to do"
	}
	return st
}

// unmet returns what a step's creates and check lack, or "".
func (r *Runner) unmet(ctx context.Context, s plan.Step) string {
	for _, c := range s.Creates {
		if !r.Files.Exists(c) {
			return c + " isn't there"
		}
	}
	for _, d := range s.Check.Installed {
		if ok, _ := r.Files.Distribution(s.Check.Site, d); !ok {
			return d + " isn't installed in the environment"
		}
	}
	for _, d := range s.Check.Editable {
		ok, from := r.Files.Distribution(s.Check.Site, d)
		switch {
		case !ok:
			return d + " isn't installed in the environment"
		case from == "":
			return d + " is installed, but as a released package, not from this checkout"
		case !within(s.Root, from):
			return fmt.Sprintf("%s is installed from %s, not from this checkout", d, from)
		}
	}
	if s.Check.Script == "" {
		return ""
	}
	exit, err := r.Executor.Execute(ctx, Command{
		Script: s.Check.Script, Dir: s.Dir, Path: s.Path, Env: s.Env, Timeout: checkTimeout, Output: io.Discard,
	})
	switch {
	case err != nil:
		return "its check can't be run: " + err.Error()
	case exit.Code != 0:
		return fmt.Sprintf("its check ends with exit code %d", exit.Code)
	}
	return ""
}
