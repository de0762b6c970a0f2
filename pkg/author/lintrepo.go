package author

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// LintRepo finds what a guide says of a checkout that isn't so there: files, extras, groups, scripts and targets that it
// names, and versions that the manifests contradict. Nothing is run.
func LintRepo(f *guide.File, checkout fs.FS) []guide.Problem {
	l := &repoLinter{linter: newLinter(f), repo: checkout, values: map[string][]manifest.Value{}}
	l.files()
	l.mutations()
	l.installs()
	l.commands()
	l.versions()
	l.submodules()
	return l.sorted()
}

// Resembles reports whether a folder can be a checkout of the guide's repository: one of the files that the guide was
// read from is there.
func Resembles(g *guide.Guide, checkout fs.FS) bool {
	named := 0
	for _, s := range g.Sources {
		if strings.Contains(s.File, ":") || !fs.ValidPath(path.Clean(s.File)) {
			continue
		}
		if _, err := fs.Stat(checkout, path.Clean(s.File)); err == nil {
			return true
		}
		named++
	}
	return named == 0
}

// A repoLinter compares a guide with a checkout.
type repoLinter struct {
	*linter
	repo   fs.FS
	values map[string][]manifest.Value
}

// exists reports whether a path of the checkout is there.
func (l *repoLinter) exists(name string) bool {
	name = path.Clean(name)
	if !fs.ValidPath(name) {
		return false
	}
	_, err := fs.Stat(l.repo, name)
	return err == nil
}

// read is the text of a file of the checkout; nil if it isn't there or too large.
func (l *repoLinter) read(name string) []byte {
	if info, err := fs.Stat(l.repo, name); err != nil || !info.Mode().IsRegular() || info.Size() > manifest.MaxBytes {
		return nil
	}
	data, err := fs.ReadFile(l.repo, name)
	if err != nil {
		return nil
	}
	return data
}

// manifest is what a file of the checkout says.
func (l *repoLinter) manifest(name string) []manifest.Value {
	name = path.Clean(name)
	if v, ok := l.values[name]; ok {
		return v
	}
	v := manifest.Parse(name, l.read(name))
	l.values[name] = v
	return v
}

// missing notes a file that isn't there, with the one of the same folder that was probably meant.
func (l *repoLinter) missing(at, name string) {
	suggestion := ""
	if entries, err := fs.ReadDir(l.repo, path.Dir(path.Clean(name))); err == nil {
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if near := guide.Nearest(path.Base(name), names); near != "" {
			suggestion = fmt.Sprintf("did you mean %q?", path.Join(path.Dir(path.Clean(name)), near))
		}
	}
	l.note(at, "lint/repo-file", fmt.Sprintf("the checkout has no %s", name), suggestion)
}

// files checks the files and folders that are named.
func (l *repoLinter) files() {
	made := l.made()
	want := func(at, name string) {
		if name != "" && !made(name) && !l.exists(name) {
			l.missing(at, name)
		}
	}
	if n := l.g.Node; n != nil {
		want("node.manager.file", n.Manager.File)
	}
	for i, r := range l.g.Recipes {
		want(index("recipes", i)+".file", r.File)
	}
	for i, s := range l.g.Steps {
		if s.Companion != "" {
			continue
		}
		want(index("steps", i)+".dir", s.Dir)
		if l.f.Has(index("steps", i) + ".inputs") {
			l.inputs(i, s, made)
		}
	}
	in := func(list string, i int, companion, dir string) {
		if companion == "" {
			want(index(list, i)+".dir", dir)
		}
	}
	for i, v := range l.g.Verify {
		in("verify", i, v.Companion, v.Dir)
	}
	for i, t := range l.g.Tasks {
		in("tasks", i, t.Companion, t.Dir)
	}
	for i, s := range l.g.Sources {
		if !strings.Contains(s.File, ":") {
			want(index("sources", i)+".file", s.File)
		}
	}
	for i, d := range l.g.Disagreements {
		for j, c := range d.Claims {
			l.claim(fmt.Sprintf("disagreements[%d].claims[%d].file", i, j), c.File)
		}
	}
}

