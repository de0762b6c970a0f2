package author

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A badGuide is a change of testdata/lint/good.yaml. Where put has ‸, the finding must stand, exactly.
type badGuide struct {
	name, find, put string
	id, suggestion  string
}

// badScripts are guides that Lint refuses.
func badScripts() []badGuide {
	build := "      jlpm build\n    inputs"
	script := func(name, put, id, suggestion string) badGuide {
		return badGuide{name, build, "      " + put + "\n    inputs", id, suggestion}
	}
	return []badGuide{
		script("quote", `jlpm build ‸"unfinished`, "lint/shell-syntax", ""),
		script("if without fi", "‸if true; then echo a", "lint/shell-syntax", ""),
		script("parenthesis", "echo ok‸)", "lint/shell-syntax", ""),
		script("sudo behind xargs", "ls | ‸xargs -n 1 sudo rm", "lint/admin-rights", "fixes"),
		script("rm of the root", "‸rm -rf /", "lint/dangerous-removal", "in the checkout"),
		script("rm of the home", "‸rm -rf ~/.cache", "lint/dangerous-removal", "in the checkout"),
		script("rm of a variable", `jlpm build && ‸rm -rf "$BUILD"`, "lint/dangerous-removal", "in the checkout"),
		script("rm of what is above", "‸rm -r ../other", "lint/dangerous-removal", "in the checkout"),
		script("rm of all", "‸rm -rf *", "lint/dangerous-removal", "in the checkout"),
		script("git clean", "‸git clean -fdx", "lint/loses-work", "leave the work tree"),
		script("git reset", "true; ‸git reset --hard upstream/main", "lint/loses-work", "leave the work tree"),
		script("git checkout", "‸git checkout -- .", "lint/loses-work", "leave the work tree"),
		script("git stash", "if true; then ‸git stash; fi", "lint/loses-work", "leave the work tree"),
		script("git push", "(cd docs && ‸git push)", "lint/publishes", "to the person"),
		script("git config", "‸git config --global core.autocrlf input", "lint/settings", "--global"),
		script("curl into sh", "‸curl -sSL https://get.example/install.sh | sh", "lint/runs-download", "known version"),
		script("wget into bash", "‸wget -qO- https://get.example/install.sh | bash -s -- -y", "lint/runs-download", "known version"),
		script("pip for the person", "‸python -m pip install --user ruff", "lint/outside-environment", "pip"),
		script("pip past the guard", "‸pip install --break-system-packages ruff", "lint/outside-environment", "pip"),
		script("npm for the machine", "‸npm install -g yarn", "lint/outside-environment", "provide"),
		script("conda anywhere", "‸conda install nodejs", "lint/outside-environment", "recipe"),
		script("profile of the shell", `‸echo 'export A=1' >> ~/.bashrc`, "lint/settings", "env"),
		script("file of the machine", "echo 1 | ‸tee /etc/jupyter.conf", "lint/settings", "env"),
		script("everybody may write", "‸chmod -R 777 lib", "lint/dangerous-command", "owner"),
		script("processes by name", "for i in 1 2; do ‸pkill -f jupyter; done", "lint/dangerous-command", "by the id"),
		script("device", "‸dd if=/dev/zero of=/dev/sda", "lint/dangerous-command", "leave it out"),
		script("activation", "‸source .venv/bin/activate", "lint/activates", "remove"),
		{"in a folded text", "echo done", "‸git stash", "lint/loses-work", "leave the work tree"},
		{"on the line of the key", "undo: rm -rf lib", "undo: true && ‸rm -rf ~", "lint/dangerous-removal", "in the checkout"},
		{"in quotes", "run: nox -s docs", "run: 'true; ‸git stash'", "lint/loses-work", "leave the work tree"},
		{"in a check", "run: test -d docs/_build", "run: test -d docs/_build && ‸git push", "lint/publishes", "to the person"},
		{"in a rebuild", "rebuild: jlpm build", "rebuild: ‸git clean -fdx", "lint/loses-work", "leave the work tree"},
		{"proof of nothing", `'[1-9]\d* passed'`, `‸'(?i)passed|no tests'`, "lint/weak-proof", "[1-9]"},
		{"proof of anything", `'[1-9]\d* passed'`, `‸\w+`, "lint/weak-proof", "[1-9]"},
		{"proof by echo", "      python scripts/prove.py\n      pytest -q tests/test_x.py::test_one\n    expect", "      echo 12 passed\n    expect", "lint/empty-proof", "own tests"},
		{"red by import", `"AssertionError: assert 2 == 1"`, "‸Error", "lint/weak-red", "assertion"},
		{"recipe without install", "    pip: [\"-e\"", "    recipes: [venv]\n    pip: [\"-e\"", "lint/recipe-proof", "editable"},
		{"need of another recipe", "    undo: rm -rf lib\n  - id: pages\n", "    undo: rm -rf lib\n    recipes: [venv]\n  - id: pages\n    needs: [‸build]\n", "lint/absent-need", ""},
		{"failures alike", `pattern: 'two\.so: cannot open'`, `pattern: ‸'\w+\.so: cannot open'`, "lint/overlap", "narrower"},
		{"open question", "summary: A project.", "summary: ‸\"TODO: what is it?\"", "lint/open-question", "answer"},
		{"open question in a list", "skills: [b]", "skills: [b, ‸\"TODO\"]", "lint/open-question", "answer"},
		{"range without end", `">=3.10,<3.15"`, `‸">=3.10"`, "lint/no-upper-bound", "<3.15"},
		{"step that can't be checked", "    check: {run: test -d docs/_build}\n", "", "lint/no-done", "creates"},
		{"proof without mutation", "    mutation:\n      file: src/x/__init__.py\n      line: 2\n      find: return 1\n      replace: return 2\n      expect: \"AssertionError: assert 2 == 1\"\n      rebuild: jlpm build\n", "", "lint/no-mutation", "mutation"},
		{"fact without source", "node.version, ", "", "lint/no-source", "node.version"},
	}
}

