package manifest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ file, text, want string }{
		{"pyproject.toml", `[build-system]
requires = ["hatchling", "hatch-vcs"]
build-backend = "hatchling.build"
[project]
name = "x" # beside
requires-python = ">=3.10"
license = {text = "BSD-3-Clause"}
[project.optional-dependencies]
"test-all" = [
  "pytest", # a comment
  "x[docs]",
]
[dependency-groups]
dev = ["ruff", {include-group = "test"}]
[tool.hatch.version]
source = "vcs"
[tool.hatch.envs.docs.scripts]
build = "make html"
all = ["a", "b"]
`, `5 Python distribution "" x
6 range of Python "" >=3.10
7 licence "" BSD-3-Clause
3 build backend "" hatchling.build
2 tool that finds the version "" hatch-vcs
9 extra "test-all" pytest, x[docs]
14 dependency group "dev" ruff, {include-group: test}
19 script of hatch "docs:all" a, b
18 script of hatch "docs:build" make html`},
		{"sub/pyproject.toml", "[project\nname", ``},
		{"pyproject.toml", "[project]\noptional-dependencies.test = [\"pytest\"]\n[tool.setuptools_scm]\n", `0 tool that finds the version "" setuptools_scm
2 extra "test" pytest`},
		{"setup.cfg", "[metadata]\nname = x\nlicense: MIT\n[options]\npython_requires = >=3.8\n[options.extras_require]\ntest =\n  pytest\n  # no\n  mock\ndocs = sphinx\n", `2 Python distribution "" x
3 licence "" MIT
5 range of Python "" >=3.8
7 extra "test" pytest, mock
11 extra "docs" sphinx`},
		{"setup.py", "setup(\n    name=\"x\",\n    python_requires='>=3.8',\n)\n", `2 Python distribution "" x
3 range of Python "" >=3.8`},
		{"package.json", "{\n  \"name\": \"@x/y\",\n  \"engines\": {\n    \"node\": \">=20\"\n  },\n  \"packageManager\": \"yarn@3.5.0+sha1.ab\",\n  \"workspaces\": {\"packages\": [\"a/*\", \"b\"]},\n  \"scripts\": {\n    \"build\": \"tsc && echo \\\"x\\\"\",\n    \"test:all\": \"jest\"\n  }\n}\n", `2 JavaScript package "" @x/y
4 range of Node.js "" >=20
7 workspaces "" a/*, b
6 package manager "yarn" 3.5.0
9 script of package.json "build" tsc && echo "x"
10 script of package.json "test:all" jest`},
		{"package.json", "not json: [", ``},
		{"docs/Makefile", "X := 1\nY = 2\n.PHONY: html\nhtml clean: dep\n\tsphinx\n%.o: %.c\nbuild/x.js:\n\ttouch\n", `4 make target "html" ` + `
4 make target "clean" `},
		{"justfile", "set shell := [\"bash\"]\nv := \"http://x\"\n\n@serve port=\"80\": build\n    x\nbuild *args:\n    y\n", `4 just recipe "serve" ` + `
6 just recipe "build" `},
		{"noxfile.py", "import nox\n\n@nox.session(python=[\"3.10\"])\ndef tests(session):\n    pass\n\ndef helper():\n    pass\n\n@nox.session(name=\"docs-live\")\ndef docs_live(session):\n    pass\n", `4 nox session "tests" ` + `
11 nox session "docs-live" `},
		{"tox.ini", "[tox]\nenvlist = py\n[testenv]\n[testenv:docs]\ncommands = x\n", `4 tox environment "docs" `},
		{".gitmodules", "[submodule \"a\"]\n\tpath = vendor/a\n\turl = git@example.org:a\n", `2 submodule "vendor/a" git@example.org:a`},
		{".pre-commit-config.yaml", "repos:\n  - repo: https://example.org/r\n    rev: v1.2\n    hooks:\n      - id: ruff\n  - repo: local\n    hooks: [{id: own}]\n", `5 pre-commit hook "ruff" 1.2
7 pre-commit hook "own" ` + ``},
		{".github/workflows/test.yml", "jobs:\n  test:\n    strategy:\n      matrix:\n        python: [\"3.10\", '3.14']\n        include:\n          - node-version: 20.x\n    steps:\n      - uses: actions/setup-python@v5\n        with: {python-version: \"${{ matrix.python }}\"}\n      - run: |\n          pip install -e .[test]\n          pytest\n", `5 version of Python "" 3.10
5 version of Python "" 3.14
7 version of Node.js "" 20.x
11 command "test" pip install -e .[test]`},
		{".readthedocs.yaml", "build:\n  tools:\n    python: \"3.13\"\n    nodejs: \"22\"\n", `3 version of Python "" 3.13
4 version of Node.js "" 22`},
		{"binder/environment.yml", "dependencies:\n  - python =3.11\n  - nodejs>=20,<21\n  - pip:\n    - x\n", `2 conda package "python" =3.11
3 conda package "nodejs" >=20,<21`},
		{".devcontainer/devcontainer.json", "{\n  // why\n  \"image\": \"mcr/python\",\n  \"postCreateCommand\": \"bash x.sh\"\n}\n", `3 container image "" mcr/python
4 command "postCreateCommand" bash x.sh`},
		{".python-version", "# x\n3.12\n", `2 version of Python "" 3.12`},
		{".nvmrc", "v22\n", `1 version of Node.js "" 22`},
		{"README.md", "python 3.12", ``},
	} {
		var got []string
		for _, v := range Parse(c.file, []byte(c.text)) {
			got = append(got, fmt.Sprintf("%d %s %q %s", v.Line, v.Kind, v.Name, v.Text))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.file, diff)
		}
	}
	if got := Parse("pyproject.toml", make([]byte, MaxBytes+1)); got != nil {
		t.Errorf("a file that is too large has values: %v", got)
	}
}

// FuzzParse feeds every parser with anything: none panics, and lines are inside the file.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a: [b", "[x]\ny = 1", "{\"a\": 1}", "def x(", "@nox.session", "\t\n:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{
			"pyproject.toml", "setup.cfg", "setup.py", "package.json", "Makefile", "justfile", "noxfile.py", "tox.ini", "hatch.toml",
			".pre-commit-config.yaml", ".readthedocs.yaml", ".gitmodules", "devcontainer.json", ".nvmrc", ".github/workflows/x.yml", "environment.yml",
		} {
			for _, v := range Parse(name, []byte(text)) {
				if v.Line < 0 || v.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1 {
					t.Errorf("%s: line %d of %q", name, v.Line, text)
				}
			}
		}
	})
}
