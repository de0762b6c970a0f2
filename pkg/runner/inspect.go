package runner

import (
	"context"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A State is whether a step is done, and why.
type State struct {
	Done   bool
	Reason string
	// inputs is the digest of the step's inputs, if it was computed.
	inputs string
	// stale says that something ran since that may have changed it.
	stale bool
}

// Inspect tells for each step of the plan whether it is done. It changes nothing.
func (r *Runner) Inspect(ctx context.Context, p plan.Plan) []State {
	states := make([]State, len(p.Steps))
	fingerprint := sync.OnceValue(r.fingerprinter(ctx, p))
	absent := !hasCheckout(p)
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for i, s := range p.Steps {
		if absent && s.Kind != plan.KindClone {
			states[i] = State{Reason: "the code comes first"}
			continue
		}
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			states[i] = r.inspectSafely(ctx, s, fingerprint)
		})
	}
	group.Wait()
	settle(p.Steps, states)
	return states
}

// hasCheckout reports whether the plan's repository is there, or isn't the plan's to fetch.
func hasCheckout(p plan.Plan) bool {
	for _, s := range p.Steps {
		if c := s.Action.Clone; c != nil && c.Dir == p.Dir {
			return s.Satisfied != ""
		}
	}
	return true
}

// inspectSafely makes a step not done if looking at it panics; running it will say why.
func (r *Runner) inspectSafely(ctx context.Context, s plan.Step, fingerprint func() string) (st State) {
	defer func() {
		if p := recover(); p != nil {
			st = State{Reason: (&PanicError{Value: p, Stack: debug.Stack()}).Error()}
		}
	}()
	return r.inspect(ctx, s, fingerprint)
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
	case plan.KindPython, plan.KindProvide, plan.KindPip, plan.KindRun,
		plan.KindFetch, plan.KindBranch, plan.KindFork, plan.KindRemote, plan.KindSettings: // The last five are no set-up's.
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
		st.Done, st.Reason = true, "what it makes is there"
		if len(s.Creates) == 0 && s.Check.IsZero() {
			st.Reason = "it was run here before"
		}
	}
	return st
}
