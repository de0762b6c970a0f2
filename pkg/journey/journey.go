package journey

import (
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Config is what a journey begins with.
type Config struct {
	// Guides to choose from, in the order they are shown.
	Guides []*guide.Guide
	// Subprojects that the guides are grouped by, in that order.
	Subprojects guide.Subprojects
	// Guide that was named; nil to choose.
	Guide *guide.Guide
	// Choices that were made beforehand.
	Choices plan.Choices
	// Answers given beforehand, by the questions' ids.
	Answers map[string]string
	// Yes takes the default of every question that has one, and yes to a plan.
	Yes bool
	// Practice says that the project is the sample.
	Practice bool
	// Resume says that an earlier run was made for the checkout: the journey goes on where the machine says
	// that it stopped.
	Resume bool
	// Reader's time, with the zone that meetings are shown in.
	Now time.Time
}

// A Journey is one person's way. It isn't safe for concurrent use.
type Journey struct {
	config  Config
	stage   Stage
	guide   *guide.Guide
	choices plan.Choices
	pending Effect
	// in the stage Choose
	choosing choosing
	wish     Wish
	pair     [2]string
	// what is known so far
	inspected *Inspected
	ran       *Ran
	found     *FoundIssues
	issue     *FoundIssue
	looking   bool // at one issue
	branch    string
	made      *MadeBranch
	task      *guide.Task
	taskRan   *TaskRan
	asked     map[string]bool // answers of the config that were used
	over      bool
	resuming  bool // until the machine has said where the journey stopped
}

// New begins a journey.
func New(c Config) *Journey {
	j := &Journey{config: c, stage: Choose, choices: c.Choices, asked: map[string]bool{}}
	if c.Guide != nil {
		j.choose(c.Guide)
		if c.Resume && c.Choices.Profile != "" {
			j.goTo(SetUp)
			j.resuming = true
		}
	}
	return j
}

// Project is the name of the chosen project; empty if none is.
func (j *Journey) Project() string {
	if j.guide == nil || j.stage == Choose {
		return ""
	}
	return j.guide.Name
}

// Stage is where the journey is.
func (j *Journey) Stage() Stage { return j.stage }

// Over reports whether the journey has ended.
func (j *Journey) Over() bool { return j.over }

// Plan is the plan as last inspected, if there is one.
func (j *Journey) Plan() (plan.Plan, bool) {
	if j.inspected == nil || j.inspected.Err != nil {
		return plan.Plan{}, false
	}
	return j.inspected.Plan, true
}

// Pending returns the effect that must be carried out before the journey goes on, or nil. Taking it
// doesn't remove it; [Journey.Take] does.
func (j *Journey) Pending() Effect { return j.pending }

// Take takes the result of the pending effect.
func (j *Journey) Take(r Result) {
	j.pending = nil
	switch r := r.(type) {
	case Inspected:
		j.inspected = &r
		j.ran = nil
		if j.resuming {
			j.resume()
		}
	case Ran:
		j.ran = &r
		if r.OK {
			j.stage = Prove
		}
	case FoundIssues:
		j.found = &r
	case MadeBranch:
		j.made = &r
	case TaskRan:
		j.taskRan = &r
	}
}

// resume goes to where the machine says that an earlier journey stopped.
func (j *Journey) resume() {
	j.resuming = false
	if j.inspected.Err != nil || len(j.inspected.Plan.Blockers()) > 0 {
		return
	}
	ran := Ran{OK: true}
	for _, s := range j.inspected.Steps {
		if !s.Done {
			return
		}
		if s.Step.Kind == plan.KindVerify {
			ran.Proofs = append(ran.Proofs, s.Step.Why+" ("+s.Reason+")")
		}
	}
	j.ran, j.stage = &ran, Prove
}

// Checklist is where the person is now.
func (j *Journey) Checklist() []event.Item {
	items := make([]event.Item, 0, len(Stages()))
	past := true
	for _, s := range Stages() {
		if s == j.stage {
			past = false
		}
		i := event.Item{Stage: string(s), Title: s.Title(), Done: past || j.over}
		if s == j.stage && !j.over {
			i.Detail = "you are here"
		}
		items = append(items, i)
	}
	return items
}
