package runner

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// checkTimeout is the longest time of a check, which is to be quick.
const checkTimeout = 30 * time.Second

// unmet returns what a step's creates and check lack, or "".
func (r *Runner) unmet(ctx context.Context, s plan.Step) string {
	for _, c := range s.Creates {
		if !r.Files.Exists(c) {
			return plainPath(c) + " isn't there"
		}
	}
	for _, f := range s.Check.Files {
		switch {
		case !r.Files.Exists(f):
			return plainPath(f) + " isn't there"
		case !r.Files.NonEmpty(f):
			return plainPath(f) + " is empty or no file"
		}
	}
	for _, d := range s.Check.Installed {
		if ok, _ := r.Files.Distribution(s.Check.Site, d); !ok {
			return d + " isn't installed in the environment"
		}
	}
	for _, d := range s.Check.Editable {
		if missing := r.notEditable(s, d); missing != "" {
			return missing
		}
	}
	return r.failingScript(ctx, s)
}

// plainPath is a path as people know it: what a glob pattern escapes isn't.
func plainPath(pattern string) string {
	return strings.NewReplacer("[[]", "[", "[*]", "*", "[?]", "?").Replace(pattern)
}

// notEditable says why a distribution isn't installed from the checkout, or "".
func (r *Runner) notEditable(s plan.Step, d string) string {
	ok, from := r.Files.Distribution(s.Check.Site, d)
	switch {
	case !ok:
		return d + " isn't installed in the environment"
	case from == "":
		return d + " is installed as a released package, not from this checkout"
	case !within(s.Root, from):
		return fmt.Sprintf("%s is installed from %s, not from this checkout", d, from)
	}
	return ""
}

// failingScript says why the check's script doesn't succeed, or "".
func (r *Runner) failingScript(ctx context.Context, s plan.Step) string {
	if s.Check.Script == "" {
		return ""
	}
	exit, err := r.Executor.Execute(ctx, Command{
		Script: s.Check.Script, Dir: s.Dir, Path: s.Path, Env: s.Env, Timeout: checkTimeout, Output: io.Discard,
	})
	switch {
	case err != nil:
		return "its check can't be run: " + err.Error()
	case exit.TimedOut:
		return "its check took longer than " + words(checkTimeout)
	case exit.Code != 0:
		return fmt.Sprintf("its check ends with exit code %d", exit.Code)
	}
	return ""
}
