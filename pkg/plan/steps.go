package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

const (
	defaultTimeout     = 30 * time.Minute
	cloneTimeout       = 60 * time.Minute
	environmentTimeout = 15 * time.Minute
	verifyTimeout      = 10 * time.Minute
)

func networkRetries(network bool) int {
	if network {
		return 2
	}
	return 0
}

// Command is the action as a person would type it, or the script as it is.
func (a Action) Command() string {
	switch {
	case a.Clone != nil:
		return a.Clone.Command()
	case a.Begin != nil:
		return a.Begin.Command()
	case len(a.Argv) > 0:
		return Quote(a.Argv)
	}
	return strings.TrimRight(a.Script, "\n")
}

// steps adds the guide's own steps for the chosen profile, recipe and machine.
func (b *builder) steps() {
	g := b.graph()
	for _, i := range g.order() {
		st := g.all[i]
		needs := slices.Clone(b.base)
		for _, n := range g.needs[i] {
			needs = append(needs, g.all[n].ID)
		}
		if len(st.Pip) > 0 {
			// pip may not run twice at the same time in one environment.
			if b.lastPip != "" && !slices.Contains(needs, b.lastPip) {
				needs = append(needs, b.lastPip)
			}
			b.lastPip = st.ID
		}
		b.add(b.step(st, needs))
	}
}

func (b *builder) step(st guide.Step, needs []string) Step {
	root := b.plan.root(st.Companion)
	s := Step{
		ID: st.ID, Kind: KindRun, Title: st.Title, Why: st.Why, Cause: b.stepCause(st),
		Dir: join(b.facts.OS, root, st.Dir), Env: maps.Clone(st.Env), Needs: needs,
		Creates: b.creates(root, st.Creates), Inputs: st.Inputs, Root: root, Digest: stepDigest(st),
		Timeout: time.Duration(st.Timeout), Writes: st.Writes, Warning: st.Warning, Unproved: st.Unproved,
	}
	if len(st.Pip) > 0 {
		s.Kind, s.Network = KindPip, true
		s.Action = install(b.pip(nil), st.Pip)
	} else {
		s.Action = Action{Script: b.plan.script(st.Run)}
	}
	if st.Network != nil {
		s.Network = *st.Network
	}
	s.Retries = networkRetries(s.Network)
	if st.Retries != nil {
		s.Retries = *st.Retries
	}
	if st.Check != nil {
		s.Check = Check{
			Site: b.plan.Environment.Site, Installed: st.Check.Installed,
			Editable: st.Check.Editable, Files: b.creates(root, st.Check.Files), Script: b.plan.script(st.Check.Run),
		}
	}
	b.plan.manage(&s)
	return s
}

// stepCause says for whom a step of the guide is in the plan.
func (b *builder) stepCause(st guide.Step) string {
	cause := "every profile needs it"
	if len(st.Profiles) > 0 {
		cause = fmt.Sprintf("the profile %s needs it", b.profile.ID)
	}
	if len(st.Recipes) > 0 {
		cause += fmt.Sprintf(", with the recipe %s", b.recipe.ID)
	}
	if len(st.When.OS)+len(st.When.Arch) > 0 {
		cause += fmt.Sprintf(", on %s/%s", b.facts.OS, b.facts.Arch)
	}
	return cause
}

// creates are paths of the guide, below root where they don't begin in the environment, as absolute glob patterns.
func (b *builder) creates(root string, paths []string) []string {
	var out []string
	for _, p := range paths {
		if strings.HasPrefix(p, "{") {
			out = append(out, join(b.facts.OS, b.plan.expand(p)))
		} else {
			out = append(out, join(b.facts.OS, escapeGlob(b.facts.OS, root), p))
		}
	}
	return out
}

// estimate is the time of a step in the newest receipt for the profile and the recipe, of a machine of
// the same system if there is one; 0 if there is no receipt.
func (b *builder) estimate(id string) time.Duration {
	var newest *guide.Receipt
	for i := range b.guide.Verified {
		r := &b.guide.Verified[i]
		if r.Profile != b.profile.ID || r.Recipe != b.recipe.ID {
			continue
		}
		if r.OS == b.facts.OS {
			newest = r
			break
		}
		if newest == nil {
			newest = r
		}
	}
	if newest == nil {
		return 0
	}
	return time.Duration(newest.Seconds[id] * float64(time.Second))
}
