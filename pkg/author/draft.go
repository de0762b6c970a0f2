package author

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// A Checkout is what a draft is made from.
type Checkout struct {
	// Files at the commit.
	Files fs.FS
	// Repo as owner/name, Branch, full Commit; empty where they aren't known.
	Repo, Branch, Commit string
	// BranchSure says that Branch is the server's default, rather than the one that is checked out.
	BranchSure bool
	// RepoSure says that Repo is upstream's, rather than perhaps a fork.
	RepoSure bool
	// Day on which it is read, as 2026-11-23.
	Date string
}

// A Sureness says how far a value of a draft can be trusted.
type Sureness string

// The degrees.
const (
	// Sure: a manifest or git says exactly this.
	Sure Sureness = "sure"
	// Likely: it follows from what was read, by a habit that most repositories have.
	Likely Sureness = "likely"
)

// An Answer is a value for a field of the guide.
type Answer struct {
	// Field as a path: python.version, steps.install.pip.
	Field, Value string
	Sureness     Sureness
	// Source is the file with its line, or git.
	Source string
}

// A Question is a field that only a person can answer.
type Question struct {
	Field, Text string
	// Hint is what was seen that may help, with its place; empty if nothing was.
	Hint string
	// Answer of the person; empty leaves it open.
	Answer string
}

// A Conflict is a place where files of the repository disagree.
type Conflict struct {
	Topic  string
	Claims []ConflictClaim
}

// A ConflictClaim is what one place says.
type ConflictClaim struct{ File, Says string }

// A Draft is the beginning of a guide: what could be read, what contradicts itself, and what a person must say.
type Draft struct {
	Checkout  Checkout
	Answers   []Answer
	Questions []Question
	Conflicts []Conflict
	// facts of the guide by the file that they were read from.
	facts map[string][]string
}

// Answer returns the answer for a field.
func (d *Draft) Answer(field string) (Answer, bool) {
	for _, a := range d.Answers {
		if a.Field == field {
			return a, true
		}
	}
	return Answer{}, false
}

// value is the value of a field; empty if there is none.
func (d *Draft) value(field string) string {
	a, _ := d.Answer(field)
	return a.Value
}

// NewDraft reads a checkout. Nothing is guessed: what can't be read is a question.
func NewDraft(c Checkout) *Draft {
	r := &draftReader{d: &Draft{Checkout: c, facts: map[string][]string{}}, files: c.Files, values: map[string][]manifest.Value{}}
	r.look()
	r.identity()
	r.python()
	r.node()
	r.clone()
	r.installs()
	r.packages()
	r.proofs()
	r.tasks()
	r.licence()
	r.people()
	r.conflicts()
	r.questions()
	return r.d
}

// A draftReader reads the files of a checkout.
type draftReader struct {
	d      *Draft
	files  fs.FS
	names  []string
	values map[string][]manifest.Value
}

// deepest is how far below the root files are looked for.
const deepest = 3

// look lists the files that may say something.
func (r *draftReader) look() {
	_ = fs.WalkDir(r.files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // What can't be read says nothing.
		}
		if !e.IsDir() {
			r.names = append(r.names, name)
			return nil
		}
		hidden := strings.HasPrefix(e.Name(), ".") && name != "." && e.Name() != ".github" && e.Name() != ".devcontainer"
		if hidden || e.Name() == "node_modules" || strings.Count(name, "/") >= deepest {
			return fs.SkipDir
		}
		return nil
	})
}

func (r *draftReader) has(name string) bool { return slices.Contains(r.names, name) }

// read is the text of a file; empty if it isn't there.
func (r *draftReader) read(name string) string {
	data, err := fs.ReadFile(r.files, name)
	if err != nil || len(data) > manifest.MaxBytes {
		return ""
	}
	return string(data)
}

func (r *draftReader) manifest(name string) []manifest.Value {
	if v, ok := r.values[name]; ok {
		return v
	}
	v := manifest.Parse(name, []byte(r.read(name)))
	r.values[name] = v
	return v
}

// first is the first value of a kind in a file.
func (r *draftReader) first(name string, kind manifest.Kind) (manifest.Value, bool) {
	for _, v := range r.manifest(name) {
		if v.Kind == kind {
			return v, true
		}
	}
	return manifest.Value{}, false
}

