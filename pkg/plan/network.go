package plan

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// tell gives a step the plan's variables that anybody may see. What the step sets itself wins. git, which clones,
// is told by the engine.
func (p Plan) tell(s *Step) {
	told := overlay.Environment(p.Variables, false)
	if s.Action.Clone != nil || len(told) == 0 {
		return
	}
	maps.Copy(told, s.Env)
	s.Env = told
}

// oneVersion is a version, or a range that stays within one major.
var oneVersion = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\^~=v]*(\d+)(\.[0-9x*]+)*$`) })

// yarnMajor is the major version of Yarn that the guide declares; 0 if it may be several. Where it isn't known, Yarn
// is told by names alone that no major stops at.
func yarnMajor(g *guide.Guide) int {
	if g.Node == nil {
		return 0
	}
	if m := g.Node.Manager; m.Name == guide.JLPM || m.Name == guide.Yarn {
		if match := oneVersion().FindStringSubmatch(m.Version); match != nil {
			major, err := strconv.Atoi(match[1])
			if err == nil {
				return major
			}
		}
	}
	return 0
}

// Yarn is the major version of Yarn that the guide declares; 0 if it may be several.
func (p Plan) Yarn() int { return yarnMajor(p.Guide) }

// calls are the programs in a command that fetch something.
var calls = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)(?:^|[\s/;&|(])(uv|uvx|pip|npm|npx|jlpm|yarn|bun|bunx|conda|mamba)(?:\.exe|\.cmd)?(?:\s|$)`)
})

// Fetchers lists the tools that fetch something when the plan is carried out: git if it clones over http, the
// project's package manager, and those that its steps call.
func (p Plan) Fetchers() []overlay.Tool {
	found := map[overlay.Tool]bool{}
	if n := p.Guide.Node; n != nil && (len(n.Profiles) == 0 || slices.Contains(n.Profiles, p.Profile)) {
		found[p.tool(string(n.Manager.Name))] = true
	}
	for _, s := range p.Steps {
		if c := s.Action.Clone; c != nil {
			found[overlay.Git] = found[overlay.Git] || strings.HasPrefix(c.URL, "http")
		} else if s.Network {
			for _, m := range calls().FindAllStringSubmatch(strings.ReplaceAll(s.Action.Command(), "uv pip", "uv"), -1) {
				found[p.tool(m[1])] = true
			}
		}
	}
	var out []overlay.Tool
	for _, tool := range overlay.Tools() {
		if found[tool] {
			out = append(out, tool)
		}
	}
	return out
}

// tool is what a program's name stands for; empty if it fetches nothing.
func (p Plan) tool(program string) overlay.Tool {
	switch program {
	case "uv", "uvx":
		return overlay.UV
	case "pip":
		return overlay.Pip
	case "npm", "npx":
		return overlay.NPM
	case "bun", "bunx":
		return overlay.Bun
	case "conda", "mamba":
		return overlay.Conda
	case "jlpm", "yarn":
		switch major := p.Yarn(); {
		case major >= 4:
			return overlay.Yarn4
		case major == 1 || major == 0 && program == "yarn":
			return overlay.Yarn1
		}
		return overlay.Yarn3
	}
	return ""
}
