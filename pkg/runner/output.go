package runner

import (
	"bytes"
	"io"
	"regexp"
	"sync"
	"unicode/utf8"
)

const (
	// keep is how much of a step's output is held in memory to look for what is expected and for known
	// failures. Longer output loses its middle; the log has it all.
	keep = 4 << 20
	// longestPiece is the longest piece of output that is held back or sent at once.
	longestPiece = 64 << 10
)

// escapes are the control sequences of colours and cursors.
var escapes = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\x1b\[[0-?]*[ -/]*[@-~]`) })

// An output takes what a step prints: whole to the log, in lines to the view, and a bounded copy for
// matching. What comes after its end is dropped.
type output struct {
	mu     sync.Mutex
	closed bool
	log    io.WriteCloser // nil if there is none
	err    error          // of the log, the first
	send   func(text string)
	line   []byte
	head   []byte
	tail   []byte
	cut    bool // something between head and tail was dropped
}

// Write implements io.Writer. An error of the log is kept, and doesn't stop the step.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return len(p), nil
	}
	o.keepLog(p)
	o.remember(p)
	o.line = append(o.line, p...)
	for len(o.line) > longestPiece {
		if i := lineEnd(o.line[:longestPiece]); i > 0 {
			o.sendFirst(i)
		} else {
			o.sendFirst(wholeRunes(o.line[:longestPiece]))
		}
	}
	if i := lineEnd(o.line); i > 0 {
		o.sendFirst(i)
	}
	return len(p), nil
}

// lineEnd is the length of b up to the end of its last whole line.
func lineEnd(b []byte) int { return bytes.LastIndexAny(b, "\n\r") + 1 }

// sendFirst sends the first n bytes of what is held back.
func (o *output) sendFirst(n int) {
	text := string(o.line[:n])
	o.line = append(o.line[:0], o.line[n:]...)
	o.send(text)
}

// wholeRunes is the length of b without a character at its end that isn't whole.
func wholeRunes(b []byte) int {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}

func (o *output) keepLog(p []byte) {
	if o.log != nil && o.err == nil {
		_, o.err = o.log.Write(p)
	}
}

func (o *output) remember(p []byte) {
	if room := keep/2 - len(o.head); room > 0 {
		n := min(room, len(p))
		o.head = append(o.head, p[:n]...)
		p = p[n:]
	}
	o.tail = append(o.tail, p...)
	if over := len(o.tail) - keep/2; over > keep/4 {
		o.tail = append(o.tail[:0], o.tail[over:]...)
		o.cut = true
	}
}

// flush sends an unfinished last line.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.line) > 0 {
		o.sendFirst(len(o.line))
	}
}

// logOnly writes into the log what isn't the step's own output.
func (o *output) logOnly(text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.keepLog([]byte(text))
}

// whileOpen calls f unless the output has ended.
func (o *output) whileOpen(f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.closed {
		f()
	}
}

// close ends the output and its log, and returns the log's first error.
func (o *output) close() error {
	o.flush()
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	if o.log == nil {
		return nil
	}
	if err := o.log.Close(); o.err == nil {
		o.err = err
	}
	return o.err
}

// text returns the bounded copy without control sequences. Where the middle is left out, lines on both
// sides stay apart.
func (o *output) text() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	parts := [][]byte{o.head, o.tail}
	between := []byte(nil)
	if o.cut {
		between = []byte("\n…\n")
	}
	all := bytes.Join(parts, between)
	if bytes.IndexByte(all, 0x1b) < 0 {
		return all
	}
	return escapes().ReplaceAll(all, nil)
}
