package plan

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

// A Probe is how the version of a program is found.
type Probe struct {
	Name string
	// Program and arguments.
	Command []string
	// Regular expression (RE2) whose first group is the version; empty for the first dotted number.
	Pattern string
}

// Probes lists the programs that must be looked for before a plan for the guide can be built, apart
// from Python interpreters.
func Probes(g *guide.Guide) []Probe {
	probes := []Probe{probe("git"), probe("bash"), probe("uv")}
	if g == nil {
		return append(probes, probe("node"), probe("npm"))
	}
	if g.Node != nil {
		probes = append(probes, probe("node"), probe("npm"))
		if name := managerTool(g.Node.Manager.Name); name != "" {
			probes = append(probes, probe(name))
		}
	}
	for _, r := range g.Recipes {
		if r.Kind == guide.Conda || r.Kind == guide.Pixi {
			probes = append(probes, probe(string(r.Kind)))
		}
	}
	for _, t := range g.Requires {
		p := probe(t.Tool)
		if t.Detect != nil {
			if len(t.Detect.Command) > 0 {
				p.Command = t.Detect.Command
			}
			p.Pattern = t.Detect.Pattern
		}
		probes = append(probes, p)
	}
	return probes
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
	}
	return Probe{Name: name, Command: []string{name, "--version"}}
}

// managerTool is the program of a JavaScript package manager that must be on PATH by itself.
func managerTool(name guide.ManagerName) string {
	switch name {
	case guide.Yarn:
		return "yarn"
	case guide.PNPM:
		return "pnpm"
	case guide.Bun:
		return "bun"
	case guide.NPM, guide.JLPM, guide.Vendored:
		return ""
	}
	return ""
}

// builtinFixes are ways to get a well-known tool, those without admin rights first.
func builtinFixes(tool string) []guide.Fix {
	switch tool {
	case "git":
		return []guide.Fix{
			{Run: "conda install -c conda-forge git"},
			{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install git", Admin: true},
			{OS: []guide.OS{guide.Darwin}, Run: "xcode-select --install", Admin: true},
			{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user Git.Git"},
		}
	case "bash":
		return []guide.Fix{
			{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user Git.Git"},
			{OS: []guide.OS{guide.Windows}, URL: "https://learn.microsoft.com/windows/wsl/install", Admin: true},
			{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install bash", Admin: true},
		}
	case "python":
		return []guide.Fix{
			{Run: "uv python install 3.13"},
			{Run: "conda create -n jupyter-onboard -c conda-forge python=3.13"},
			{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install python3 python3-venv", Admin: true},
			{OS: []guide.OS{guide.Darwin}, Run: "brew install python"},
			{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user Python.Python.3.13"},
		}
	case "node", "npm":
		return []guide.Fix{
			{Run: "conda install -c conda-forge nodejs"},
			{URL: "https://nodejs.org/en/download"},
			{OS: []guide.OS{guide.Darwin}, Run: "brew install node"},
		}
	case "pandoc":
		return []guide.Fix{
			{Run: "conda install -c conda-forge pandoc"},
			{OS: []guide.OS{guide.Linux}, Run: "sudo apt-get install pandoc", Admin: true},
			{OS: []guide.OS{guide.Darwin}, Run: "brew install pandoc"},
			{OS: []guide.OS{guide.Windows}, Run: "winget install --scope user JohnMacFarlane.Pandoc"},
		}
	case "conda":
		return []guide.Fix{{URL: "https://conda-forge.org/download/"}}
	case "docker":
		return []guide.Fix{{URL: "https://docs.docker.com/engine/install/", Admin: true}}
	}
	return nil
}

// builtinProvide is how the engine brings a well-known tool without admin rights; nil if it can't.
func builtinProvide(tool string) *guide.Provide {
	switch tool {
	case "uv":
		return &guide.Provide{Pip: "uv"}
	case "pandoc":
		return &guide.Provide{Pip: "pypandoc-binary"}
	case "configurable-http-proxy":
		return &guide.Provide{Npm: "configurable-http-proxy"}
	case "bun":
		return &guide.Provide{Npm: "bun"}
	case "yarn":
		return &guide.Provide{Npm: "yarn"}
	case "pnpm":
		return &guide.Provide{Npm: "pnpm"}
	}
	return nil
}
