package plan

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// condaPage is where a person gets conda without admin rights.
const condaPage = "https://conda-forge.org/download/"

// fixes keeps those for this machine, the ones without admin rights first. What needs conda says where
// conda is had if it isn't there, and comes after what needs nothing.
func (b *builder) fixes(all []guide.Fix) []guide.Fix {
	_, conda := b.facts.Tools["conda"]
	var out, later, admin []guide.Fix
	for _, f := range all {
		if len(f.OS) > 0 && !slices.Contains(f.OS, b.facts.OS) {
			continue
		}
		switch {
		case f.Admin && b.facts.Root:
			f.Run = strings.TrimPrefix(f.Run, "sudo ")
			admin = append(admin, f)
		case f.Admin:
			admin = append(admin, f)
		case strings.HasPrefix(f.Run, "conda ") && !conda:
			if f.URL == "" {
				f.URL = condaPage
			}
			later = append(later, f)
		default:
			out = append(out, f)
		}
	}
	return slices.Concat(out, later, admin)
}

// builtinFixes are ways to get a well-known tool.
func builtinFixes(tool string) []guide.Fix {
	switch tool {
	case "git":
		return everywhere("git", "git", "", "Git.Git")
	case "bash":
		return []guide.Fix{
			{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user Git.Git"},
			{OS: []guide.OS{guide.Windows}, URL: "https://learn.microsoft.com/windows/wsl/install", Admin: true},
			{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install bash", Admin: true},
		}
	case "node", "npm":
		return slices.Concat([]guide.Fix{{URL: "https://nodejs.org/en/download"}}, everywhere("nodejs", "", "node", "OpenJS.NodeJS.LTS"))
	case "pandoc":
		return everywhere("pandoc", "pandoc", "pandoc", "JohnMacFarlane.Pandoc")
	case "make", "cmake", "graphviz", "gettext":
		return everywhere(tool, tool, tool, "")
	case "pre-commit", "hatch", "tox", "nox":
		return everywhere(tool, "", tool, "")
	case "dot":
		return everywhere("graphviz", "graphviz", "graphviz", "")
	case "configurable-http-proxy":
		return []guide.Fix{{Run: "npm install --global configurable-http-proxy"}, {Run: "conda install -c conda-forge configurable-http-proxy"}}
	case "yarn", "pnpm", "bun", "uv", "pixi", "conda", "docker", "cargo", "rustc", "go", "java", "helm", "kubectl":
		return []guide.Fix{{URL: page(tool), Admin: tool == "docker"}}
	}
	return nil
}

// pythonFixes are ways to a Python in a range. With uv or conda on PATH the plan brings one by itself.
func pythonFixes(want string) []guide.Fix {
	return []guide.Fix{
		{URL: page("uv")},
		{OS: []guide.OS{guide.Darwin}, Run: "brew install python"},
		{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user Python.Python.3.13"},
		{Run: Quote([]string{"conda", "create", "--name", "jupyter-onboard", "--channel", "conda-forge", "python" + want})},
		{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install python3 python3-venv", Admin: true},
	}
}

// everywhere is a tool by the names of its packages: of conda-forge, Debian, Homebrew and winget. An
// empty name means that there is none.
func everywhere(conda, debian, brew, winget string) []guide.Fix {
	var out []guide.Fix
	if brew != "" {
		out = append(out, guide.Fix{OS: []guide.OS{guide.Darwin}, Run: "brew install " + brew})
	}
	if winget != "" {
		out = append(out, guide.Fix{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user " + winget})
	}
	out = append(out, guide.Fix{Run: "conda install -c conda-forge " + conda})
	if debian != "" {
		out = append(out, guide.Fix{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install " + debian, Admin: true})
	}
	if brew == "" {
		out = append(out, guide.Fix{OS: []guide.OS{guide.Darwin}, Run: "xcode-select --install", Admin: true})
	}
	return out
}

// page is where a tool without one command for all machines is had.
func page(tool string) string {
	switch tool {
	case "uv":
		return "https://docs.astral.sh/uv/getting-started/installation/"
	case "yarn":
		return "https://yarnpkg.com/getting-started/install"
	case "pnpm":
		return "https://pnpm.io/installation"
	case "bun":
		return "https://bun.sh/docs/installation"
	case "pixi":
		return "https://pixi.sh/latest/installation/"
	case "docker":
		return "https://docs.docker.com/engine/install/"
	case "cargo", "rustc":
		return "https://rustup.rs/"
	case "go":
		return "https://go.dev/doc/install"
	case "java":
		return "https://adoptium.net/"
	case "helm":
		return "https://helm.sh/docs/intro/install/"
	case "kubectl":
		return "https://kubernetes.io/docs/tasks/tools/"
	}
	return condaPage
}

// builtinProvide is how the engine brings a well-known tool without admin rights; nil if it can't.
func builtinProvide(tool string) *guide.Provide {
	switch tool {
	case "uv", "pre-commit", "hatch", "tox", "nox":
		return &guide.Provide{Pip: tool}
	case "pandoc":
		return &guide.Provide{Pip: pandocWheel}
	case "configurable-http-proxy", "bun", "yarn", "pnpm":
		return &guide.Provide{Npm: tool}
	}
	return nil
}

// pandocWheel carries pandoc inside a package of Python, from where a step links it.
const pandocWheel = "pypandoc_binary"
