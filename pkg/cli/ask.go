package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// reader reads answers line by line. One reader serves the whole run, so that no answer typed ahead is
// lost.
func (a *app) reader() *bufio.Reader {
	if a.answers == nil {
		a.answers = bufio.NewReader(a.terminal().In)
	}
	return a.answers
}

// readLine reads one answer. At the end of input without an answer the error is io.EOF.
func (a *app) readLine() (string, error) {
	line, err := a.reader().ReadString('\n')
	line = strings.TrimSpace(line)
	if line != "" && errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}

// answerOf reads one answer, or ends with the cause of the context: a person who waits at a question can always leave.
func (a *app) answerOf(ctx context.Context) (string, error) {
	type answer struct {
		text string
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		text, err := a.readLine()
		answers <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", context.Cause(ctx)
	case got := <-answers:
		return got.text, got.err
	}
}

// ask asks for a yes. Anything else is a no, and so is the end of input.
func (a *app) ask(ctx context.Context, question string) (bool, error) {
	if _, err := fmt.Fprintf(a.terminal().Text(), "%s [y/N] ", term.Line(question)); err != nil {
		return false, fmt.Errorf("ask: %w", err)
	}
	answer, err := a.answerOf(ctx)
	switch {
	case ctx.Err() != nil:
		return false, err
	case err != nil && !errors.Is(err, io.EOF):
		return false, fmt.Errorf("read the answer: %w", err)
	}
	return strings.EqualFold(answer, "y") || strings.EqualFold(answer, "yes"), nil
}

// taskOutput is where a task's output goes: to standard output as it comes, or to standard error
// beside JSON. Either way it is cleaned.
func (a *app) taskOutput() *term.Writer {
	t := a.terminal()
	if a.flags.json {
		return term.NewWriter(t.Err, t.Profile.ErrColor.Mode())
	}
	return term.NewWriter(t.Out, t.Profile.Color.Mode())
}
