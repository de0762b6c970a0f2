package journey

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Config is what a journey begins with.
type Config struct {
	// Guides to choose from, in the order they are shown.
	Guides []*guide.Guide
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

// An AnswerError says that an answer doesn't fit its question. The question stays.
type AnswerError struct {
	Question Question
	Value    string
	Reason   string
}

// Error implements error.
func (e *AnswerError) Error() string {
	return fmt.Sprintf("%q is no answer to %q: %s", e.Value, e.Question.Text, e.Reason)
}

// Given returns the answer that was given beforehand to the page's question, or its default under Yes.
// An answer given beforehand is used once, so that a wrong one is asked again.
func (j *Journey) Given() (string, bool) {
	q := j.Page().Question
	if q == nil {
		return "", false
	}
	if v, ok := j.config.Answers[q.ID]; ok && !j.asked[q.ID] {
		j.asked[q.ID] = true
		return v, true
	}
	if j.config.Yes && !j.asked["yes "+q.ID] {
		if v := q.safe(); v != "" {
			// Once: what --yes has answered in vain is asked, or ends the run.
			j.asked["yes "+q.ID] = true
			return v, true
		}
	}
	return "", false
}

// safe is what --yes answers: the default, or yes where that is an option.
func (q *Question) safe() string {
	if q.Default != "" {
		return q.Default
	}
	for _, o := range q.Options {
		if o.Value == "yes" {
			return o.Value
		}
	}
	return ""
}

// Resolve turns what was typed into a value: the number or the value of an option, or the default.
func (q *Question) Resolve(typed string) (string, error) {
	v := strings.TrimSpace(typed)
	if v == "" {
		if q.Default == "" {
			return "", &AnswerError{Question: *q, Value: typed, Reason: "an answer is needed"}
		}
		return q.Default, nil
	}
	if len(q.Options) == 0 {
		return v, nil
	}
	if q.Many {
		return q.resolveMany(v)
	}
	return q.resolveOne(v)
}

// resolveMany resolves each part of an answer and joins them by commas, each once.
func (q *Question) resolveMany(typed string) (string, error) {
	var values []string
	for part := range strings.SplitSeq(typed, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		v, err := q.resolveOne(part)
		if err != nil {
			return "", err
		}
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return strings.Join(values, ","), nil
}

func (q *Question) resolveOne(v string) (string, error) {
	for _, o := range q.Options {
		if strings.EqualFold(o.Value, v) {
			return o.Value, nil
		}
	}
	if n, err := strconv.Atoi(v); err == nil && !q.numeric() {
		if n >= 1 && n <= len(q.Options) {
			return q.Options[n-1].Value, nil
		}
		return "", &AnswerError{Question: *q, Value: v, Reason: fmt.Sprintf("there are 1 to %d", len(q.Options))}
	}
	var found []string
	for _, o := range q.Options {
		if strings.HasPrefix(strings.ToLower(o.Value), strings.ToLower(v)) {
			found = append(found, o.Value)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	names := make([]string, len(q.Options))
	for i, o := range q.Options {
		names[i] = o.Value
	}
	return "", &AnswerError{Question: *q, Value: v, Reason: "there are: " + strings.Join(names, ", ")}
}

// numeric reports whether the options' values are numbers themselves, as those of issues are: then a
// number means the value and not the place.
func (q *Question) numeric() bool {
	for _, o := range q.Options {
		if _, err := strconv.Atoi(o.Value); err == nil {
			return true
		}
	}
	return false
}

// Answer answers the page's question with what was typed, and moves the journey on.
func (j *Journey) Answer(typed string) error {
	q := j.Page().Question
	if q == nil {
		return nil
	}
	v, err := q.Resolve(typed)
	if err != nil {
		return err
	}
	return j.answer(q, v)
}

func (j *Journey) answer(q *Question, v string) error {
	switch q.ID {
	case "project":
		for _, g := range j.config.Guides {
			if g.ID == v {
				j.choose(g)
			}
		}
	case "know", "do", "time", "use":
		j.answerWish(v)
	case "pair":
		return j.answerPair(q, v)
	case "profile":
		j.choices.Profile = v
		j.goTo(Prepare)
	case "prepare":
		if v == "again" {
			j.goTo(Prepare)
			return nil
		}
		j.stage = GetCode
	case "dir":
		j.choices.Dir = v
		j.goTo(SetUp)
	case "set-up":
		return j.answerSetUp(v)
	case "proved":
		j.goTo(Issues)
	case "issue":
		return j.answerIssue(v)
	case "take":
		return j.answerTake(v)
	case "branch":
		return j.answerBranch(q, v)
	case "work":
		return j.answerWork(v)
	}
	return nil
}

func (j *Journey) choose(g *guide.Guide) {
	j.guide = g
	j.stage = Look
}

// goTo enters a stage and asks for what it needs from the world.
func (j *Journey) goTo(s Stage) {
	j.stage = s
	switch s {
	case Prepare, SetUp:
		j.inspected, j.ran = nil, nil
		j.pending = Inspect{Guide: j.guide, Choices: j.choices}
	case Issues:
		j.found, j.issue, j.looking = nil, nil, false
		j.pending = FindIssues{Guide: j.guide}
	case Choose, Look, GetCode, Prove, Start:
	}
}

// Back goes to the stage before. Nothing that was made is undone.
func (j *Journey) Back() {
	j.pending = nil
	switch j.stage {
	case Choose:
		j.backInChoose()
	case Look:
		if j.config.Guide == nil {
			j.stage = Choose
		}
	case Prepare:
		j.stage = Look
	case GetCode:
		j.goTo(Prepare)
	case SetUp:
		j.stage = GetCode
	case Prove:
		j.goTo(SetUp)
	case Issues:
		if j.looking {
			j.looking = false
			return
		}
		j.stage = Prove
	case Start:
		j.goTo(Issues)
	}
}

// CanBack reports whether there is a page before this one.
func (j *Journey) CanBack() bool {
	switch j.stage {
	case Choose:
		return j.choosing != browsing
	case Look:
		return j.config.Guide == nil
	case Prepare, GetCode, SetUp, Prove, Issues, Start:
	}
	return true
}

// backInChoose goes to the question before, or to the list.
func (j *Journey) backInChoose() {
	switch j.choosing {
	case browsing, askKnow, askPair:
		j.choosing = browsing
	case askDo, askTime, askUse, suggested, compared:
		j.choosing--
	}
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
