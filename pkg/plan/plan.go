// Package plan decides what a run does.
//
// [Build] turns a guide, the facts of a machine and a person's choices into a [Plan]: ordered steps
// as data, each with its exact command and the reason why it is there. It is pure: the same input
// gives the same plan, and a dry run is nothing but the plan printed.
package plan

import (
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// A Plan is what a run is going to do.
type Plan struct {
	Guide *guide.Guide
	// Where the guide came from and the SHA-256 of its bytes.
	Origin Origin
	// Absolute folder of the checkout.
	Dir string
	// Address that replaces upstream's, if one was given.
	From string
	// Chosen profile and recipe, by their ids.
	Profile, Recipe string
	// Practice says that the project is the sample.
	Practice bool
	// Environment of the checkout; its zero value if the project needs none.
	Environment Layout
	// What the tools are told of mirrors, proxies and certificates, beside what the person has set. Each step
	// that runs something has those that aren't secret among its own; secret ones are for steps that use the
	// network, which get them as they start.
	Variables []overlay.Variable
	// Things to know before it runs.
	Warnings []string
	// What the project needs of the machine, met or not, in the order of the guide.
	Requirements []Requirement
	// Steps in an order that satisfies their needs.
	Steps []Step

	// pip is the command that installs into the environment; nil without one.
	pip []string
	// env and path make a command run in the managed environment.
	env  map[string]string
	path []string
	os   guide.OS
}

// Origin says where a guide came from.
type Origin struct {
	// embedded, or the path or address of its file.
	Name string
	// SHA-256 of its bytes in hexadecimal.
	SHA256 string
	// Path of its file, if a person named it; empty for any other.
	File string
}

// A StepKind is what kind of action a step is.
type StepKind string

// The kinds of step. Authors write Pip and Run; the engine adds the others.
const (
	KindClone   StepKind = "clone"
	KindPython  StepKind = "python"
	KindProvide StepKind = "provide"
	KindPip     StepKind = "pip"
	KindRun     StepKind = "run"
	KindVerify  StepKind = "verify"
)

// A Step is one action of a plan, as data.
type Step struct {
	ID    string
	Kind  StepKind
	Title string
	// Why the project needs it.
	Why string
	// Why it is in this plan, on this machine.
	Cause string
	// What is done: a clone, a program or a script.
	Action Action
	// Folder that it runs in.
	Dir string
	// Folders before PATH, the first wins.
	Path []string
	// Variables beside the person's own.
	Env map[string]string
	// Ids of steps that come before it: each stands earlier in the plan. Two steps that write into the
	// same environment or folder of tools never run side by side.
	Needs []string
	// Absolute paths that exist when it is done, as glob patterns: what is special in the name of a folder
	// is escaped, as [[] for [.
	Creates []string
	// What else must hold when it is done.
	Check Check
	// Glob patterns below Root whose contents make it necessary again.
	Inputs []string
	Root   string
	// Identity of the step's definition in the guide. It doesn't change with the machine.
	Digest  string
	Timeout time.Duration
	Retries int
	Network bool
	Writes  []guide.Effect
	// Pattern that the output must match.
	Expect string
	// Time it took in the newest receipt for this profile; 0 if unknown.
	Estimate time.Duration
	Warning  string
	Unproved string
	// Why it is done already, if the facts say so.
	Satisfied string
}

// An Action is what a step does.
type Action struct {
	Clone *Clone
	// What a branch is begun with; see [BuildBranch].
	Begin *Begin
	// Program and arguments.
	Argv []string
	// Script for bash.
	Script string
	// Packages that the script first checks to be imported from the checkout, and the guide's own part of
	// the script behind that check; empty if there is no such check.
	FromCheckout []string
	Own          string
}

// A Clone fetches a repository into a folder that doesn't exist yet. The plan's own is the step "clone";
// those of companions are called clone-NAME.
type Clone struct {
	URL string
	Dir string
	// Branch to check out; empty for the server's default.
	Branch string
	// Fetch all tags, all file contents.
	Tags, Full bool
	// Paths of the submodules to fetch, and whether their addresses for SSH are read as https.
	Submodules []string
	SSHAsHTTPS bool
}

// A Check is what must hold when a step is done. Its zero value holds nothing.
type Check struct {
	// Folder of the environment's packages (a glob pattern where it depends on the version of
	// Python), and distributions that are there.
	Site      string
	Installed []string
	// Distributions that are there in editable form, from the checkout.
	Editable []string
	// Absolute paths (glob patterns) of files that are there and not empty.
	Files []string
	// Script for bash that ends with 0.
	Script string
}

// IsZero reports whether the check says nothing.
func (c Check) IsZero() bool {
	return len(c.Files) == 0 && len(c.Installed) == 0 && len(c.Editable) == 0 && c.Script == ""
}
