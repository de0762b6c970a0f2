package author

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// SchemaURL is where editors find the JSON Schema of guides.
const SchemaURL = "https://raw.githubusercontent.com/jupyter-onboard/jupyter-onboard/main/pkg/guide/schema.json"

// Text is the draft as a guide file. Each value says beside it how sure it is and where it was read; what is still open
// begins with [Mark], which lint refuses. Schema is what the first line tells editors.
func (d *Draft) Text(schema string) []byte {
	w := &draftWriter{d: d}
	w.line(0, "# yaml-language-server: $schema=%s", schema)
	w.line(0, "# A draft by jupyter-onboard guide init. Beside each value stands how sure it is and where it was read;")
	w.line(0, "# TODO marks what only you can say. When none is left: jupyter-onboard guide lint FILE --repo .,")
	w.line(0, "# then jupyter-onboard guide test FILE, which runs it from nothing and writes the receipt.")
	w.identity()
	w.choose()
	w.clone()
	w.environment()
	w.steps()
	w.verify()
	w.tasks()
	w.community()
	w.sources()
	w.disagreements()
	return []byte(w.b.String())
}

// A draftWriter writes a draft as YAML.
type draftWriter struct {
	d *Draft
	b strings.Builder
}

func (w *draftWriter) line(indent int, format string, args ...any) {
	w.b.WriteString(strings.Repeat(" ", indent))
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

// teach writes a comment for the author.
func (w *draftWriter) teach(text string) {
	w.b.WriteByte('\n')
	w.line(0, "# %s", text)
}

// field writes a key with its answer, or with the open question; nothing if there is neither.
func (w *draftWriter) field(indent int, key, path string, form func(string) string) {
	if a, ok := w.d.Answer(path); ok {
		w.line(indent, "%s: %s # %s: %s", key, form(a.Value), a.Sureness, plainComment(a.Source))
		return
	}
	for _, q := range w.d.Questions {
		if q.Field != path {
			continue
		}
		if q.Hint != "" {
			w.line(indent, "# Seen: %s", plainComment(q.Hint))
		}
		if q.Answer != "" {
			w.line(indent, "%s: %s", key, form(q.Answer))
			return
		}
		w.line(indent, "%s: %s", key, strconv.Quote(Mark+": "+q.Text))
		return
	}
}

// plainComment keeps what was read in a repository from ending the comment.
func plainComment(s string) string { return strings.Join(strings.Fields(s), " ") }

// text is a value as YAML; it is quoted unless it is plain words.
func text(s string) string {
	for _, r := range s {
		if r != '-' && r != '/' && r != '.' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return strconv.Quote(s)
		}
	}
	if s == "" || s[0] < 'A' && s[0] != '/' || isWord(s) {
		return strconv.Quote(s)
	}
	return s
}

// isWord reports whether YAML reads a plain word as something else than text.
func isWord(s string) bool {
	return slices.Contains([]string{"true", "false", "yes", "no", "on", "off", "null", "y", "n"}, strings.ToLower(s))
}

// asIs is a value that is no text, such as true.
func asIs(s string) string { return s }

