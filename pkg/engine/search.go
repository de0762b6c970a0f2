package engine

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

const (
	// windowSize is how much of an output is searched at a time, and windowOverlap how much of it is
	// searched again with what follows, for failures that show over several lines.
	windowSize    = 4 << 20
	windowOverlap = 64 << 10
	// maxSearched bounds the search of one output: what is longer loses its middle.
	maxSearched = 64 << 20
)

// escapes are the sequences with which programs colour their output and move the cursor.
var escapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))`)
})

// whole is everything that a step has printed, as far as it is kept: its log, if that has more than the
// copy in memory.
func (d *diagnoser) whole(step string, output []byte) io.Reader {
	path := ""
	if d.log != nil {
		path = d.log(step)
	}
	if log, size, err := openLog(path); err == nil {
		if size > int64(len(output)) {
			return bounded(log, size)
		}
		_ = log.Close()
	}
	return bytes.NewReader(output)
}

// openLog opens a log for reading, and tells its size.
func openLog(path string) (*os.File, int64, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errors.New(path + " is no file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// bounded is a log without the middle of one that is longer than what is searched.
func bounded(log *os.File, size int64) io.ReadCloser {
	const half = maxSearched / 2
	if size <= maxSearched {
		return log
	}
	return ends{
		Reader: io.MultiReader(io.NewSectionReader(log, 0, half), strings.NewReader("\n…\n"), io.NewSectionReader(log, size-half, half)),
		Closer: log,
	}
}

// ends is the beginning and the end of a file.
type ends struct {
	io.Reader
	io.Closer
}

// A hit is a known failure that was found in an output.
type hit struct {
	guide.Match
	// own is true for a failure of the guide itself.
	own bool
}

// search finds the known failures in an output, each once, in the order in which they were printed. The
// first own rules are those of the guide. It goes window by window, so that a long output takes no more
// memory than a short one, and closes what can be closed. An error of reading ends the search: what was
// found till then counts.
func search(r io.Reader, rules []guide.Failure, own int) []hit {
	return searchIn(r, searcher{rules: rules, own: own, size: windowSize, overlap: windowOverlap})
}

func searchIn(r io.Reader, s searcher) []hit {
	if c, ok := r.(io.Closer); ok {
		defer func() { _ = c.Close() }() // It was only read.
	}
	buf := make([]byte, 0, min(s.size, 64<<10))
	for {
		var err error
		buf, err = fill(r, buf, s.size)
		end := len(buf)
		if err == nil {
			if i := bytes.LastIndexByte(buf, '\n'); i >= 0 {
				end = i + 1
			}
		}
		s.window(string(buf[:end]))
		if err != nil {
			return s.found
		}
		// The next window begins with the last lines of this one.
		from := max(end-s.overlap, 0)
		if i := bytes.IndexByte(buf[from:end], '\n'); i >= 0 {
			from += i + 1
		}
		s.line += strings.Count(plain(string(buf[:from])), "\n")
		buf = append(buf[:0], buf[from:]...)
	}
}

// fill reads until the window is full. The error is that of the reader, at the end io.EOF.
func fill(r io.Reader, buf []byte, size int) ([]byte, error) {
	for len(buf) < size {
		buf = slices.Grow(buf, min(size-len(buf), 256<<10))
		n, err := r.Read(buf[len(buf):min(cap(buf), size)])
		buf = buf[:len(buf)+n]
		if err != nil {
			return buf, err
		}
	}
	return buf, nil
}

// A searcher has what was found so far.
type searcher struct {
	rules []guide.Failure
	own   int
	// size and overlap of the windows.
	size, overlap int
	found         []hit
	// line is how many lines come before the window.
	line int
}

// window searches one window for what isn't found yet. A failure that was only warned of is searched
// for again.
func (s *searcher) window(raw string) {
	var open []guide.Failure
	for _, rule := range s.rules {
		if i := s.index(rule.ID); i < 0 || s.found[i].Mild {
			open = append(open, rule)
		}
	}
	for _, m := range guide.MatchFailures(plain(raw), open) {
		i := s.index(m.Failure.ID)
		if i >= 0 && m.Mild {
			continue
		}
		if i >= 0 {
			s.found = slices.Delete(s.found, i, i+1)
		}
		m.Line += s.line
		own := slices.ContainsFunc(s.rules[:s.own], func(f guide.Failure) bool { return f.ID == m.Failure.ID })
		s.found = append(s.found, hit{Match: m, own: own})
	}
}

func (s *searcher) index(id string) int {
	return slices.IndexFunc(s.found, func(h hit) bool { return h.Failure.ID == id })
}

// plain is text as a person sees it: without escape sequences, and with one kind of line end.
func plain(text string) string {
	if strings.IndexByte(text, 0x1b) >= 0 {
		text = escapes().ReplaceAllString(text, "")
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	return text
}

// likeliest chooses what to show of what was found. A guide's own failures lead, since its author knows
// the project, then those that went wrong before those that were only warned of. One line has one cause.
// A failure that only wraps another is shown if there is nothing else.
func likeliest(found []hit) []hit {
	slices.SortStableFunc(found, func(a, b hit) int {
		return cmp.Or(compare(a.Failure.Wrapper, b.Failure.Wrapper), compare(!a.own, !b.own), compare(a.Mild, b.Mild))
	})
	var out []hit
	for _, h := range found {
		switch {
		case len(out) == maxShown, h.Failure.Wrapper && len(out) > 0 && !out[0].Failure.Wrapper:
			return out
		case slices.ContainsFunc(out, func(o hit) bool { return o.Line == h.Line }):
		default:
			out = append(out, h)
		}
	}
	return out
}

// compare puts false before true.
func compare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
