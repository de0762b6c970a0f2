package system

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
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
	// How long a program may take to answer; 0 for 10 s.
	Timeout time.Duration
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
		program.Problem = whyNot(err)
		return program, true
	}
	p.put(key, program.Version)
	return program, true
}

// whyNot says why a program didn't tell its version.
func whyNot(err error) string {
	late, isLate := errors.AsType[*TimeoutError](err)
	switch {
	case isLate:
		return noAnswer(late.After)
	case err != nil:
		return err.Error()
	}
	return "no version in what it says"
}

// noAnswer is said of a program that is there but too slow, which isn't the same as one that is missing.
func noAnswer(after time.Duration) string {
	return fmt.Sprintf("did not answer in %g s", after.Seconds())
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
	return p.askWith(ctx, argv, EnvOptions{})
}

func (p Prober) askWith(ctx context.Context, argv []string, env EnvOptions) (string, error) {
	var out bytes.Buffer
	_, err := p.Machine.Run(ctx, Command{
		Argv: argv, Env: Environ(p.Environ, env), Stdout: &out, Stderr: &out,
		Timeout: p.timeout(), Grace: time.Second,
	})
	return out.String(), err
}

func (p Prober) timeout() time.Duration {
	if p.Timeout > 0 {
		return p.Timeout
	}
	return probeTimeout
}

// A Query asks a program something that only depends on its file.
type Query struct {
	// Program and arguments; the program is looked for on PATH.
	Argv []string
	// Folder that it runs in.
	Dir string
	// KEY=VALUE pairs on top of the allow-listed environment.
	Set []string
}

// Ask returns what a program says on both outputs, or what it said in an earlier run as long as its file is the same. It
// is empty if there is no such program, or if it fails.
func (p Prober) Ask(ctx context.Context, q Query) string {
	path, err := LookPath(q.Argv[0], Getenv(p.Environ, "PATH"))
	if err != nil {
		return ""
	}
	key := "ask\x00" + strings.Join(q.Argv, "\x00") + "\x00" + identity(path)
	if said, ok := p.get(key); ok {
		return said
	}
	var out bytes.Buffer
	_, err = p.Machine.Run(ctx, Command{
		Argv: append([]string{path}, q.Argv[1:]...), Dir: q.Dir, Env: Environ(p.Environ, EnvOptions{Set: q.Set}),
		Stdout: &out, Stderr: &out, Timeout: p.timeout(), Grace: time.Second,
	})
	if err != nil {
		return ""
	}
	p.put(key, out.String())
	return out.String()
}

var dotted = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\d+(\.\d+)+[0-9A-Za-z.+-]*`) })

// findVersion returns the first group of the pattern in what a program said, or the first dotted
// number.
func findVersion(said, pattern string) string {
	if pattern == "" {
		return dotted().FindString(said)
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
