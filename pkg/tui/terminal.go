package tui

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A File is one end of a terminal, as *os.File is.
type File interface {
	io.ReadWriteCloser
	Fd() uintptr
	Name() string
}

const (
	hideCursor = "\x1b[?25l"
	showCursor = "\x1b[?25h"
	// askBackground asks the terminal for its background colour.
	askBackground = "\x1b]11;?\x1b\\"
)

// place marks in a frame where the cursor shall sit; row 0 is nowhere. It is an application program
// command: terminals pass over it, and the [painter] takes it out anyway. Text can't forge one, since
// text has no escape characters.
func place(row, col int) string { return fmt.Sprintf("\x1b_%d;%d\x1b\\", row, col) }

var placed = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("\x1b_(\\d+);(\\d+)\x1b\\\\") })

// A painter writes frames to the terminal and puts the hardware cursor where the frame says. With the
// first frame it asks for the background; nobody waits for the answer.
type painter struct {
	File
	crash func(value any) // what a panic here is told to

	asked    bool
	on       bool // the cursor has a place
	row, col int
}

// Write implements io.Writer. It runs in a goroutine of the framework: a panic ends the program in order.
func (p *painter) Write(b []byte) (n int, err error) {
	defer told(p.crash, &err)
	out := b
	if found := placed().FindSubmatch(b); found != nil {
		p.row, _ = strconv.Atoi(string(found[1]))
		p.col, _ = strconv.Atoi(string(found[2]))
		p.on = p.row > 0
		out = placed().ReplaceAll(b, nil)
		if !p.asked {
			p.asked = true
			out = append(out, askBackground...)
		}
	}
	if p.on && isFrame(b) {
		out = append([]byte(hideCursor), append(out, fmt.Sprintf("\x1b[%d;%dH%s", p.row, p.col, showCursor)...)...)
	} else if isFrame(b) {
		out = append(slices.Clip(out), hideCursor...)
	}
	if _, err := p.File.Write(out); err != nil {
		return 0, fmt.Errorf("write to the terminal: %w", err)
	}
	return len(b), nil
}

// isFrame reports whether the framework drew: a frame in the other screen begins at its first cell.
func isFrame(b []byte) bool { return bytes.HasPrefix(b, []byte("\x1b[H")) && len(b) > 3 }

// A listener reads keys, and takes the terminal's answer about its background out from between them.
type listener struct {
	File

	crash func(value any) // what a panic here is told to
	heard func(term.Background)
	held  []byte
}

var answer = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("\x1b\\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?(?:\x07|\x1b\\\\)")
})

// longest is the most of an unfinished answer that is kept back.
const longest = 64

// errCrashed is what an end of the terminal answers after a panic.
var errCrashed = errors.New("the screens have a fault")

// told turns a panic into an error, and tells it to whoever ends the program.
func told(crash func(any), err *error) {
	if crash == nil {
		return
	}
	if p := recover(); p != nil {
		*err = errCrashed
		crash(p)
	}
}

// Read implements io.Reader. It runs in a goroutine of the framework: a panic ends the program in order.
func (l *listener) Read(b []byte) (n int, err error) {
	defer told(l.crash, &err)
	if len(b) <= longest {
		return l.File.Read(b)
	}
	held := copy(b, l.held)
	l.held = nil
	n, err = l.File.Read(b[held:])
	got := b[:held+n]
	if m := answer().FindSubmatchIndex(got); m != nil {
		l.heard(background(string(got[m[2]:m[3]]), string(got[m[4]:m[5]]), string(got[m[6]:m[7]])))
		got = append(got[:m[0]], got[m[1]:]...)
	} else if i := bytes.Index(got, []byte("\x1b]11;")); i >= 0 && len(got)-i < longest {
		l.held = bytes.Clone(got[i:])
		got = got[:i]
	}
	return len(got), err
}

// background tells light from dark by the luminance that eyes see.
func background(r, g, b string) term.Background {
	part := func(s string) float64 {
		v, _ := strconv.ParseUint(s, 16, 16) // The pattern lets only hexadecimal digits through.
		return float64(v) / float64(uint64(1)<<(4*len(s))-1)
	}
	if 0.2126*part(r)+0.7152*part(g)+0.0722*part(b) > 0.5 {
		return term.BackgroundLight
	}
	return term.BackgroundDark
}
