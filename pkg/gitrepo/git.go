package gitrepo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Runner runs a program; [system.Machine] is the real one.
type Runner interface {
	Run(ctx context.Context, c system.Command) (system.Result, error)
}

// Git works on repositories with the git program, or with go-git where there
// is none. Make one with [New]. It is safe for concurrent use.
type Git struct {
	runner  Runner
	env     []string
	set     []string // put on top of what is let through of env
	program string   // "" when git isn't installed
}

// New returns a Git that runs the git program through runner. The program is
// searched on the PATH of env, of which git gets what [system.Environ] lets
// through; env is usually os.Environ().
func New(runner Runner, env []string) *Git {
	return &Git{runner: runner, env: env, program: findGit(env)}
}

// With returns a Git that is also given the KEY=VALUE pairs of set, such as an
// organisation's proxy and certificates. They aren't filtered and win. Settings
// of git in them (GIT_CONFIG_COUNT and its like) come behind those it has.
func (g *Git) With(set ...string) *Git {
	next := *g
	next.set = joinSettings(g.set, set)
	return &next
}

// Program returns the path of the git program, or "" when there is none and
// go-git stands in.
func (g *Git) Program() string { return g.program }

// findGit returns the git program on env's PATH, or "".
func findGit(env []string) string {
	path := ""
	for _, entry := range env {
		if name, value, ok := strings.Cut(entry, "="); ok && (name == "PATH" || strings.EqualFold(name, "Path")) {
			path = value
		}
	}
	program, err := system.LookPath("git", path)
	if err != nil || isPlaceholder(program) {
		return ""
	}
	return program
}

// call is one run of git.
type call struct {
	dir      string // working directory; "" where none is needed
	args     []string
	protocol string // GIT_ALLOW_PROTOCOL; "" allows no transfer at all
	stderr   *tail  // where messages are kept; nil makes one
	progress func(line string)
	start    func(system.Process)
}

// output runs git and returns its standard output.
func (g *Git) output(ctx context.Context, c call) ([]byte, error) {
	var stdout bytes.Buffer
	err := g.run(ctx, c, &stdout)
	return stdout.Bytes(), err
}

// run runs git with its output going to stdout, which may be nil.
func (g *Git) run(ctx context.Context, c call, stdout *bytes.Buffer) error {
	if c.stderr == nil {
		c.stderr = &tail{}
	}
	c.stderr.progress = c.progress
	command := system.Command{
		Argv:    append([]string{g.program}, append(settings(), c.args...)...),
		Dir:     c.dir,
		Env:     g.environ(c.protocol),
		Stderr:  c.stderr,
		Grace:   2 * time.Second,
		OnStart: c.start,
		// Whoever notes the process must know of it before it does anything.
		HoldStart: c.start != nil,
	}
	if stdout != nil {
		command.Stdout = stdout
	}
	_, err := g.runner.Run(ctx, command)
	c.stderr.flush()
	if exit, ok := errors.AsType[*system.ExitError](err); ok {
		return newGitError(c.args, exit.Result.ExitCode, c.stderr.String())
	}
	if err != nil {
		return fmt.Errorf("git %s: %w", c.args[0], err)
	}
	return nil
}

// environ is the environment of git. LC_ALL makes its messages the ones that
// this package knows how to read.
func (g *Git) environ(protocol string) []string {
	return system.Environ(g.env, system.EnvOptions{Git: true, Network: true, Set: slices.Concat(g.set, []string{
		"GIT_TERMINAL_PROMPT=0",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_ALLOW_PROTOCOL=" + protocol,
		"GIT_PAGER=cat",
		"GIT_EDITOR=false",
		"GIT_ADVICE=0",
		"LC_ALL=C",
		"LANGUAGE=C",
	})})
}

// settings are given to every git: those of a repository that would run
// programs of its choice, or fetch from elsewhere, are overruled. Four workers
// write the files of a checkout, as they wait for the disk more than they
// compute.
func settings() []string {
	var args []string
	for _, setting := range []string{
		"core.fsmonitor=false",
		"transfer.bundleURI=false",
		"submodule.recurse=false",
		"fetch.recurseSubmodules=false",
		"safe.bareRepository=explicit",
		"gc.auto=0",
		"maintenance.auto=false",
		"color.ui=false",
		"checkout.workers=4",
	} {
		args = append(args, "-c", setting)
	}
	return args
}
