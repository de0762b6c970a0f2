package author

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// commands checks the scripts, targets, sessions and files that commands of the guide name.
func (l *repoLinter) commands() {
	made := l.made()
	for _, s := range l.scripts {
		for _, c := range s.commands {
			if c.dir == unknownDir {
				continue
			}
			if id, message, suggestion := l.command(c.unwrapped(), made); id != "" {
				l.noteIn(s, c.line, c.col, id, message, suggestion)
			}
		}
	}
}

// command says what a command names that the checkout doesn't have; id is "" if nothing is known to be wrong.
func (l *repoLinter) command(c shellCommand, made func(string) bool) (id, message, suggestion string) {
	words := c.words
	if (c.name() == "python" || c.name() == "python3") && len(words) > 2 && words[1] == "-m" {
		words = words[2:]
	}
	if len(words) < 2 {
		return "", "", ""
	}
	name := shellCommand{words: words}.name()
	switch name {
	case "npm", "yarn", "jlpm", "pnpm", "bun":
		return l.nodeScript(c.dir, name, words[1:])
	case "make":
		return l.makeTarget(c.dir, words[1:])
	case "just":
		return l.named(c.dir, []string{"justfile", "Justfile", ".justfile"}, manifest.Recipe, words[1:])
	case "nox":
		return l.named(c.dir, []string{"noxfile.py"}, manifest.Session, valuesOf(words, "-s", "-e", "--session", "--sessions"))
	case "tox":
		return l.toxEnvironment(c.dir, words)
	case "hatch":
		return l.hatchScript(c.dir, words)
	case "pre-commit":
		return l.hook(words)
	case "python", "python3", "bash", "sh", "node":
		return l.program(c.dir, words[1], made)
	case "pytest":
		for _, w := range words[1:] {
			if file, _, _ := strings.Cut(w, "::"); strings.HasSuffix(file, ".py") {
				if id, message, suggestion := l.program(c.dir, file, made); id != "" {
					return id, message, suggestion
				}
			}
		}
	}
	return "", "", ""
}

// valuesOf are the words behind options.
func valuesOf(words []string, options ...string) []string {
	var out []string
	for i, w := range words {
		if contains(options, w) && i+1 < len(words) {
			out = append(out, words[i+1])
		}
	}
	return out
}

// program checks a file that a command runs.
func (l *repoLinter) program(dir, name string, made func(string) bool) (id, message, suggestion string) {
	if name == "" || strings.HasPrefix(name, "-") || strings.ContainsAny(name, "$*{~") || strings.HasPrefix(name, "/") || !strings.Contains(path.Base(name), ".") {
		return "", "", ""
	}
	full := path.Join(dir, name)
	if made(full) || l.exists(full) || strings.HasPrefix(full, "..") || strings.Contains("/"+full, "/node_modules/") {
		return "", "", ""
	}
	return "lint/repo-file", fmt.Sprintf("the checkout has no %s", full), ""
}

// nodeScript checks a script of package.json that a package manager is to run.
func (l *repoLinter) nodeScript(dir, manager string, words []string) (id, message, suggestion string) {
	for len(words) > 1 && (words[0] == "--cwd" || words[0] == "--prefix" || words[0] == "-C") {
		dir, words = path.Join(dir, words[1]), words[2:]
	}
	run := words[0] == "run" || words[0] == "run-script"
	if run {
		words = words[1:]
	}
	if len(words) == 0 || words[0] == "" || strings.HasPrefix(words[0], "-") || strings.Contains(words[0], "$") {
		return "", "", ""
	}
	script := words[0]
	if !run && (manager == "npm" && script != "test" && script != "start" || builtIn(script)) {
		return "", "", ""
	}
	file := path.Join(dir, "package.json")
	if !l.exists(file) {
		return "lint/repo-file", fmt.Sprintf("%s runs a script of %s, which the checkout doesn't have", manager, file), ""
	}
	names := l.names(file, manifest.Script)
	if contains(names, script) || !run && len(names) == 0 {
		return "", "", ""
	}
	return "lint/repo-script", fmt.Sprintf("%s has no script %q", file, script), near(script, names)
}

// builtIn reports whether a word is a command of the package managers themselves. Programs of node_modules can be called
// like scripts, so a word that looks like one is left alone.
func builtIn(word string) bool {
	return slices.Contains([]string{
		"install", "add", "remove", "up", "upgrade", "dedupe", "cache", "config", "workspace", "workspaces", "dlx", "exec", "node", "npm", "init",
		"link", "unlink", "pack", "publish", "why", "info", "set", "plugin", "patch", "rebuild", "bin", "create", "version", "ci", "i", "x", "constraints",
		"tsc", "lerna", "jest", "eslint", "prettier", "webpack", "vite", "nx", "stylelint", "playwright", "typedoc", "karma", "mocha", "rimraf", "turbo", "verdaccio",
	}, word)
}

