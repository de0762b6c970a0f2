package cli

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

func stopSignals() []os.Signal {
	return []os.Signal{os.Interrupt, syscall.SIGTERM}
}

// survivePipes has nothing to do: writes fail.
func survivePipes() (stop func()) { return func() {} }

// brokenPipe reports whether a write failed because nobody reads what is written.
func brokenPipe(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
