package author

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// lowerBound is the first version of a range of Python.
var lowerBound = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:>=|~=|\^)\s*3\.(\d+)`) })

// python finds the range: its lower end from the manifests, its upper end from what CI tries.
func (r *draftReader) python() {
	for _, file := range []string{"pyproject.toml", "setup.cfg", "setup.py"} {
		v, ok := r.first(file, manifest.PythonRange)
		if !ok {
			continue
		}
		if strings.Contains(v.Text, "<") {
			r.answer("python.version", v.Text, Sure, file, v.Line)
			return
		}
		highest, where, line := r.highestPython()
		if highest == 0 {
			r.ask("python.version", "Which Python is the first that isn't tried? "+file+" has no upper end.", fmt.Sprintf("%s:%d says %s", file, v.Line, v.Text))
			return
		}
		text := strings.ReplaceAll(v.Text, " ", "")
		if m := lowerBound().FindStringSubmatch(text); m != nil && strings.Trim(strings.TrimPrefix(text, ">=3."+m[1]), ".0") == "" {
			text = ">=3." + m[1]
		}
		r.answer("python.version", fmt.Sprintf("%s,<3.%d", text, highest+1), Likely, file, v.Line)
		r.rests(where, "python.version")
		r.d.Answers[len(r.d.Answers)-1].Source += fmt.Sprintf(" and %s:%d", where, line)
		return
	}
	if r.has("pyproject.toml") || r.has("setup.py") {
		r.ask("python.version", "Which versions of Python work?", "")
	}
}

// workflows are the files of CI.
func (r *draftReader) workflows() []string {
	var out []string
	for _, name := range r.names {
		if strings.HasPrefix(name, ".github/workflows/") && manifest.Known(name) {
			out = append(out, name)
		}
	}
	return out
}

var minor = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^3\.(\d+)`) })

// highestPython is the newest minor release that a workflow tries, 0 if none does. Pre-releases and variants don't count.
func (r *draftReader) highestPython() (highest int, file string, line int) {
	for _, name := range r.workflows() {
		for _, v := range r.manifest(name) {
			m := minor().FindStringSubmatch(v.Text)
			if v.Kind != manifest.PythonVersion || m == nil || strings.ContainsAny(v.Text, "abrcdev-t") {
				continue
			}
			if n, err := strconv.Atoi(m[1]); err == nil && n > highest {
				highest, file, line = n, name, v.Line
			}
		}
	}
	return highest, file, line
}

// node finds Node.js and the package manager, if something is built with it.
func (r *draftReader) node() {
	if !r.has("package.json") || !r.buildsNode() {
		return
	}
	if v, ok := r.first("package.json", manifest.NodeRange); ok {
		r.answer("node.version", v.Text, Likely, "package.json", v.Line)
	} else {
		hint := ""
		for _, name := range r.workflows() {
			if v, ok := r.first(name, manifest.NodeVersion); ok {
				hint = fmt.Sprintf("%s:%d tries %s", name, v.Line, v.Text)
				break
			}
		}
		r.ask("node.version", "Which versions of Node.js work, in npm's language?", hint)
	}
	r.manager()
}

// buildsNode reports whether package.json is there to build something, not only to release it.
func (r *draftReader) buildsNode() bool {
	locked := r.has("yarn.lock") || r.has("package-lock.json") || r.has("pnpm-lock.yaml") || r.has("bun.lock")
	for _, v := range r.manifest("package.json") {
		if v.Kind == manifest.Script && (v.Name == "build" || v.Name == "postinstall") || v.Kind == manifest.Workspaces {
			return true
		}
	}
	return locked
}

// manager is the package manager: what package.json pins, or what the lock file is of. In Jupyter's repositories Yarn is
// often the jlpm that comes with JupyterLab.
func (r *draftReader) manager() {
	jlpm := strings.Contains(r.read("pyproject.toml"), "jlpm") || strings.Contains(r.read("package.json"), "jlpm")
	name, file, line := "", "", 0
	if v, ok := r.first("package.json", manifest.Manager); ok {
		name, file, line = v.Name, "package.json", v.Line
	} else {
		for _, lock := range []struct{ file, manager string }{{"yarn.lock", "yarn"}, {"package-lock.json", "npm"}, {"pnpm-lock.yaml", "pnpm"}, {"bun.lock", "bun"}} {
			if r.has(lock.file) && name == "" {
				name, file = lock.manager, lock.file
			}
		}
	}
	if name == "yarn" && jlpm {
		name = "jlpm"
	}
	if name != "" {
		r.answer("node.manager", name, Likely, file, line)
	}
}

// extra is the extra or dependency group for a purpose, as the argument of an install.
func (r *draftReader) extra(names ...string) (pip []string, v manifest.Value, file string) {
	for _, want := range names {
		for _, file := range []string{"pyproject.toml", "setup.cfg"} {
			for _, v := range r.manifest(file) {
				if v.Kind == manifest.Extra && normal(v.Name) == want {
					return []string{"-e", ".[" + v.Name + "]"}, v, file
				}
			}
		}
	}
	for _, want := range names {
		for _, v := range r.manifest("pyproject.toml") {
			if v.Kind == manifest.Group && normal(v.Name) == want {
				return []string{"-e", ".", "--group", v.Name}, v, "pyproject.toml"
			}
		}
	}
	return nil, manifest.Value{}, ""
}

// installs finds how the project is installed for its purposes.
func (r *draftReader) installs() {
	if pip, v, file := r.extra("test", "tests", "testing", "dev"); pip != nil {
		r.answer("steps.install.pip", strings.Join(pip, " "), Likely, file, v.Line)
	} else if r.has("pyproject.toml") || r.has("setup.py") {
		r.ask("steps.install.pip", "What is installed beside the package to run its tests?", r.requirements("test", "dev"))
	}
	if pip, v, file := r.extra("docs", "doc", "documentation"); pip != nil {
		r.answer("steps.install-docs.pip", strings.Join(pip, " "), Likely, file, v.Line)
	} else if file := "docs/requirements.txt"; r.has(file) {
		r.answer("steps.install-docs.pip", "-r "+file, Likely, file, 0)
	}
	manager := r.d.value("node.manager")
	if manager == "" {
		return
	}
	a, _ := r.d.Answer("node.manager")
	file, _, _ := strings.Cut(a.Source, ":")
	r.answer("steps.packages.run", manager+" install", Likely, file, 0)
	for _, v := range r.manifest("package.json") {
		if v.Kind == manifest.Script && v.Name == "build" {
			run := manager + " run build"
			if manager == "jlpm" || manager == "yarn" {
				run = manager + " build"
			}
			r.answer("steps.build.run", run, Likely, "package.json", v.Line)
		}
	}
}

// requirements names requirement files for a purpose.
func (r *draftReader) requirements(words ...string) string {
	for _, name := range r.names {
		base := path.Base(name)
		if strings.Contains(base, "requirements") && strings.HasSuffix(base, ".txt") && slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) }) {
			return "there is " + name
		}
	}
	return ""
}
