package plan

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// environmentRoot is the environment's folder: the guide's, or one out of sight if the project has no
// Python of its own.
func (b *builder) environmentRoot() string {
	if folder := b.environmentName(); folder != "" {
		return join(b.facts.OS, b.plan.Dir, folder)
	}
	return b.private("env")
}

// environment adds the steps that make the environment.
func (b *builder) environment() {
	switch b.recipe.Kind {
	case guide.Conda:
		b.condaEnvironment()
		return
	case guide.Pixi:
		b.pixiEnvironment()
		return
	case guide.Venv, guide.NoneNeeded, guide.Devcontainer:
	}
	if !b.python.environment {
		return
	}
	b.plan.Environment = NewLayout(b.facts.OS, b.environmentRoot())
	if b.facts.Environment.Maker == condaMaker {
		b.plan.Environment = newCondaLayout(b.facts.OS, b.environmentRoot())
	}
	b.addHelper()
	want, why := b.pythonRange()
	s := Step{
		ID: "python", Kind: KindPython, Title: "Make an environment with Python", Why: why, Cause: b.python.cause,
		Action: Action{Script: b.environmentScript()}, Dir: b.plan.Dir, Path: b.helperPath(), Needs: b.environmentNeeds(),
		Creates: b.paths(b.plan.Environment.Python, join(b.facts.OS, b.plan.Environment.Root, ".gitignore")),
		Network: b.python.fetched || b.python.uv && b.seeds(), Timeout: environmentTimeout,
		Digest: digest(definition{"kind": "venv", "python": want, "folder": b.environmentName(), "pip": b.seeds()}),
	}
	if b.seeds() {
		s.Check = Check{Site: b.plan.Environment.Site, Installed: []string{"pip"}}
	}
	s.Retries = networkRetries(s.Network)
	b.add(s)
	b.base = append(b.base, "python")
	b.lastPip = "python"
}

// environmentName is the environment's folder as the guide names it.
func (b *builder) environmentName() string { return environmentFolder(b.guide, b.recipe) }

// seeds reports whether pip is put into the environment.
func (b *builder) seeds() bool {
	for _, r := range b.provided {
		if r.Provide.Pip != "" {
			return true
		}
	}
	return !b.withoutPip(false)
}

func (b *builder) environmentNeeds() []string {
	if b.python.helper != "" {
		return []string{"clone", b.helperID()}
	}
	return []string{"clone"}
}

// environmentScript makes the environment, or completes the one that is there.
func (b *builder) environmentScript() string {
	root := slashed(b.facts.OS, b.plan.Environment.Root)
	var lines []string
	if b.python.existing {
		lines = b.adoptLines(slashed(b.facts.OS, b.plan.Environment.Python))
	} else {
		lines = []string{b.makeCommand(root, false)}
	}
	return strings.Join(append(lines, ignoreItself(root)), "\n")
}

// ignoreItself lets git show nothing of an environment, whatever the repository ignores.
func ignoreItself(root string) string {
	return `printf '*\n' > ` + quoteWord(root+"/.gitignore")
}

// makeCommand makes an environment at root, in the place of a broken one if anew. An unfinished one is
// completed: both programs can be called again.
func (b *builder) makeCommand(root string, anew bool) string {
	interpreter := slashed(b.facts.OS, b.python.interpreter)
	if !b.python.uv {
		argv := []string{interpreter, "-m", "venv"}
		if anew {
			argv = append(argv, "--clear")
		}
		if !b.seeds() {
			argv = append(argv, "--without-pip")
		}
		return Quote(append(argv, root))
	}
	argv := []string{"uv", "venv", "--allow-existing", "--python", interpreter}
	if anew {
		argv = []string{"uv", "venv", "--python", interpreter}
	}
	if b.seeds() {
		argv = append(argv, "--seed")
	}
	command := Quote(append(argv, root))
	if anew {
		// Older versions of uv take the place of an environment without being told.
		return "UV_VENV_CLEAR=1 " + command
	}
	return command
}

// adoptLines use an environment that is there. It is only made anew if its Python doesn't start.
func (b *builder) adoptLines(python string) []string {
	starts := Quote([]string{python, "-c", ""})
	lines := []string{starts}
	if b.python.interpreter != "" {
		root := slashed(b.facts.OS, b.plan.Environment.Root)
		lines = []string{starts + " || " + b.makeCommand(root, true)}
	}
	switch {
	case !b.seeds():
	case b.python.uv:
		lines = append(lines, Quote([]string{"uv", "pip", "install", "--python", python, "pip"}))
	case b.facts.Environment.Maker != condaMaker:
		lines = append(lines, Quote([]string{python, "-m", "ensurepip", "--default-pip"}))
	}
	return lines
}
