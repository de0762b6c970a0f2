package plan

import "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"

// A helper is what brings a Python where the machine has none in the range: conda makes one, or uv is
// installed by another Python and fetches one. It lives in git's folder of the checkout.

// helperID is the id of the helper's step.
func (b *builder) helperID() string {
	if b.python.helper == "conda" {
		return "provide-python"
	}
	return "provide-uv"
}

// helperRoot is the folder of the helper.
func (b *builder) helperRoot() string {
	if b.python.helper == "conda" {
		return b.private("python")
	}
	return b.private("uv")
}

// helperPath is the folder of the helper's programs for PATH, if a step calls them by name.
func (b *builder) helperPath() []string {
	if b.python.helper != "uv" {
		return nil
	}
	return []string{NewLayout(b.facts.OS, b.helperRoot()).Bin}
}

// addHelper adds the step that brings the helper.
func (b *builder) addHelper() {
	root := slashed(b.facts.OS, b.helperRoot())
	want, _ := b.pythonRange()
	s := Step{
		ID: b.helperID(), Kind: KindProvide, Cause: b.python.cause, Dir: b.plan.Dir, Needs: []string{"clone"},
		Network: true, Retries: networkRetries(true), Timeout: environmentTimeout,
	}
	switch b.python.helper {
	case "conda":
		s.Title, s.Why = "Bring a Python with conda", "The project's environment is made from it."
		s.Action = Action{Argv: []string{"conda", "create", "--yes", "--prefix", root, "--channel", "conda-forge", "python" + want}}
		s.Creates = b.paths(b.python.interpreter)
		s.Digest = digest(definition{"kind": "conda python", "python": want})
	case "uv":
		layout := NewLayout(b.facts.OS, b.helperRoot())
		s.Env = intoEnvironment()
		s.Title, s.Why = "Bring uv", "It fetches a Python that the project's environment is made from."
		s.Action = Action{Script: Quote([]string{slashed(b.facts.OS, b.python.helperPython), "-m", "venv", root}) + "\n" +
			Quote([]string{slashed(b.facts.OS, layout.Python), "-m", "pip", "install", "uv"})}
		s.Creates = b.paths(join(b.facts.OS, layout.Bin, b.executable("uv")))
		s.Digest = digest(definition{"kind": "helper", "pip": "uv"})
	default:
		return
	}
	b.add(s)
	b.base = append(b.base, s.ID)
	b.dropProvided("uv", s.ID)
}

// dropProvided takes a tool out of those that need a step, if a step with its id is there already.
func (b *builder) dropProvided(name, id string) {
	if id != "provide-"+name {
		return
	}
	for i, r := range b.provided {
		if r.Name == name {
			b.provided = append(b.provided[:i:i], b.provided[i+1:]...)
			return
		}
	}
}

// executable is the file name of a program that pip or a compiler makes.
func (b *builder) executable(name string) string {
	if b.facts.OS == guide.Windows {
		return name + ".exe"
	}
	return name
}
