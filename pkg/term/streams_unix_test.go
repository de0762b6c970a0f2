//go:build linux || darwin

package term

import (
	"os"
	"testing"
	"time"

	"github.com/creack/pty"
	xterm "golang.org/x/term"
)

// TestOpenTerminal opens a real terminal, sees what is decided for it, and that neither opening nor
// closing writes to it or changes its mode.
func TestOpenTerminal(t *testing.T) {
	t.Parallel()
	outside, inside, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal to be had: %v", err)
	}
	closeLater(t, outside)
	closeLater(t, inside)
	if err := pty.Setsize(outside, &pty.Winsize{Rows: 40, Cols: 132}); err != nil {
		t.Fatal(err)
	}
	before, err := xterm.GetState(int(inside.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	s := Open(inside, inside, inside, Options{Getenv: env{"TERM": "xterm-256color", "COLORFGBG": "15;0"}.get})
	want := Profile{
		Color: Level256, ErrColor: Level256, Background: BackgroundDark, Unicode: true,
		Motion: true, Interactive: true, Ask: true, Width: 132,
	}
	if s.Profile != want {
		t.Errorf("%+v", s.Profile)
	}
	if w, h, ok := s.Size(); w != 132 || h != 40 || !ok {
		t.Errorf("size %d %d %v", w, h, ok)
	}
	if err := pty.Setsize(outside, &pty.Winsize{Rows: 10, Cols: 50}); err != nil {
		t.Fatal(err)
	}
	if w, h, ok := s.Size(); w != 50 || h != 10 || !ok {
		t.Errorf("after a resize: %d %d %v", w, h, ok)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	after, err := xterm.GetState(int(inside.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	if *before != *after {
		t.Errorf("the mode of the terminal changed: %v, %v", before, after)
	}
	checkSilent(t, outside, inside)
}

// checkSilent writes a mark to the terminal and expects it to be the first thing that comes out.
func checkSilent(t *testing.T, outside, inside *os.File) {
	t.Helper()
	if _, err := inside.WriteString("first"); err != nil {
		t.Fatal(err)
	}
	if err := outside.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Logf("no deadline: %v", err)
	}
	got := make([]byte, 64)
	n, err := outside.Read(got)
	if err != nil || string(got[:n]) != "first" {
		t.Errorf("the terminal was sent %q, %v", got[:n], err)
	}
}

// TestOpenHalf has a terminal on one side only.
func TestOpenHalf(t *testing.T) {
	t.Parallel()
	outside, inside, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal to be had: %v", err)
	}
	closeLater(t, outside)
	closeLater(t, inside)
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	closeLater(t, null)
	o := Options{Getenv: env{"TERM": "xterm"}.get}
	if p := Open(null, inside, inside, o).Profile; p.Interactive || p.Ask || p.Color != Level16 {
		t.Errorf("input from nowhere: %+v", p)
	}
	if p := Open(inside, null, inside, o).Profile; p.Interactive || !p.Ask || p.Color != LevelNone || p.ErrColor != Level16 {
		t.Errorf("output to nowhere: %+v", p)
	}
}
