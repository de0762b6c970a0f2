package cli

import (
	"context"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

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