// names are the names of a kind in a file.
func (l *repoLinter) names(file string, kind manifest.Kind) []string {
	var out []string
	for _, v := range l.manifest(file) {
		if v.Kind == kind {
			out = append(out, v.Name)
		}
	}
	return out
}

// makeTarget checks the targets of make. A Makefile with patterns or includes may have others.
func (l *repoLinter) makeTarget(dir string, words []string) (id, message, suggestion string) {
	var targets []string
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case w == "-C" && i+1 < len(words):
			dir = path.Join(dir, words[i+1])
			i++
		case w == "-f" || w == "-j" || w == "-o":
			i++
		case w == "" || strings.HasPrefix(w, "-") || strings.Contains(w, "=") || strings.Contains(w, "$"):
		default:
			targets = append(targets, w)
		}
	}
	for _, file := range []string{"Makefile", "makefile", "GNUmakefile"} {
		full := path.Join(dir, file)
		data := l.read(full)
		if data == nil {
			continue
		}
		names := l.names(full, manifest.Target)
		text := "\n" + string(data)
		if strings.Contains(text, "\ninclude ") || strings.Contains(text, "\n%:") || strings.Contains(text, "\n%.") {
			return "", "", ""
		}
		for _, t := range targets {
			if !contains(names, t) && !l.exists(path.Join(dir, t)) {
				return "lint/repo-target", fmt.Sprintf("%s has no target %q", full, t), near(t, names)
			}
		}
		return "", "", ""
	}
	return "lint/repo-file", fmt.Sprintf("make runs in %s, which has no Makefile", shown(dir)), ""
}

// named checks names of the first file that is there.
func (l *repoLinter) named(dir string, files []string, kind manifest.Kind, want []string) (id, message, suggestion string) {
	for _, file := range files {
		full := path.Join(dir, file)
		if !l.exists(full) {
			continue
		}
		names := l.names(full, kind)
		for _, w := range want {
			bare, _, _ := strings.Cut(w, "(")
			bare, _, _ = strings.Cut(bare, "-")
			known := contains(names, w) || contains(names, bare)
			if w != "" && !strings.HasPrefix(w, "-") && !strings.ContainsAny(w, "$=") && !known {
				return "lint/repo-target", fmt.Sprintf("%s has no %s %q", full, kind, w), near(w, names)
			}
		}
		return "", "", ""
	}
	return "", "", ""
}

// toxEnvironment checks tox -e ENV. Environments that factors or patterns make, and those that every tox has, aren't judged:
// only a name that tox.ini would have to write out.
func (l *repoLinter) toxEnvironment(dir string, words []string) (id, message, suggestion string) {
	file := path.Join(dir, "tox.ini")
	data := l.read(file)
	if data == nil || strings.Contains(string(data), "[testenv:{") {
		return "", "", ""
	}
	names := l.names(file, manifest.ToxEnv)
	for _, list := range valuesOf(words, "-e", "--env") {
		for name := range strings.SplitSeq(list, ",") {
			known := contains(names, name) || strings.Contains(string(data), name)
			if name != "" && name != "ALL" && !isPythonFactor(name) && !strings.ContainsAny(name, "$*-") && !known {
				return "lint/repo-target", fmt.Sprintf("%s has no environment %q", file, name), near(name, names)
			}
		}
	}
	return "", "", ""
}

// isPythonFactor reports whether a name is one that tox itself understands, such as py312 or 3.12.
func isPythonFactor(name string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(name, "pypy"), "py")
	return strings.Trim(rest, "0123456789.") == ""
}

// hatchScript checks hatch run ENV:SCRIPT.
func (l *repoLinter) hatchScript(dir string, words []string) (id, message, suggestion string) {
	i := slices.Index(words, "run")
	if i < 0 || i+1 >= len(words) || !strings.Contains(words[i+1], ":") || strings.Contains(words[i+1], "$") {
		return "", "", ""
	}
	var names []string
	for _, file := range []string{"pyproject.toml", "hatch.toml"} {
		names = append(names, l.names(path.Join(dir, file), manifest.HatchScript)...)
	}
	if len(names) == 0 || contains(names, words[i+1]) {
		return "", "", ""
	}
	return "lint/repo-script", fmt.Sprintf("hatch has no script %q", words[i+1]), near(words[i+1], names)
}

// hook checks pre-commit run HOOK.
func (l *repoLinter) hook(words []string) (id, message, suggestion string) {
	i := slices.Index(words, "run")
	if i < 0 || i+1 >= len(words) || strings.HasPrefix(words[i+1], "-") || strings.ContainsAny(words[i+1], "$@") || words[i+1] == "" {
		return "", "", ""
	}
	names := l.names(".pre-commit-config.yaml", manifest.Hook)
	if len(names) == 0 || contains(names, words[i+1]) {
		return "", "", ""
	}
	return "lint/repo-hook", fmt.Sprintf(".pre-commit-config.yaml has no hook %q", words[i+1]), near(words[i+1], names)
}
