package catalog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Yes is the one answer that approves a guide.
const Yes = "yes"

// A Terminal says whether a person can be asked at all.
type Terminal struct {
	// Interactive is true if a person types the input and sees the question: both are a terminal.
	Interactive bool
	// CI is true in an automatic build.
	CI bool
	// Term is the environment's TERM.
	Term string
}

// Refusal says why nobody can be asked, or "" if somebody can.
func (t Terminal) Refusal() string {
	switch {
	case !t.Interactive:
		return "there is no terminal on which a person could be asked"
	case t.CI:
		return "this is an automatic build (CI is set), so nobody can be asked"
	case t.Term == "dumb":
		return "TERM is dumb, so what has to be reviewed can't be shown safely"
	}
	return ""
}

// Consent reads a person's answer to the review of this guide, one line. It returns nil only for the word yes, typed in
// full and ended with Enter; for anything else (no terminal, CI, a dumb terminal, the end of the input,
// another word) and when ctx ends, the answer is no: a [*NotTrustedError]. It keeps nothing; that is up to
// [Trust.Approve].
//
// Input is read byte by byte, so what follows the line is left for others. After ctx has ended a read
// that can't be interrupted still waits for its byte; the caller is expected to give up.
func (e *Entry) Consent(ctx context.Context, at Terminal, answer io.Reader) error {
	if reason := at.Refusal(); reason != "" {
		return e.notTrusted(reason)
	}
	line, err := readLine(ctx, answer)
	switch {
	case errors.Is(err, io.EOF):
		return e.notTrusted("the input ended before there was an answer")
	case errors.Is(err, context.DeadlineExceeded):
		return e.notTrusted("nobody answered in time")
	case err != nil:
		return e.notTrusted(fmt.Sprintf("there was no answer (%v)", err))
	case line != Yes:
		return e.notTrusted(fmt.Sprintf("the answer was %s, and only %q approves", quote(line), Yes))
	}
	return nil
}

// readLine returns a line without blanks at its ends. A line that isn't ended is none.
func readLine(ctx context.Context, r io.Reader) (string, error) {
	if err := context.Cause(ctx); err != nil {
		return "", err
	}
	if r == nil {
		return "", io.EOF
	}
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := scanLine(r)
		done <- read{line, err}
	}()
	select {
	case got := <-done:
		if err := context.Cause(ctx); err != nil { // Both happened: time wins.
			return "", err
		}
		return got.line, got.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

func scanLine(r io.Reader) (string, error) {
	const (
		longest = 200 // bytes; an answer is a word
		idle    = 100 // reads in a row that bring nothing
	)
	var line []byte
	empty := 0
	for one := make([]byte, 1); len(line) <= longest; {
		n, err := r.Read(one)
		switch {
		case n == 1 && one[0] == '\n':
			return strings.Trim(string(line), " \t\r"), nil
		case n == 1:
			line = append(line, one[0])
			empty = 0
		case err == nil:
			if empty++; empty == idle {
				return "", io.ErrNoProgress
			}
		}
		if err != nil {
			return "", err
		}
	}
	return "", errors.New("the line is too long")
}
