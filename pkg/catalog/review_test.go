package catalog_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// Whatever in a guide can run is in the review. Each text of the guide's types is either known to run or known
// not to: who adds one has to decide.
func TestReviewIsComplete(t *testing.T) {
	t.Parallel()
	var g guide.Guide
	n := 0
	fill(reflect.ValueOf(&g).Elem(), &n)
	all := leaves("", reflect.ValueOf(g))
	if len(all) < 100 {
		t.Fatalf("%d texts in a guide, want more: the walk doesn't see them", len(all))
	}
	shown := shownBy(catalog.ReviewOf(&g))
	for _, l := range all {
		run := among(l.path, runs())
		switch {
		case !run && !among(l.path, says()):
			t.Errorf("%s is new in a guide: if anything runs with it, the review must show it; add it to runs or says", l.path)
		case run && !slices.Contains(shown, l.text):
			t.Errorf("%s runs, and the review doesn't show it", l.path)
		case run != slices.Contains(shown, l.text):
			t.Errorf("%s doesn't run, but the review shows it as if it did", l.path)
		}
	}
	for _, p := range append(runs(), says()...) {
		if !slices.ContainsFunc(all, func(l leaf) bool { return among(l.path, []string{p}) }) {
			t.Errorf("%s isn't in a guide any more", p)
		}
	}
}

// shownBy are the texts that a review lists beside the guide's bytes.
func shownBy(r *catalog.Review) []string {
	var texts []string
	for _, c := range r.Commands {
		texts = append(texts, c.Args...)
		if c.Script != "" {
			texts = append(texts, c.Script)
		}
	}
	for _, v := range r.Variables {
		texts = append(texts, v.Value)
	}
	for _, s := range r.Sources {
		texts = append(texts, s.Name)
	}
	return texts
}

