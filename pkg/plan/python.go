package plan

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// anyPython is the range for an environment that only carries other tools, such as Node.js, and
// uvPython that of the Pythons that can install uv.
const (
	anyPython = ">=3.9"
	uvPython  = ">=3.8"
)

// python is how the environment is made and packages get into it.
type python struct {
	// environment says that the plan has one, and existing that it is there already.
	environment, existing bool
	// uv says that uv does it; else the interpreter's own venv and pip.
	uv bool
	// interpreter is what the environment is made from: a path, or a range that uv resolves. It is
	// empty if an environment is there and nothing could make it anew.
	interpreter string
	// fetched says that uv may have to download the interpreter.
	fetched bool
	// helper is what a step brings first, uv or conda, and helperPython the interpreter that uv is
	// installed with.
	helper, helperPython string
	cause                string
}

// pythonRange is the range of the environment's Python, and what it is for.
func (b *builder) pythonRange() (want, why string) {
	// A folder that other profiles use, too, must have a Python that fits them.
	if p := b.guide.Python; p != nil && (b.ownPython() || b.recipe.Environment == "") {
		return p.Version, "The project runs on it, in an environment of its own."
	}
	return anyPython, "Its environment carries the tools that the machine lacks."
}

// ownPython reports whether the project itself needs a Python for the chosen profile.
func (b *builder) ownPython() bool {
	p := b.guide.Python
	return p != nil && (b.serves(p.Profiles) || b.installs())
}

// installs reports whether a step of the guide needs an environment to install into.
func (b *builder) installs() bool {
	for _, st := range b.guide.Steps {
		c := st.Check
		if b.included(st) && (len(st.Pip) > 0 || c != nil && len(c.Installed)+len(c.Editable) > 0) {
			return true
		}
	}
	return false
}

// withoutPip reports whether the environment needs no pip, as in a set-up that installs nothing.
func (b *builder) withoutPip(wheels bool) bool {
	return b.guide.Python != nil && b.guide.Python.WithoutPip && !wheels && !b.installs()
}

// requirePython chooses the Python of the environment. The requirement is zero if the plan needs none.
func (b *builder) requirePython(wheels bool) Requirement {
	b.python = python{}
	switch b.recipe.Kind {
	case guide.Conda:
		return b.requireCondaEnvironment()
	case guide.Pixi:
		return Requirement{}
	case guide.NoneNeeded, guide.Venv, guide.Devcontainer:
	}
	if !b.ownPython() && !wheels {
		return Requirement{}
	}
	want, why := b.pythonRange()
	r := Requirement{ID: "tool/python", Name: "python", Why: why, Expected: "Python " + want}
	if b.facts.Environment.Maker != "" {
		b.adoptEnvironment(&r, want)
	} else {
		b.python, r.Status, r.Observed = b.choosePython(want, wheels)
		r.Fixes = b.fixes(pythonFixes(want))
		if r.Status == NoAnswer {
			r.Fixes = []guide.Fix{{Run: "the same command again, when the machine is less busy"}}
		}
	}
	b.python.environment = wheels || b.installs() || b.recipe.Kind != guide.NoneNeeded
	if !b.python.environment && r.Status == Provided {
		r.Status = Missing // There is no environment that it could be brought into.
	}
	return r
}

// adoptEnvironment uses the environment that is there, if its Python is in the range.
func (b *builder) adoptEnvironment(r *Requirement, want string) {
	e := b.facts.Environment
	again, status, _ := b.choosePython(want, true)
	if status.lacks() || again.helper != "" || e.Maker == condaMaker {
		again = python{}
	}
	_, uv := b.facts.Tools["uv"]
	b.python = python{
		existing: true, uv: uv && e.Maker == "uv", interpreter: again.interpreter,
		cause: fmt.Sprintf("an environment made by %s is there, and is used as long as its Python starts", e.Maker),
	}
	if again.uv && !b.python.uv && again.fetched {
		b.python.interpreter = "" // Only uv knows what to do with a range.
	}
	r.Status, r.Observed = b.judgeEnvironment(want)
	if r.Status == WrongVersion {
		r.Fixes = b.setAside()
	}
}

