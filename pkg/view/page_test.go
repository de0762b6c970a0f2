package view_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// blocks is one block of each type, as the journey fills them.
func blocks() []journey.Block {
	return []journey.Block{
		journey.Text{Text: "The file format of Jupyter notebooks: its JSON Schema, and the small Python library that reads, checks, upgrades and signs .ipynb files.\n\nNearly every Jupyter program depends on it."},
		journey.Written{Text: "## Steps\n\n1. Open *any* notebook.\n2. See `app.py`.\n\n<!-- a template -->"},
		journey.Heading{Text: "What it needs"},
		journey.List{Items: []string{"Git, to keep your changes.", "Python in the range >=3.10,<3.15, which the project runs on, in an environment of its own."}},
		journey.Facts{Rows: []journey.Fact{
			{Label: "Repository", Text: "jupyter/nbformat"},
			{Label: "Pull requests", Text: "Add a line to CHANGELOG.md."},
			{Label: "Pull requests", Text: "The title says what changes, see https://github.com/jupyter/nbformat/blob/main/CONTRIBUTING.md#pull-requests for examples."},
			{Label: "A label that is longer than any column", Text: "stands above its text"},
			{Label: "日本語", Text: "日本語の文章には空白がないので、どこで行を折り返すかは文字の幅で決まります。読む人のために幅に収めます。"},
		}},
		journey.Commands{Lines: []string{"cd /home/ada/src/nbformat", "jupyter-onboard run test\njupyter-onboard run lint"}},
		journey.Note{Level: event.Warning, Text: "This guide has no receipt: nobody has recorded a run of it yet. `jupyter-onboard guide test` makes one."},
		journey.FindingList{Findings: findings()},
		journey.Steps{Steps: planned().Steps},
		journey.ProjectList{Projects: projects()},
		journey.Compare{Left: "nbformat", Right: "jupyterlab", Rows: []journey.CompareRow{
			{Label: "Takes", Left: "about 1 min, 100 MB of disk", Right: "about 20 min, 5 GB of disk"},
			{Label: "Uses", Left: "python", Right: "typescript, react, python and much patience with a build that fetches more than a thousand packages"},
		}},
		journey.IssueList{Issues: rows(issues())},
		journey.Items{Items: checklist().Items},
	}
}

// rows are issues that are there already.
type rows []event.Issue

func (r rows) Len() int               { return len(r) }
func (r rows) Line(i int) event.Issue { return r[i] }
func (r rows) At(i int) event.Issue   { return r[i] }

func findings() []event.Finding {
	return []event.Finding{
		{ID: "tool/git", Level: event.OK, Title: "git", Observed: "git 2.39.5 at /usr/bin/git", Expected: "git", Why: "It fetches the code."},
		{
			ID: "tool/node", Level: event.Blocker, Title: "node", Observed: "node 18.1.0 at /usr/bin/node", Expected: "node >=20",
			Why: "The project's interface is built with it.", Fixes: []event.Fix{
				{Command: "conda install -c conda-forge nodejs"},
				{URL: "https://nodejs.org/en/download"},
				{Command: "sudo apt-get install nodejs", Admin: true},
				{URL: "javascript:alert(1)"},
			},
		},
		{
			ID: "tool/pandoc", Level: event.Info, Title: "pandoc", Observed: "pandoc was not found on PATH", Expected: "pandoc",
			Fixes: []event.Fix{{Title: "set-up brings it into the environment or the checkout", Automatic: true}},
		},
		{ID: "disk/free", Level: event.Warning, Title: "disk space", Observed: "3.1 GB free where /home/ada/src/nbformat goes", Expected: "5 GB free"},
	}
}

func planned() event.Plan {
	return event.Plan{
		Project: "widget", Name: "Widget", Dir: "/home/ada/src/widget", Profile: "full", GuideOrigin: "embedded", GuideSHA256: strings.Repeat("ab", 32),
		Steps: []event.Step{
			{
				ID: "install", Kind: "pip", Title: "Install widget and its test tools.", Why: "Editable form means that Python imports the files you edit.",
				Cause: "the profile full needs it", Command: "python -m pip install -e '.[test]'", Dir: "/home/ada/src/widget",
				Path: []string{"/home/ada/src/widget/.venv/bin"}, Env: map[string]string{"VIRTUAL_ENV": "/home/ada/src/widget/.venv", "PIP_USER": "0"},
				Needs: []string{"clone", "python"}, Creates: []string{"/home/ada/src/widget/.venv/bin/pytest"},
				Check: []string{"installed: pytest", "installed from this checkout: widget"}, Timeout: 1800, Retries: 2, Network: true,
				Writes: []string{"~/.cache/pip: downloads are kept there"}, Estimate: 22, Warning: "It compiles C code.",
				Unproved: "the server could not be reached", State: event.Pending, Reason: "pytest isn't installed in the environment",
			},
			{
				ID: "verify-tests", Kind: "verify", Title: "Prove: The tests pass.", Why: "The tests pass.", Cause: "a set-up counts only when it is proved",
				Command: "python -I - <<'EOF'\nimport widget\nEOF\npytest -q", OwnCommand: "pytest -q", FromCheckout: []string{"widget"},
				Dir: "/home/ada/src/widget", Needs: []string{"install"}, Expect: `\d+ passed`, State: event.Done, Reason: "proved on 20 November 2026 at 12:00",
			},
		},
	}
}

