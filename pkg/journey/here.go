package journey

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Checklist is where the person is now, with what is known of each stage.
func (j *Journey) Checklist() []event.Item {
	items := make([]event.Item, 0, len(Stages()))
	past := true
	for _, s := range Stages() {
		if s == j.stage {
			past = false
		}
		i := event.Item{Stage: string(s), Title: s.Title(), Done: j.behind(s, past), Detail: j.known(s)}
		if s == j.stage && !j.over {
			i.Detail = strings.TrimPrefix(i.Detail+"; you are here", "; ")
		}
		items = append(items, i)
	}
	return items
}

// behind reports whether a stage is done. The code is there once it was cloned, which is the first step of the set-up,
// and the last stage is reached with the branch.
func (j *Journey) behind(s Stage, past bool) bool {
	switch {
	case j.over:
		return true
	case s == GetCode && past:
		return j.cloned()
	case s == Prove:
		return past || j.ran != nil && j.ran.OK
	case s == Start:
		return j.branched()
	}
	return past
}

// cloned reports whether the code is on this machine, as far as that was looked at.
func (j *Journey) cloned() bool {
	return j.ran != nil && j.ran.OK || j.inspected != nil && j.inspected.Err == nil && j.checkout() != ""
}

// known is what a stage has brought so far, in a few words.
func (j *Journey) known(s Stage) string {
	if j.guide == nil {
		return ""
	}
	pl, planned := j.Plan()
	switch s {
	case Choose:
		return j.guide.Name
	case Look:
		return either(j.choices.Profile != "", "profile "+j.choices.Profile)
	case Prepare:
		if n := len(pl.Blockers()); n > 0 {
			return plural(n, "1 thing is in the way", fmt.Sprintf("%d things are in the way", n))
		}
	case GetCode:
		dir := either(planned && j.stage != Prepare, pl.Dir)
		if j.stage == SetUp && dir != "" && !j.cloned() {
			return "the set-up clones it into " + dir
		}
		return dir
	case SetUp:
		if planned && j.stage != Prepare && j.stage != GetCode {
			return j.stepsDone()
		}
	case Prove:
		return either(j.ran != nil && j.ran.OK, "your code runs")
	case Issues:
		if j.first != nil {
			return j.first.Title
		}
		return either(j.issueNumber() > 0, fmt.Sprintf("#%d", j.issueNumber()))
	case Start:
		return either(j.branched(), "branch "+j.branch)
	}
	return ""
}

// stepsDone counts the steps of the set-up.
func (j *Journey) stepsDone() string {
	done, all := 0, 0
	for _, s := range j.inspected.Steps {
		if s.Step.Kind == plan.KindVerify || s.Step.Kind == plan.KindClone {
			continue // They are stages of their own.
		}
		all++
		if s.Done || j.ran != nil && j.ran.OK {
			done++
		}
	}
	return fmt.Sprintf("%d of %d steps done", done, all)
}

// either is text if it holds, else nothing.
func either(holds bool, text string) string {
	if !holds {
		return ""
	}
	return text
}
