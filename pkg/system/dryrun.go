package system

import (
	"context"
	"fmt"
)

// DryRun stands in for a [Machine] and runs nothing: every command succeeds
// without output after Note has seen it.
type DryRun struct {
	// Note, if set, is called with each command.
	Note func(Command)
}

// Run notes the command.
func (d DryRun) Run(ctx context.Context, c Command) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, fmt.Errorf("run %s: %w", c.Name(), context.Cause(ctx))
	}
	if d.Note != nil {
		d.Note(c)
	}
	return Result{}, nil
}