func projects() []event.Project {
	return []event.Project{
		{
			ID: "nbformat", Name: "nbformat", Repo: "jupyter/nbformat", Subproject: "foundations-and-standards", Summary: "The file format of Jupyter notebooks.",
			Areas: []string{"notebooks", "formats"}, Skills: []string{"python", "json-schema"}, Kinds: []string{"code", "docs"}, Difficulty: 1, Proved: "2026-11-20",
		},
		{ID: "a-project-with-a-long-name", Name: "Long", Subproject: "jupyterlab", Summary: "A project that nobody has set up with its guide yet, and whose summary is longer than a line."},
	}
}

func checklist() event.Checklist {
	return event.Checklist{
		Project: "nbformat", Dir: "/home/ada/src/nbformat", Next: "jupyter-onboard start nbformat --dir /home/ada/src/nbformat",
		Items: []event.Item{
			{Stage: "choose", Title: "Project chosen", Done: true, Detail: "nbformat, profile python"},
			{Stage: "code", Title: "Code on this machine", Done: true, Detail: "a checkout is there, at commit 75f819f5b6 on branch main; remotes: upstream https://github.com/jupyter/nbformat"},
			{Stage: "start", Title: "A branch for your change"},
		},
	}
}

func issues() []event.Issue {
	return []event.Issue{
		{
			Project: "nbformat", Number: 12, Title: "Say which cell is invalid, and why, when a notebook is refused", URL: "https://github.com/jupyter/nbformat/issues/12",
			Labels: []string{"good first issue"}, Verdict: "free", Reasons: []string{"nobody is assigned", "no pull request names it"}, Next: "Comment that you would like to try it.",
		},
		{Project: "nbformat", Number: 345, Title: "Typo", Verdict: "probably taken", Reasons: []string{"ada said on 20 November 2026 that she works on it"}},
	}
}

// Every type of block is shown, whatever the journey adds.
func TestEveryBlockIsShown(t *testing.T) {
	t.Parallel()
	var samples []string
	for _, b := range blocks() {
		samples = append(samples, reflect.TypeOf(b).Name())
		if out := page(journey.Page{Title: "T", Blocks: []journey.Block{b}}, 80); strings.Count(out, "\n") < 2 {
			t.Errorf("%T is not shown: %q", b, out)
		}
	}
	declared := blockTypes(t)
	slices.Sort(samples)
	if diff := cmp.Diff(declared, samples); diff != "" {
		t.Errorf("blocks (-of the journey +of this test):\n%s", diff)
	}
}

// blockTypes are the types of package journey that have a block method.
func blockTypes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../journey/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, path := range files {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "block" {
				if recv, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
					types = append(types, recv.Name)
				}
			}
		}
	}
	slices.Sort(types)
	return types
}

// page is a page as lines.
func page(p journey.Page, width int) string {
	var out strings.Builder
	view.NewPlain(&out, view.PlainOptions{Palette: monochrome(), Width: width}).Page(p)
	return out.String()
}

func TestPages(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 80, 120} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			p := journey.Page{Title: "nbformat", Blocks: blocks(), Actions: []journey.Action{{ID: "compare", Title: "see two projects side by side"}}}
			golden(t, fmt.Sprintf("page-%d", width), page(p, width))
		})
	}
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	v := view.NewPlain(&out, view.PlainOptions{Palette: monochrome(), Width: 60})
	v.Stage(journey.Look)
	v.Question(journey.Question{ID: "profile", Text: "What do you want to work on?", Default: "python", Options: []journey.Option{
		{Value: "docs", Title: "Documentation", Detail: "about 1 min, 25 MB to download, 140 MB of disk"}, {Value: "python"},
	}}, "docs", true)
	v.Question(journey.Question{ID: "pair", Text: "Two projects", Many: true}, "", false)
	v.Stage("no stage")
	v.Group("JupyterLab")
	golden(t, "questions", out.String())
}

