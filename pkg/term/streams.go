package term

import (
	"io"
	"os"

	xterm "golang.org/x/term"
)

// Streams are the three standard files of a process and what is known of the terminal behind them. Out
// and Err are the files themselves, for views that clean what they write; [Streams.Text] and
// [Streams.ErrText] clean on the way. A test makes Streams of buffers.
type Streams struct {
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	Profile Profile

	size    func() (width, height int, ok bool)
	restore func() error
}

// Open looks at the files, without writing to them or asking the terminal anything, and decides their
// [Profile]. On Windows it switches the console to understand sequences until Close.
func Open(in, out, err *os.File, opts Options) *Streams {
	s := &Streams{In: in, Out: out, Err: err, size: func() (int, int, bool) { return size(out, err) }}
	console, restore := prepareConsole(out, err)
	s.restore = restore
	columns, _, _ := s.Size()
	s.Profile = Decide(Inputs{
		Options: opts,
		In:      isTerminal(in),
		Out:     isTerminal(out),
		Err:     isTerminal(err),
		Columns: columns,
		Console: console,
	})
	return s
}

// Close leaves the terminal as Open found it. The files stay open.
func (s *Streams) Close() error {
	if s.restore == nil {
		return nil
	}
	return s.restore()
}

// Size is the terminal's present width and height in cells, of standard output or else standard error.
// ok is false if neither is a terminal.
func (s *Streams) Size() (width, height int, ok bool) {
	if s.size == nil {
		return 0, 0, false
	}
	return s.size()
}

// Text returns a new cleaning writer to Out that keeps colours if Out has them. Flush it at the end.
func (s *Streams) Text() *Writer {
	return NewWriter(s.Out, s.Profile.Color.Mode())
}

// ErrText is Text for Err.
func (s *Streams) ErrText() *Writer {
	return NewWriter(s.Err, s.Profile.ErrColor.Mode())
}

func isTerminal(f *os.File) bool {
	return f != nil && xterm.IsTerminal(int(f.Fd()))
}

func size(files ...*os.File) (width, height int, ok bool) {
	for _, f := range files {
		if f == nil {
			continue
		}
		w, h, err := xterm.GetSize(int(f.Fd()))
		if err == nil && w > 0 && h > 0 {
			return w, h, true
		}
	}
	return 0, 0, false
}
