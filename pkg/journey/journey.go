package journey

import (
	"slices"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Config is what a journey begins with.
type Config struct {
	// Projects to choose from, in the order they are shown.
	Projects []event.Project
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
	// Again are flags that the command which goes on later needs, too.
	Again []string
	// Practice says that the project is the sample.
	Practice bool
	// Begun are the checkouts that earlier runs were made for, the one used last first.
	Begun []Begun
	// Unfound says how the program is started where a shell doesn't find it by its name; empty where it does.
	Unfound string
	// Resume says that an earlier run was made for the checkout: the journey goes on where the machine says
	// that it stopped.
	Resume bool
	// Reader's time, with the zone that meetings are shown in.
	Now time.Time
}

// Begun is a project that an earlier run was made for, by its id, and the folder of its checkout.
type Begun struct{ Project, Dir string }

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
	pair     [2]*guide.Guide
	unopened error // why no guide could be opened
	// what is known so far
	inspected *Inspected
	ran       *Ran
	surveyed  *Surveyed
	mending   *mending
	// What must be done before anything of the guide runs.
	unapproved string
	found      *FoundIssues
	options    []Option // of the question for one of them, once it was asked
	issue      *issues.Found
	looking    bool     // at one issue
	naming     bool     // an issue that the list doesn't have
	unread     *Problem // why the issue's thread isn't known
	readNotes  []Note
	first      *guide.FirstTask
	branch     string
	beginning  MakeBranch // what was decided about the branch so far
	made       *MadeBranch
	moving     bool // the folder is asked for from the plan
	task       *guide.Task
	taskRan    *TaskRan
	asked      map[string]bool // answers of the config that were used
	begun      bool            // something was made
	over       bool
	resuming   bool // until the machine has said where the journey stopped
}

// New begins a journey.
func New(c Config) *Journey {
	j := &Journey{config: c, stage: Choose, choices: c.Choices, asked: map[string]bool{}}
	if c.Guide != nil {
		j.begin(c.Guide, c.Resume)
	}
	return j
}

// begin goes to a project: to look at it, or to where an earlier run stopped.
func (j *Journey) begin(g *guide.Guide, known bool) {
	if !known || j.choices.Profile == "" {
		j.choose(g)
		return
	}
	j.guide = g
	j.goTo(SetUp)
	j.resuming = true
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

// Waiting says what is being waited for while an effect is carried out that may take as long as the network
// does; empty for others.
func (j *Journey) Waiting() string {
	if j.config.Practice {
		return ""
	}
	switch j.pending.(type) {
	case FindIssues:
		return "Asking GitHub for newcomer issues …"
	case ReadIssue:
		return "Asking GitHub for the issue and its thread …"
	}
	return ""
}

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
		j.ran, j.begun = &r, true
		if r.OK {
			j.stage = Prove
		}
	case FoundIssues:
		j.found, j.options = &r, nil
	case Opened:
		j.open(r)
	case Surveyed:
		j.surveyed = &r
	case Mended:
		j.begun = true
		j.mended(r)
	case IssueRead:
		j.read(r)
	case MadeBranch:
		j.made = &r
		j.begun = j.begun || j.branched()
	case TaskRan:
		j.taskRan, j.begun = &r, true
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
	if w := j.inspected.Work; w.Branch != "" && w.Branch != w.Target && !slices.Contains([]string{"main", "master"}, w.Branch) {
		j.branch, j.made, j.stage = w.Branch, &MadeBranch{}, Start
	}
}
