package plan_test

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A machine is one of those that every guide's plan is built for.
type machine struct {
	name string
	// facts without programs, and where programs are.
	facts plan.Facts
	bin   string
	work  string
}

func machines() []machine {
	facts := func(os guide.OS, arch string) plan.Facts {
		return plan.Facts{
			OS: os, Arch: arch, Server: "https://github.com", DiskFree: 200e9, Memory: 16e9,
			Checkout: plan.Checkout{State: plan.Absent}, Tools: map[string]plan.Program{},
		}
	}
	container := facts(guide.Linux, "amd64")
	container.Container, container.Root = "docker", true
	return []machine{
		{"linux", facts(guide.Linux, "amd64"), "/usr/bin/", "/home/me"},
		{"darwin", facts(guide.Darwin, "arm64"), "/opt/homebrew/bin/", "/Users/me"},
		{"windows", facts(guide.Windows, "amd64"), `C:\Tools\`, `C:\Users\me`},
		{"container", container, "/usr/local/bin/", "/workspaces"},
	}
}

// An equipment is how well a machine is equipped.
type equipment string

const (
	nothing equipment = "nothing"
	all     equipment = "all"
	tooOld  equipment = "too-old"
	tooNew  equipment = "too-new"
)

func states() []equipment { return []equipment{all, nothing, tooOld, tooNew} }

// with is the facts of a machine that is equipped for a guide. Versions that fit are taken from the
// guide's ranges.
func (m machine) with(g *guide.Guide, s equipment) plan.Facts {
	f := m.facts
	f.Tools = map[string]plan.Program{}
	if s == nothing {
		return f
	}
	fit := fitting(g)
	for _, p := range plan.Probes(g) {
		if p.Name == "uv" || p.Name == "conda" {
			continue
		}
		v := map[equipment]string{all: fit[p.Name], tooOld: "0.0.1", tooNew: "999.0.0"}[s]
		f.Tools[p.Name] = plan.Program{Path: m.program(p.Name), Version: v}
	}
	version := map[equipment]string{all: "3.12.4", tooOld: "3.6.15", tooNew: "3.99.0"}[s]
	if g.Python != nil && s == all {
		version = pick(guide.PythonMatches, g.Python.Version, "3.12.4", "3.13.1", "3.11.9", "3.10.14", "3.9.19", "3.14.0")
	}
	f.Pythons = []plan.Interpreter{{Path: m.program("python3"), Version: version, Venv: true}}
	return f
}

// program is where a program of the machine is.
func (m machine) program(name string) string {
	if m.facts.OS == guide.Windows {
		name += ".exe"
	}
	return m.bin + name
}

// fitting is a version for each program of a guide that fits all its ranges.
func fitting(g *guide.Guide) map[string]string {
	candidates := []string{
		"2.47.1", "24.11.0", "22.20.0", "20.18.0", "18.20.4", "16.20.2", "14.21.3", "1.22.22", "3.6.4", "4.6.0", "5.2.0",
		"6.1.0", "8.5.0", "9.15.0", "10.9.0", "11.6.0", "1.3.9", "1.1.0", "0.5.0", "28.0.1", "30.0.0", "26.0.0",
	}
	want := map[string][]string{}
	if n := g.Node; n != nil {
		want["node"] = append(want["node"], n.Version)
		want[string(n.Manager.Name)] = append(want[string(n.Manager.Name)], n.Manager.Version)
	}
	for _, t := range g.Requires {
		want[t.Tool] = append(want[t.Tool], t.Version)
	}
	out := map[string]string{}
	for _, p := range plan.Probes(g) {
		out[p.Name] = "2.47.1"
		for _, c := range candidates {
			ok := true
			for _, rng := range want[p.Name] {
				in, err := guide.NodeMatches(rng, c)
				ok = ok && err == nil && in
			}
			if ok {
				out[p.Name] = c
				break
			}
		}
	}
	return out
}

// pick is the first candidate in a range.
func pick(matches func(rng, version string) (bool, error), rng string, candidates ...string) string {
	for _, c := range candidates {
		if ok, err := matches(rng, c); err == nil && ok {
			return c
		}
	}
	return candidates[0]
}

// choices are those of a person who decides nothing but where.
func (m machine) choices() plan.Choices {
	return plan.Choices{Work: m.work, Origin: plan.Origin{Name: "embedded", SHA256: strings.Repeat("0", 64)}}
}
