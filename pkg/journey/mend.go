package journey

import (
	"fmt"
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A mending is one finding of the doctor that the person looks at, and what they said about it.
type mending struct {
	finding     doctor.Finding
	name, email string
	done        *Mended
}

// preparePage is how the machine stands, or one finding with its ways out.
func (j *Journey) preparePage() Page {
	if j.mending != nil {
		return j.mendPage()
	}
	p := Page{Title: "Is this machine ready?", Help: "What is missing and can be brought without admin rights is part of the set-up. For the rest choose a line below: it says how, and does it where it can. What only warns may stay as it is."}
	if j.inspected == nil {
		p.Blocks = append(p.Blocks, Text{"Looking at this machine …"})
		return p
	}
	if err := j.inspected.Err; err != nil {
		p.Blocks = append(p.Blocks, trouble(err)...)
		p.Question = again()
		return p
	}
	pl := j.inspected.Plan
	p.Blocks = append(p.Blocks, j.readiness(pl), FindingList{Findings(j.inspected.Findings)})
	for _, w := range pl.Warnings {
		p.Blocks = append(p.Blocks, Note{event.Warning, w})
	}
	if len(pl.Blockers()) > 0 {
		p.Question = again()
	} else {
		p.Question = &Question{ID: "prepare", Text: "Go on?", Default: "yes", Options: []Option{
			{Value: "yes", Title: "go on"}, {Value: "again", Title: "check again"},
		}}
	}
	for _, f := range j.inspected.Findings {
		if f.Severity != doctor.OK && !f.Automatic && len(f.Fixes) > 0 {
			title := "how to fix " + f.Title
			if f.ID == doctor.IdentityID && j.checkout() != "" || len(j.inspected.Mends[f.ID]) > 0 {
				title = "fix " + f.Title + ", or see how"
			}
			p.Question.Options = append(p.Question.Options, Option{Value: f.ID, Title: title})
		}
	}
	return p
}

// readiness is the answer to the page's question, before its reasons.
func (j *Journey) readiness(pl plan.Plan) Note {
	if n := len(pl.Blockers()); n > 0 {
		return Note{event.Blocker, "Not yet: set-up can't begin as long as " + plural(n, "something needed is", fmt.Sprintf("%d needed things are", n)) + " missing. Do one of the fixes, then check again."}
	}
	mind := 0
	for _, f := range j.inspected.Findings {
		if f.Severity == doctor.Warning {
			mind++
		}
	}
	text := "Yes: nothing stands in the way of the set-up."
	if mind > 0 {
		text += " " + plural(mind, "One thing is to mind; it", fmt.Sprintf("%d things are to mind; they", mind)) + " can wait."
	}
	return Note{event.OK, text}
}

func again() *Question {
	return &Question{ID: "prepare", Text: "Check again when it is mended", Options: []Option{{Value: "again", Title: "check again"}}}
}

func (j *Journey) answerPrepare(v string) error {
	switch v {
	case "again":
		j.goTo(Prepare)
		return nil
	case "yes":
		j.stage = GetCode
		return nil
	}
	for _, f := range j.inspected.Findings {
		if f.ID == v {
			j.mending = &mending{finding: f}
		}
	}
	return nil
}

// mendPage is one finding: why it matters, how to mend it, and the offer to do so.
func (j *Journey) mendPage() Page {
	m := j.mending
	p := Page{Title: firstUpper(m.finding.Title), Help: "Nothing runs before you say yes to exactly the commands that are shown. What needs admin rights is never run from here. You may leave it as it is and come back."}
	p.Blocks = append(p.Blocks, FindingList{Findings([]doctor.Finding{m.finding})})
	if m.done != nil {
		if m.done.Err != nil {
			p.Blocks = append(p.Blocks, trouble(m.done.Err)...)
		} else {
			p.Blocks = append(p.Blocks, Note{event.Warning, fmt.Sprintf("The command ended with exit code %d; it is as it was.", m.done.Code)})
		}
	}
	leave := Option{Value: "no", Title: "leave it as it is"}
	mend := Mend{Title: m.finding.Title, Commands: j.mendCommands()}
	switch identity := m.finding.ID == doctor.IdentityID; {
	case identity && j.checkout() == "":
		p.Blocks = append(p.Blocks, Text{"There is no checkout yet, so nothing is set from here. Before your branch is made you are asked for both, for this checkout only."})
		p.Question = &Question{ID: "mend", Text: "Leave it for now?", Options: []Option{leave, {Value: "again", Title: "check again"}}}
	case identity && m.name == "":
		p.Question = &Question{ID: "name", Text: "Your name, as your commits shall carry it (for this checkout only)"}
	case identity && m.email == "":
		p.Question = &Question{ID: "email", Text: "Your e-mail address (for this checkout only): one that GitHub knows, or the noreply address of its settings"}
	case len(mend.Commands) > 0:
		p.Blocks = append(p.Blocks, Heading{"What fixes it"}, Commands{mend.Lines()})
		p.Question = &Question{ID: "mend", Text: "Run it now?", Options: []Option{{Value: "yes", Title: "run it"}, leave, {Value: "again", Title: "check again"}}}
	default:
		p.Blocks = append(p.Blocks, Text{"That is yours to do, in another window. Then check again."})
		p.Question = &Question{ID: "mend", Text: "Is it done?", Options: []Option{{Value: "again", Title: "check again"}, leave}}
	}
	return p
}

// mendCommands are what mends the finding that is looked at; none if only the person can.
func (j *Journey) mendCommands() [][]string {
	m := j.mending
	if m.finding.ID == doctor.IdentityID {
		dir := j.checkout()
		if dir == "" {
			return nil
		}
		config := func(key, value string) []string {
			return []string{"git", "-C", dir, "config", "--local", key, value}
		}
		return [][]string{config("user.name", m.name), config("user.email", m.email)}
	}
	commands := j.inspected.Mends[m.finding.ID]
	return commands[:min(len(commands), 1)] // One way is enough; the first needs the least.
}

// checkout is the folder of the checkout; empty before there is one.
func (j *Journey) checkout() string {
	for _, s := range j.inspected.Steps {
		if s.Step.Kind == plan.KindClone && s.Done {
			return j.inspected.Plan.Dir
		}
	}
	return ""
}

// answerIdentity takes a part of who commits, unless it can't be meant.
func (j *Journey) answerIdentity(q *Question, v string) error {
	given := plan.Configured{Value: v, Origin: "your answer"}
	for _, c := range plan.CheckIdentity(plan.Identity{Name: given, Email: given}, j.inspected.Domains, false) {
		if c.ID == q.ID && c.Blocks {
			return &AnswerError{Question: *q, Value: v, Reason: c.Observed + "; expected: " + c.Expected}
		}
	}
	if q.ID == "name" {
		j.mending.name = v
	} else {
		j.mending.email = v
	}
	return nil
}

// Lines are the commands as they are read, the script of a shell as itself.
func (m Mend) Lines() []string {
	var lines []string
	for _, argv := range m.Commands {
		if len(argv) == 3 && argv[0] == "bash" && argv[1] == "-c" {
			lines = append(lines, argv[2])
			continue
		}
		lines = append(lines, plan.Quote(argv))
	}
	return lines
}

func (j *Journey) answerMend(v string) error {
	switch v {
	case "yes":
		j.pending = Mend{Title: j.mending.finding.Title, Commands: slices.Clone(j.mendCommands())}
	case "no":
		j.mending = nil
	case "again":
		j.goTo(Prepare)
	}
	return nil
}

// mended looks at the machine again, unless the fix has failed.
func (j *Journey) mended(r Mended) {
	if r.Err == nil && r.Code == 0 || j.mending == nil {
		j.goTo(Prepare)
		return
	}
	j.mending.done = &r
}