func (l *repoLinter) inputs(i int, s guide.Step, made func(string) bool) {
	for j, pattern := range s.Inputs {
		if made(pattern) {
			continue
		}
		at := fmt.Sprintf("steps[%d].inputs[%d]", i, j)
		if matches, err := fs.Glob(l.repo, path.Clean(pattern)); err == nil && len(matches) == 0 {
			if strings.ContainsAny(pattern, "*?[") {
				l.note(at, "lint/repo-file", fmt.Sprintf("no file of the checkout matches %s", pattern), "")
			} else {
				l.missing(at, pattern)
			}
		}
	}
}

// made tells what steps make: such paths need not be in a fresh checkout.
func (l *repoLinter) made() func(string) bool {
	var all []string
	for _, s := range l.g.Steps {
		all = append(all, s.Creates...)
		if s.Check != nil {
			all = append(all, s.Check.Files...)
		}
	}
	return func(name string) bool {
		return slices.ContainsFunc(all, func(c string) bool {
			return c == name || strings.HasPrefix(c, strings.TrimSuffix(name, "/")+"/") || strings.HasPrefix(name, strings.TrimSuffix(c, "/")+"/")
		})
	}
}

var fileLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(.+?):(\d+)$`) })

// claim checks the file, and the line if there is one, of a disagreement. Files of other repositories aren't looked at.
func (l *repoLinter) claim(at, name string) {
	line := 0
	if m := fileLine().FindStringSubmatch(name); m != nil {
		name = m[1]
		line, _ = strconv.Atoi(m[2])
	}
	if strings.ContainsAny(name, ": ") {
		return
	}
	if !l.exists(name) {
		l.missing(at, name)
		return
	}
	if data := l.read(name); data != nil && line > bytes.Count(data, []byte("\n"))+1 {
		l.note(at, "lint/repo-line", fmt.Sprintf("%s has %d lines, not %d", name, bytes.Count(data, []byte("\n")), line), "read the file anew")
	}
}

// mutations checks that each mutation finds its text.
func (l *repoLinter) mutations() {
	for i, v := range l.g.Verify {
		m := v.Mutation
		if m == nil {
			continue
		}
		at := index("verify", i) + ".mutation"
		data := l.read(path.Clean(m.File))
		if data == nil {
			l.missing(at+".file", m.File)
			continue
		}
		switch n := bytes.Count(data, []byte(m.Find)); {
		case n != 1:
			l.note(at+".find", "lint/repo-mutation", fmt.Sprintf("%q occurs %d times in %s; it must occur once", m.Find, n, m.File), "choose a text that is there once")
		default:
			if line := bytes.Count(data[:bytes.Index(data, []byte(m.Find))], []byte("\n")) + 1; line != m.Line {
				l.note(at+".line", "lint/repo-mutation", fmt.Sprintf("the text is on line %d of %s", line, m.File), fmt.Sprintf("write %d", line))
			}
		}
	}
}

// submodules checks the submodules that are named.
func (l *repoLinter) submodules() {
	var known []string
	for _, v := range l.manifest(".gitmodules") {
		known = append(known, v.Name)
	}
	for i, s := range l.g.Clone.Submodules {
		if !contains(known, s) {
			l.note(fmt.Sprintf("clone.submodules[%d]", i), "lint/repo-submodule", fmt.Sprintf("the checkout has no submodule at %s", s), near(s, known))
		}
	}
}

// near is the suggestion of the name that was probably meant, or of all if they are few.
func near(word string, known []string) string {
	if n := guide.Nearest(word, known); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	if len(known) == 0 || len(known) > 12 {
		return ""
	}
	return "there is " + strings.Join(known, ", ")
}
