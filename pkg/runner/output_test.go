package runner

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

type noLog struct{ bytes.Buffer }

func (*noLog) Close() error { return nil }

// taken writes pieces and returns what was sent, and the log.
func taken(t *testing.T, pieces ...string) (sent []string, log string, o *output) {
	t.Helper()
	kept := &noLog{}
	o = &output{log: kept, send: func(s string) { sent = append(sent, s) }}
	for _, p := range pieces {
		if n, err := io.WriteString(o, p); n != len(p) || err != nil {
			t.Fatalf("wrote %d of %d: %v", n, len(p), err)
		}
	}
	if err := o.close(); err != nil {
		t.Fatal(err)
	}
	return sent, kept.String(), o
}

func TestOutputPieces(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", longestPiece)
	euros := strings.Repeat("€", longestPiece/3+1)
	lines := strings.Repeat(strings.Repeat("y", 999)+"\n", 200)
	tests := map[string]struct{ pieces, want []string }{
		"nothing":            {nil, nil},
		"lines":              {[]string{"a\nb\n"}, []string{"a\nb\n"}},
		"a line in pieces":   {[]string{"a", "b", "c\nd", "\n"}, []string{"abc\n", "d\n"}},
		"no end":             {[]string{"a\nb"}, []string{"a\n", "b"}},
		"progress bar":       {[]string{"10%\r20%\r", "30%", "\rdone\n"}, []string{"10%\r20%\r", "30%\rdone\n"}},
		"carriage return":    {[]string{"a\r", "\nb\r\n"}, []string{"a\r", "\nb\r\n"}},
		"a long line":        {[]string{long + "yz\n"}, []string{long, "yz\n"}},
		"a long line, slow":  {[]string{long, "y", "z\n"}, []string{long, "yz\n"}},
		"characters whole":   {[]string{euros + "\n"}, []string{euros[:longestPiece-longestPiece%3], euros[longestPiece-longestPiece%3:] + "\n"}},
		"a character split":  {[]string{"\xe2", "\x82", "\xac\n"}, []string{"€\n"}},
		"many lines at once": {[]string{lines}, []string{lines[:65000], lines[65000:130000], lines[130000:195000], lines[195000:]}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent, log, o := taken(t, tt.pieces...)
			if diff := cmp.Diff(tt.want, sent); diff != "" {
				t.Errorf("(-want +got):\n%.2000s", diff)
			}
			whole := strings.Join(tt.pieces, "")
			if log != whole || string(o.text()) != whole || strings.Join(sent, "") != whole {
				t.Errorf("something is lost: log %d, text %d, sent %d of %d bytes", len(log), len(o.text()), len(strings.Join(sent, "")), len(whole))
			}
			for _, s := range sent {
				if !utf8.ValidString(s) {
					t.Errorf("a character is cut: %.20q…", s)
				}
			}
		})
	}
}

// Bytes that are no text don't keep a piece back for ever.
func TestOutputOfNoise(t *testing.T) {
	t.Parallel()
	sent, _, _ := taken(t, strings.Repeat("\x80\xff", longestPiece))
	for _, s := range sent {
		if len(s) == 0 || len(s) > longestPiece {
			t.Errorf("a piece of %d bytes", len(s))
		}
	}
}

// However much a step prints, what is held in memory stays small; the log has everything, and the view
// gets everything.
func TestOutputIsBounded(t *testing.T) {
	t.Parallel()
	sent, logged := 0, countWriter(0)
	o := &output{log: &logged, send: func(s string) { sent += len(s) }}
	fmt.Fprintln(o, "the first line")
	chunk := []byte(strings.Repeat(strings.Repeat("z", 99)+"\n", 320))
	const times = 2000 // 64 MB
	largest := 0
	for range times {
		if _, err := o.Write(chunk); err != nil {
			t.Fatal(err)
		}
		largest = max(largest, cap(o.head)+cap(o.tail)+cap(o.line))
	}
	fmt.Fprintln(o, "the last line")
	if largest > 4*keep {
		t.Errorf("%d bytes are held, want at most %d", largest, 4*keep)
	}
	text := o.text()
	if len(text) > 2*keep || !bytes.HasPrefix(text, []byte("the first line\n")) || !bytes.HasSuffix(text, []byte("\nthe last line\n")) {
		t.Errorf("%d bytes for matching: %.20q … %q", len(text), text, text[len(text)-20:])
	}
	if want := times*len(chunk) + len("the first line\nthe last line\n"); sent != want || int(logged) != want {
		t.Errorf("sent %d, logged %d of %d bytes", sent, logged, want)
	}
}

type countWriter int

func (c *countWriter) Write(p []byte) (int, error) {
	*c += countWriter(len(p))
	return len(p), nil
}

func (*countWriter) Close() error { return nil }

// What stood before the part that is left out and what stands behind it never become one line, which
// could match what was never printed.
func TestOutputCutMakesNoLine(t *testing.T) {
	t.Parallel()
	_, _, o := taken(t, strings.Repeat("a", keep/2-3)+"192", strings.Repeat("b", keep), " passed"+strings.Repeat("c", keep/2-7))
	text := string(o.text())
	if strings.Contains(text, "192 passed") || !strings.Contains(text, "192\n…\n") {
		t.Error("both sides of the cut are one line")
	}
}

func TestOutputAfterTheEnd(t *testing.T) {
	t.Parallel()
	kept := &noLog{}
	sent := ""
	o := &output{log: kept, send: func(s string) { sent += s }}
	fmt.Fprint(o, "before")
	if err := o.close(); err != nil {
		t.Fatal(err)
	}
	if n, err := fmt.Fprint(o, "after\n"); n != 6 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	o.whileOpen(func() { t.Error("open") })
	if sent != "before" || kept.String() != "before" || string(o.text()) != "before" {
		t.Errorf("sent %q, logged %q", sent, kept)
	}
}

type brokenLog struct{ tries int }

var errLog = errors.New("no space left on device")

func (b *brokenLog) Write([]byte) (int, error) { b.tries++; return 0, errLog }
func (b *brokenLog) Close() error              { return errors.New("another") }

// A log that fails is left alone, its first error is told at the end, and the step's writes succeed.
func TestOutputWithBrokenLog(t *testing.T) {
	t.Parallel()
	log := &brokenLog{}
	o := &output{log: log, send: func(string) {}}
	for range 3 {
		if _, err := fmt.Fprintln(o, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.close(); !errors.Is(err, errLog) || log.tries != 1 {
		t.Errorf("%v after %d tries", err, log.tries)
	}
}

func TestOutputTextHasNoColours(t *testing.T) {
	t.Parallel()
	_, log, o := taken(t, "\x1b[1;32m5 \x1b[0mpassed\x1b[K\x1b[?25h\n")
	if got := string(o.text()); got != "5 passed\n" || !strings.Contains(log, "\x1b[1;32m") {
		t.Errorf("text %q, log %q", got, log)
	}
}

func BenchmarkOutput(b *testing.B) {
	o := &output{log: new(countWriter), send: func(string) {}}
	chunk := []byte(strings.Repeat(strings.Repeat("z", 99)+"\n", 320))
	b.SetBytes(int64(len(chunk)))
	for b.Loop() {
		if _, err := o.Write(chunk); err != nil {
			b.Fatal(err)
		}
	}
}
