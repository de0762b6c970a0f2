package term

import "io"

// portion is how much a Writer cleans at a time, which bounds what it allocates.
const portion = 16 << 10

// Writer cleans a stream on its way to another writer. What it writes doesn't depend on how the
// stream is divided into calls: a sequence or a character that is split over several is seen whole.
// It holds back no more than the longest sequence it knows (64 KiB). A Writer is not safe for
// concurrent use.
type Writer struct {
	w   io.Writer
	c   cleaner
	buf []byte
	err error
}

// NewWriter returns a Writer that cleans for w according to mode.
func NewWriter(w io.Writer, mode Mode) *Writer {
	return &Writer{w: w, c: cleaner{mode: mode}}
}

// Write cleans p and writes the result. It returns len(p), or an error of the underlying writer and
// how much of p was taken before it; the error stays.
func (w *Writer) Write(p []byte) (int, error) {
	taken := 0
	for taken < len(p) && w.err == nil {
		n := min(len(p)-taken, portion)
		w.put(w.c.append(w.buf[:0], p[taken:taken+n]))
		if w.err == nil {
			taken += n
		}
	}
	return taken, w.err
}

// Flush ends the text: a sequence or character that never became complete is shown, and a colour left
// on is reset. The next Write begins a new text. The underlying writer is neither flushed nor closed.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.put(w.c.finish(w.buf[:0]))
	}
	return w.err
}

func (w *Writer) put(clean []byte) {
	w.buf = clean[:0]
	if len(clean) == 0 {
		return
	}
	n, err := w.w.Write(clean)
	if err == nil && n < len(clean) {
		err = io.ErrShortWrite
	}
	w.err = err
}
