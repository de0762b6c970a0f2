package term

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestWriterDoesNotWait sees that text without a newline, such as a question, is passed on at once.
func TestWriterDoesNotWait(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := NewWriter(&out, ModeColor)
	for _, step := range []struct{ in, want string }{
		{"Password: ", "Password: "},
		{"\x1b", ""},
		{"[3", ""},
		{"1mred", "\x1b[31mred"},
		{"\xe2\x9c", ""},
		{"\x93", "✓"},
		{"\r", "\x1b[0m\n"},
		{"\n", ""},
		{"\x1b]0;a ti", ""},
		{"tle\x1b", ""},
		{"\\after", "after"},
	} {
		out.Reset()
		if n, err := io.WriteString(w, step.in); n != len(step.in) || err != nil {
			t.Fatalf("%q: %d, %v", step.in, n, err)
		}
		if got := out.String(); got != step.want {
			t.Errorf("after %q: %q, not %q", step.in, got, step.want)
		}
	}
}

func TestWriterFlush(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		mode     Mode
		in, want string
	}{
		{ModeText, "a\x1b]0;title", "a<U+001B>]0;title"},
		{ModeText, "a\r", "a<U+000D>"},
		{ModeText, "a\xe2\x9c", "a\ufffd\ufffd"},
		{ModeOutput, "a\x1b", "a<U+001B>"},
		{ModeColor, "a\x1b[31mb", "a\x1b[31mb\x1b[0m"},
		{ModeColor, "", ""},
	} {
		var out bytes.Buffer
		w := NewWriter(&out, tt.mode)
		for range 2 { // the second text must not know of the first
			out.Reset()
			if _, err := io.WriteString(w, tt.in); err != nil {
				t.Fatal(err)
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
			if got := out.String(); got != tt.want {
				t.Errorf("mode %d, %q: %q, not %q", tt.mode, tt.in, got, tt.want)
			}
		}
	}
}

// TestWriterIsBounded writes sequences that never end and looks at what is held back.
func TestWriterIsBounded(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"\x1b]0;", "\x1bP", "\u009f", "\x1b[", "e\u0301", "\r", "\x1b[31m"} {
		w := NewWriter(io.Discard, ModeText)
		if _, err := io.WriteString(w, start); err != nil {
			t.Fatal(err)
		}
		more := "1;"
		if start == "\r" {
			more = start
		}
		for range 64 {
			if _, err := io.WriteString(w, strings.Repeat(more, 8<<10)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if held, buffer := cap(w.c.held), cap(w.buf); held > 2*maxString || buffer > 4*maxString {
			t.Errorf("%q: %d bytes held, %d buffered after 1 MiB", start, held, buffer)
		}
	}
}

// limited accepts n bytes and then fails, or lies.
type limited struct {
	n   int
	err error
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.n)
	l.n -= n
	if n < len(p) {
		return n, l.err
	}
	return n, nil
}

func TestWriterErrors(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	for _, tt := range []struct {
		name string
		to   *limited
		want error
	}{
		{"error", &limited{n: portion + 5, err: full}, full},
		{"short write", &limited{n: portion + 5}, io.ErrShortWrite},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := NewWriter(tt.to, ModeText)
			n, err := w.Write(bytes.Repeat([]byte("x"), 3*portion))
			if n != portion || !errors.Is(err, tt.want) {
				t.Errorf("%d, %v", n, err)
			}
			if n, err := w.Write([]byte("more")); n != 0 || !errors.Is(err, tt.want) {
				t.Errorf("afterwards: %d, %v", n, err)
			}
			if err := w.Flush(); !errors.Is(err, tt.want) {
				t.Errorf("Flush: %v", err)
			}
		})
	}
}

func TestSafe(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in          string
		safe, color bool
	}{
		{"", true, true},
		{"a\tb\n漢 👨‍👩‍👧‍👦", true, true},
		{"a\rb", false, false},
		{"\xff", false, false},
		{"\u202e", false, false},
		{"\x1b[31mred\x1b[0m", false, true},
		{"\x1b[38;2;1;2;3m\x1b[m\x1b[4:3m", false, true},
		{"\x1b[31", false, false},
		{"\x1b[2J", false, false},
		{"\x1b[?25m", false, false},
		{"\x1b[31m\x1b]0;x\a", false, false},
		{"\x1b\x1b[31m", false, false},
		{"\u009b31m", false, false},
	} {
		if got := Safe(tt.in); got != tt.safe {
			t.Errorf("Safe(%q) = %v", tt.in, got)
		}
		if got := SafeColor(tt.in); got != tt.color {
			t.Errorf("SafeColor(%q) = %v", tt.in, got)
		}
	}
}
