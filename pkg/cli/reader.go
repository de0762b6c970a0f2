package cli

import (
	"context"
	"errors"
	"io"
)

// A readerGoneError is the cause of a context that ended because nobody reads the output any more.
type readerGoneError struct{ err error }

// Error implements error.
func (e *readerGoneError) Error() string { return e.err.Error() }

// Unwrap returns the error of the write.
func (e *readerGoneError) Unwrap() error { return e.err }

// A watchedOutput ends what runs when its reader goes: it must not go on unseen. Only the writes themselves tell this. A
// SIGPIPE doesn't: it also comes from a server that hangs up and from a program that stops reading its input.
type watchedOutput struct {
	io.Writer

	end context.CancelCauseFunc
}

// Write implements io.Writer.
func (w watchedOutput) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil && brokenPipe(err) {
		w.end(&readerGoneError{err})
	}
	return n, err
}

// readerGone returns why a context ended, if it did because its reader has gone.
func readerGone(ctx context.Context) (*readerGoneError, bool) {
	return errors.AsType[*readerGoneError](context.Cause(ctx))
}
