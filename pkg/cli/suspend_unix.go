//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"
)

// watchSuspend tells when the process is asked to stop, instead of letting it stop with the terminal as it
// is. suspend then stops it, and what the shell started with it; it returns when it is continued, or at
// once where nobody could continue it: there the system passes over the request.
func watchSuspend() (asked <-chan struct{}, suspend, stop func()) {
	signals, out, done := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, syscall.SIGTSTP)
	go func() {
		for {
			select {
			case <-signals:
			case <-done:
				return
			}
			select {
			case out <- struct{}{}:
			case <-done:
				return
			}
		}
	}()
	suspend = func() {
		signal.Reset(syscall.SIGTSTP)
		_ = syscall.Kill(0, syscall.SIGTSTP) // Where it can't, the program goes on.
		signal.Notify(signals, syscall.SIGTSTP)
	}
	return out, suspend, func() { signal.Stop(signals); close(done) }
}
