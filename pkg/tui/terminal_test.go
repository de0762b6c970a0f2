package tui

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A fakeFile is a terminal of bytes; each element of in is what one read gets.
type fakeFile struct {
	in  []string
	out bytes.Buffer
}

func (f *fakeFile) Read(b []byte) (int, error) {
	if len(f.in) == 0 {
		return 0, io.EOF
	}
	n := copy(b, f.in[0])
	f.in = f.in[1:]
	return n, nil
}
func (f *fakeFile) Write(b []byte) (int, error) { return f.out.Write(b) }
func (*fakeFile) Close() error                  { return nil }
func (*fakeFile) Fd() uintptr                   { return ^uintptr(0) }
func (*fakeFile) Name() string                  { return "terminal" }

func TestPainter(t *testing.T) {
	t.Parallel()
	f := &fakeFile{}
	p := &painter{File: f}
	write := func(s string) string {
		t.Helper()
		f.out.Reset()
		n, err := p.Write([]byte(s))
		if err != nil || n != len(s) {
			t.Fatalf("wrote %d of %d: %v", n, len(s), err)
		}
		return f.out.String()
	}
	if got := write("\x1b[?1049h"); got != "\x1b[?1049h" {
		t.Errorf("what isn't a frame is changed: %q", got)
	}
	want := hideCursor + "\x1b[Htext" + askBackground + "\x1b[3;5H" + showCursor
	if diff := cmp.Diff(want, write("\x1b[Htext"+place(3, 5))); diff != "" {
		t.Errorf("first frame (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(hideCursor+"\x1b[Hmore\x1b[3;5H"+showCursor, write("\x1b[Hmore")); diff != "" {
		t.Errorf("a frame whose last line is unchanged keeps the place (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("\x1b[Hx"+hideCursor, write("\x1b[Hx"+place(0, 0))); diff != "" {
		t.Errorf("nowhere (-want +got):\n%s", diff)
	}
}

func TestListener(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		in    []string
		keys  string
		heard []term.Background
	}{
		"keys alone":          {[]string{"abc", "\x1b", "\x1b[A"}, "abc\x1b\x1b[A", nil},
		"dark":                {[]string{"a\x1b]11;rgb:1616/1818/1d1d\x1b\\b"}, "ab", []term.Background{term.BackgroundDark}},
		"light, with a bell":  {[]string{"\x1b]11;rgb:ff/ff/ff\a"}, "", []term.Background{term.BackgroundLight}},
		"in pieces":           {[]string{"x\x1b]11;rgb:ffff/ff", "ff/ffff\x1b\\y"}, "xy", []term.Background{term.BackgroundLight}},
		"with opacity":        {[]string{"\x1b]11;rgba:0000/0000/0000/ffff\x1b\\"}, "", []term.Background{term.BackgroundDark}},
		"alt and a bracket":   {[]string{"\x1b]", "q"}, "\x1b]q", nil},
		"something unusual":   {[]string{"\x1b]11;" + strings.Repeat("?", 80), "k"}, "\x1b]11;" + strings.Repeat("?", 80) + "k", nil},
		"never finished":      {[]string{"\x1b]11;rgb:", strings.Repeat("z", 70), "k"}, "\x1b]11;rgb:" + strings.Repeat("z", 70) + "k", nil},
		"two in one":          {[]string{"\x1b]11;rgb:00/00/00\aq"}, "q", []term.Background{term.BackgroundDark}},
		"a key before it":     {[]string{"\x1b[B\x1b]11;rgb:00/00/00\a"}, "\x1b[B", []term.Background{term.BackgroundDark}},
		"half a byte of hues": {[]string{"\x1b]11;rgb:f/f/f\a"}, "", []term.Background{term.BackgroundLight}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var heard []term.Background
			l := &listener{File: &fakeFile{in: tt.in}, heard: func(b term.Background) { heard = append(heard, b) }}
			var keys strings.Builder
			buf := make([]byte, 256)
			for {
				n, err := l.Read(buf)
				keys.Write(buf[:n])
				if err != nil {
					break
				}
			}
			if diff := cmp.Diff(tt.keys, keys.String()); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.heard, heard); diff != "" {
				t.Errorf("heard (-want +got):\n%s", diff)
			}
		})
	}
}
