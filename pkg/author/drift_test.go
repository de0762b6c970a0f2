package author

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

const driftGuide = `schema: 1
id: x
name: X
repo: owner/name
subproject: none
summary: A project.
choose: {areas: [a], skills: [b], kinds: [code], difficulty: 1}
profiles: [{id: python, title: Python}]
python: {version: ">=3.10,<3.15"}
node: {version: ">=20"}
steps:
  - id: install
    title: Install
    why: Because.
    pip: ["-e", ".[test]", "ruff==1.0.0"]
    check: {editable: [x]}
verify:
  - id: tests
    proves: It works.
    run: pytest -q
    expect: '[1-9]\d* passed'
    mutation: {file: x.py, line: 1, find: ONE = 1, replace: ONE = 2, expect: "AssertionError: assert 2"}
tasks:
  - {id: build, title: Build, run: npm run build}
issues:
  labels: [good first issue]
  claim: {rule: none, says: Nothing is written.}
sources:
  - {file: pyproject.toml, commit: COMMIT, date: "2026-11-23", facts: [python.version, steps.install, verify.tests]}
  - {file: package.json, commit: COMMIT, date: "2026-11-23", facts: [node.version, tasks.build]}
  - {file: .pre-commit-config.yaml, commit: COMMIT, date: "2026-11-23", facts: [steps.install, pull_request.gates]}
  - {file: .github/workflows/test.yml, commit: COMMIT, date: "2026-11-23", facts: [python.version, verify.tests]}
  - {file: CONTRIBUTING.md, commit: COMMIT, date: "2026-11-23", facts: [issues.claim]}
  - {file: yarn.lock, commit: COMMIT, date: "2026-11-23", facts: [node.version]}
`

// upstream is a repository as the guide describes it.
func upstream() map[string]string {
	return map[string]string{
		"pyproject.toml":             "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.10\"\n[project.optional-dependencies]\ntest = [\"pytest\"]\n[tool.other]\na = 1\n",
		"package.json":               `{"engines": {"node": ">=20"}, "scripts": {"build": "tsc", "lint": "eslint"}}` + "\n",
		".pre-commit-config.yaml":    "repos:\n  - repo: https://example.org/r\n    rev: v1.0.0\n    hooks: [{id: ruff-check}]\n  - repo: https://example.org/s\n    rev: v1\n    hooks: [{id: spell}]\n",
		".github/workflows/test.yml": "jobs:\n  test:\n    strategy: {matrix: {python-version: [\"3.10\", \"3.14\"]}}\n    steps:\n      - run: pytest\n",
		"CONTRIBUTING.md":            "# Contributing\n\nAsk first.\n",
		"yarn.lock":                  "a\n",
		"x.py":                       "ONE = 1\n",
	}
}

// TestDrift changes one thing upstream after the guide was written, and looks at what is told.
func TestDrift(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, find, put string
		want                  string // state of each fact that is touched
		says                  string
	}{
		{"nothing", "", "", "", "", ""},
		{"another file", "x.py", "ONE = 1\n", "ONE = 1\nTWO = 2\n", "", ""},
		{"a version of the project", "pyproject.toml", `version = "1"`, `version = "2"`, "", ""},
		{"another table", "pyproject.toml", "a = 1", "a = 2", "", ""},
		{"white space", "CONTRIBUTING.md", "Ask first.", "Ask  first. ", "", ""},
		{"a lock file", "yarn.lock", "a", "b", "", ""},
		{"a hook that no fact names", ".pre-commit-config.yaml", "rev: v1\n", "rev: v2\n", "", ""},
		{"range of Python within", "pyproject.toml", ">=3.10", ">=3.9", "python.version confirmed", ">=3.9, was >=3.10"},
		{"range of Python beyond", "pyproject.toml", ">=3.10", ">=3.11", "python.version contradicted", "allows 3.10"},
		{"requirements of the extra", "pyproject.toml", `["pytest"]`, `["pytest", "mock"]`, "steps.install confirmed", "with mock"},
		{"name of the extra", "pyproject.toml", "test = ", "tests = ", "steps.install contradicted", `no extra "test"`},
		{"settings of pytest", "pyproject.toml", "[tool.other]", "[tool.pytest.ini_options]\naddopts = \"-x\"\n[tool.other]", "verify.tests look", "addopts"},
		{"range of Node.js", "package.json", ">=20", ">=22", "node.version contradicted", "allows 20"},
		{"name of a script", "package.json", `"build"`, `"compile"`, "tasks.build contradicted", `no script "build"`},
		{"command of a script", "package.json", "tsc", "tsc -b", "tasks.build confirmed", "tsc -b, was tsc"},
		{"a script that no fact names", "package.json", "eslint", "eslint .", "", ""},
		{"a pinned hook", ".pre-commit-config.yaml", "v1.0.0", "v1.1.0", "steps.install contradicted", "1.1.0 now"},
		{"a hook more", ".pre-commit-config.yaml", "[{id: spell}]", "[{id: spell}, {id: yaml}]", "pull_request.gates look", ""},
		{"a newer Python in CI", ".github/workflows/test.yml", `"3.14"`, `"3.14", "3.15"`, "python.version look", "3.15"},
		{"a Python less in CI", ".github/workflows/test.yml", `"3.10", `, "", "python.version confirmed", "without 3.10"},
		{"a command of CI", ".github/workflows/test.yml", "run: pytest", "run: pytest --strict", "verify.tests look", "--strict"},
		{"the rule", "CONTRIBUTING.md", "Ask first.", "Never ask.", "issues.claim look", ""},
		{"a text of a mutation", "x.py", "ONE = 1", "ONE = one", "verify.tests.mutation.find contradicted", "occurs 0 times"},
		{"a line of a mutation", "x.py", "ONE = 1", "\nONE = 1", "verify.tests.mutation.line confirmed", "on line 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := drifted(t, func(repo *gittest.Repo) {
				if text := upstream()[c.file]; c.file != "" {
					if strings.Count(text, c.find) != 1 {
						t.Fatalf("%q occurs %d times", c.find, strings.Count(text, c.find))
					}
					repo.Write(c.file, strings.Replace(text, c.find, c.put, 1))
				}
				repo.Write("README", "later\n")
			})
			var got []string
			for _, f := range r.Files {
				for _, fact := range f.Facts {
					if fact.State != Untouched {
						got = append(got, fmt.Sprintf("%s %s", fact.Name, fact.State))
						if !strings.Contains(fact.Observed, c.says) {
							t.Errorf("%s: %q doesn't say %q", fact.Name, fact.Observed, c.says)
						}
					}
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
			if want := c.want != "" && !strings.Contains(c.want, "confirmed"); r.Drifted() != want {
				t.Errorf("drifted is %v", r.Drifted())
			}
		})
	}
}

