package cli

import (
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// failureOf is the step that failed last, as an event, from what the journal and the logs still say.
func failureOf(f engine.Failed, again string) event.Failure {
	return event.Failure{
		Step: f.Step.ID, Observed: endOf(f), Expected: "a step that is done", Diagnoses: f.Diagnoses, LastLines: f.LastLines,
		Log: f.Log, Continue: again,
	}
}

// endOf says how a failed step ended.
func endOf(f engine.Failed) string {
	text := ""
	switch {
	case f.Interrupted:
		text = "was stopped, or its run was killed"
	case f.ExitCode != 0:
		text = fmt.Sprintf("ended with exit code %d", f.ExitCode)
	case f.Step.Kind == plan.KindClone:
		text = "didn't end with a checkout"
	default:
		text = "ended with exit code 0, but left something undone"
	}
	if !f.Since.IsZero() {
		text = "begun on " + f.Since.UTC().Format("2 January 2006, 15:04 MST") + ", " + text
	}
	return firstUpper(text)
}

// lastFailure shows again why the last run stopped, if what stopped it isn't done yet: whoever comes to a container
// that was set up without them hasn't seen its output.
func (a *app) lastFailure(e *engine.Engine, p plan.Plan, states []runner.State, again string) error {
	f, ok, err := e.Failed(p, statusLines)
	if err != nil || !ok {
		return err
	}
	for i, s := range p.Steps {
		if s.ID == f.Step.ID && !states[i].Done {
			a.show(failureOf(f, again))
		}
	}
	return nil
}

// statusLines is how many last lines of a failed step's output status shows.
const statusLines = 20
