package system

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// probeTimeout is how long a program may take to tell its version.
const probeTimeout = 10 * time.Second

// A Cache keeps what programs said of themselves between runs.
type Cache interface {
	Get(key string) (string, bool)
	Put(key, value string)
}

// A Prober finds out about the machine.
type Prober struct {
	// Runs the programs that are asked for their version.
	Machine Runner
	// Environment of the person, as KEY=VALUE.
	Environ []string
	// Answers of earlier runs; nil for none.
	Cache Cache
}

// A Runner runs a program.
type Runner interface {
	Run(ctx context.Context, c Command) (Result, error)
}

// Tools looks for programs on PATH, all at the same time, and asks for their versions. A program whose
// file is the same as in an earlier run isn't asked again.
func (p Prober) Tools(ctx context.Context, probes []plan.Probe) map[string]plan.Program {
	found := map[string]plan.Program{}
	var mu sync.Mutex
	var group sync.WaitGroup
	for _, probe := range probes {
		group.Go(func() {
			if program, ok := p.tool(ctx, probe); ok {
				mu.Lock()
				defer mu.Unlock()
				found[probe.Name] = program
			}
		})
	}
	group.Wait()
	return found
}

func (p Prober) tool(ctx context.Context, probe plan.Probe) (plan.Program, bool) {
	path, err := LookPath(probe.Command[0], Getenv(p.Environ, "PATH"))
	if err != nil {
		return plan.Program{}, false
	}
	key := strings.Join(append(probe.Command, probe.Pattern), "\x00") + "\x00" + identity(path)
	if v, ok := p.get(key); ok {
		return plan.Program{Path: path, Version: v}, true
	}
	out, err := p.ask(ctx, append([]string{path}, probe.Command[1:]...))
	program := plan.Program{Path: path}
	if program.Version = findVersion(out, probe.Pattern); program.Version == "" {
		program.Problem = "no version in what it says"
		if err != nil {
			program.Problem = err.Error()
		}
		return program, true
	}
	p.put(key, program.Version)
	return program, true
}

func (p Prober) get(key string) (string, bool) {
	if p.Cache == nil {
		return "", false
	}
	return p.Cache.Get(key)
}

func (p Prober) put(key, value string) {
	if p.Cache != nil {
		p.Cache.Put(key, value)
	}
}

// ask runs a program and returns what it says on both outputs.
func (p Prober) ask(ctx context.Context, argv []string) (string, error) {
	var out bytes.Buffer
	_, err := p.Machine.Run(ctx, Command{
		Argv: argv, Env: Environ(p.Environ, EnvOptions{}), Stdout: &out, Stderr: &out,
		Timeout: probeTimeout, Grace: time.Second,
	})
	return out.String(), err
}

var dotted = regexp.MustCompile(`\d+(\.\d+)+[0-9A-Za-z.+-]*`)

// findVersion returns the first group of the pattern in what a program said, or the first dotted
// number.
func findVersion(said, pattern string) string {
	if pattern == "" {
		return dotted.FindString(said)
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return ""
	}
	if m := re.FindStringSubmatch(said); len(m) > 1 {
		return m[1]
	}
	return ""
}

// identity tells a file from a later one at the same path.
func identity(path string) string {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		target = path
	}
	info, err := os.Stat(target)
	if err != nil {
		return path
	}
	return fmt.Sprintf("%s\x00%s\x00%d\x00%d\x00%s", path, target, info.Size(), info.ModTime().UnixNano(), inode(info))
}

// Getenv returns the value of a variable in a list of KEY=VALUE, or "".
func Getenv(environ []string, name string) string {
	for _, kv := range environ {
		k, v, _ := strings.Cut(kv, "=")
		if k == name || runtime.GOOS == "windows" && strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}

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
// order is that of PATH, python3 and python first in each folder.
func (p Prober) Pythons(ctx context.Context) []plan.Interpreter {
	paths := p.pythonPaths()
	answers := make([]*pythonAnswer, len(paths))
	var group sync.WaitGroup
	for i, path := range paths {
		group.Go(func() { answers[i] = p.python(ctx, path) })
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
			out = append(out, plan.Interpreter{Path: a.Path, Version: a.Version, Venv: a.Venv})
		}
	}
	return out
}

func (p Prober) python(ctx context.Context, path string) *pythonAnswer {
	key := "python\x00" + identity(path)
	said, ok := p.get(key)
	if !ok {
		out, err := p.ask(ctx, []string{path, "-I", "-S", "-c", aboutPython})
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
	return &a
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
		for _, name := range pythonNames() {
			if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
				paths = append(paths, path)
			}
		}
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
