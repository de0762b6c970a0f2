package gitrepo

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"
)

const (
	// maxLine bounds one line that is kept of what git or a server writes.
	maxLine = 4 << 10
	// maxTail bounds the text that is kept for an error message.
	maxTail = 16 << 10
)

// tail takes git's messages apart into lines, hands each on, and keeps the last
// ones that aren't progress. A server can't make it grow without bound.
type tail struct {
	progress func(line string)

	mu   sync.Mutex
	part []byte
	kept []string
	size int
}

// Write implements io.Writer; it never fails.
func (t *tail) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		i := bytes.IndexAny(p, "\r\n")
		if i < 0 {
			t.add(p)
			break
		}
		t.add(p[:i])
		t.line(p[i] == '\n')
		p = p[i+1:]
	}
	return n, nil
}

// add appends to the line under way.
func (t *tail) add(p []byte) {
	if room := maxLine - len(t.part); len(p) > room {
		p = p[:max(room, 0)]
	}
	t.part = append(t.part, p...)
}

// line ends the line under way; only one that ends in a newline is kept.
func (t *tail) line(final bool) {
	text := strings.TrimRight(string(t.part), " \t")
	t.part = t.part[:0]
	if text == "" {
		return
	}
	if t.progress != nil {
		t.progress(text)
	}
	if _, ok := parseProgress(text); ok || !final {
		return
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, text)
	t.size += len(text)
	for t.size > maxTail {
		t.size -= len(t.kept[0])
		t.kept = t.kept[1:]
	}
}

// flush ends a last line without a newline.
func (t *tail) flush() { t.line(true) }

// String returns the lines that were kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.kept, "\n")
}
