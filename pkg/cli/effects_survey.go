package cli

import (
	"context"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// open reads the guides of projects that were chosen from the list. Of one it finds the checkout that an earlier
// run was made for; nothing runs before the guide is approved.
func (d *doer) open(ctx context.Context, e journey.Open) journey.Result {
	a := d.app
	r := journey.Opened{Choices: e.Choices}
	for _, id := range e.IDs {
		entry, g, err := a.find(ctx, id, projectFlags{})
		if err != nil {
			return journey.Opened{Err: troubleOf(ctx, err)}
		}
		r.Guides = append(r.Guides, g)
		d.embedded[g.ID] = entry.Origin().Kind == catalog.Embedded
		r.Choices.Origin = originOf(entry)
		if a.trust().Admit(entry) != nil {
			r.Unapproved = "jupyter-onboard start " + g.ID
		}
	}
	if len(r.Guides) != 1 || d.project.dir != "" {
		return r
	}
	dir := a.lookForCheckout(d.engine, e.Choices.Work, r.Guides[0].ID)
	if dir == "" {
		return r
	}
	// A guide that another file gave is found by name and folder: `start PROJECT` does.
	if known := d.engine.Recall(dir); known.Project == r.Guides[0].ID && known.GuideFile == "" {
		r.Known = true
		r.Choices.Dir, r.Choices.Profile, r.Choices.Recipe = dir, known.Profile, known.Recipe
		r.Choices.From = first(r.Choices.From, known.From)
	}
	return r
}

// survey finds out what each profile of a guide costs on this machine. Nothing is changed.
func (d *doer) survey(ctx context.Context, e journey.Survey) journey.Result {
	var r journey.Surveyed
	for _, profile := range e.Guide.Profiles {
		c := e.Choices
		c.Profile = profile.ID
		facts := d.engine.Facts(ctx, e.Guide, c)
		r.DiskFree, r.Memory = facts.DiskFree, facts.Memory
		s := journey.ProfileSurvey{ID: profile.ID}
		p, err := plan.Build(e.Guide, facts, c)
		if err != nil {
			s.Err = err
			r.Profiles = append(r.Profiles, s)
			continue
		}
		for _, step := range p.Steps {
			if step.Satisfied == "" {
				s.Time += step.Estimate
			}
			if step.Kind == plan.KindClone && step.Satisfied != "" {
				s.Checkout = p.Dir
			}
		}
		for _, q := range p.Requirements {
			switch {
			case q.Blocks():
				s.Lacks = append(s.Lacks, q.Observed+" (needed: "+q.Expected+")")
			case q.Status == plan.Provided:
				s.Brings = append(s.Brings, q.Name)
			case q.Name == "python" && q.Status == plan.Met:
				s.Python = q.Observed
			}
		}
		r.Profiles = append(r.Profiles, s)
	}
	return r
}