func TestReview(t *testing.T) {
	t.Parallel()
	text := strings.Replace(guideWith("nbformat", "jupyter/nbformat", `    pip: ["-e", ".[test]"]
    env: {B: "2", A: "1"}
    dir: python
    check: {run: "test -e x"}
    undo: rm x
    writes: [{what: ~/.x, why: It is there.}]
`), "steps:", "requires:\n  - tool: pandoc\n    why: For the pages.\n    provide: {pip: pypandoc-binary}\nsteps:", 1)
	path := write(t, filepath.Join(folder(t), "g.yaml"), text)
	e := fromFile(t, path)
	r, err := e.Review("/home/me/nbformat")
	must(t, err)
	want := &catalog.Review{
		ID: "nbformat", Name: "The nbformat project", Repo: "jupyter/nbformat",
		Origin: catalog.Origin{Kind: catalog.File, Path: path}, Digest: e.Digest(), Text: text,
		Folder:      "/home/me/nbformat",
		Environment: "The commands run in the environment .venv of the checkout (Python >=3.10,<3.15), whose programs come first.",
		Statement:   r.Statement,
		Commands: []catalog.Command{
			{Place: "requires[0].tool", Owner: "tool pandoc", When: catalog.OnDoctor, Args: []string{"pandoc"}},
			{Place: "requires[0].provide.pip", Owner: "tool pandoc", When: catalog.OnSetup, Args: []string{"pypandoc-binary"}},
			{Place: "steps[0].pip", Owner: "step install", When: catalog.OnSetup, Args: []string{"-e", ".[test]"}, Dir: "python"},
			{Place: "steps[0].check.run", Owner: "step install", When: catalog.OnCheck, Script: "test -e x", Dir: "python"},
			{Place: "steps[0].undo", Owner: "step install", When: catalog.OnUndo, Script: "rm x", Dir: "python"},
			{Place: "verify[0].run", Owner: "verify tests", When: catalog.OnVerify, Script: "python -m pytest -q"},
		},
		Variables: []catalog.Variable{
			{Place: "steps[0].env", Owner: "step install", Name: "A", Value: "1"},
			{Place: "steps[0].env", Owner: "step install", Name: "B", Value: "2"},
		},
		Sources: []catalog.Source{{Place: "clone.repo", Name: "jupyter/nbformat"}},
		Effects: []guide.Effect{{What: "~/.x", Why: "It is there."}},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, words := range []string{"with your rights", "the repository's own code", "jupyter/nbformat", "exactly these bytes"} {
		if !strings.Contains(r.Statement, words) {
			t.Errorf("statement %q doesn't say %q", r.Statement, words)
		}
	}
}

// A command that runs in a companion is shown with that folder, and the companion's submodules as further code.
func TestReviewOfACompanion(t *testing.T) {
	t.Parallel()
	text := strings.Replace(guideWith("nbformat", "jupyter/nbformat", "    run: make\n    companion: parts\n    dir: a\n"), "profiles:",
		"clone: {companions: [{repo: jupyter/parts, why: It has the parts., submodules: [a]}]}\nprofiles:", 1)
	r, err := fromFile(t, write(t, filepath.Join(folder(t), "g.yaml"), text)).Review("")
	must(t, err)
	if got := r.Commands[0].Dir; got != "../parts/a" {
		t.Errorf("the command runs in %q", got)
	}
	want := []catalog.Source{
		{Place: "clone.repo", Name: "jupyter/nbformat"},
		{Place: "clone.companions[0]", Name: "jupyter/parts"},
		{Place: "clone.companions[0].submodules[0]", Name: "a"},
	}
	if diff := cmp.Diff(want, r.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}

func TestReviewWithoutPython(t *testing.T) {
	t.Parallel()
	text := strings.Replace(guideText("docs", "jupyter/docs"), "python:\n  version: \">=3.10,<3.15\"\n", "", 1)
	r, err := fromFile(t, write(t, filepath.Join(folder(t), "g.yaml"), text)).Review("")
	must(t, err)
	if !strings.Contains(r.Environment, "your own environment") {
		t.Errorf("environment %q", r.Environment)
	}
}

const payload = "touch pwned"

// A spoof is a guide that tries to run the payload without showing it.
type spoof struct{ name, text string }

func action(lines string) string { return guideWith("nbformat", "jupyter/nbformat", lines) }

func block(script string) string {
	return action("    run: |\n      " + strings.ReplaceAll(script, "\n", "\n      ") + "\n")
}

func quoted(script string) string { return action(`    run: "` + script + "\"\n") }

// insert puts lines in front of a line of a plain guide.
func insert(before, lines string) string {
	return strings.Replace(action("    run: echo hello\n"), before, lines+before, 1)
}

// padded are spoofs that hide the payload in length.
func padded() []spoof {
	var here strings.Builder
	for i := range 300 {
		fmt.Fprintf(&here, "line %d of a harmless text\n", i)
	}
	return []spoof{
		{"4 KiB of empty lines", block("echo safe\n" + strings.Repeat("\n", 4096) + payload)},
		{"4 KiB of spaces", block("echo safe" + strings.Repeat(" ", 4096) + "; " + payload)},
		{"a semicolon after 500 spaces", block("echo safe" + strings.Repeat(" ", 500) + ";" + payload)},
		{"300 tabs", block("echo safe" + strings.Repeat("\t", 300) + ";" + payload)},
		{"500 non-breaking spaces", block("echo safe;" + strings.Repeat("\u00a0", 500) + payload)},
		{"300 lines of a here-document", block("cat <<END >/dev/null\n" + here.String() + "END\n" + payload)},
		{"a line of 100 kB", block("echo " + strings.Repeat("a", 100_000) + "; " + payload)},
		{"a comment of 50 kB", block("echo safe # " + strings.Repeat("-", 50_000) + "\n" + payload)},
		{"after an end that is none", insert("issues:", "# end of the guide\n"+strings.Repeat("#\n", 3000)+"tasks:\n  - {id: x, title: X, run: "+payload+"}\n")},
		{"1000 marks on a letter", block("echo a" + strings.Repeat("\u0301", 1000) + ";" + payload)},
	}
}

// disguised are spoofs that show something else.
func disguised() []spoof {
	return []spoof{
		{"a carriage return", block("echo safe;" + payload + "\recho safe           ")},
		{"an escaped carriage return", quoted(payload + `\recho safe           `)},
		{"an escape sequence", block(payload + "\x1b[2K\x1b[1Aecho safe")},
		{"an escaped escape sequence", quoted(payload + `\e[2K\e[1Aecho safe`)},
		{"an 8-bit escape sequence", quoted(payload + `\x9b2Kecho safe`)},
		{"backspaces", quoted(payload + `\b\b\b\b\b\b\b\b\b\b\becho safe`)},
		{"bidirectional override", block("echo \u202e" + payload)},
		{"escaped bidirectional override", quoted(`echo \u202e; ` + payload)},
		{"escaped isolates", quoted(`echo \u2066; ` + payload + `\u2069`)},
		{"letters as escapes", quoted(`\x74ouch \U00000070wned`)},
		{"lines that continue", quoted("tou\\\n      ch pw\\\n      ned")},
		{"lines that fold", action("    run: >-\n      echo safe;\n      touch\n      pwned\n")},
		{"zero-width letters", block("echo\u200b safe;\u2060" + payload)},
		{"joiners", block("echo\u200d safe;\u200c" + payload)},
		{"tag characters", block("echo safe;" + payload + "\U000e0041\U000e0042")},
		{"Hangul fillers", block("echo safe;\u3164" + payload + "\uffa0")},
		{"variation selectors", block("echo safe;" + payload + "\ufe0f\ufe0e")},
		{"line separators", quoted(`echo safe;\u2028` + payload + `\L`)},
		{"next line", quoted(`echo safe;\N` + payload)},
		{"NUL", quoted(payload + `\0; echo safe`)},
		{"what looks revealed", block("echo '<U+0020*500>' '<0xFF>';" + payload)},
		{"bytes that are no text", block("echo \xff\xfe;" + payload)},
		{"an indented block", action("    run: |4\n            " + payload + "\n")},
		{"a second document", action("    run: echo hello\n") + "---\nsteps:\n  - run: " + payload + "\n"},
		{"the key twice", action("    run: echo hello\n    run: " + payload + "\n")},
		{"an alias", insert("steps:", "x: &x "+payload+"\n")},
		{"a merge key", action("    <<: {run: " + payload + "}\n")},
	}
}

// elsewhere are spoofs with the payload where one doesn't expect a command.
func elsewhere() []spoof {
	return []spoof{
		{"in a check", action("    run: echo hello\n    check: {run: " + payload + "}\n")},
		{"in an undo", action("    run: echo hello\n    undo: " + payload + "\n")},
		{"in a verify", strings.Replace(action("    run: echo hello\n"), "python -m pytest -q", payload, 1)},
		{"in a rebuild", insert("issues:", "    mutation: {file: x.py, line: 1, find: a, replace: b, expect: c, rebuild: "+payload+"}\n")},
		{"in a task", insert("issues:", "tasks:\n  - {id: lint, title: Lint, run: "+payload+"}\n")},
		{"in a detection", insert("steps:", "requires:\n  - tool: git\n    why: Code.\n    detect: {command: [sh, -c, "+payload+"]}\n")},
		{"in a variable", action("    run: echo hello\n    env: {PROMPT_COMMAND: " + payload + "}\n")},
		{"in arguments of pip", action("    pip: [\"-e\", \".\", \"--config-settings=x=" + payload + "\"]\n")},
		{"in a requirement", insert("steps:", "requires:\n  - tool: git\n    why: Code.\n    provide: {pip: \"x @ file:///"+payload+"\"}\n")},
	}
}

// What is shown is what runs (C1): each spoof is refused, or the review, as the terminal shows it, has every byte of the
// file, every command as it runs, and the payload in plain sight.
func TestSpoofs(t *testing.T) {
	t.Parallel()
	spoofs := slices.Concat(padded(), disguised(), elsewhere())
	if len(spoofs) < 20 {
		t.Errorf("%d spoofs, want 20", len(spoofs))
	}
	dir := folder(t)
	refused := 0
	for i, s := range spoofs {
		path := write(t, filepath.Join(dir, strconv.Itoa(i)), s.text)
		e, err := catalog.FromFile(path)
		if err != nil {
			refused++
			if !term.Safe(term.Clean(err.Error())) {
				t.Errorf("%s: the error isn't safe: %q", s.name, err)
			}
			continue
		}
		r, err := e.Review(dir)
		must(t, err)
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if r.Text != s.text {
				t.Error("the review's text isn't the file's")
			}
			checkShown(t, r, s.text)
		})
	}
	t.Logf("%d spoofs: %d refused when read, %d shown", len(spoofs), refused, len(spoofs)-refused)
	if refused == 0 || len(spoofs)-refused < 20 {
		t.Errorf("%d of %d spoofs were refused; at least 20 must reach the review, or they prove nothing", refused, len(spoofs))
	}
}

