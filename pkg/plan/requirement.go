package plan

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

// A Status is how a requirement stands on a machine.
type Status string

// The states of a requirement.
const (
	// Met: the machine has it, in a version that works.
	Met Status = "met"
	// Provided: the plan brings it into the environment or the checkout.
	Provided Status = "provided"
	// Missing: it isn't there.
	Missing Status = "missing"
	// WrongVersion: it is there in a version that doesn't work.
	WrongVersion Status = "wrong-version"
	// NoAnswer: it is there but too slow to answer, so nothing can be built on it.
	NoAnswer Status = "no-answer"
	// UnknownVersion: it is there but doesn't tell its version. It is taken as met, with a warning.
	UnknownVersion Status = "unknown-version"
)

// lacks reports whether the machine doesn't have it.
func (s Status) lacks() bool { return s == Missing || s == WrongVersion || s == NoAnswer }

// A Requirement is something that the project needs of the machine, and how it stands there.
type Requirement struct {
	// Stable name, such as tool/node.
	ID string
	// Name of the program.
	Name   string
	Status Status
	// What was seen, and what is needed.
	Observed, Expected string
	Why                string
	// True if set-up ends well without it.
	Optional bool
	// How the plan brings it, if Status is Provided; zero if its step does more than an install.
	Provide guide.Provide
	// Ways for a person to get it, those without admin rights first.
	Fixes []guide.Fix
}

// Blocks reports whether the plan can't run because of it.
func (r Requirement) Blocks() bool { return !r.Optional && r.Status.lacks() }

// Blockers lists what is missing so that the plan can't run. A plan with blockers is shown, never run.
func (p Plan) Blockers() []Requirement {
	var out []Requirement
	for _, r := range p.Requirements {
		if r.Blocks() {
			out = append(out, r)
		}
	}
	return out
}

// requirements decides for everything that the chosen profile needs whether the machine has it, the
// plan brings it, or the person must.
func (b *builder) requirements() {
	b.requirePermission()
	b.requireFolders()
	tools := b.tools(carriers{pip: true, npm: true})
	interpreter := b.requirePython(carriesWheels(tools))
	if interpreter.Status.lacks() && !b.ownPython() {
		// Only the tools needed it, and without it they can't be brought either.
		tools, interpreter, b.python = b.tools(carriers{}), Requirement{}, python{}
	}
	for _, r := range tools {
		if r.Name == "python" && interpreter.ID != "" {
			continue // It is in the environment.
		}
		b.require(r)
		if r.Name == "bash" && interpreter.ID != "" {
			b.require(interpreter)
		}
	}
	b.requireContainer()
	b.requireDisk()
}

// require adds a requirement, and notes whether a step has to bring it.
func (b *builder) require(r Requirement) {
	b.plan.Requirements = append(b.plan.Requirements, r)
	if r.Status == Provided && r.Provide != (guide.Provide{}) {
		b.provided = append(b.provided, r)
	}
}
