package guide

import (
	"path"
	"slices"
	"time"
)

const (
	// stepTimeout and verifyTimeout are the longest times where a guide names none.
	stepTimeout   = Duration(30 * time.Minute)
	verifyTimeout = Duration(10 * time.Minute)
	// networkRetries is how often a step with network is tried again.
	networkRetries = 2
)

// setDefaults fills in what the guide leaves out. What a step needs stays nil where it is left out:
// the step above it depends on profile, recipe and machine, so the plan decides.
func setDefaults(g *Guide) {
	orText(&g.Clone.Branch, "main")
	orText(&g.Clone.Repo, g.Repo)
	orText(&g.Clone.Directory, path.Base(g.Clone.Repo))
	for i := range g.Clone.Companions {
		c := &g.Clone.Companions[i]
		orText(&c.Directory, path.Base(c.Repo))
	}
	orText(&g.PullRequest.Target, g.Clone.Branch)
	if len(g.Profiles) == 1 {
		g.Profiles[0].Default = true
	}
	if g.Python != nil {
		orText(&g.Python.Environment, ".venv")
	}
	if g.Node != nil && g.Node.Wheel == "" {
		if spec, err := WheelSpec(g.Node.Version); err == nil {
			g.Node.Wheel = wheelName + spec
		}
	}
	setRecipes(g)
	for i := range g.Steps {
		setStep(&g.Steps[i])
	}
	for i := range g.Verify {
		if v := &g.Verify[i]; v.Timeout == 0 {
			v.Timeout = verifyTimeout
		}
	}
	for i := range g.People.Channels {
		setChannel(&g.People.Channels[i])
	}
	setUnproved(g)
}

// setUnproved says of what serves only profiles that were never run why it wasn't, where it doesn't say so itself.
func setUnproved(g *Guide) {
	reasons := map[string]string{}
	for _, p := range g.Profiles {
		reasons[p.ID] = p.Unproved
	}
	fill := func(own *string, profiles []string) {
		if *own != "" || slices.ContainsFunc(profiles, func(id string) bool { return reasons[id] == "" }) {
			return
		}
		if len(profiles) > 0 {
			*own = reasons[profiles[0]]
		}
	}
	for i := range g.Recipes {
		fill(&g.Recipes[i].Unproved, g.Recipes[i].Profiles)
	}
	for i := range g.Steps {
		fill(&g.Steps[i].Unproved, g.Steps[i].Profiles)
	}
	for i := range g.Verify {
		fill(&g.Verify[i].Unproved, g.Verify[i].Profiles)
	}
	for i := range g.Tasks {
		fill(&g.Tasks[i].Unproved, g.Tasks[i].Profiles)
	}
}

func setChannel(c *Channel) {
	if c.Status == "" {
		c.Status = Active
	}
}

// setRecipes adds the one recipe of a guide that has none, and marks the default.
func setRecipes(g *Guide) {
	if len(g.Recipes) == 0 {
		r := Recipe{ID: string(Venv), Kind: Venv, Title: "Virtual environment"}
		if g.Python == nil {
			r = Recipe{ID: string(NoneNeeded), Kind: NoneNeeded, Title: "No environment"}
		}
		g.Recipes = []Recipe{r}
	}
	marked := false
	for i := range g.Recipes {
		r := &g.Recipes[i]
		marked = marked || r.Default
		if r.Kind == Conda && r.Channels == nil {
			r.Channels = []string{"conda-forge"}
		}
	}
	if !marked {
		g.Recipes[0].Default = true
	}
}

// setStep fills in a step.
func setStep(s *Step) {
	network := s.Pip != nil
	if s.Network == nil {
		s.Network = &network
	}
	retries := 0
	if *s.Network {
		retries = networkRetries
	}
	if s.Retries == nil {
		s.Retries = &retries
	}
	if s.Timeout == 0 {
		s.Timeout = stepTimeout
	}
	if s.Pip != nil && s.Inputs == nil {
		for _, file := range []string{"pyproject.toml", "setup.py", "setup.cfg"} {
			s.Inputs = append(s.Inputs, path.Join(s.Dir, file))
		}
	}
}

// orText sets text that is empty.
func orText(s *string, value string) {
	if *s == "" {
		*s = value
	}
}
