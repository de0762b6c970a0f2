package term

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// closeLater closes f at the end of the test.
func closeLater(t *testing.T, f *os.File) {
	t.Helper()
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestOpenWithoutTerminal(t *testing.T) {
	t.Parallel()
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	closeLater(t, f)
	s := Open(f, f, f, Options{Getenv: env{"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}.get})
	want := Profile{Unicode: true, Width: defaultWidth}
	if s.Profile != want {
		t.Errorf("%+v", s.Profile)
	}
	if _, _, ok := s.Size(); ok {
		t.Error("a file has a size in cells")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := f.WriteString("still open"); err != nil {
		t.Error(err)
	}
}

// TestStreamsOfBuffers shows how a test makes Streams.
func TestStreamsOfBuffers(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	s := &Streams{Out: &out, Err: &errs, Profile: Profile{ErrColor: Level16}}
	for _, w := range []*Writer{s.Text(), s.ErrText()} {
		if _, err := w.Write([]byte("\x1b[31mred\x1b[0m \x1b]0;title\a\u202e")); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if got := out.String(); got != "red <U+202E>" {
		t.Errorf("out: %q", got)
	}
	if got := errs.String(); got != "\x1b[31mred\x1b[0m <U+202E>" {
		t.Errorf("err: %q", got)
	}
	if _, _, ok := s.Size(); ok {
		t.Error("buffers have a size in cells")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
