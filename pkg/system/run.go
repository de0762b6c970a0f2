package system

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Machine runs programs on this computer. The zero value is ready to use and
// safe for concurrent use.
type Machine struct{}

// Times of Run that nobody needs to tune.
const (
	// linger is how long what a program left in its group may take to end by
	// itself, such as `tee` behind a process substitution.
	linger = 250 * time.Millisecond
	// killWait bounds the wait for a process that was killed.
	killWait = 10 * time.Second
	// busyTries bounds the tries to start a file that another process of this
	// program has open for writing at that moment.
	busyTries = 20
)

// Run runs one program to its end. The error is nil only for exit code 0;
// otherwise it is a [NotFoundError], [ExitError], [TimeoutError], [StuckError],
// the cause of ctx, or an error of the operating system. The result is filled
// whenever the program was started.
func (Machine) Run(ctx context.Context, c Command) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, fmt.Errorf("run %s: %w", c.Name(), context.Cause(ctx))
	}
	cmd, err := build(c)
	if err != nil {
		return Result{}, err
	}
	pipes, err := connect(cmd, c)
	if err != nil {
		return Result{}, fmt.Errorf("run %s: %w", c.Name(), err)
	}
	release := func() {}
	if c.HoldStart {
		if release, err = hold(cmd, pipes); err != nil {
			pipes.abandon()
			return Result{}, fmt.Errorf("run %s: %w", c.Name(), err)
		}
	}
	started := time.Now()
	cmd, g, err := startRetry(ctx, cmd)
	if err != nil {
		pipes.abandon()
		release()
		return Result{}, fmt.Errorf("run %s: %w", c.Name(), err)
	}
	pipes.pump()
	r := &running{ctx: ctx, command: c, cmd: cmd, group: g, pipes: pipes, started: started, done: make(chan struct{})}
	r.announce()
	release()
	return r.finish()
}

// build resolves the program and fills everything of the command that isn't a
// stream.
func build(c Command) (*exec.Cmd, error) {
	if c.Name() == "" {
		return nil, errors.New("run: no program given")
	}
	if c.Dir != "" {
		if info, err := os.Stat(c.Dir); err != nil {
			return nil, fmt.Errorf("run %s: %w", c.Name(), err)
		} else if !info.IsDir() {
			return nil, fmt.Errorf("run %s: %w", c.Name(), &fs.PathError{Op: "chdir", Path: c.Dir, Err: syscall.ENOTDIR})
		}
	}
	path, err := resolve(c)
	if err != nil {
		return nil, err
	}
	// A nil Env would make os/exec inherit ours.
	return &exec.Cmd{Path: path, Args: c.Argv, Dir: c.Dir, Env: append([]string{}, c.Env...)}, nil
}

// resolve returns the file of the program.
func resolve(c Command) (string, error) {
	name := c.Argv[0]
	if !strings.ContainsAny(name, pathSeparators) {
		return lookPath(name, getenv(c.Env, "PATH"), getenv(c.Env, "PATHEXT"))
	}
	if c.Dir != "" && !filepath.IsAbs(name) {
		name = filepath.Join(c.Dir, name)
	}
	found, err := lookFile(name, getenv(c.Env, "PATHEXT"))
	if err != nil {
		return "", &NotFoundError{Program: c.Argv[0]}
	}
	return found, nil
}

// startRetry starts the command and returns it as it was started. A program
// file that was just written may be open for writing in a child that another
// goroutine is about to start.
func startRetry(ctx context.Context, cmd *exec.Cmd) (*exec.Cmd, *group, error) {
	for try := 1; ; try++ {
		// A command that couldn't be started can't be started again.
		fresh := &exec.Cmd{
			Path: cmd.Path, Args: cmd.Args, Dir: cmd.Dir, Env: cmd.Env,
			Stdin: cmd.Stdin, Stdout: cmd.Stdout, Stderr: cmd.Stderr, ExtraFiles: cmd.ExtraFiles,
		}
		prepare(fresh)
		err := fresh.Start()
		if err == nil {
			g, err := adopt(fresh)
			return fresh, g, err
		}
		if try == busyTries || !isBusy(err) {
			return nil, nil, fmt.Errorf("start it: %w", err)
		}
		select {
		case <-ctx.Done():
			return nil, nil, fmt.Errorf("start it: %w", context.Cause(ctx))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// getenv returns the last value of key in env, as a child would see it.
func getenv(env []string, key string) string {
	for _, entry := range slices.Backward(env) {
		if name, value, ok := strings.Cut(entry, "="); ok && sameName(name, key) {
			return value
		}
	}
	return ""
}
