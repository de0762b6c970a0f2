package author

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// judge says what the new text of a manifest means for a fact.
func (c *comparison) judge(name, file string, old, current []manifest.Value, contradictions []guide.Problem) FactDrift {
	fact := FactDrift{Name: name, State: Untouched}
	for _, p := range contradictions {
		if about := c.factName(p.Path); related(about, name) && (strings.Contains(p.Message, file) || !strings.Contains(p.Message, ".")) {
			return FactDrift{Name: name, State: Contradicted, Observed: p.Message, Next: p.Suggestion}
		}
	}
	relevant := c.relevant(name)
	if relevant == nil {
		// Which tools there are may matter to such a fact, not in which version.
		if len(valueChanges(withoutVersions(old), withoutVersions(current))) > 0 {
			fact.State = Look
		}
		return fact
	}
	before, after := filter(old, relevant), filter(current, relevant)
	changes := valueChanges(before, after)
	if len(changes) == 0 {
		return fact
	}
	fact.State, fact.Observed = Confirmed, strings.Join(changes, "; ")
	if wrong := c.against(name, before, after); wrong != "" {
		fact.State, fact.Observed = Contradicted, wrong
	} else if wider := c.beyond(name, before, after); wider != "" {
		fact.State, fact.Observed = Look, wider
	} else if slices.ContainsFunc(before, uncertain) || slices.ContainsFunc(after, uncertain) {
		fact.State = Look
	}
	return fact
}

// uncertain reports whether a person must see what a change of the value means.
func uncertain(v manifest.Value) bool {
	return v.Kind == manifest.Command || v.Kind == manifest.TestSettings
}

// withoutVersions are values of which only the names count where versions change all the time.
func withoutVersions(values []manifest.Value) []manifest.Value {
	out := slices.Clone(values)
	for i := range out {
		if out[i].Kind == manifest.Hook {
			out[i].Text = ""
		}
	}
	return out
}

