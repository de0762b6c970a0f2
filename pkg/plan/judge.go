package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// carriers are the ways that the plan may bring tools by.
type carriers struct{ pip, npm bool }

// carry reports whether a tool can be brought.
func (c carriers) carry(p *guide.Provide) bool {
	return p != nil && (p.Pip != "" && c.pip || p.Npm != "" && c.npm)
}

// carriesWheels reports whether the plan brings a tool by pip, which needs an environment.
func carriesWheels(tools []Requirement) bool {
	return slices.ContainsFunc(tools, func(r Requirement) bool { return r.Status == Provided && r.Provide.Pip != "" })
}

// tools judges every program that is needed. Where one is brought by npm, npm is needed too; where
// Node.js is brought, npm comes with it.
func (b *builder) tools(by carriers) []Requirement {
	needs := b.needs()
	out := b.judged(needs, by)
	i := slices.IndexFunc(out, func(r Requirement) bool { return r.Status == Provided && r.Provide.Npm != "" })
	if i >= 0 && !slices.ContainsFunc(needs, func(n need) bool { return n.tool == "npm" }) {
		npm := need{tool: "npm", why: "It brings " + out[i].Name + ".", provide: b.nodeWheel()}
		needs = slices.Insert(needs, i, npm)
		out = slices.Insert(out, i, b.judge(npm, by))
	}
	node := slices.ContainsFunc(out, func(r Requirement) bool { return r.Name == "node" && r.Status == Provided })
	for j := range out {
		r := &out[j]
		switch {
		case r.Name != "npm":
		case node:
			r.Status, r.Provide = Provided, guide.Provide{}
		case r.Status.lacks() && by.npm:
			return b.judged(needs, carriers{pip: by.pip})
		}
	}
	return out
}

func (b *builder) judged(needs []need, by carriers) []Requirement {
	var out []Requirement
	for _, n := range needs {
		out = append(out, b.judge(n, by))
	}
	return out
}

// judge compares a need with the machine.
func (b *builder) judge(n need, by carriers) Requirement {
	program, found := b.facts.Tools[n.tool]
	r := Requirement{
		ID: "tool/" + n.tool, Name: n.tool, Why: n.why, Optional: n.optional, Expected: n.wanted(),
		Fixes: b.fixes(slices.Concat(n.fixes, builtinFixes(n.tool))),
	}
	r.Status, r.Observed = compare(n, program, found)
	if n.tool == "bash" && b.facts.OS == guide.Windows && isWSL(program.Path) {
		r.Status, r.Observed = Missing, "bash at "+program.Path+" is that of WSL, which is a machine of its own"
	}
	provide := n.provide
	switch {
	case provide == nil:
		provide = builtinProvide(n.tool)
	case n.tool == "npm" && r.Status == WrongVersion:
		provide = &guide.Provide{Npm: "npm@" + n.versions[0]}
	}
	if r.Status.lacks() && !r.Optional && !b.choices.NoFix && by.carry(provide) {
		r.Status, r.Provide = Provided, *provide
	}
	return r
}

// compare judges what was found by the ranges, for the decision and for people.
func compare(n need, p Program, found bool) (status Status, observed string) {
	if !found {
		return Missing, n.tool + " was not found on PATH"
	}
	seen := n.tool + " at " + p.Path
	if p.Version != "" {
		seen = fmt.Sprintf("%s %s at %s", n.tool, p.Version, p.Path)
	}
	status = Met
	for _, v := range n.versions {
		fit, err := guide.Compare(guide.SemVer, v, p.Version)
		switch {
		case p.Version == "" && p.Problem != "":
			return UnknownVersion, seen + " doesn't tell its version: " + p.Problem
		case err != nil || fit == guide.Unknown:
			return UnknownVersion, seen + ": its version can't be compared"
		case fit != guide.Fits:
			status, seen = WrongVersion, seen+" is "+fit.String()
		}
	}
	return status, seen
}

// isWSL reports whether a bash on Windows is the door to WSL.
func isWSL(path string) bool {
	path = strings.ToLower(slashed(guide.Windows, path))
	return strings.Contains(path, "/system32/") || strings.Contains(path, "/windowsapps/")
}
