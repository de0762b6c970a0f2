package author

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Mark begins a text that is still a question to the author. A guide that has one is no finished guide.
const Mark = "TODO"

// Lint finds what a valid guide lacks: everything that [guide.Lint] finds, errors in scripts, commands that may do harm,
// proofs that can be green without proving anything, recipes that can't reach them, failures that can't be told from each
// other, and questions that are still open. Nothing is run. The problems are in the order of the file.
func Lint(f *guide.File) []guide.Problem {
	l := newLinter(f)
	l.problems = append(guide.Lint(f), openQuestions(f)...)
	l.syntax()
	l.dangers()
	l.weakProofs()
	l.recipes()
	overlaps(f.Guide.KnownFailures, func(i int, id, message, suggestion string) {
		l.note(index("known_failures", i)+".pattern", id, message, suggestion)
	})
	return l.sorted()
}

// LintFailures finds what is wrong with a file of known failures that all guides share: failures that can't be told from
// each other. The file was loaded by [guide.LoadFailures].
func LintFailures(name string, data []byte, failures []guide.Failure) []guide.Problem {
	root, err := parseYAML(data)
	if err != nil {
		return nil
	}
	_, list, _ := mappingEntry(root, "known_failures", 0)
	f := &guide.File{Name: name, Data: data}
	var out []guide.Problem
	overlaps(failures, func(i int, id, message, suggestion string) {
		_, pattern, _ := mappingEntry(list.Content[i], "pattern", 0)
		out = append(out, f.ProblemAt(pattern.Line, pattern.Column, index("known_failures", i)+".pattern", id, message, suggestion))
	})
	return out
}

// A linter collects problems.
type linter struct {
	f        *guide.File
	g        *guide.Guide
	scripts  []script
	problems []guide.Problem
}

func newLinter(f *guide.File) *linter {
	return &linter{f: f, g: f.Guide, scripts: scripts(f.Guide)}
}

func (l *linter) note(path, id, message, suggestion string) {
	l.problems = append(l.problems, l.f.Problem(path, id, message, suggestion))
}

// noteIn notes a problem at a command of a script.
func (l *linter) noteIn(s script, line, col int, id, message, suggestion string) {
	at, column := l.f.TextPosition(s.path, line, col)
	l.problems = append(l.problems, l.f.ProblemAt(at, column, s.path, id, message, suggestion))
}

func (l *linter) sorted() []guide.Problem {
	slices.SortStableFunc(l.problems, byPlace)
	return l.problems
}

func byPlace(a, b guide.Problem) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

func index(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// LintDraft finds what is wrong with a guide that can't be loaded because of the problems: first the questions that are
// still open, which are most of it in a draft, and then the other problems. Where both are about one text, the question is
// what there is to say.
func LintDraft(name string, data []byte, problems []guide.Problem) []guide.Problem {
	open := openQuestions(&guide.File{Name: name, Data: data})
	out := slices.Clone(open)
	for _, p := range problems {
		if !slices.ContainsFunc(open, func(q guide.Problem) bool { return q.Line == p.Line && q.Col == p.Col }) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, byPlace)
	return out
}

// openQuestions refuses texts that are still questions.
func openQuestions(f *guide.File) []guide.Problem {
	root, err := parseYAML(f.Data)
	if err != nil {
		return nil
	}
	var out []guide.Problem
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		switch n.Kind {
		case yaml.ScalarNode:
			if rest, ok := strings.CutPrefix(strings.TrimSpace(n.Value), Mark); ok {
				out = append(out, f.ProblemAt(n.Line, n.Column, path, "lint/open-question",
					"a question is still open"+oneLine(strings.TrimRight(": "+strings.TrimLeft(rest, ": "), ": ")), "answer it, or leave the key out"))
			}
		case yaml.SequenceNode:
			for i, c := range n.Content {
				walk(c, path+"["+strconv.Itoa(i)+"]")
			}
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				walk(n.Content[i+1], strings.TrimPrefix(path+"."+n.Content[i].Value, "."))
			}
		default:
		}
	}
	walk(root, "")
	return out
}

// syntax refuses scripts that bash can't read.
func (l *linter) syntax() {
	for _, s := range l.scripts {
		if s.fault == nil {
			continue
		}
		l.noteIn(s, max(1, int(s.fault.Pos.Line())), max(1, int(s.fault.Pos.Col())), "lint/shell-syntax",
			"bash can't read this script: "+s.fault.Text, "")
	}
}

// nothingRan is what programs print when they ran nothing: a pattern of a proof that it matches proves nothing.
func nothingRan() []string {
	return []string{
		"bash: line 1: pytest: command not found\n",
		"============================= test session starts =============================\ncollected 0 items\n\n============================ no tests ran in 0.01s ============================\n",
		"Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nModuleNotFoundError: No module named 'example'\n",
		"Ran 0 tests in 0.000s\n\nNO TESTS RAN\n",
		"No tests found, exiting with code 1\n",
	}
}

