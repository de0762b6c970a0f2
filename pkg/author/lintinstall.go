package author

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// localInstall is a requirement that names a folder of the checkout: .[test], ./sub[a,b], -e .
var localInstall = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:file:)?(\.[\w./-]*)(?:\[([\w,\s.-]+)\])?$`) })

// installs checks the extras and dependency groups that steps install.
func (l *repoLinter) installs() {
	for i, s := range l.g.Steps {
		if s.Companion != "" {
			continue // Its files aren't in the checkout.
		}
		group := false
		for j, arg := range s.Pip {
			at := fmt.Sprintf("steps[%d].pip[%d]", i, j)
			if group || strings.HasPrefix(arg, "--group=") {
				l.group(at, s.Dir, strings.TrimPrefix(arg, "--group="))
			}
			group = arg == "--group"
			if guide.IsGlob(arg) {
				l.packages(at, path.Join(s.Dir, arg))
			}
			if m := localInstall().FindStringSubmatch(arg); m != nil {
				l.extras(at, path.Join(s.Dir, m[1]), m[2])
			}
		}
	}
}

// packages checks that a pattern matches packages.
func (l *repoLinter) packages(at, pattern string) {
	for _, file := range []string{"pyproject.toml", "setup.py"} {
		if matches, err := fs.Glob(l.repo, path.Join(pattern, file)); err == nil && len(matches) > 0 {
			return
		}
	}
	l.note(at, "lint/repo-install", fmt.Sprintf("no package of the checkout matches %s", pattern), "")
}

// extras checks that a folder can be installed with extras.
func (l *repoLinter) extras(at, dir, list string) {
	files := []string{path.Join(dir, "pyproject.toml"), path.Join(dir, "setup.cfg"), path.Join(dir, "setup.py")}
	known, found := map[string]bool{}, false
	var names []string
	for _, file := range files {
		found = found || l.exists(file)
		for _, v := range l.manifest(file) {
			if v.Kind == manifest.Extra && !known[normal(v.Name)] {
				known[normal(v.Name)] = true
				names = append(names, v.Name)
			}
		}
	}
	switch {
	case !found:
		l.note(at, "lint/repo-install", fmt.Sprintf("%s has no pyproject.toml, setup.cfg or setup.py to install", shown(dir)), "")
		return
	case strings.Contains(string(l.read(files[2])), "extras_require") || l.dynamicExtras(files[0]):
		return // They are worked out by a program, or written where only the build backend reads.
	}
	for extra := range strings.SplitSeq(list, ",") {
		if extra = strings.TrimSpace(extra); extra != "" && !known[normal(extra)] {
			l.note(at, "lint/repo-extra", fmt.Sprintf("%s has no extra %q", shown(files[0]), extra), near(extra, names))
		}
	}
}

// dynamicExtras reports whether a project leaves its extras to the build backend.
func (l *repoLinter) dynamicExtras(file string) bool {
	return dynamicExtra().Match(l.read(file))
}

var dynamicExtra = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)\bdynamic\s*=\s*\[[^\]]*["']optional-dependencies["']`)
})

// normal is a name of an extra or group as Python compares them.
func normal(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "-", ".", "-").Replace(name))
}

func shown(name string) string {
	if name == "." || name == "" {
		return "the checkout"
	}
	return name
}

// group checks a dependency group; its file may stand before a colon.
func (l *repoLinter) group(at, dir, name string) {
	file := path.Join(dir, "pyproject.toml")
	if f, rest, ok := strings.Cut(name, ":"); ok {
		file, name = path.Join(dir, f), rest
	}
	var names []string
	for _, v := range l.manifest(file) {
		if v.Kind == manifest.Group {
			names = append(names, v.Name)
			if normal(v.Name) == normal(name) {
				return
			}
		}
	}
	l.note(at, "lint/repo-group", fmt.Sprintf("%s has no dependency group %q", file, name), near(name, names))
}