// related reports whether one fact is the other, or a part of it.
func related(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

func filter(values []manifest.Value, want func(manifest.Value) bool) []manifest.Value {
	var out []manifest.Value
	for _, v := range values {
		if want(v) {
			out = append(out, v)
		}
	}
	return out
}

// relevant says which values a fact rests on; nil if that isn't known.
func (c *comparison) relevant(name string) func(manifest.Value) bool {
	kinds := func(kinds ...manifest.Kind) func(manifest.Value) bool {
		return func(v manifest.Value) bool { return slices.Contains(kinds, v.Kind) }
	}
	part, rest, _ := strings.Cut(name, ".")
	id, _, _ := strings.Cut(rest, ".")
	switch part {
	case "python":
		return kinds(manifest.PythonRange, manifest.PythonVersion)
	case "node":
		return kinds(manifest.NodeRange, manifest.NodeVersion, manifest.Manager)
	case "clone":
		return kinds(manifest.VersionTool, manifest.Submodule)
	case "steps":
		for i, s := range c.g.Steps {
			if s.ID == id {
				return c.used(index("steps", i), s.Pip)
			}
		}
	case "verify":
		for i, v := range c.g.Verify {
			if v.ID == id {
				return c.used(index("verify", i), nil)
			}
		}
	case "tasks":
		for i, t := range c.g.Tasks {
			if t.ID == id {
				return c.used(index("tasks", i), nil)
			}
		}
	}
	return nil
}

// used says which values commands of the guide use: extras and groups that they install, scripts and targets that they
// call, hooks whose tool they install in a fixed version.
func (c *comparison) used(path string, pip []string) func(manifest.Value) bool {
	var words, programs []string
	for _, s := range scripts(c.g) {
		if strings.HasPrefix(s.path, path+".") {
			for _, command := range s.commands {
				words = append(words, command.words...)
				programs = append(programs, command.unwrapped().name())
			}
		}
	}
	extras, local := installed(pip)
	return func(v manifest.Value) bool {
		switch v.Kind {
		case manifest.Extra:
			return extras["extra "+normal(v.Name)]
		case manifest.Group:
			return extras["group "+normal(v.Name)]
		case manifest.Backend:
			return local
		case manifest.Script, manifest.Target, manifest.Recipe, manifest.Session, manifest.HatchScript:
			return contains(words, v.Name)
		case manifest.Hook:
			return contains(words, "pre-commit") && contains(words, v.Name) || contains(programs, toolOf(v)) || pinned(pip, toolOf(v)) != ""
		case manifest.Command:
			return true
		case manifest.TestSettings:
			return contains(words, "pytest")
		case manifest.Manager:
			return contains(words, v.Name) || v.Name == "yarn" && contains(words, "jlpm")
		case manifest.CondaPackage:
			return strings.HasPrefix(path, "recipes")
		default:
			return false
		}
	}
}

// installed are the extras and groups that the arguments of pip name, and whether the checkout itself is installed.
func installed(pip []string) (names map[string]bool, local bool) {
	names = map[string]bool{}
	for i, arg := range pip {
		if m := localInstall().FindStringSubmatch(arg); m != nil {
			local = true
			for e := range strings.SplitSeq(m[2], ",") {
				names["extra "+normal(strings.TrimSpace(e))] = true
			}
		}
		if i > 0 && pip[i-1] == "--group" {
			names["group "+normal(arg)] = true
		}
	}
	return names, local
}

// toolOf is the program that a hook runs: ruff for ruff-check and ruff-format.
func toolOf(hook manifest.Value) string {
	tool, _, _ := strings.Cut(hook.Name, "-")
	return tool
}

// pinned is the version of a tool that a step installs, if it is a fixed one.
func pinned(pip []string, name string) string {
	for _, arg := range pip {
		if tool, version, ok := strings.Cut(arg, "=="); ok && normal(tool) == normal(name) {
			return version
		}
	}
	return ""
}

// against says what of the new values contradicts a fact beyond what lint sees: a tool that is installed in the version of
// a hook, and the hook has another now.
func (c *comparison) against(name string, before, after []manifest.Value) string {
	_, id, _ := strings.Cut(name, ".")
	id, _, _ = strings.Cut(id, ".")
	for _, s := range c.g.Steps {
		if s.ID != id || !strings.HasPrefix(name, "steps.") {
			continue
		}
		for _, v := range after {
			have := pinned(s.Pip, toolOf(v))
			was := slices.ContainsFunc(before, func(b manifest.Value) bool { return b.Kind == v.Kind && b.Name == v.Name && b.Text == have })
			if v.Kind == manifest.Hook && have != "" && was && v.Text != have {
				return fmt.Sprintf("the step installs %s==%s, and the hook %s has %s now", toolOf(v), have, v.Name, v.Text)
			}
		}
	}
	return ""
}

// beyond says which versions upstream tries now, and didn't before, that the guide leaves out.
func (c *comparison) beyond(name string, before, after []manifest.Value) string {
	var kind guide.RangeKind
	var value manifest.Kind
	have := ""
	switch {
	case strings.HasPrefix(name, "python") && c.g.Python != nil:
		kind, value, have = guide.PEP440, manifest.PythonVersion, c.g.Python.Version
	case strings.HasPrefix(name, "node") && c.g.Node != nil:
		kind, value, have = guide.SemVer, manifest.NodeVersion, c.g.Node.Version
	default:
		return ""
	}
	for _, v := range after {
		known := slices.ContainsFunc(before, func(b manifest.Value) bool { return b.Kind == v.Kind && b.Text == v.Text })
		if v.Kind != value || known || !plainVersion(v.Text) {
			continue
		}
		text := v.Text
		if kind == guide.SemVer && !strings.Contains(text, ".") {
			text += ".99.0"
		}
		if fit, err := guide.Compare(kind, have, text); err == nil && fit != guide.Fits && fit != guide.Unknown {
			return fmt.Sprintf("upstream tries %s, which is %s for %q", v.Text, fit, have)
		}
	}
	return ""
}

func plainVersion(s string) bool {
	s = strings.TrimSuffix(s, ".x")
	_, err := strconv.ParseFloat(strings.ReplaceAll(s, ".", ""), 64)
	return err == nil
}

// factName is the name of the fact that a path of the guide belongs to: steps[0].pip[1] is a part of steps.install.
func (c *comparison) factName(path string) string {
	list, rest, ok := strings.Cut(path, "[")
	number, rest, _ := strings.Cut(rest, "]")
	i, err := strconv.Atoi(number)
	if !ok || err != nil {
		return path
	}
	id := ""
	switch {
	case list == "steps" && i < len(c.g.Steps):
		id = c.g.Steps[i].ID
	case list == "verify" && i < len(c.g.Verify):
		id = c.g.Verify[i].ID
	case list == "tasks" && i < len(c.g.Tasks):
		id = c.g.Tasks[i].ID
	default:
		return path
	}
	field, _, _ := strings.Cut(rest, "[")
	return list + "." + id + field
}

// factPath is the place in the guide that a fact has.
func (c *comparison) factPath(name string) string {
	list, rest, ok := strings.Cut(name, ".")
	if !ok {
		return name
	}
	id, field, _ := strings.Cut(rest, ".")
	at := -1
	switch list {
	case "steps":
		at = slices.IndexFunc(c.g.Steps, func(s guide.Step) bool { return s.ID == id })
	case "verify":
		at = slices.IndexFunc(c.g.Verify, func(v guide.Verify) bool { return v.ID == id })
	case "tasks":
		at = slices.IndexFunc(c.g.Tasks, func(t guide.Task) bool { return t.ID == id })
	}
	if at < 0 {
		return name
	}
	if field == "" {
		field = "id"
	}
	return index(list, at) + "." + field
}
