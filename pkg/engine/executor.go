package engine

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// executor runs the commands of steps in the allow-listed environment.
type executor struct {
	environ []string
	// secrets are variables for steps that use the network.
	secrets map[string]string
	// ran is set as soon as a command runs; nil if nobody asks.
	ran *atomic.Bool
}

// Execute implements runner.Executor.
func (x executor) Execute(ctx context.Context, c runner.Command) (runner.Exit, error) {
	if x.ran != nil {
		x.ran.Store(true)
	}
	argv := c.Argv
	env := stepEnvironment(x.environ, x.secrets, c)
	if len(argv) == 0 {
		argv = []string{shell(env), "-eo", "pipefail", "-c", c.Script, "bash"}
	}
	res, err := system.Machine{}.Run(ctx, system.Command{
		Argv: argv, Dir: c.Dir, Env: env, Stdout: c.Output, Stderr: c.Output, Timeout: c.Timeout,
		// The command begins only once its process is recorded: a run that is killed before leaves nothing behind.
		HoldStart: c.Started != nil,
		OnStart: func(p system.Process) {
			if c.Started != nil {
				c.Started(runner.Process{PID: p.PID, PGID: p.PGID, Started: p.Started})
			}
		},
	})
	var exit *system.ExitError
	var late *system.TimeoutError
	switch {
	case errors.As(err, &exit):
		return runner.Exit{Code: exit.Result.ExitCode}, nil
	case errors.As(err, &late):
		return runner.Exit{Code: res.ExitCode, TimedOut: true}, nil
	case err != nil:
		return runner.Exit{}, err
	}
	return runner.Exit{}, nil
}

// stepEnvironment is the person's allow-listed environment, then the secrets if the step uses the network, then
// what the step sets, with the step's folders before PATH.
func stepEnvironment(environ []string, secrets map[string]string, c runner.Command) []string {
	set := make([]string, 0, len(c.Env)+len(secrets)+1)
	if c.Network {
		set = append(set, assignments(secrets)...)
	}
	set = append(set, assignments(c.Env)...)
	if len(c.Path) > 0 {
		path := append([]string{}, c.Path...)
		set = append(set, "PATH="+strings.Join(append(path, system.Getenv(environ, "PATH")), string(filepath.ListSeparator)))
	}
	return system.Environ(environ, system.EnvOptions{Set: set, Network: c.Network})
}

// assignments writes variables as KEY=VALUE.
func assignments(variables map[string]string) []string {
	out := make([]string, 0, len(variables))
	for name, value := range variables {
		out = append(out, name+"="+value)
	}
	return out
}

// shell is bash, or sh where there is none.
func shell(env []string) string {
	if path, err := system.LookPath("bash", system.Getenv(env, "PATH")); err == nil {
		return path
	}
	if runtime.GOOS == "windows" {
		return "bash"
	}
	return "sh"
}

// files adds to the files of the machine what git knows of a checkout.
type files struct {
	system.Files
	git *gitrepo.Git
	// tree is what was seen of the work tree of checkout before the run, which holds as long as nothing ran; may be nil.
	tree     func() (string, error)
	checkout string
	ran      *atomic.Bool
}

// Fingerprint implements runner.Files: commit and work tree by git, and what is installed in the
// environment.
func (f files) Fingerprint(ctx context.Context, dir string, environment plan.Layout) (string, error) {
	tree, err := f.workTree(ctx, dir)
	if err != nil {
		return "", err
	}
	if environment.IsZero() {
		return tree, nil
	}
	packages, err := f.Packages(environment.Site)
	if err != nil {
		return "", err
	}
	return tree + " " + packages, nil
}

func (f files) workTree(ctx context.Context, dir string) (string, error) {
	if f.tree != nil && dir == f.checkout && !f.ran.Load() {
		return f.tree()
	}
	return f.git.WorkTreeDigest(ctx, dir)
}

// discard is a log that keeps nothing, for looking without writing.
type discard struct{ io.Writer }

// Close implements io.Closer.
func (discard) Close() error { return nil }
