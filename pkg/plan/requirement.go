package plan

import (
	"fmt"
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

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
	// UnknownVersion: it is there but doesn't tell its version. It is taken as met, with a warning.
	UnknownVersion Status = "unknown-version"
)

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
	// How the plan brings it, if Status is Provided.
	Provide guide.Provide
	// Ways for a person to get it, those without admin rights first.
	Fixes []guide.Fix
}

// Blocks reports whether the plan can't run because of it.
func (r Requirement) Blocks() bool {
	return !r.Optional && (r.Status == Missing || r.Status == WrongVersion)
}

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
	b.checkout()
	b.require(need{tool: "git", why: "It fetches the code and keeps your changes.", optional: b.cloned()})
	b.require(need{tool: "bash", why: "The guide's commands are written for it."})
	b.requirePython()
	b.requireNode()
	if b.recipe.Kind == guide.Conda || b.recipe.Kind == guide.Pixi {
		b.require(need{tool: string(b.recipe.Kind), why: "The recipe makes the environment with it."})
	}
	for _, t := range b.guide.Requires {
		if b.serves(t.Profiles) && b.here(t.When) {
			b.require(need{
				tool: t.Tool, version: t.Version, why: t.Why, optional: t.Optional,
				provide: t.Provide, fixes: t.Fixes,
			})
		}
	}
	b.requireDisk()
}

// need is a program in a version range, before the machine is looked at.
type need struct {
	tool, version, why string
	optional           bool
	provide            *guide.Provide
	fixes              []guide.Fix
}

func (b *builder) require(n need) {
	r := Requirement{
		ID: "tool/" + n.tool, Name: n.tool, Why: n.why, Optional: n.optional,
		Expected: wanted(n.tool, n.version), Fixes: b.fixes(append(n.fixes, builtinFixes(n.tool)...)),
	}
	program, found := b.facts.Tools[n.tool]
	r.Status, r.Observed = judge(n.tool, n.version, program, found)
	provide := n.provide
	if provide == nil {
		provide = builtinProvide(n.tool)
	}
	if r.Status != Met && r.Status != UnknownVersion && !r.Optional && provide != nil && !b.choices.NoFix {
		r.Status, r.Provide = Provided, *provide
	}
	b.settle(r)
}

func (b *builder) settle(r Requirement) {
	b.plan.Requirements = append(b.plan.Requirements, r)
	if r.Status == Provided {
		b.provided = append(b.provided, r)
	}
}

// judge compares what was found with the range, both for people and for the decision.
func judge(tool, version string, p Program, found bool) (Status, string) {
	switch {
	case !found:
		return Missing, tool + " was not found on PATH"
	case version == "":
		return Met, fmt.Sprintf("%s %s at %s", tool, p.Version, p.Path)
	case p.Version == "":
		return UnknownVersion, fmt.Sprintf("%s at %s doesn't tell its version: %s", tool, p.Path, p.Problem)
	}
	ok, err := guide.NodeMatches(version, p.Version)
	switch {
	case err != nil:
		return UnknownVersion, fmt.Sprintf("%s %s at %s: the version can't be compared", tool, p.Version, p.Path)
	case !ok:
		return WrongVersion, fmt.Sprintf("%s %s at %s", tool, p.Version, p.Path)
	}
	return Met, fmt.Sprintf("%s %s at %s", tool, p.Version, p.Path)
}

func wanted(tool, version string) string {
	if version == "" {
		return tool
	}
	return tool + " " + version
}

// fixes keeps those for this machine, the ones without admin rights first.
func (b *builder) fixes(all []guide.Fix) []guide.Fix {
	var out []guide.Fix
	for _, admin := range []bool{false, true} {
		for _, f := range all {
			if f.Admin == admin && (len(f.OS) == 0 || slices.Contains(f.OS, b.facts.OS)) {
				out = append(out, f)
			}
		}
	}
	return out
}

func (b *builder) cloned() bool { return b.facts.Checkout.State == Cloned }

// checkout refuses a folder that holds something else than a checkout of the project.
func (b *builder) checkout() {
	for _, d := range b.facts.Checkout.Differences {
		if d.Refuses {
			b.plan.Requirements = append(b.plan.Requirements, Requirement{
				ID: "checkout/usable", Name: "the folder " + b.plan.Dir, Status: Missing,
				Observed: d.Observed, Expected: d.Expected, Why: d.Next,
			})
		} else {
			b.plan.Warnings = append(b.plan.Warnings, d.Observed+". "+d.Next)
		}
	}
}

// requireDisk compares the guide's figure with what is free, while the checkout isn't there.
func (b *builder) requireDisk() {
	need := b.profile.Resources.Disk
	if need == 0 {
		need = b.guide.Resources.Disk
	}
	if need == 0 || b.facts.DiskFree == 0 || b.facts.Environment.Maker != "" {
		return
	}
	r := Requirement{
		ID: "disk/free", Name: "disk space", Status: Met, Expected: need.String() + " free",
		Observed: b.facts.DiskFree.String() + " free where " + b.plan.Dir + " goes",
		Why:      "The checkout and its environment take about as much.",
	}
	if b.facts.DiskFree < need {
		r.Status = Missing
		r.Fixes = []guide.Fix{{Run: "jupyter-onboard setup " + b.guide.ID + " --dir /a/folder/on/a/larger/disk"}}
	}
	b.settle(r)
}