// badRepos are guides that LintRepo refuses for the checkout in testdata/lint/repo.
func badRepos() []badGuide {
	return []badGuide{
		{"extra", `".[test]"`, `‸".[tset]"`, "lint/repo-extra", `"test"`},
		{"second extra", `".[test]"`, `‸".[test,doc]"`, "lint/repo-extra", `"docs"`},
		{"folder to install", `".[test]"`, `‸"./docs"`, "lint/repo-install", ""},
		{"packages to install", `".[test]"`, `‸"./docs/*"`, "lint/repo-install", ""},
		{"group", `"--group", "lint"`, `"--group", ‸"lnit"`, "lint/repo-group", `"lint"`},
		{"group in one word", `"--group", "lint"`, `‸"--group=types"`, "lint/repo-group", "lint"},
		{"script", "      jlpm build\n    inputs", "      ‸jlpm biuld\n    inputs", "lint/repo-script", `"build"`},
		{"script by run", "rebuild: jlpm build", "rebuild: ‸npm run biuld", "lint/repo-script", `"build"`},
		{"folder without package", "cd packages/one", "cd docs", "lint/repo-file", ""},
		{"target", "make -C docs html", "‸make -C docs htlm", "lint/repo-target", `"html"`},
		{"no Makefile", "make -C docs html", "‸make html", "lint/repo-file", ""},
		{"hook", "pre-commit run ruff", "‸pre-commit run rufff", "lint/repo-hook", `"ruff"`},
		{"session", "nox -s docs", "‸nox -s dosc", "lint/repo-target", `"docs"`},
		{"environment of tox", "tox -e py312,docs", "‸tox -e py312,dosc", "lint/repo-target", `"docs"`},
		{"recipe of just", "just serve", "‸just sreve", "lint/repo-target", `"serve"`},
		{"script of hatch", "hatch run lint:style", "‸hatch run lint:syle", "lint/repo-script", `"lint:style"`},
		{"program", "python scripts/prove.py", "‸python scripts/proof.py", "lint/repo-file", ""},
		{"test file", "pytest -q tests/test_x.py::test_one", "‸pytest -q tests/test_y.py", "lint/repo-file", ""},
		{"input", "inputs: [package.json]", "inputs: [‸packge.json]", "lint/repo-file", `"package.json"`},
		{"pattern of inputs", `"packages/*/package.json"`, `‸"packages/*/pkg.json"`, "lint/repo-file", ""},
		{"source", "  - file: pyproject.toml", "  - file: ‸pyproject.tml", "lint/repo-file", `"pyproject.toml"`},
		{"environment file", "file: environment.yml", "file: ‸environment.yaml", "lint/repo-file", `"environment.yml"`},
		{"file of a mutation", "file: src/x/__init__.py", "file: ‸src/x/__int__.py", "lint/repo-file", `"src/x/__init__.py"`},
		{"text of a mutation", "find: return 1", "find: ‸return one", "lint/repo-mutation", "once"},
		{"line of a mutation", "line: 2", "line: ‸7", "lint/repo-mutation", "write 2"},
		{"submodule", "submodules: [vendor/theme]", "submodules: [‸vendor/them]", "lint/repo-submodule", `"vendor/theme"`},
		{"range of Python", `">=3.10,<3.15"`, `‸">=3.9,<3.15"`, "lint/repo-version", `">=3.10"`},
		{"range of Node.js", "version: ^20.17 || ^22", "version: ‸^18 || ^20", "lint/repo-version", `">=20"`},
		{"package manager", "{name: jlpm, version: 3.5.0}", "{name: ‸npm}", "lint/repo-manager", `"yarn"`},
		{"version of the manager", "version: 3.5.0", "version: ‸4.x", "lint/repo-manager", "3.5.0"},
		{"claim", `"README.md:2"`, `‸"READM.md:2"`, "lint/repo-file", `"README.md"`},
		{"line of a claim", `"README.md:2"`, `‸"README.md:99"`, "lint/repo-line", "anew"},
	}
}

