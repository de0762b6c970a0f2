package journey

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

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
	if j.stage == Start && j.made != nil && j.made.Ask != nil {
		return j.answerBegin(q, v)
	}
	switch q.ID {
	case "project":
		j.pending = Open{IDs: []string{v}, Choices: j.config.Choices}
	case "know", "do", "time", "use":
		j.answerWish(v)
	case "pair":
		return j.answerPair(q, v)
	case "profile":
		j.choices.Profile = v
		j.goTo(Prepare)
	case "unapproved":
		j.stage = Choose
	case "prepare":
		return j.answerPrepare(v)
	case "name", "email":
		return j.answerIdentity(q, v)
	case "mend":
		return j.answerMend(v)
	case "dir":
		j.choices.Dir, j.moving = v, false
		j.goTo(SetUp)
	case "set-up":
		return j.answerSetUp(v)
	case "proved":
		j.goTo(Issues)
	case "issue":
		return j.answerIssue(v)
	case "number":
		return j.answerNumber(q, v)
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
	j.guide, j.surveyed = g, nil
	j.goTo(Look)
}

// goTo enters a stage and asks for what it needs from the world.
func (j *Journey) goTo(s Stage) {
	j.stage = s
	switch s {
	case Look:
		if _, given := j.config.Answers["profile"]; given && !j.asked["profile"] {
			return // Nobody looks.
		}
		if j.surveyed == nil && j.unapproved == "" {
			j.pending = Survey{Guide: j.guide, Choices: j.choices}
		}
	case Prepare, SetUp:
		j.inspected, j.ran, j.mending = nil, nil, nil
		j.pending = Inspect{Guide: j.guide, Choices: j.choices}
	case Issues:
		j.found, j.issue, j.looking, j.naming, j.unread, j.readNotes = nil, nil, false, false, nil, nil
		j.pending = FindIssues{Guide: j.guide}
	case Choose, GetCode, Prove, Start:
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
		j.backInPrepare()
	case GetCode:
		if j.moving { // The plan is still there.
			j.moving, j.stage = false, SetUp
			return
		}
		j.goTo(Prepare)
	case SetUp:
		j.stage = GetCode
	case Prove:
		j.goTo(SetUp)
	case Issues:
		switch {
		case j.looking, j.naming:
			j.looking, j.naming = false, false
		default:
			j.stage = Prove
		}
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

// backInPrepare goes from a finding to all of them, and from them to the stage before.
func (j *Journey) backInPrepare() {
	switch m := j.mending; {
	case m == nil:
		j.goTo(Look)
	case m.email != "":
		m.email = ""
	case m.name != "":
		m.name = ""
	default:
		j.mending = nil
	}
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
