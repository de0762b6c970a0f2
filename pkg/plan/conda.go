package plan

import (
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// condaMaker is what made an environment of conda.
const condaMaker = "conda"

// requireCondaEnvironment refuses an environment in conda's place that conda didn't make.
func (b *builder) requireCondaEnvironment() Requirement {
	b.python = python{environment: true, existing: b.facts.Environment.Maker == condaMaker}
	want, why := b.pythonRange()
	e := b.facts.Environment
	r := Requirement{ID: "tool/python", Name: "python", Why: why, Expected: "an environment of conda with Python " + want}
	switch {
	case e.Maker == "":
		return Requirement{}
	case e.Maker != condaMaker:
		r.Status, r.Observed = WrongVersion, fmt.Sprintf("the environment %s was made by %s", b.environmentRoot(), e.Maker)
	case e.Version == "":
		return Requirement{}
	default:
		r.Status, r.Observed = b.judgeEnvironment(want)
	}
	if r.Status == WrongVersion {
		r.Fixes = b.setAside()
	}
	return r
}

// condaEnvironment makes the environment with conda, from the range or the repository's file.
func (b *builder) condaEnvironment() {
	layout := newCondaLayout(b.facts.OS, b.environmentRoot())
	b.plan.Environment = layout
	want, _ := b.pythonRange()
	packages := append([]string{"python" + want, "pip"}, b.recipe.Packages...)
	cause := "the recipe " + b.recipe.ID + " was chosen"
	if b.python.existing {
		cause += "; an environment made by conda is there, and is completed"
	}
	root := slashed(b.facts.OS, layout.Root)
	b.add(Step{
		ID: "python", Kind: KindPython, Title: "Make an environment with conda",
		Why: "The project runs in an environment of its own.", Cause: cause,
		Action: Action{Script: b.condaCommand(root, packages) + "\n" + ignoreItself(root)}, Dir: b.plan.Dir,
		Needs: []string{"clone"}, Creates: b.paths(layout.Python, join(b.facts.OS, layout.Root, ".gitignore")),
		Digest: digest(definition{
			"kind": "conda", "file": b.recipe.File, "packages": packages, "channels": b.recipe.Channels, "folder": b.environmentName(),
		}),
		Network: true, Retries: networkRetries(true), Timeout: defaultTimeout, Unproved: b.recipe.Unproved,
	})
	b.base = append(b.base, "python")
	b.lastPip = "python"
}

// condaCommand makes the environment, or brings one that is there to what the recipe wants.
func (b *builder) condaCommand(root string, packages []string) string {
	if file := b.recipe.File; file != "" {
		if b.python.existing {
			return Quote([]string{"conda", "env", "update", "--prefix", root, "--file", file})
		}
		return Quote([]string{"conda", "env", "create", "--yes", "--prefix", root, "--file", file})
	}
	verb := "create"
	if b.python.existing {
		verb = "install"
	}
	argv := []string{"conda", verb, "--yes", "--prefix", root}
	for _, c := range b.recipe.Channels {
		argv = append(argv, "--channel", c)
	}
	return Quote(append(argv, packages...))
}

// pixiEnvironment makes the environment that pixi keeps in the checkout.
func (b *builder) pixiEnvironment() {
	layout := newCondaLayout(b.facts.OS, b.environmentRoot())
	b.plan.Environment = layout
	b.python.environment = true
	argv := []string{"pixi", "install"}
	if b.recipe.File != "" {
		argv = append(argv, "--manifest-path", b.recipe.File)
	}
	b.add(Step{
		ID: "python", Kind: KindPython, Title: "Make an environment with pixi",
		Why: "The project runs in an environment of its own.", Cause: "the recipe " + b.recipe.ID + " was chosen",
		Action: Action{Argv: argv}, Dir: b.plan.Dir, Needs: []string{"clone"}, Creates: b.paths(layout.Root),
		Inputs: pixiInputs(b.recipe.File), Root: b.plan.Dir, Digest: digest(definition{"kind": "pixi", "file": b.recipe.File}),
		Network: true, Retries: networkRetries(true), Timeout: defaultTimeout, Unproved: b.recipe.Unproved,
	})
	b.base = append(b.base, "python")
	b.lastPip = "python"
}

// pixiInputs are the files that say what pixi's environment holds.
func pixiInputs(file string) []string {
	if file == "" {
		return []string{"pixi.toml", "pyproject.toml", "pixi.lock"}
	}
	return []string{file, "pixi.lock"}
}

// requireContainer refuses the repository's own container recipe outside of a container.
func (b *builder) requireContainer() {
	if b.recipe.Kind != guide.Devcontainer || b.facts.Container != "" && b.facts.Container != "wsl" {
		return
	}
	why := b.recipe.Why
	if why == "" {
		why = "The recipe is the repository's own container."
	}
	b.require(Requirement{
		ID: "recipe/devcontainer", Name: "a development container", Status: Missing, Why: why,
		Observed: "this machine is no container", Expected: "the repository, opened in its development container",
		Fixes: []guide.Fix{{URL: "https://containers.dev/supporting"}},
	})
}
