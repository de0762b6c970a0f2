package catalog_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

func someEntry(t *testing.T) *catalog.Entry {
	t.Helper()
	return fromFile(t, write(t, filepath.Join(folder(t), "g.yaml"), guideText("nbformat", "jupyter/nbformat")))
}

// Whether a person can be asked, and what they have to answer (C2). There is no argument for --yes.
func TestConsent(t *testing.T) {
	t.Parallel()
	person := catalog.Terminal{Interactive: true, Term: "xterm-256color"}
	e := someEntry(t)
	for _, tt := range []struct {
		name   string
		at     catalog.Terminal
		answer io.Reader
		no     string // part of the reason; "" is consent
	}{
		{"yes", person, strings.NewReader("yes\n"), ""},
		{"yes, blanks around", person, strings.NewReader("  yes \t\r\n"), ""},
		{"yes, byte by byte", person, iotest.OneByteReader(strings.NewReader("yes\nmore")), ""},
		{"yes, and the error with it", person, iotest.DataErrReader(strings.NewReader("yes\n")), ""},
		{"no TERM, as on Windows", catalog.Terminal{Interactive: true}, strings.NewReader("yes\n"), ""},

		{"no terminal", catalog.Terminal{Term: "xterm"}, strings.NewReader("yes\n"), "no terminal"},
		{"no terminal, end of input", catalog.Terminal{Term: "xterm"}, strings.NewReader(""), "no terminal"},
		{"no terminal in CI", catalog.Terminal{CI: true}, strings.NewReader("yes\n"), "no terminal"},
		{"a terminal in CI", catalog.Terminal{Interactive: true, CI: true, Term: "xterm"}, strings.NewReader("yes\n"), "CI is set"},
		{"a dumb terminal", catalog.Terminal{Interactive: true, Term: "dumb"}, strings.NewReader("yes\n"), "TERM is dumb"},
		{"a dumb terminal in CI", catalog.Terminal{Interactive: true, CI: true, Term: "dumb"}, strings.NewReader("yes\n"), "CI is set"},
		{"end of input", person, strings.NewReader(""), "the input ended"},
		{"no input", person, nil, "the input ended"},
		{"end of input after yes", person, strings.NewReader("yes"), "the input ended"},
		{"an error", person, iotest.ErrReader(errors.New("input/output error")), "input/output error"},
		{"reads that bring nothing", person, silent{}, "multiple Read calls"},
		{"an empty line", person, strings.NewReader("\nyes\n"), `the answer was ""`},
		{"y", person, strings.NewReader("y\n"), `the answer was "y"`},
		{"no", person, strings.NewReader("no\nyes\n"), `the answer was "no"`},
		{"YES", person, strings.NewReader("YES\n"), `the answer was "YES"`},
		{"yes and more", person, strings.NewReader("yes please\n"), "yes please"},
		{"yesyes", person, strings.NewReader("yesyes\n"), "yesyes"},
		{"a homoglyph", person, strings.NewReader("yеs\n"), "the answer was"},
		{"NUL inside", person, strings.NewReader("y\x00es\n"), `\x00`},
		{"control characters", person, strings.NewReader("\x1b[A\n"), `\x1b`},
		{"an erased no", person, strings.NewReader("no\x08\x08yes\n"), `\b`},
		{"an endless line", person, strings.NewReader(strings.Repeat("yes", 1000) + "\n"), "too long"},
		{"a non-breaking blank", person, strings.NewReader("yes\u00a0\n"), "the answer was"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := e.Consent(t.Context(), tt.at, tt.answer)
			if tt.no == "" {
				must(t, err)
				return
			}
			isA[*catalog.NotTrustedError](t, err)
			mentions(t, err, tt.no, e.Digest().String(), "--trust "+e.Digest().String())
		})
	}
}

// silent reads nothing, without an error.
type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

func TestConsentHasATimeLimit(t *testing.T) {
	t.Parallel()
	e := someEntry(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		r, w := io.Pipe()
		defer w.Close()
		start := time.Now()
		err := e.Consent(ctx, catalog.Terminal{Interactive: true}, r)
		mentions(t, err, "nobody answered in time", e.Digest().String())
		if took := time.Since(start); took != 5*time.Minute {
			t.Errorf("it took %s, want 5m", took)
		}
	})
}

func TestConsentEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := someEntry(t).Consent(ctx, catalog.Terminal{Interactive: true}, strings.NewReader("yes\n"))
	mentions(t, err, "context canceled")
}

// What is typed after the answer belongs to the next question.
func TestConsentReadsOneLine(t *testing.T) {
	t.Parallel()
	r := strings.NewReader("yes\nnext\n")
	must(t, someEntry(t).Consent(t.Context(), catalog.Terminal{Interactive: true}, r))
	rest, err := io.ReadAll(r)
	if must(t, err); string(rest) != "next\n" {
		t.Errorf("left %q, want the second line", rest)
	}
}

// Consent is an answer, not a memory.
func TestConsentKeepsNothing(t *testing.T) {
	t.Parallel()
	trust, store := newTrust()
	e := someEntry(t)
	must(t, e.Consent(t.Context(), catalog.Terminal{Interactive: true}, strings.NewReader("yes\n")))
	check(t, trust, e, catalog.Unknown)
	if len(store.names("")) != 0 {
		t.Errorf("files %q", store.names(""))
	}
}