// weakProofs refuses proofs that are green when nothing ran, and reds that an import error has, too.
func (l *linter) weakProofs() {
	for i, v := range l.g.Verify {
		at := index("verify", i)
		if expect, err := regexp.Compile(v.Expect); err == nil {
			for _, said := range nothingRan() {
				if m := expect.FindString(said); m != "" {
					l.note(at+".expect", "lint/weak-proof", fmt.Sprintf("%q also matches %q, which is printed when nothing ran", v.Expect, oneLine(m)),
						`name what only a real run prints, as '[1-9]\d* passed'`)
					break
				}
			}
		}
		if s := l.scriptAt(at + ".run"); s != nil && onlySays(s) {
			l.note(at+".run", "lint/empty-proof", "the script only prints: it runs nothing of the checkout", "run the project's own tests, or its code")
		}
		if v.Mutation == nil {
			continue
		}
		if red, err := regexp.Compile(v.Mutation.Expect); err == nil && red.MatchString("ModuleNotFoundError: No module named 'example'\nImportError: cannot import name 'example'") {
			l.note(at+".mutation.expect", "lint/weak-red", "an import error matches, too, so that red wouldn't come from an assertion",
				"write what the failing assertion prints")
		}
	}
}

func (l *linter) scriptAt(path string) *script {
	for i := range l.scripts {
		if l.scripts[i].path == path {
			return &l.scripts[i]
		}
	}
	return nil
}

// onlySays reports whether a script has no command but those that print.
func onlySays(s *script) bool {
	if s.fault != nil || len(s.commands) == 0 {
		return false
	}
	return !slices.ContainsFunc(s.commands, func(c shellCommand) bool {
		switch c.name() {
		case "echo", "printf", "true", ":":
			return false
		}
		return true
	})
}

// recipes wants each recipe to reach the same proofs: what a proof imports from the checkout must be put there by a step
// that the recipe has, and a step's needs must be there.
func (l *linter) recipes() {
	byID := map[string]guide.Step{}
	for _, s := range l.g.Steps {
		byID[s.ID] = s
	}
	for i, s := range l.g.Steps {
		for j, id := range s.Needs {
			for _, r := range l.g.Recipes {
				if serves(s.Recipes, r.ID) && !serves(byID[id].Recipes, r.ID) {
					l.note(fmt.Sprintf("steps[%d].needs[%d]", i, j), "lint/absent-need",
						fmt.Sprintf("recipe %q has step %q but not %q, which it needs", r.ID, s.ID, id), "")
					break
				}
			}
		}
	}
	l.recipeProofs()
}

// recipeProofs wants what a proof imports from the checkout to be there by each recipe.
func (l *linter) recipeProofs() {
	for i, v := range l.g.Verify {
		if len(v.FromCheckout) == 0 {
			continue
		}
		for _, p := range l.g.Profiles {
			if serves(v.Profiles, p.ID) && !l.reaches(fmt.Sprintf("verify[%d].id", i), v.ID, p.ID) {
				break
			}
		}
	}
}

// reaches notes recipes without a step that puts the checkout on Python's path, where another has one.
func (l *linter) reaches(path, proof, profile string) bool {
	var with, without []string
	for _, r := range l.g.RecipesOf(profile) {
		if r.Kind == guide.NoneNeeded || slices.ContainsFunc(l.g.Steps, func(s guide.Step) bool {
			return serves(s.Profiles, profile) && serves(s.Recipes, r.ID) && putsOnPath(s)
		}) {
			with = append(with, r.ID)
		} else {
			without = append(without, r.ID)
		}
	}
	if len(with) == 0 || len(without) == 0 {
		return true
	}
	l.note(path, "lint/recipe-proof", fmt.Sprintf("recipe %q has no step that installs the checkout for profile %q, so it can't reach %q",
		without[0], profile, proof), "let a step that installs in editable form serve it")
	return false
}

// putsOnPath reports whether a step makes Python import from the checkout.
func putsOnPath(s guide.Step) bool {
	if contains(s.Pip, "-e") || contains(s.Pip, "--editable") || s.Check != nil && len(s.Check.Editable) > 0 {
		return true
	}
	return strings.Contains(s.Run, ".pth") || strings.Contains(s.Run, "-e .") || strings.Contains(s.Run, "--editable")
}

func serves(list []string, id string) bool { return len(list) == 0 || contains(list, id) }

// overlaps notes failures whose pattern matches the sample of another one: both would be told, and one is wrong. One that
// only wraps another may.
func overlaps(failures []guide.Failure, note func(i int, id, message, suggestion string)) {
	for i, a := range failures {
		re, err := regexp.Compile(a.Pattern)
		if err != nil || a.Wrapper {
			continue // Its own check has noted the error.
		}
		for j, b := range failures {
			if i != j && a.ID != b.ID && re.MatchString(b.Sample) {
				note(i, "lint/overlap", fmt.Sprintf("the pattern of %q matches the sample of %q, too", a.ID, b.ID), "make the pattern narrower, or make them one failure")
			}
		}
	}
}
