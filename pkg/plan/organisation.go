package plan

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// PolicyPrefix is how the ids of requirements begin that are the organisation's.
const PolicyPrefix = "policy/"

// requirePermission adds what the organisation wants to be asked about before the project is worked on.
func (b *builder) requirePermission() {
	if b.choices.Practice {
		return
	}
	for _, r := range permissions(b.facts.Organisation, workOn(b.guide, b.choices.Origin, b.choices.From, b.address(b.guide.Clone.Repo))) {
		b.require(r)
	}
}

// workOn is what an organisation is told of a project that somebody wants to work on.
func workOn(g *guide.Guide, origin Origin, from, upstream string) overlay.Work {
	return overlay.Work{Guide: g, Embedded: origin.Name == "embedded", From: hidePassword(from), Upstream: upstream}
}

// permissions are what an organisation wants to be asked about before a guide's project is worked on.
func permissions(o *overlay.Organisation, w overlay.Work) []Requirement {
	if o == nil {
		return nil
	}
	var all []Requirement
	for _, r := range o.Refuses(w) {
		all = append(all, Requirement{
			ID: PolicyPrefix + r.ID, Name: "the approval of " + o.Name, Status: Missing, Observed: r.Observed, Expected: r.Expected,
			Why:   "Your organisation decides what is worked on in its name. " + o.To() + " approves it.",
			Fixes: []guide.Fix{{Run: "jupyter-onboard org request " + w.Guide.ID}},
		})
	}
	return all
}

// organisationNotes are what the organisation wants to be known before everything.
func (b *builder) organisationNotes() {
	o := b.facts.Organisation
	if o == nil {
		return
	}
	b.plan.Warnings = append(b.plan.Warnings, o.NotesAt("", "")...)
	if o.Commits.SignOff && !b.choices.Practice {
		b.plan.Warnings = append(b.plan.Warnings, o.Name+": every commit is signed off, with git commit --signoff.")
	}
}

// annotate gives a step the organisation's notes.
func (b *builder) annotate(s *Step) {
	if o := b.facts.Organisation; o != nil {
		s.Warning = strings.TrimSpace(strings.Join(append([]string{s.Warning}, o.NotesAt(s.ID, string(s.Kind))...), " "))
	}
}