// A plan for people is whole: the check before a proof too.
func TestPlan(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	v := view.NewPlain(&out, view.PlainOptions{Palette: monochrome(), Width: 80})
	v.Show(at(0, planned()))
	v.Plan(planned())
	golden(t, "plan", out.String())
	for _, text := range []string{"import widget", "pytest -q", `\d+ passed`, "~/.cache/pip"} {
		if !strings.Contains(out.String(), text) {
			t.Errorf("the plan lacks %q", text)
		}
	}
}

// What the commands list, one event after the other.
func TestFacts(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 80} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			var events []event.Event
			for _, f := range findings() {
				events = append(events, at(0, f))
			}
			for _, p := range projects() {
				events = append(events, at(0, p))
			}
			for _, i := range issues() {
				events = append(events, at(0, i))
			}
			events = append(events, at(0, checklist()), at(0, event.Guide{Origin: "/home/ada/g.yaml", SHA256: strings.Repeat("ab", 32)}))
			for _, l := range event.Levels() {
				events = append(events, at(0, event.Note{Level: l, Text: "A note that is " + string(l) + ", and longer than a narrow line."}))
			}
			events = append(events, at(0, event.Outcome{
				ExitCode: 8, Message: "Node is missing for Widget.", Observed: "node was not found on PATH", Expected: "node >=20",
				Next: "sudo apt-get install nodejs", Log: "/home/ada/x.log", Ask: "Jupyter Zulip https://jupyter.zulipchat.com",
			}), at(0, event.Outcome{ExitCode: 130, Message: "Stopped before the end.", Next: "the same command again continues where this one stopped"}))
			golden(t, fmt.Sprintf("facts-%d", width), shown(t, view.PlainOptions{Palette: monochrome(), Width: width}, events...))
		})
	}
}

// Without an outcome, as in the journey, the way on stands before the next page, once; and what comes
// later is told in full.
func TestWayOnBeforeThePage(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	v := view.NewPlain(&out, view.PlainOptions{Palette: monochrome(), Width: 80})
	for _, e := range recorded(t, "failed") {
		if _, ok := e.Body.(event.Outcome); !ok {
			v.Show(e)
		}
	}
	if strings.Contains(out.String(), "to continue") {
		t.Error("the way on is shown before all was said")
	}
	v.Stage(journey.SetUp)
	v.Page(journey.Page{Title: "The page"})
	v.Show(at(100, event.Outcome{Message: "Until next time.", Next: "jupyter-onboard start nbformat"}))
	if strings.Count(out.String(), "to continue") != 1 || strings.Index(out.String(), "to continue") > strings.Index(out.String(), "== 5 of 8") {
		t.Errorf("the way on isn't shown once, before the stage:\n%s", out.String())
	}
	if !strings.Contains(out.String(), "next  jupyter-onboard start nbformat") {
		t.Error("the outcome of something else is cut short")
	}
}

// What follows a question begins on a line of its own, whether or not the answer ended the question's.
func TestAfterAQuestion(t *testing.T) {
	t.Parallel()
	ask := func(v *view.Plain) { v.Question(journey.Question{Text: "Go on?"}, "", false) }
	for name, tt := range map[string]struct {
		then func(v *view.Plain)
		want string
	}{
		"a page":   {func(v *view.Plain) { v.Page(journey.Page{Title: "T"}) }, "Go on? > \nT\n"},
		"a stage":  {func(v *view.Plain) { v.Stage(journey.Look); v.Page(journey.Page{Title: "T"}) }, "Go on? > \n== 2 of 8: Look at it ==\nT\n"},
		"a note":   {func(v *view.Plain) { v.Show(at(0, event.Note{Level: event.Warning, Text: "no"})) }, "Go on? > \n!  no\n"},
		"a run":    {func(v *view.Plain) { v.Show(at(0, event.Plan{Name: "N", Profile: "p"})) }, "Go on? > \nN, profile p\n  guide   (sha256:)\n  steps  all 0 are done already\n\n"},
		"a prompt": {func(v *view.Plain) { v.Prompt("Sure?"); v.Prompt("Really?") }, "Go on? > \nSure? > \nReally? > "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			v := view.NewPlain(&out, view.PlainOptions{Palette: monochrome(), Width: 80})
			ask(v)
			tt.then(v)
			if got := strings.TrimPrefix(out.String(), "\n"); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
