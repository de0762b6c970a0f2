package journey

import (
	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/issues"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// An Effect is something that must happen in the world before the journey goes on. Whoever drives it
// carries the effect out and gives the matching result to [Journey.Take].
type Effect interface{ effect() }

// Inspect asks for the plan on this machine. Its result is [Inspected].
type Inspect struct {
	Guide   *guide.Guide
	Choices plan.Choices
}

// Run asks to carry the plan out. Its events are shown as they come; its result is [Ran].
type Run struct{ Plan plan.Plan }

// FindIssues asks for newcomer issues. Its result is [FoundIssues].
type FindIssues struct{ Guide *guide.Guide }

// ReadIssue asks for an issue with its thread. Its result is [IssueRead].
type ReadIssue struct {
	Guide  *guide.Guide
	Number int
}

// Mend asks to run commands that the person has said yes to, one after the other until one fails, their output
// shown as it comes. Its result is [Mended].
type Mend struct {
	Title    string
	Commands [][]string
}

// MakeBranch asks for a branch from fresh upstream, as [plan.BuildBranch] decides it. Its result is [MadeBranch].
type MakeBranch struct {
	Plan    plan.Plan
	Issue   plan.BranchIssue
	Choices plan.BranchChoices
	// Confirmed says that the person has said yes to the steps that were shown.
	Confirmed bool
}

// RunTask asks to run a task of the guide, its output shown as it comes. Its result is [TaskRan].
type RunTask struct {
	Plan plan.Plan
	Task guide.Task
}

func (Inspect) effect()    {}
func (Run) effect()        {}
func (FindIssues) effect() {}
func (ReadIssue) effect()  {}
func (Mend) effect()       {}
func (MakeBranch) effect() {}
func (RunTask) effect()    {}

// A Result is what came of an effect.
type Result interface{ result() }

// Inspected is the plan, and which of its steps are done.
type Inspected struct {
	Plan  plan.Plan
	Steps []StepState
	// Shown are the same steps in the form that views show: without credentials, with their states.
	Shown    []event.Step
	Findings []doctor.Finding
	// Mends are commands that could mend a finding here, by its id: none needs admin rights, and their programs
	// are there.
	Mends map[string][][]string
	// Domains are those that the organisation wants an author's address to be of; none for any.
	Domains []string
	// Work is what git says of the checkout, if there is one.
	Work Work
	// DiskFree is how many bytes are free where the checkout goes; 0 if unknown.
	DiskFree guide.Size
	Err      error
}

// Ran is how a run ended.
type Ran struct {
	OK      bool
	Failure *event.Failure
	// Proofs that are green now, in words.
	Proofs []string
	Err    error
}

// FoundIssues are issues with their verdicts, and what to know of the list.
type FoundIssues struct {
	// List has the best first; those that somebody has come last. Nil for none.
	List  *issues.List
	Notes []Note
	// Problem is why there is no list; nil if there is one.
	Problem *Problem
}

// IssueRead is an issue with what its thread tells.
type IssueRead struct {
	Found issues.Found
	Notes []Note
	// Problem is why it couldn't be read; nil if it was.
	Problem *Problem
}

// Mended is how the commands ended: with the exit code of the one that failed, or 0.
type Mended struct {
	Code int
	Err  error
}

// MadeBranch says whether the branch is there, or what must be decided first: then nothing was changed.
type MadeBranch struct {
	Err error
	// Ask is what only the person can decide; nil for nothing. Shown is what they should see for it.
	Ask   *plan.Question
	Shown []Block
	// PushTo is the remote that pushes of the branch go to, Fork what it is, as owner/name; empty if there is none.
	PushTo, Fork string
}

// TaskRan is how a task ended.
type TaskRan struct {
	Code int
	Err  error
}

func (Inspected) result()   {}
func (Ran) result()         {}
func (FoundIssues) result() {}
func (IssueRead) result()   {}
func (Mended) result()      {}
func (MadeBranch) result()  {}
func (TaskRan) result()     {}