// judgeEnvironment compares the Python of the environment with the range.
func (b *builder) judgeEnvironment(want string) (Status, string) {
	e := b.facts.Environment
	seen := fmt.Sprintf("the environment %s, made by %s", b.environmentRoot(), e.Maker)
	fit, err := guide.Compare(guide.PEP440, want, e.Version)
	switch {
	case err != nil || fit == guide.Unknown:
		return UnknownVersion, seen + ", doesn't tell the version of its Python"
	case fit == guide.Fits:
		return Met, fmt.Sprintf("%s with Python %s", seen, e.Version)
	}
	return WrongVersion, fmt.Sprintf("%s with Python %s, is %s", seen, e.Version, fit)
}

// setAside is how a person gets an unfit environment out of the way.
func (b *builder) setAside() []guide.Fix {
	root := slashed(b.facts.OS, b.environmentRoot())
	return []guide.Fix{{Run: Quote([]string{"mv", root, root + ".old"})}}
}

// choosePython prefers the first interpreter of PATH that is in the range and can make environments.
// Where there is none, it is brought: by uv, by conda, or by uv that another Python installs.
func (b *builder) choosePython(want string, wheels bool) (p python, status Status, observed string) {
	_, uv := b.facts.Tools["uv"]
	for _, i := range b.facts.Pythons {
		if in, err := guide.PythonMatches(want, i.Version); err != nil || !in || !uv && !i.Venv && !b.withoutPip(wheels) {
			continue
		}
		cause := fmt.Sprintf("Python %s at %s is in the range %s", i.Version, i.Path, want)
		if uv {
			cause += "; uv makes the environment because it is on PATH"
		}
		return python{uv: uv, interpreter: i.Path, cause: cause}, Met, fmt.Sprintf("Python %s at %s", i.Version, i.Path)
	}
	observed = b.pythonsSeen(want)
	if !b.choices.NoFix {
		if p, ok := b.bringPython(want); ok {
			return p, Provided, observed
		}
	}
	// The plan is shown as it would be with a Python.
	p = python{interpreter: "python3", cause: "a Python in the range " + want + " is needed first"}
	return p, b.pythonsStatus(), observed
}

// pythonsStatus is why none of the machine's interpreters can be used.
func (b *builder) pythonsStatus() Status {
	if len(b.facts.Pythons) == 0 {
		return Missing
	}
	for _, i := range b.facts.Pythons {
		if i.Problem == "" {
			return WrongVersion
		}
	}
	return NoAnswer
}

// bringPython finds a way to a Python in the range that needs no admin rights.
func (b *builder) bringPython(want string) (python, bool) {
	lack := "no Python of the machine can be used for the range " + want
	if _, uv := b.facts.Tools["uv"]; uv {
		return python{uv: true, interpreter: want, fetched: true, cause: lack + "; uv fetches one"}, true
	}
	if _, conda := b.facts.Tools["conda"]; conda {
		home := newCondaLayout(b.facts.OS, b.private("python"))
		return python{interpreter: home.Python, helper: "conda", cause: lack + "; conda brings one"}, true
	}
	for _, i := range b.facts.Pythons {
		if in, err := guide.PythonMatches(uvPython, i.Version); err == nil && in && i.Venv {
			return python{
				uv: true, interpreter: want, fetched: true, helper: "uv", helperPython: i.Path,
				cause: lack + "; uv, which Python " + i.Version + " installs, fetches one",
			}, true
		}
	}
	return python{}, false
}

// pythonsSeen lists the interpreters of the machine and what is wrong with each.
func (b *builder) pythonsSeen(want string) string {
	if len(b.facts.Pythons) == 0 {
		return "no Python was found on PATH"
	}
	var seen []string
	for _, i := range b.facts.Pythons {
		if i.Problem != "" {
			seen = append(seen, i.Path+" "+i.Problem)
			continue
		}
		s := i.Version + " at " + i.Path
		fit, err := guide.Compare(guide.PEP440, want, i.Version)
		switch {
		case err == nil && fit == guide.Fits && !i.Venv:
			s += " (can't make environments: its venv or ensurepip is missing)"
		case err == nil && fit != guide.Fits:
			s += " (" + fit.String() + ")"
		}
		seen = append(seen, s)
	}
	return "Python " + strings.Join(seen, ", ")
}
