package practice_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// A newcomer is a checkout of the practice project with the environment that the guide asks for. It does
// what the engine does, in the plainest way, so that these tests speak about the project alone.
type newcomer struct {
	checkout string
	guide    *guide.Guide
}

// arrive clones the project and makes the empty environment.
func arrive(t *testing.T) newcomer {
	t.Helper()
	python := program(t, "python3")
	checkout := clone(t, create(t, t.TempDir()))
	out, err := exec.CommandContext(t.Context(), python, "-m", "venv", "--without-pip", filepath.Join(checkout, ".venv")).CombinedOutput()
	if err != nil {
		t.Fatalf("make the environment: %v\n%s", err, out)
	}
	return newcomer{checkout: checkout, guide: load(t)}
}

// settle takes every step of the guide.
func (n newcomer) settle(t *testing.T) newcomer {
	t.Helper()
	for _, step := range n.guide.Steps {
		if out, err := n.run(t, step.Run, nil); err != nil {
			t.Fatalf("step %s: %v\n%s", step.ID, err, out)
		}
	}
	return n
}

// run runs a script of the guide in the environment.
func (n newcomer) run(t *testing.T, script string, env map[string]string, args ...string) (string, error) {
	t.Helper()
	programs := filepath.Join(n.checkout, ".venv", "bin")
	if runtime.GOOS == "windows" {
		programs = filepath.Join(n.checkout, ".venv", "Scripts")
	}
	cmd := exec.CommandContext(t.Context(), program(t, "bash"), append([]string{"-e", "-c", script, "bash"}, args...)...)
	cmd.Dir = n.checkout
	cmd.Env = append(os.Environ(), "PATH="+programs+string(os.PathListSeparator)+os.Getenv("PATH"), "PYTHONPATH=", "PYTHONDONTWRITEBYTECODE=1")
	for key, value := range env {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	out, err := cmd.CombinedOutput()
	return strings.ReplaceAll(string(out), "\r\n", "\n"), err
}

// verify runs the proof of the guide.
func (n newcomer) verify(t *testing.T) (string, error) {
	t.Helper()
	proof := n.guide.Verify[0]
	return n.run(t, proof.Run, proof.Env)
}

// task runs one of the guide's tasks.
func (n newcomer) task(t *testing.T, id string, args ...string) (string, error) {
	t.Helper()
	i := slices.IndexFunc(n.guide.Tasks, func(task guide.Task) bool { return task.ID == id })
	if i < 0 {
		t.Fatalf("the guide has no task %s", id)
	}
	return n.run(t, n.guide.Tasks[i].Run, n.guide.Tasks[i].Env, args...)
}

// read returns a file of the checkout.
func (n newcomer) read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(n.checkout, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// solve applies the solution of the free issue.
func (n newcomer) solve(t *testing.T) {
	t.Helper()
	patch := filepath.Join(t.TempDir(), "solution.patch")
	write(t, patch, string(practice.Solution()))
	git(t, n.checkout, "apply", "--check", patch)
	git(t, n.checkout, "apply", patch)
}

// load reads the guide as the program does.
func load(t *testing.T) *guide.Guide {
	t.Helper()
	g, err := guide.Load("practice.yaml", practice.Guide())
	if err != nil {
		t.Fatal(err)
	}
	return g
}
