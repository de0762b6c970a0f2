//go:build unix

package cli

import (
	"os"
	"syscall"
)

// stopSignals are those that stop the program. A reader of its output that goes away is one of them: what runs must not
// go on unseen.
func stopSignals() []os.Signal {
	return []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE}
}

// readerGone reports whether the signal says that the reader of the output has gone.
func readerGone(s syscall.Signal) bool { return s == syscall.SIGPIPE }
