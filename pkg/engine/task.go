package engine

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// TaskIO is where a task reads and writes.
type TaskIO struct {
	In  io.Reader
	Out io.Writer
}

// Task runs a task of the guide in the plan's environment and returns its exit code.
func (e *Engine) Task(ctx context.Context, p plan.Plan, t guide.Task, args []string, streams TaskIO) (int, error) {
	c := p.Task(t)
	env := stepEnvironment(e.Environ, overlay.Secrets(p.Variables), runner.Command{Env: c.Env, Path: c.Path, Network: true})
	argv := append([]string{shell(env), "-eo", "pipefail", "-c", strings.TrimRight(c.Action.Script, "\n"), t.ID}, args...)
	res, err := system.Machine{}.Run(ctx, system.Command{
		Argv: argv, Dir: c.Dir, Env: env, Stdin: streams.In, Stdout: streams.Out, Stderr: streams.Out,
	})
	switch {
	case ctx.Err() != nil:
		return res.ExitCode, context.Cause(ctx)
	case err == nil || res.ExitCode != 0:
		return res.ExitCode, nil
	}
	return 0, fmt.Errorf("run the task %s: %w", t.ID, err)
}