// checkShown compares what a terminal shows with what a run of these bytes would do.
func checkShown(t *testing.T, r *catalog.Review, text string) {
	t.Helper()
	if got := unreveal(t, term.Reveal(r.Text)); got != text {
		t.Error("the bytes can't be told from what is shown of the file")
	}
	g, err := guide.Load("again", []byte(text))
	must(t, err)
	shown := shownBy(r)
	inSight := false
	for _, l := range leaves("", reflect.ValueOf(*g)) {
		if l.text == "" || !among(l.path, runs()) {
			continue
		}
		if !slices.Contains(shown, l.text) {
			t.Errorf("%s runs %q, which isn't in the review", l.path, l.text)
		}
		visible := term.Reveal(l.text)
		if unreveal(t, visible) != l.text || !term.Safe(visible) {
			t.Errorf("%s: the command can't be told from what is shown of it", l.path)
		}
		inSight = inSight || strings.Contains(visible, payload)
	}
	if !inSight {
		t.Error("the payload isn't in sight")
	}
}

// unreveal turns what [term.Reveal] shows back into what it was made of.
func unreveal(t *testing.T, shown string) string {
	t.Helper()
	escapes := regexp.MustCompile(`<U\+([0-9A-F]+)(?:\*([0-9]+))?>|<0x([0-9A-F]{2})>`)
	return escapes.ReplaceAllStringFunc(shown, func(s string) string {
		m := escapes.FindStringSubmatch(s)
		if m[3] != "" {
			b, err := strconv.ParseUint(m[3], 16, 8)
			must(t, err)
			return string([]byte{byte(b)})
		}
		r, err := strconv.ParseInt(m[1], 16, 32)
		must(t, err)
		count := 1
		if m[2] != "" {
			count, err = strconv.Atoi(m[2])
			must(t, err)
		}
		return strings.Repeat(string(rune(r)), count)
	})
}
