// Package journey is a newcomer's way into a project, as data.
//
// A [Journey] has stages; each shows a [Page], may ask one question and offers actions. Answers and
// actions move it on; what must happen in the world is asked for as an [Effect] and its result is taken
// back. The package does nothing itself, so the linear form and the screens, which both drive it, say
// the same facts.
package journey

import "github.com/jupyter-onboard/jupyter-onboard/pkg/event"

// A Stage is one part of the way.
type Stage string

// The stages, in order.
const (
	Choose  Stage = "choose"
	Look    Stage = "look"
	Prepare Stage = "prepare"
	GetCode Stage = "code"
	SetUp   Stage = "set-up"
	Prove   Stage = "prove"
	Issues  Stage = "issues"
	Start   Stage = "start"
)

// Stages lists the stages in order.
func Stages() []Stage {
	return []Stage{Choose, Look, Prepare, GetCode, SetUp, Prove, Issues, Start}
}

// Title is the stage's name for people.
func (s Stage) Title() string {
	switch s {
	case Choose:
		return "Choose a project"
	case Look:
		return "Look at it"
	case Prepare:
		return "Prepare this machine"
	case GetCode:
		return "Get the code"
	case SetUp:
		return "Set up"
	case Prove:
		return "Prove that it works"
	case Issues:
		return "Find an issue"
	case Start:
		return "Start"
	}
	return string(s)
}

// A Page is what a stage shows.
type Page struct {
	Stage  Stage
	Title  string
	Blocks []Block
	// Question that waits for an answer; nil if there is none.
	Question *Question
	// Actions that are offered besides answering.
	Actions []Action
	// What to know when one is lost here.
	Help string
}

// A Block is one part of a page. The types of this package with a block method are all there are.
type Block interface{ block() }

// Heading begins a part of a page.
type Heading struct{ Text string }

// Text is a paragraph.
type Text struct{ Text string }

// Written is text that somebody wrote in an issue, in Markdown.
type Written struct{ Text string }

// List is short lines of equal weight.
type List struct{ Items []string }

// Facts are labelled lines.
type Facts struct{ Rows []Fact }

// A Fact is one labelled line.
type Fact struct{ Label, Text string }

// Commands are lines to type, or that will be run.
type Commands struct{ Lines []string }

// Note is something to mind.
type Note struct {
	Level event.Level
	Text  string
}

// FindingList is what the doctor found.
type FindingList struct{ Findings []event.Finding }

// Steps are the steps of a plan.
type Steps struct{ Steps []event.Step }

// IssueList is a list of issues with their verdicts.
type IssueList struct{ Issues IssueRows }

// IssueRows are the issues of a list by their places, made when they are asked for: there may be many thousands.
type IssueRows interface {
	// Len is how many there are.
	Len() int
	// Line is what a line shows of one: number, title, labels and verdict.
	Line(i int) event.Issue
	// At is all that a list tells of one.
	At(i int) event.Issue
}

// ProjectList is projects to choose from, those of a sub-project one after the other.
type ProjectList struct{ Projects []event.Project }

// Compare is two projects side by side.
type Compare struct {
	Left, Right string
	Rows        []CompareRow
}

// A CompareRow is one labelled fact of both.
type CompareRow struct{ Label, Left, Right string }

// Items are the lines of a checklist.
type Items struct{ Items []event.Item }

func (Heading) block()     {}
func (Text) block()        {}
func (Written) block()     {}
func (List) block()        {}
func (Facts) block()       {}
func (Commands) block()    {}
func (Note) block()        {}
func (FindingList) block() {}
func (Steps) block()       {}
func (IssueList) block()   {}
func (ProjectList) block() {}
func (Compare) block()     {}
func (Items) block()       {}

// A Question waits for an answer.
type Question struct {
	// Stable name, which a flag answers: --answer ID=VALUE.
	ID   string
	Text string
	// Options to choose from; none for a free answer.
	Options []Option
	// Answer that is taken when nothing is typed; empty if one must be given.
	Default string
	// Several options may be taken, parted by commas.
	Many bool
	// So many options must be taken; 0 for any number.
	Exactly int
	// Any number is an answer, too.
	Numbers bool
	// Explicit says that --yes doesn't answer it: nothing may be guessed.
	Explicit bool
}

// An Option is one answer.
type Option struct {
	Value, Title string
	// Why one would take it.
	Detail string
}

// An Action is something to do on a page besides answering its question.
type Action struct {
	// Stable name, which is also what is typed in the linear form.
	ID    string
	Title string
}
