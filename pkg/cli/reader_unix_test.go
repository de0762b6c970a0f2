//go:build unix

package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// unread is a file that nobody reads.
func unread(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestOnlyTheOutputsReaderCounts: a pipe or a connection that breaks elsewhere ends nothing, the output's own does.
func TestOnlyTheOutputsReaderCounts(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	defer watchSignals(cancel, func() {})()
	came := make(chan os.Signal, 1)
	signal.Notify(came, syscall.SIGPIPE)
	defer signal.Stop(came)

	if _, err := unread(t).WriteString("x"); !errors.Is(err, syscall.EPIPE) {
		t.Fatalf("written elsewhere: %v", err)
	}
	<-came
	if err := context.Cause(ctx); err != nil {
		t.Fatalf("a pipe elsewhere ended it: %v", err)
	}

	if _, err := (watchedOutput{unread(t), cancel}).Write([]byte("x")); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("written to the output: %v", err)
	}
	if _, ok := readerGone(ctx); !ok {
		t.Errorf("the output's reader has gone, and the cause is %v", context.Cause(ctx))
	}
}
