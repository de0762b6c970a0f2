package plan

import (
	"maps"
	"regexp"
	"strconv"

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
var oneVersion = regexp.MustCompile(`^[\^~=v]*(\d+)(\.[0-9x*]+)*$`)

// yarnMajor is the major version of Yarn that the guide declares; 0 if it may be several. Where it isn't known, Yarn
// is told by names alone that no major stops at.
func yarnMajor(g *guide.Guide) int {
	if g.Node == nil {
		return 0
	}
	if m := g.Node.Manager; m.Name == guide.JLPM || m.Name == guide.Yarn {
		if match := oneVersion.FindStringSubmatch(m.Version); match != nil {
			major, err := strconv.Atoi(match[1])
			if err == nil {
				return major
			}
		}
	}
	return 0
}
