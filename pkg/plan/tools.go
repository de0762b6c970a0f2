package plan

import (
	"slices"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Probe is how the version of a program is found.
type Probe struct {
	Name string
	// Program and arguments.
	Command []string
	// Regular expression (RE2) whose first group is the version; empty for the first dotted number.
	Pattern string
}

// Probes lists the programs that must be looked for before a plan for the guide can be built, each
// once, apart from Python interpreters.
func Probes(g *guide.Guide) []Probe {
	var all []Probe
	add := func(p Probe) {
		if i := slices.IndexFunc(all, func(q Probe) bool { return q.Name == p.Name }); i >= 0 {
			all[i] = p
		} else {
			all = append(all, p)
		}
	}
	for _, name := range []string{"git", "bash", "uv", "conda"} {
		add(probe(name))
	}
	if g == nil {
		add(probe("node"))
		add(probe("npm"))
		return all
	}
	if g.Node != nil {
		add(probe("node"))
		add(probe("npm"))
		switch g.Node.Manager.Name {
		case guide.Yarn, guide.PNPM, guide.Bun:
			add(probe(string(g.Node.Manager.Name)))
		case guide.NPM, guide.JLPM, guide.Vendored:
		}
	}
	for _, r := range g.Recipes {
		if r.Kind == guide.Pixi {
			add(probe("pixi"))
		}
	}
	for _, t := range g.Requires {
		if p := provideOf(t); p != nil && p.Npm != "" {
			add(probe("npm"))
		}
	}
	for _, t := range g.Requires {
		add(requiredProbe(t))
	}
	return all
}

// provideOf is how a tool of the guide may be brought: as the guide says, or as is built in.
func provideOf(t guide.Tool) *guide.Provide {
	if t.Provide != nil {
		return t.Provide
	}
	return builtinProvide(t.Tool)
}

// requiredProbe is the probe of a tool of the guide.
func requiredProbe(t guide.Tool) Probe {
	p := probe(t.Tool)
	if t.Detect != nil {
		if len(t.Detect.Command) > 0 {
			p.Command = t.Detect.Command
		}
		p.Pattern = t.Detect.Pattern
	}
	return p
}

// probe is the built-in knowledge of how a program tells its version.
func probe(name string) Probe {
	switch name {
	case "go":
		return Probe{Name: name, Command: []string{"go", "version"}}
	case "helm", "kubectl":
		return Probe{Name: name, Command: []string{name, "version", "--client"}}
	case "java":
		return Probe{Name: name, Command: []string{"java", "-version"}}
	case "dot":
		return Probe{Name: name, Command: []string{"dot", "-V"}}
	}
	return Probe{Name: name, Command: []string{name, "--version"}}
}
