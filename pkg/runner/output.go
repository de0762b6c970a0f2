package runner

import (
	"bytes"
	"io"
	"sync"
)

// keep is how much of a step's output is held in memory to look for what is expected and for known
// failures. Longer output loses its middle; the log has it all.
const keep = 4 << 20

// An output takes what a step prints: whole to the log, in lines to the view, and a bounded copy for
// matching.
type output struct {
	mu   sync.Mutex
	log  io.Writer
	send func(text string)
	line []byte
	head []byte
	tail []byte
	err  error
}

// Write implements io.Writer. An error of the log is kept, and doesn't stop the step.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.log != nil && o.err == nil {
		_, o.err = o.log.Write(p)
	}
	o.remember(p)
	o.line = append(o.line, p...)
	if i := bytes.LastIndexAny(o.line, "\n\r"); i >= 0 {
		o.send(string(o.line[:i+1]))
		o.line = append(o.line[:0], o.line[i+1:]...)
	}
	if len(o.line) > 64<<10 {
		o.send(string(o.line))
		o.line = o.line[:0]
	}
	return len(p), nil
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
	}
}

// flush sends an unfinished last line.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.line) > 0 {
		o.send(string(o.line))
		o.line = nil
	}
}

// bytes returns the bounded copy.
func (o *output) bytes() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append(append([]byte(nil), o.head...), o.tail...)
}

// lastLines returns up to n last lines that aren't empty.
func lastLines(out []byte, n int) []string {
	lines := bytes.FieldsFunc(out, func(r rune) bool { return r == '\n' || r == '\r' })
	var kept []string
	for i := len(lines) - 1; i >= 0 && len(kept) < n; i-- {
		if l := bytes.TrimRight(lines[i], " \t"); len(l) > 0 {
			kept = append(kept, string(l))
		}
	}
	for i, j := 0, len(kept)-1; i < j; i, j = i+1, j-1 {
		kept[i], kept[j] = kept[j], kept[i]
	}
	return kept
}
