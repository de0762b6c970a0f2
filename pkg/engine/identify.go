package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Identify sets the author of commits in the plan's checkout only, unless it has one of its own. It is
// for the sample project, whose author is made up.
func (e *Engine) Identify(ctx context.Context, p plan.Plan, name, email string) error {
	for key, value := range map[string]string{"user.name": name, "user.email": email} {
		run := func(args ...string) error {
			_, err := system.Machine{}.Run(ctx, system.Command{
				Argv: append([]string{"git", "-C", p.Dir, "config", "--local"}, args...),
				Env:  system.Environ(e.Environ, system.EnvOptions{Git: true}),
			})
			return err
		}
		err := run("--get", key)
		if _, unset := errors.AsType[*system.ExitError](err); unset {
			err = run(key, value)
		}
		if err != nil {
			return fmt.Errorf("set %s in %s: %w", key, p.Dir, err)
		}
	}
	return nil
}
