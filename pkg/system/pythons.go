package system

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// aboutPython is the question to an interpreter. It needs no package and no site folder.
const aboutPython = `import sys, json
def has(m):
    try: __import__(m); return True
    except Exception: return False
v = sys.version_info
print(json.dumps({"version": "%d.%d.%d" % v[:3] + ("" if v[3] == "final" else v[3][0] + str(v[4])),
  "venv": has("venv") and has("ensurepip"), "path": sys.executable, "virtual": sys.prefix != sys.base_prefix}))`

type pythonAnswer struct {
	Version string `json:"version"`
	Venv    bool   `json:"venv"`
	Path    string `json:"path"`
	Virtual bool   `json:"virtual"`
}

// Pythons looks for Python interpreters on PATH and, where pyenv manages them, behind its shims. The
// order is that of PATH, python3 and python first in each folder. One that is too slow to answer is listed with
// the problem, without a version.
func (p Prober) Pythons(ctx context.Context) []plan.Interpreter {
	paths := p.pythonPaths()
	answers := make([]*plan.Interpreter, len(paths))
	var group sync.WaitGroup
	// All at once they would slow each other down until none answers in time.
	turn := make(chan struct{}, max(4, runtime.NumCPU()))
	for i, path := range paths {
		group.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			answers[i] = p.python(ctx, path)
		})
	}
	group.Wait()
	var out []plan.Interpreter
	seen := map[string]bool{}
	for _, a := range answers {
		if a == nil {
			continue
		}
		target, err := filepath.EvalSymlinks(a.Path)
		if err != nil {
			target = a.Path
		}
		if !seen[target] {
			seen[target] = true
			out = append(out, *a)
		}
	}
	return out
}

// python asks an interpreter; nil if it is none that works.
func (p Prober) python(ctx context.Context, path string) *plan.Interpreter {
	key := "python\x00" + identity(path)
	said, ok := p.get(key)
	if !ok {
		out, err := p.ask(ctx, []string{path, "-I", "-S", "-c", aboutPython})
		if late, isLate := errors.AsType[*TimeoutError](err); isLate {
			return &plan.Interpreter{Path: path, Problem: noAnswer(late.After)}
		}
		if err != nil {
			return nil
		}
		said = out
	}
	var a pythonAnswer
	if json.Unmarshal([]byte(said), &a) != nil || a.Path == "" {
		return nil
	}
	if !ok {
		p.put(key, said)
	}
	return &plan.Interpreter{Path: a.Path, Version: a.Version, Venv: a.Venv}
}

// pythonNames are what interpreters are called, the ones a person means first.
func pythonNames() []string {
	names := []string{"python3", "python"}
	for minor := 15; minor >= 8; minor-- {
		names = append(names, fmt.Sprintf("python3.%d", minor))
	}
	return names
}

func (p Prober) pythonPaths() []string {
	var paths []string
	shims := filepath.Join(Getenv(p.Environ, "PYENV_ROOT"), "shims")
	for _, dir := range filepath.SplitList(Getenv(p.Environ, "PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if dir == shims {
			paths = append(paths, p.pyenv()...)
			continue
		}
		paths = append(paths, pythonsIn(dir)...)
	}
	return paths
}

// pythonsIn lists the interpreters in a folder, each by its first name. Links to what isn't called Python are
// kept: such a program, as that of mise, decides by the name that it was called by.
func pythonsIn(dir string) []string {
	var paths []string
	seen := map[string]bool{}
	for _, name := range pythonNames() {
		path, err := exec.LookPath(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		target, err := filepath.EvalSymlinks(path)
		if known := err == nil && strings.HasPrefix(filepath.Base(target), "python"); known && seen[target] {
			continue
		}
		seen[target] = true
		paths = append(paths, path)
	}
	return paths
}

// pyenv lists the interpreters behind pyenv's shims, the chosen one first. Asking the shims would take
// far longer, and their answer depends on the current folder.
func (p Prober) pyenv() []string {
	root := Getenv(p.Environ, "PYENV_ROOT")
	chosen := Getenv(p.Environ, "PYENV_VERSION")
	if chosen == "" {
		if data, err := os.ReadFile(filepath.Join(root, "version")); err == nil {
			chosen, _, _ = strings.Cut(strings.TrimSpace(string(data)), "\n")
		}
	}
	var paths []string
	add := func(version string) {
		if path, err := exec.LookPath(filepath.Join(root, "versions", version, "bin", "python3")); err == nil {
			paths = append(paths, path)
		}
	}
	if chosen != "" {
		add(chosen)
	}
	entries, err := os.ReadDir(filepath.Join(root, "versions"))
	if err != nil {
		return paths
	}
	for _, entry := range slices.Backward(entries) {
		if name := entry.Name(); name != chosen {
			add(name)
		}
	}
	return paths
}