func TestLint(t *testing.T) {
	t.Parallel()
	good := readFile(t, "testdata/lint/good.yaml")
	if found := Lint(load(t, good)); len(found) > 0 {
		t.Fatalf("the good guide: %v", found)
	}
	for _, bad := range badScripts() {
		t.Run(bad.name, func(t *testing.T) {
			t.Parallel()
			bad.check(t, good, Lint)
		})
	}
}

func TestLintRepo(t *testing.T) {
	t.Parallel()
	good := readFile(t, "testdata/lint/good.yaml")
	repo := os.DirFS("testdata/lint/repo")
	lint := func(f *guide.File) []guide.Problem { return LintRepo(f, repo) }
	for _, fine := range []string{"just serve", "node node_modules/x/install.js", `cd "packages/$1" && node x.js`} {
		if found := lint(load(t, strings.Replace(good, "run: just serve", "run: "+fine, 1))); len(found) > 0 {
			t.Fatalf("%s: %v", fine, found)
		}
	}
	for _, bad := range badRepos() {
		t.Run(bad.name, func(t *testing.T) {
			t.Parallel()
			bad.check(t, good, lint)
		})
	}
}

// check lints the changed guide: the one finding has the id, the place and the suggestion.
func (b badGuide) check(t *testing.T, good string, lint func(*guide.File) []guide.Problem) {
	t.Helper()
	if n := strings.Count(good, b.find); n != 1 {
		t.Fatalf("%q occurs %d times", b.find, n)
	}
	text := strings.Replace(good, b.find, b.put, 1)
	before, after, marked := strings.Cut(text, "‸")
	found := lint(load(t, before+after))
	if len(found) != 1 {
		t.Fatalf("%d findings, want one: %v", len(found), found)
	}
	p := found[0]
	if p.ID != b.id || !strings.Contains(p.Suggestion, b.suggestion) || b.suggestion == "" && p.Suggestion != "" {
		t.Errorf("%s: %s; %q, want %s; %q", p.ID, p.Message, p.Suggestion, b.id, b.suggestion)
	}
	line := strings.Count(before, "\n") + 1
	col := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
	if got, want := fmt.Sprintf("%d:%d", p.Line, p.Col), fmt.Sprintf("%d:%d", line, col); marked && got != want {
		t.Errorf("at %s, want %s\n%s", got, want, p.Snippet)
	}
	if !marked && p.Line == 0 || p.Snippet == "" {
		t.Errorf("no place: %+v", p)
	}
}

func load(t *testing.T, text string) *guide.File {
	t.Helper()
	f, err := guide.LoadFile("guides/x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}
