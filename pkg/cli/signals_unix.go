//go:build unix

package cli

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// stopSignals are those that stop the program.
func stopSignals() []os.Signal {
	return []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
}

// survivePipes lets a write to a reader that has gone fail, instead of ending the program on the spot. What it starts
// still ends by it.
func survivePipes() (stop func()) {
	pipes := make(chan os.Signal, 1)
	signal.Notify(pipes, syscall.SIGPIPE)
	return func() { signal.Stop(pipes) }
}

// brokenPipe reports whether a write failed because nobody reads what is written.
func brokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