// list is a value with commas as a list.
func list(s string) string {
	var parts []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, text(part))
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// words is a value with blanks as a list of quoted words.
func words(s string) string {
	var parts []string
	for part := range strings.FieldsSeq(s) {
		parts = append(parts, strconv.Quote(part))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (w *draftWriter) identity() {
	w.line(0, "schema: 1")
	w.called()
	w.field(0, "repo", "repo", text)
	w.field(0, "subproject", "subproject", text)
	w.field(0, "summary", "summary", strconv.Quote)
}

func (w *draftWriter) choose() {
	w.teach("What helps a person to choose this project: their words, not yours.")
	w.line(0, "choose:")
	w.field(2, "areas", "choose.areas", list)
	w.field(2, "skills", "choose.skills", list)
	w.line(2, "kinds: [code, docs]")
	w.field(2, "difficulty", "choose.difficulty", asIs)
}

func (w *draftWriter) clone() {
	w.b.WriteByte('\n')
	w.line(0, "clone:")
	w.field(2, "branch", "clone.branch", text)
	w.field(2, "tags", "clone.tags", asIs)
	w.field(2, "submodules", "clone.submodules", list)
	w.teach("Profiles are purposes, the cheapest first. Steps, tools and proofs name the profiles they serve.")
	w.line(0, "profiles:")
	titles := map[string]string{"docs": "Documentation", "python": "Python code", "full": "Everything"}
	ids := strings.FieldsFunc(w.d.value("profiles"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		ids = []string{"all"}
	}
	for _, id := range ids {
		title := titles[id]
		if title == "" {
			title = "Everything"
		}
		w.line(2, "- id: %s", id)
		w.line(4, "title: %s", title)
		if len(ids) > 1 && (id == "python" || !slices.Contains(ids, "python") && id == ids[0]) {
			w.line(4, "default: true")
		}
	}
}

func (w *draftWriter) environment() {
	if w.known("python.version") {
		w.b.WriteByte('\n')
		w.line(0, "python:")
		w.field(2, "version", "python.version", strconv.Quote)
	}
	if w.known("node.version") || w.known("node.manager") {
		w.b.WriteByte('\n')
		w.line(0, "node:")
		w.field(2, "version", "node.version", strconv.Quote)
		if a, ok := w.d.Answer("node.manager"); ok {
			w.line(2, "manager: {name: %s} # %s: %s", text(a.Value), a.Sureness, plainComment(a.Source))
		}
		w.line(2, "profiles: [full]")
	}
	w.b.WriteByte('\n')
	w.line(0, "requires:")
	w.line(2, "- tool: git")
	w.line(4, "why: The code and its history are kept in git.")
}

// known reports whether there is an answer or a question for a field.
func (w *draftWriter) known(path string) bool {
	_, ok := w.d.Answer(path)
	return ok || slices.ContainsFunc(w.d.Questions, func(q Question) bool { return q.Field == path })
}

func (w *draftWriter) profile(id string) bool {
	return slices.Contains(strings.Split(w.d.value("profiles"), ", "), id)
}

func (w *draftWriter) steps() {
	w.teach(`A step says why before it runs, and has "creates" or "check": how it is told to be done without running it.`)
	w.line(0, "steps:")
	if w.known("steps.install-docs.pip") {
		w.step("install-docs", "Install the documentation tools", "docs", "pip", words)
		w.line(4, `check: {installed: [sphinx]} # likely: change it to what was installed`)
	}
	if w.known("steps.install.pip") {
		profiles := "python"
		if w.profile("full") {
			profiles = "python, full"
		}
		w.step("install", "Install the package and its test tools", profiles, "pip", words)
		w.line(4, "needs: []")
		if a, ok := w.d.Answer("steps.install.check"); ok {
			w.line(4, "check: {editable: [%s]} # %s: %s", text(a.Value), a.Sureness, plainComment(a.Source))
		} else {
			w.line(4, "check: {editable: [%s]}", strconv.Quote(Mark+": which distribution does it install?"))
		}
	}
	if w.known("steps.packages.run") {
		w.step("packages", "Install the JavaScript packages", "full", "run", strconv.Quote)
		w.line(4, "network: true")
		w.line(4, "creates: [node_modules]")
	}
	if w.known("steps.build.run") {
		w.step("build", "Build", "full", "run", strconv.Quote)
		w.line(4, "creates: [%s]", strconv.Quote(Mark+": which file is there when it is built?"))
	}
}

func (w *draftWriter) step(id, title, profiles, action string, form func(string) string) {
	w.line(2, "- id: %s", id)
	w.line(4, "title: %s", title)
	w.line(4, "why: %s", strconv.Quote(Mark+": why is it needed? A newcomer learns it from this line."))
	w.field(4, action, "steps."+id+"."+action, form)
	if w.d.value("profiles") != "" {
		w.line(4, "profiles: [%s]", profiles)
	}
}

// called writes id and name: as git says, else by the repository that the author named, else as marks.
func (w *draftWriter) called() {
	repo := w.repo()
	switch _, known := w.d.Answer("id"); {
	case known:
		w.field(0, "id", "id", text)
		w.field(0, "name", "name", text)
	case repo != "":
		w.line(0, "id: %s # likely: the repository's name", text(idOf(repo)))
		w.line(0, "name: %s # likely: the repository's name", text(path.Base(repo)))
	default:
		w.line(0, "id: %s", strconv.Quote(Mark+": its name on the command line, in lower-case letters, digits and hyphens"))
		w.line(0, "name: %s", strconv.Quote(Mark+": its name as the project writes it"))
	}
}

// repo is the repository, as git or the author says; empty if neither does.
func (w *draftWriter) repo() string {
	for _, q := range w.d.Questions {
		if q.Field == "repo" {
			return q.Answer
		}
	}
	return w.d.value("repo")
}

func (w *draftWriter) verify() {
	w.teach("A proof has a pattern that only a real run prints, the packages that must come from the checkout, and a mutation:")
	w.line(0, "# a change of one line that turns it red by a failing assertion. jupyter-onboard guide test tries both.")
	w.line(0, "verify:")
	w.line(2, "- id: tests")
	w.line(4, "proves: The tests pass on the code of your checkout.")
	w.line(4, "does_not_prove: %s", strconv.Quote(Mark+": what could a newcomer think that it proves, and it doesn't?"))
	w.field(4, "run", "verify.tests.run", strconv.Quote)
	w.line(4, `expect: '[1-9]\d* passed'`)
	w.field(4, "from_checkout", "verify.tests.from_checkout", list)
	w.field(4, "mutation", "verify.tests.mutation", strconv.Quote)
}

func (w *draftWriter) tasks() {
	titles := []struct{ id, title string }{{"test", "Run the tests"}, {"lint", "Run the hooks that CI runs"}, {"docs", "Build the documentation"}}
	if !slices.ContainsFunc(titles, func(t struct{ id, title string }) bool { return w.known("tasks." + t.id + ".run") }) {
		return
	}
	w.teach("Commands for later work.")
	w.line(0, "tasks:")
	for _, t := range titles {
		if w.known("tasks." + t.id + ".run") {
			w.line(2, "- id: %s", t.id)
			w.line(4, "title: %s", t.title)
			w.field(4, "run", "tasks."+t.id+".run", strconv.Quote)
		}
	}
}

func (w *draftWriter) community() {
	w.teach("How newcomer issues are found, and who may take one: by this repository's own words, with the page that says so.")
	w.line(0, "issues:")
	w.field(2, "labels", "issues.labels", list)
	w.line(2, "claim:")
	w.field(4, "says", "issues.claim", strconv.Quote)
	w.line(4, "rule: %s", strconv.Quote(Mark+": draft, comment, ask, never-ask or none"))
	if w.known("issues.ai_policy") {
		w.line(2, "ai_policy:")
		w.field(4, "says", "issues.ai_policy", strconv.Quote)
	}
	if w.known("pull_request.licence") {
		w.b.WriteByte('\n')
		w.line(0, "pull_request:")
		w.field(2, "licence", "pull_request.licence", text)
	}
	w.b.WriteByte('\n')
	w.line(0, "people:")
	w.field(2, "channels", "people.channels", strconv.Quote)
	w.field(2, "conduct", "people.conduct", text)
}

func (w *draftWriter) sources() {
	if len(w.d.facts) == 0 || w.d.Checkout.Commit == "" {
		return
	}
	w.teach("Every fact has a source: the upstream file, and the commit at which it was read. guide drift watches them.")
	w.line(0, "sources:")
	for _, file := range sortedKeys(w.d.facts) {
		w.line(2, "- {file: %s, commit: %s, date: %s, facts: [%s]}",
			text(file), plainHash(w.d.Checkout.Commit), strconv.Quote(w.d.Checkout.Date), strings.Join(w.d.facts[file], ", "))
	}
}

func (w *draftWriter) disagreements() {
	if len(w.d.Conflicts) == 0 {
		return
	}
	w.teach("Where upstream contradicts itself: try it, say which is wrong, and what this guide does.")
	w.line(0, "disagreements:")
	for _, c := range w.d.Conflicts {
		w.line(2, "- topic: %s", c.Topic)
		w.line(4, "claims:")
		for _, claim := range c.Claims {
			w.line(6, "- {file: %s, says: %s}", strconv.Quote(claim.File), strconv.Quote(claim.Says))
		}
		w.line(4, "recommended: %s", strconv.Quote(Mark+": which of them did you see hold?"))
	}
}
