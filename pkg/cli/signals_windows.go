package cli

import (
	"os"
	"syscall"
)

func stopSignals() []os.Signal {
	return []os.Signal{os.Interrupt, syscall.SIGTERM}
}

// readerGone is no signal here: writing fails instead.
func readerGone(syscall.Signal) bool { return false }
