package journey

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// StepState is a step of a plan and whether it is done.
type StepState struct {
	Step   plan.Step
	Done   bool
	Reason string
}

// Work is what git says of the checkout.
type Work struct {
	// Branch that is checked out, and the one that work starts from.
	Branch, Target string
	// Address that replaces upstream's, if there is one.
	From string
	// Remotes as "name address".
	Remotes []string
}

// Checklist is where a person is on the way, from the plan and what the machine says.
func Checklist(p plan.Plan, steps []StepState, w Work) event.Checklist {
	c := event.Checklist{Project: p.Guide.ID, Dir: p.Dir}
	c.Items = append(c.Items, event.Item{
		Stage: string(Choose), Title: "Project chosen", Done: true, Detail: p.Guide.Name + ", profile " + p.Profile,
	})
	ready := event.Item{Stage: string(Prepare), Title: "This machine has what it needs", Done: true}
	if blockers := p.Blockers(); len(blockers) > 0 {
		ready.Done, ready.Detail = false, blockers[0].Observed+"; needed: "+blockers[0].Expected
	}
	c.Items = append(c.Items, ready)
	code, setup, proof := codeItem(p, w), stageItem(SetUp, "Set up", steps), stageItem(Prove, "Proved", steps)
	c.Items = append(c.Items, code, setup, proof)
	branch := event.Item{Stage: string(Start), Title: "A branch for your change"}
	if code.Done && w.Branch != "" && w.Branch != w.Target {
		branch.Done, branch.Detail = true, w.Branch
	}
	c.Items = append(c.Items, branch)
	c.Next = nextCommand(p, ready, code, setup, proof)
	return c
}

func codeItem(p plan.Plan, w Work) event.Item {
	i := event.Item{Stage: string(GetCode), Title: "Code on this machine"}
	for _, s := range p.Steps {
		if s.Kind != plan.KindClone {
			continue
		}
		if s.Satisfied == "" {
			i.Detail = "not yet in " + p.Dir
			break
		}
		i.Done, i.Detail = true, s.Satisfied
		if w.Branch != "" {
			i.Detail += " on branch " + w.Branch
		}
		if w.From != "" {
			i.Detail += "; cloned from " + w.From
		}
		if len(w.Remotes) > 0 {
			i.Detail += "; remotes: " + strings.Join(w.Remotes, ", ")
		}
	}
	return i
}

// stageItem sums up the steps of a stage.
func stageItem(stage Stage, title string, steps []StepState) event.Item {
	i := event.Item{Stage: string(stage), Title: title, Done: true}
	var details []string
	total, done := 0, 0
	for _, s := range steps {
		verify := s.Step.Kind == plan.KindVerify
		if s.Step.Kind == plan.KindClone || verify != (stage == Prove) {
			continue
		}
		total++
		if s.Done {
			done++
			if verify {
				details = append(details, s.Step.Why+" ("+s.Reason+")")
			}
			continue
		}
		i.Done = false
		details = append(details, s.Step.ID+": "+s.Reason)
	}
	switch {
	case i.Done && stage == SetUp:
		i.Detail = fmt.Sprintf("all %d steps are done", total)
	case stage == SetUp:
		i.Detail = fmt.Sprintf("%d of %d steps are done; %s", done, total, strings.Join(details, "; "))
	default:
		i.Detail = strings.Join(details, "; ")
	}
	return i
}

func nextCommand(p plan.Plan, ready, code, setup, proof event.Item) string {
	switch {
	case !ready.Done:
		return "jupyter-onboard setup " + p.Guide.ID + " --dry-run"
	case !code.Done || !setup.Done || !proof.Done:
		return plan.Quote([]string{"jupyter-onboard", "setup", p.Guide.ID, "--dir", p.Dir, "--profile", p.Profile})
	}
	return plan.Quote([]string{"jupyter-onboard", "start", p.Guide.ID, "--dir", p.Dir})
}
