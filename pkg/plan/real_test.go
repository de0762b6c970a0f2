package plan_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// What follows runs scripts of plans with the bash and the Python of this machine, in a folder whose name
// bash and glob patterns would misread.

const oddName = `[my] work's $HOME "x" \y *`

const pathGuide = `schema: 1
id: sample
name: Sample
repo: example-org/sample
subproject: none
summary: A sample.
choose: {areas: [a], skills: [b], kinds: [code], difficulty: 1}
profiles: [{id: main, title: Everything}]
python: {version: ">=3.8,<4", without_pip: true}
steps:
  - id: path
    title: Put the code on the path
    why: The proof imports it.
    run: |
      site=$({bin}/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
      printf '%s\n' "$PWD/src" > "${site}/sample.pth" # {env}
      "{bin}/python" -c 'import sys; open(sys.argv[1], "w").close()' '{env}/mark'
    creates: ["{site}/sample.pth", "{env}/mark"]
verify:
  - {id: code, proves: The code runs., run: python -m sample, expect: hello, from_checkout: [sample, sample.part]}
issues:
  claim: {rule: none, says: Nothing is written.}
`

// A workshop is a checkout that plans are carried out on, without the engine.
type workshop struct {
	t     *testing.T
	dir   string
	facts plan.Facts
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("its names can't be made on Windows")
	}
	dir := filepath.Join(t.TempDir(), oddName)
	for name, text := range map[string]string{
		".git/HEAD": "", "src/sample/__init__.py": "", "src/sample/part.py": "", "src/sample/__main__.py": "print('hello')\n",
	} {
		writeFile(t, filepath.Join(dir, name), text)
	}
	out, err := exec.CommandContext(t.Context(), program(t, "python3"), "-c", "import sys; print(sys.executable); print(sys.version.split()[0])").Output()
	if err != nil {
		t.Fatal(err)
	}
	python := strings.Fields(string(out))
	return &workshop{t: t, dir: dir, facts: plan.Facts{
		OS: guide.OS(runtime.GOOS), Arch: runtime.GOARCH, Server: "https://github.com",
		Tools:   map[string]plan.Program{"git": {Path: "/usr/bin/git", Version: "2.47.1"}, "bash": {Path: program(t, "bash")}},
		Pythons: []plan.Interpreter{{Path: python[0], Version: python[1], Venv: true}},
	}}
}

// plan builds the plan for what is there now.
func (w *workshop) plan() plan.Plan {
	w.t.Helper()
	g, err := guide.Load("guide.yaml", []byte(pathGuide))
	if err != nil {
		w.t.Fatal(err)
	}
	w.facts.Environment = system.Existing(filepath.Join(w.dir, ".venv"))
	p, err := plan.Build(g, w.facts, plan.Choices{Dir: w.dir})
	if err != nil {
		w.t.Fatal(err)
	}
	if b := p.Blockers(); len(b) > 0 {
		w.t.Fatalf("the plan is blocked by %+v", b)
	}
	return p
}

// run carries one step of the plan out and returns what it says.
func (w *workshop) run(id string) (string, error) {
	w.t.Helper()
	for _, s := range w.plan().Steps {
		if s.ID != id {
			continue
		}
		cmd := exec.CommandContext(w.t.Context(), program(w.t, "bash"), "-eo", "pipefail", "-c", s.Action.Script)
		cmd.Dir = s.Dir
		cmd.Env = append(os.Environ(), "PATH="+strings.Join(append(s.Path, os.Getenv("PATH")), ":"))
		for k, v := range s.Env {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
		out, err := cmd.CombinedOutput()
		if err != nil {
			return string(out), err
		}
		for _, c := range s.Creates {
			if !(system.Files{}).Exists(c) {
				w.t.Errorf("step %s ended well, but %s isn't there", id, c)
			}
		}
		return string(out), nil
	}
	w.t.Fatalf("the plan has no step %s", id)
	return "", nil
}

// must runs a step that has to succeed.
func (w *workshop) must(id string) string {
	w.t.Helper()
	out, err := w.run(id)
	if err != nil {
		w.t.Fatalf("step %s: %v\n%s", id, err, out)
	}
	return out
}

func TestEnvironmentIsMadeOnceAndMended(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.must("python")
	if e := system.Existing(filepath.Join(w.dir, ".venv")); e.Maker != "venv" || e.Version != w.facts.Pythons[0].Version {
		t.Fatalf("the environment is %+v", e)
	}
	w.must("path")
	w.must("python")
	if _, err := os.Stat(filepath.Join(w.dir, ".venv", "mark")); err != nil {
		t.Errorf("an environment that works was made anew: %v", err)
	}
	// What an upgrade of the machine's Python leaves: links that lead nowhere.
	for _, name := range []string{"python", "python3"} {
		link := filepath.Join(w.dir, ".venv", "bin", name)
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("/nowhere/python3", link); err != nil {
			t.Fatal(err)
		}
	}
	w.must("python")
	w.must("path")
	w.must("verify-code")
}

// An environment that was killed in the making has a folder, and perhaps nothing that tells what it is.
func TestUnfinishedEnvironmentIsFinished(t *testing.T) {
	t.Parallel()
	for _, left := range []string{"bin/activate", "lib/python3.1/site-packages/x.pth", "pyvenv.cfg"} {
		t.Run(left, func(t *testing.T) {
			t.Parallel()
			w := newWorkshop(t)
			writeFile(t, filepath.Join(w.dir, ".venv", left), "")
			w.must("python")
			w.must("path")
			w.must("verify-code")
		})
	}
}

func TestProofSeesWhereCodeComesFrom(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.must("python")
	if out, err := w.run("verify-code"); err == nil || !strings.Contains(out, "sample is imported from nowhere, not from the checkout") {
		t.Errorf("a package that isn't there passes: %v\n%s", err, out)
	}
	w.must("path")
	out := w.must("verify-code")
	for _, want := range []string{"sample is imported from ", "sample.part is imported from ", "src/sample/part.py", "hello\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("the proof doesn't say %q:\n%s", want, out)
		}
	}
	// A released wheel stands in for the checkout, though the checkout is the current folder.
	sites, err := filepath.Glob(w.plan().Environment.Site)
	if err != nil || len(sites) != 1 {
		t.Fatalf("folders of packages: %q, %v", sites, err)
	}
	for _, name := range []string{"__init__.py", "part.py"} {
		writeFile(t, filepath.Join(sites[0], "sample", name), "")
	}
	if out, err := w.run("verify-code"); err == nil || !strings.Contains(out, "not from the checkout") {
		t.Errorf("a released package passes: %v\n%s", err, out)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// program finds a program of the machine. A test that can't have it is skipped, except where every test
// must run.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is needed and not here: %v", name, err)
	default:
		t.Skipf("this test runs %s, which is not on this machine", name)
	}
	return path
}
