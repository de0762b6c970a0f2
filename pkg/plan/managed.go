package plan

import (
	"maps"
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// managed decides what makes a command run in the managed environment.
func (b *builder) managed() {
	env, path := map[string]string{}, []string(nil)
	if slices.ContainsFunc(b.provided, func(r Requirement) bool { return r.Provide.Npm != "" }) {
		path = append(path, join(b.facts.OS, b.toolsDir(), "node_modules/.bin"))
	}
	if e := b.plan.Environment; !e.IsZero() {
		path = append(path, e.programs(b.facts.OS)...)
		variable := "VIRTUAL_ENV"
		if k := b.recipe.Kind; k == guide.Conda || k == guide.Pixi || b.facts.Environment.Maker == condaMaker {
			variable = "CONDA_PREFIX"
		}
		env[variable] = e.Root
		b.plan.pip = b.pip(nil)
		maps.Copy(env, intoEnvironment())
	}
	path = append(path, b.helperPath()...)
	if n := b.guide.Node; n != nil && b.serves(n.Profiles) && n.Manager.Name == guide.Vendored {
		if n.Manager.File != "" {
			path = append(path, b.vendoredDir())
		}
		path = append(path, join(b.facts.OS, b.plan.Dir, "node_modules/.bin"))
	}
	b.plan.env, b.plan.path = env, path
}

// intoEnvironment keeps pip from installing for the user, as some machines tell it to and an environment can't, and
// from asking its index after every run whether there is a newer pip.
func intoEnvironment() map[string]string {
	return map[string]string{"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
}

// manage makes a step run in the managed environment.
func (p Plan) manage(s *Step) {
	env := make(map[string]string, len(p.env)+len(s.Env))
	maps.Copy(env, p.env)
	maps.Copy(env, s.Env)
	s.Env, s.Path = env, slices.Clone(p.path)
}
