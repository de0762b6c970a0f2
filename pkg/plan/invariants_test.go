package plan_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// checkInvariants checks what holds for every plan, whatever guide, machine and choices it comes from.
func checkInvariants(t *testing.T, p plan.Plan) {
	t.Helper()
	seen := map[string]plan.Step{}
	for _, s := range p.Steps {
		if _, twice := seen[s.ID]; twice {
			t.Errorf("step %s is there twice", s.ID)
		}
		if err := state.ValidName(s.ID); err != nil {
			t.Errorf("step %s can't name a log: %v", s.ID, err)
		}
		for _, n := range s.Needs {
			if _, earlier := seen[n]; !earlier {
				t.Errorf("step %s needs %s, which doesn't come before it", s.ID, n)
			}
		}
		if unique := slices.Compact(slices.Sorted(slices.Values(s.Needs))); len(unique) != len(s.Needs) {
			t.Errorf("step %s needs something twice: %q", s.ID, s.Needs)
		}
		seen[s.ID] = s
		checkStep(t, p, s)
	}
	if len(p.Blockers()) == 0 {
		checkWriters(t, p)
	}
	checkRequirements(t, p)
}

// checkStep checks one step.
func checkStep(t *testing.T, p plan.Plan, s plan.Step) {
	t.Helper()
	actions := 0
	for _, set := range []bool{s.Action.Clone != nil, len(s.Action.Argv) > 0, s.Action.Script != ""} {
		if set {
			actions++
		}
	}
	if actions != 1 {
		t.Errorf("step %s has %d actions", s.ID, actions)
	}
	if slices.Contains(s.Action.Argv, "") {
		t.Errorf("step %s has an empty argument: %q", s.ID, s.Action.Argv)
	}
	if s.Title == "" || s.Cause == "" || s.Dir == "" || s.Digest == "" || s.Timeout <= 0 || s.Action.Command() == "" {
		t.Errorf("step %s lacks a title, a cause, a folder, a digest, a limit or a command: %+v", s.ID, s)
	}
	if !s.Network && s.Retries > 0 {
		t.Errorf("step %s is tried again without network", s.ID)
	}
	if s.Expect != "" {
		if _, err := regexp.Compile(s.Expect); err != nil {
			t.Errorf("step %s: %v", s.ID, err)
		}
	}
	if strings.Contains(s.Action.Command(), "sudo ") && s.Kind != plan.KindRun && s.Kind != plan.KindVerify {
		t.Errorf("step %s wants admin rights: %s", s.ID, s.Action.Command())
	}
	checkEnvironmentOf(t, p, s)
}

// checkEnvironmentOf checks that whatever the guide runs, runs in the managed environment.
func checkEnvironmentOf(t *testing.T, p plan.Plan, s plan.Step) {
	t.Helper()
	switch s.Kind {
	case plan.KindPip, plan.KindRun, plan.KindVerify:
		if p.Environment.IsZero() {
			break
		}
		if !slices.Contains(s.Path, p.Environment.Bin) {
			t.Errorf("step %s hasn't the environment on PATH: %q", s.ID, s.Path)
		}
		if s.Env["VIRTUAL_ENV"] == "" && s.Env["CONDA_PREFIX"] == "" {
			t.Errorf("step %s doesn't know its environment: %v", s.ID, s.Env)
		}
	case plan.KindClone, plan.KindPython, plan.KindProvide:
	case plan.KindSettings, plan.KindRemote, plan.KindFork, plan.KindFetch, plan.KindBranch:
		t.Errorf("step %s is a branch's, and this is a set-up", s.ID)
	}
	if s.Kind == plan.KindPip && p.Environment.IsZero() {
		t.Errorf("step %s installs into no environment", s.ID)
	}
}

// checkWriters checks that steps that write into the same place come one after the other.
func checkWriters(t *testing.T, p plan.Plan) {
	t.Helper()
	after := map[string]map[string]bool{}
	var pip, npm string
	for _, s := range p.Steps {
		after[s.ID] = map[string]bool{}
		for _, n := range s.Needs {
			after[s.ID][n] = true
			for further := range after[n] {
				after[s.ID][further] = true
			}
		}
		last := &pip
		switch {
		case s.Kind == plan.KindPip, s.Kind == plan.KindPython, s.Kind == plan.KindProvide && len(s.Check.Installed) > 0:
		case s.Kind == plan.KindProvide && strings.HasPrefix(s.Action.Script, "npm "):
			last = &npm
		default:
			continue
		}
		if *last != "" && !after[s.ID][*last] {
			t.Errorf("%s may run beside %s, which writes into the same place", s.ID, *last)
		}
		*last = s.ID
	}
}

// checkRequirements checks that every tool stands once, and that each that is brought has a step.
func checkRequirements(t *testing.T, p plan.Plan) {
	t.Helper()
	seen := map[string]bool{}
	for _, r := range p.Requirements {
		if seen[r.ID] && strings.HasPrefix(r.ID, "tool/") {
			t.Errorf("requirement %s is there twice", r.ID)
		}
		seen[r.ID] = true
		if r.Observed == "" || r.Expected == "" || r.Why == "" {
			t.Errorf("requirement %s lacks what was seen, what is needed or why: %+v", r.ID, r)
		}
		step := slices.ContainsFunc(p.Steps, func(s plan.Step) bool { return s.ID == "provide-"+strings.ReplaceAll(r.Name, "+", "-") })
		if brought := r.Provide != (guide.Provide{}); brought && (!step || r.Status != plan.Provided) {
			t.Errorf("requirement %s is %s, and a step brings it: %t", r.ID, r.Status, step)
		}
		if admin := slices.IndexFunc(r.Fixes, func(f guide.Fix) bool { return f.Admin }); admin >= 0 &&
			slices.ContainsFunc(r.Fixes[admin:], func(f guide.Fix) bool { return !f.Admin }) {
			t.Errorf("requirement %s offers admin rights before what needs none: %+v", r.ID, r.Fixes)
		}
	}
}