// answer notes a value, and that the field rests on the file.
func (r *draftReader) answer(field, value string, sure Sureness, file string, line int) {
	source := file
	if line > 0 {
		source = fmt.Sprintf("%s:%d", file, line)
	}
	r.d.Answers = append(r.d.Answers, Answer{Field: field, Value: value, Sureness: sure, Source: source})
	r.rests(file, factOf(field))
}

// rests notes that a fact rests on a file.
func (r *draftReader) rests(file, fact string) {
	if fact != "" && r.has(file) && !contains(r.d.facts[file], fact) {
		r.d.facts[file] = append(r.d.facts[file], fact)
	}
}

// factOf is the fact that a field belongs to; empty for what needs no source.
func factOf(field string) string {
	switch field {
	case "id", "name", "repo", "profiles":
		return ""
	}
	parts := strings.SplitN(field, ".", 3)
	switch parts[0] {
	case "steps", "verify", "tasks":
		return strings.Join(parts[:min(2, len(parts))], ".")
	}
	return field
}

func (r *draftReader) ask(field, text, hint string) {
	r.d.Questions = append(r.d.Questions, Question{Field: field, Text: text, Hint: hint})
}

// identity is what the project is called.
func (r *draftReader) identity() {
	d := r.d
	if repo := d.Checkout.Repo; repo != "" {
		sure, source := Sure, "git"
		if !d.Checkout.RepoSure {
			sure, source = Likely, "git's first remote; name upstream if this is a fork"
		}
		d.Answers = append(d.Answers, Answer{"repo", repo, sure, source})
		d.Answers = append(d.Answers, Answer{"id", idOf(repo), Likely, "the repository's name"})
		d.Answers = append(d.Answers, Answer{"name", path.Base(repo), Likely, "the repository's name"})
	} else {
		r.ask("repo", "Which repository is it on GitHub, as owner/name?", "")
	}
}

// idOf is a guide's id by the name of its repository.
func idOf(repo string) string {
	return strings.ToLower(strings.NewReplacer("_", "-", ".", "-").Replace(path.Base(repo)))
}

// clone is how the code is fetched.
func (r *draftReader) clone() {
	d := r.d
	if d.Checkout.Branch != "" {
		sure, source := Likely, "the branch that is checked out"
		if d.Checkout.BranchSure {
			sure, source = Sure, "the server's default"
		}
		d.Answers = append(d.Answers, Answer{"clone.branch", d.Checkout.Branch, sure, source})
	} else {
		r.ask("clone.branch", "On which branch does a newcomer work?", "")
	}
	if v, ok := r.first("pyproject.toml", manifest.VersionTool); ok {
		r.answer("clone.tags", "true", Likely, "pyproject.toml", v.Line)
	}
	var paths []string
	line := 0
	for _, v := range r.manifest(".gitmodules") {
		paths, line = append(paths, v.Name), v.Line
	}
	if len(paths) > 0 {
		r.answer("clone.submodules", strings.Join(paths, ", "), Likely, ".gitmodules", line)
	}
}

// licence is that of contributions.
func (r *draftReader) licence() {
	for _, file := range []string{"pyproject.toml", "setup.cfg", "package.json"} {
		if v, ok := r.first(file, manifest.Licence); ok {
			if spdx(v.Text) {
				r.answer("pull_request.licence", v.Text, Sure, file, v.Line)
				return
			}
		}
	}
	for _, file := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING.md", "COPYING"} {
		text := strings.Join(strings.Fields(r.read(file)), " ")
		switch {
		case strings.Contains(text, "Neither the name of") && strings.Contains(text, "Redistribution and use in source"):
			r.answer("pull_request.licence", "BSD-3-Clause", Likely, file, 0)
		case strings.Contains(text, "Permission is hereby granted, free of charge"):
			r.answer("pull_request.licence", "MIT", Likely, file, 0)
		case strings.Contains(text, "Apache License") && strings.Contains(text, "Version 2.0"):
			r.answer("pull_request.licence", "Apache-2.0", Likely, file, 0)
		default:
			continue
		}
		return
	}
}

// spdx reports whether a text looks like one of the ids that SPDX has for the licences of this world, and not like a
// name of it such as "BSD" or "BSD License".
func spdx(s string) bool {
	return slices.Contains([]string{"BSD-3-Clause", "BSD-2-Clause", "MIT", "Apache-2.0", "MPL-2.0", "ISC", "LGPL-3.0-or-later", "GPL-3.0-or-later"}, s)
}