func TestDriftOfWholeFiles(t *testing.T) {
	t.Parallel()
	gone := drifted(t, func(repo *gittest.Repo) { repo.Git("rm", "-q", "yarn.lock") })
	if len(gone.Files) != 1 || gone.Files[0].State != Gone || len(gone.Files[0].Changes) != 1 || gone.Same != 5 {
		t.Errorf("gone: %+v", gone.Files)
	}
	moved := drifted(t, func(repo *gittest.Repo) { repo.Git("mv", "CONTRIBUTING.md", "HOWTO.md") })
	if len(moved.Files) != 1 || moved.Files[0].State != Moved || moved.Files[0].To != "HOWTO.md" || !moved.Drifted() {
		t.Errorf("moved: %+v", moved.Files)
	}
}

func TestDriftWithoutTheCommit(t *testing.T) {
	t.Parallel()
	repo := gittest.NewRepo(t)
	repo.Write("x", "x")
	repo.Commit("one")
	f := load(t, strings.ReplaceAll(driftGuide, "COMMIT", strings.Repeat("abcd", 10)))
	r, err := drifter(t, repo).Guide(t.Context(), f)
	if err != nil || len(r.Files) != 1 || r.Files[0].State != Look {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestDriftOfAFileThatCameLater names a commit at which a file wasn't there yet: it isn't gone, and a person must look.
func TestDriftOfAFileThatCameLater(t *testing.T) {
	t.Parallel()
	repo := gittest.NewRepo(t)
	files := upstream()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != "CONTRIBUTING.md" {
			repo.Write(name, files[name])
		}
	}
	commit := repo.Commit("one")
	repo.Write("CONTRIBUTING.md", "later\n")
	repo.Commit("later")
	r, err := drifter(t, repo).Guide(t.Context(), load(t, strings.ReplaceAll(driftGuide, "COMMIT", commit)))
	if err != nil || len(r.Files) != 1 || r.Files[0].State != Look || !strings.Contains(strings.Join(r.Files[0].What, ""), "is there now") {
		t.Errorf("%+v, %v", r, err)
	}
}

// drifted is the report on the guide after a change upstream.
func drifted(t *testing.T, change func(*gittest.Repo)) *DriftReport {
	t.Helper()
	repo := gittest.NewRepo(t)
	files := upstream()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		repo.Write(name, files[name])
	}
	commit := repo.Commit("as it was read")
	change(repo)
	repo.Git("add", "-A")
	repo.Commit("later")
	f := load(t, strings.ReplaceAll(driftGuide, "COMMIT", commit))
	r, err := drifter(t, repo).Guide(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func drifter(t *testing.T, repo *gittest.Repo) *Drifter {
	t.Helper()
	server, _ := gittest.Server(t, map[string]string{"owner/name": repo.Dir})
	return &Drifter{Git: gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir())), Server: server, Dir: filepath.Join(t.TempDir(), "mirrors")}
}

// TestMirrorsOfTwoHosts looks at repositories of one name on two servers, with one folder for mirrors.
func TestMirrorsOfTwoHosts(t *testing.T) {
	t.Parallel()
	dir, git := t.TempDir(), gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir()))
	for _, said := range []string{"one", "two"} {
		repo := gittest.NewRepo(t)
		repo.Write("README.md", said)
		commit := repo.Commit(said)
		server, _ := gittest.Server(t, map[string]string{"owner/name": repo.Dir})
		d := &Drifter{Git: git, Server: server, Dir: dir}
		from, err := gitrepo.RepoURL(server, "owner/name")
		if err != nil {
			t.Fatal(err)
		}
		c, err := d.Checkout(t.Context(), from)
		if err != nil || c.Commit != commit {
			t.Errorf("checkout of %s: commit %s, %v, want %s", said, c.Commit, err, commit)
		}
		for _, branch := range []string{"", "main"} {
			if m, err := d.mirror(t.Context(), "owner/name", branch); err != nil || m.Tip() != commit {
				t.Errorf("mirror of %s: %v, want the tip %s", said, err, commit)
			}
		}
	}
}
