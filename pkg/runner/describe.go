package runner

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Describe is the wire form of a plan, without credentials. states may be nil, or what Inspect
// returned.
func Describe(p plan.Plan, states []State) event.Plan {
	e := event.Plan{
		Project: p.Guide.ID, Name: p.Guide.Name, Repo: p.Guide.Repo, GuideOrigin: hide(p.Origin.Name),
		GuideSHA256: p.Origin.SHA256, Dir: p.Dir, From: hide(p.From), Profile: p.Profile, Recipe: p.Recipe,
		Practice: p.Practice,
		Warnings: hideAll(p.Warnings), Steps: make([]event.Step, len(p.Steps)),
	}
	told := map[string]string{}
	for _, v := range p.Variables {
		e.Variables = append(e.Variables, event.Variable{Name: v.Name, Value: hide(v.Shown()), Why: v.Why, NetworkOnly: v.Secret})
		if !v.Secret {
			told[v.Name] = v.Value
		}
	}
	for i, s := range p.Steps {
		e.Steps[i] = describeStep(s)
		e.Steps[i].Env = hideEnv(own(s.Env, told))
		if states != nil {
			e.Steps[i].State, e.Steps[i].Reason = event.Pending, hide(states[i].Reason)
			if states[i].Done {
				e.Steps[i].State = event.Done
			}
		}
	}
	return e
}

// own is the variables of a step that not every step is told.
func own(env, told map[string]string) map[string]string {
	out := map[string]string{}
	for name, value := range env {
		if everywhere, ok := told[name]; !ok || everywhere != value {
			out[name] = value
		}
	}
	return out
}

func describeStep(s plan.Step) event.Step {
	e := event.Step{
		ID: s.ID, Kind: string(s.Kind), Title: s.Title, Why: s.Why, Cause: hide(s.Cause), Command: hide(s.Action.Command()),
		Dir: s.Dir, Path: s.Path, Needs: s.Needs, Inputs: s.Inputs,
		Timeout: s.Timeout.Seconds(), Retries: s.Retries, Network: s.Network, Expect: s.Expect,
		Estimate: s.Estimate.Seconds(), Warning: s.Warning, Unproved: s.Unproved,
	}
	if len(s.Action.FromCheckout) > 0 {
		e.FromCheckout, e.OwnCommand = s.Action.FromCheckout, hide(strings.TrimRight(s.Action.Own, "\n"))
	}
	for _, c := range s.Creates {
		e.Creates = append(e.Creates, plainPath(c))
	}
	for _, f := range s.Check.Files {
		e.Check = append(e.Check, "there and not empty: "+plainPath(f))
	}
	if len(s.Check.Installed) > 0 {
		e.Check = append(e.Check, "installed: "+strings.Join(s.Check.Installed, ", "))
	}
	if len(s.Check.Editable) > 0 {
		e.Check = append(e.Check, "installed from this checkout: "+strings.Join(s.Check.Editable, ", "))
	}
	if s.Check.Script != "" {
		e.Check = append(e.Check, "succeeds: "+hide(s.Check.Script))
	}
	for _, w := range s.Writes {
		e.Writes = append(e.Writes, w.What+": "+w.Why)
	}
	return e
}
