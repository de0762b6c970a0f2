package plan

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// anyPython is the range for an environment that only carries other tools, such as Node.js.
const anyPython = ">=3.9"

// pythonChoice is how the environment is made and packages get into it.
type pythonChoice struct {
	// needed says that the plan has an environment at all.
	needed bool
	// uv says that uv does it, at this path; else the interpreter's own venv and pip.
	uv string
	// interpreter is what the environment is made from: a path, or a range that uv resolves.
	interpreter string
	// version of the interpreter, empty if uv fetches one.
	version string
	cause   string
}

func (b *builder) pythonRange() (want, why string) {
	if p := b.guide.Python; p != nil && b.serves(p.Profiles) {
		return p.Version, "The project runs on it, in an environment of its own."
	}
	return anyPython, "Its environment carries the tools that the machine lacks."
}

// requirePython chooses the interpreter for the environment.
func (b *builder) requirePython() {
	if b.recipe.Kind != guide.Venv {
		return
	}
	p := b.guide.Python
	if (p == nil || !b.serves(p.Profiles)) && !b.carriesNode() {
		return
	}
	want, why := b.pythonRange()
	r := Requirement{
		ID: "tool/python", Name: "python", Why: why, Expected: "Python " + want,
		Fixes: b.fixes(builtinFixes("python")),
	}
	choice, observed, ok := b.choosePython(want)
	r.Observed = observed
	if ok {
		r.Status = Met
		b.python = choice
	} else {
		r.Status = Missing
	}
	b.python.needed = true
	b.plan.Requirements = append(b.plan.Requirements, r)
}

// choosePython prefers what the environment was made with, then uv, then the first interpreter of
// PATH that is in the range and can make environments.
func (b *builder) choosePython(want string) (c pythonChoice, observed string, ok bool) {
	uv := b.facts.Tools["uv"].Path
	if e := b.facts.Environment; e.Maker != "" {
		if e.Maker != "uv" {
			uv = ""
		}
		if in, err := guide.PythonMatches(want, e.Version); err == nil && !in {
			b.plan.Warnings = append(b.plan.Warnings, fmt.Sprintf(
				"The environment has Python %s, the project wants %s. Remove the environment's folder to have it made anew.",
				e.Version, want))
		}
		return pythonChoice{uv: uv, version: e.Version, interpreter: "python" + e.Version, cause: "it was made by " + e.Maker},
			"environment with Python " + e.Version, true
	}
	for _, i := range b.facts.Pythons {
		in, err := guide.PythonMatches(want, i.Version)
		if err != nil || !in || uv == "" && !i.Venv && !b.withoutPip() {
			continue
		}
		cause := fmt.Sprintf("Python %s at %s is in the range %s", i.Version, i.Path, want)
		if uv != "" {
			cause += "; uv makes the environment because it is on PATH"
		}
		return pythonChoice{uv: uv, interpreter: i.Path, version: i.Version, cause: cause},
			fmt.Sprintf("Python %s at %s", i.Version, i.Path), true
	}
	if uv != "" && !b.withoutPip() {
		return pythonChoice{uv: uv, interpreter: want, cause: "no Python of the machine is in the range " + want + "; uv fetches one"},
			b.pythonsSeen(want) + "; uv will fetch one", true
	}
	return pythonChoice{}, b.pythonsSeen(want), false
}

func (b *builder) withoutPip() bool { return b.guide.Python != nil && b.guide.Python.WithoutPip }

func (b *builder) pythonsSeen(want string) string {
	if len(b.facts.Pythons) == 0 {
		return "no Python was found on PATH"
	}
	var seen []string
	for _, i := range b.facts.Pythons {
		s := i.Version + " at " + i.Path
		if in, err := guide.PythonMatches(want, i.Version); err == nil && in && !i.Venv {
			s += " (in the range, but it can't make environments: its venv or ensurepip is missing)"
		}
		seen = append(seen, s)
	}
	return "Python " + strings.Join(seen, ", ")
}

// environmentRoot is the environment's folder: the guide's, or one out of sight if the project has no
// Python of its own.
func (b *builder) environmentRoot() string {
	if p := b.guide.Python; p != nil && p.Environment != "" {
		return join(b.facts.OS, b.plan.Dir, p.Environment)
	}
	return join(b.facts.OS, b.plan.Dir, ".git/jupyter-onboard/env")
}

// environment adds the step that makes the environment.
func (b *builder) environment() {
	switch b.recipe.Kind {
	case guide.Conda:
		b.condaEnvironment()
		return
	case guide.Venv:
	case guide.Pixi, guide.Devcontainer, guide.NoneNeeded:
		return
	}
	if !b.python.needed {
		return
	}
	layout := NewLayout(b.facts.OS, b.environmentRoot())
	b.plan.Environment = layout
	want, why := b.pythonRange()
	make := []string{b.python.interpreter, "-m", "venv"}
	if b.python.uv != "" {
		make = []string{"uv", "venv", "--python", b.python.interpreter}
		if !b.withoutPip() {
			make = append(make, "--seed")
		}
	} else if b.withoutPip() {
		make = append(make, "--without-pip")
	}
	make = append(make, layout.Root)
	// The environment ignores itself, so that git shows nothing of it whatever the repository ignores.
	script := Quote(make) + "\nprintf '*\\n' > " + quoteWord(join("", layout.Root, ".gitignore"))
	b.add(Step{
		ID: "python", Kind: KindPython, Title: "Make an environment with Python",
		Why: why, Cause: b.python.cause, Action: Action{Script: script}, Dir: b.plan.Dir,
		Needs: []string{"clone"}, Creates: []string{layout.Python, join(b.facts.OS, layout.Root, ".gitignore")},
		Digest: digest("python", want, layout.Root), Network: b.python.uv != "", Timeout: environmentTimeout,
		Retries: networkRetries(b.python.uv != ""),
	})
	b.base = append(b.base, "python")
}

// condaEnvironment makes the environment with conda, from the range or the repository's file.
func (b *builder) condaEnvironment() {
	root := b.environmentRoot()
	layout := NewLayout(b.facts.OS, root)
	if b.facts.OS == guide.Windows {
		layout.Python = join(b.facts.OS, root, "python.exe")
	}
	b.plan.Environment = layout
	argv := []string{"conda", "create", "--yes", "--prefix", root}
	if b.recipe.File != "" {
		argv = []string{"conda", "env", "create", "--yes", "--prefix", root, "--file", b.recipe.File}
	} else {
		channels := b.recipe.Channels
		if len(channels) == 0 {
			channels = []string{"conda-forge"}
		}
		for _, c := range channels {
			argv = append(argv, "--channel", c)
		}
		if b.guide.Python != nil {
			argv = append(argv, "python"+b.guide.Python.Version, "pip")
		}
		argv = append(argv, b.recipe.Packages...)
	}
	b.python.needed = true
	b.add(Step{
		ID: "python", Kind: KindPython, Title: "Make an environment with conda",
		Why: "The project runs in an environment of its own.", Cause: "the recipe " + b.recipe.ID + " was chosen",
		Action: Action{Argv: argv}, Dir: b.plan.Dir, Needs: []string{"clone"},
		Creates: []string{layout.Python}, Digest: digest("conda", argv...),
		Network: true, Retries: networkRetries(true), Timeout: defaultTimeout, Unproved: b.recipe.Unproved,
	})
	b.base = append(b.base, "python")
}
