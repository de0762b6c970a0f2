package forge

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// maxBody is larger than any answer that is asked for, in bytes: a hundred issues of the length that GitHub allows
// have half of it.
const maxBody = 16 << 20

var errTooLarge = errors.New("the answer is larger than any that makes sense")

// A reader reads an answer to its end as what it should be. What it read before counts only if it returns nil.
type reader func(io.Reader) error

// take reads an answer as it comes: bounded, without the token, and packed on the way for who wants to keep it. It is
// never whole in memory.
func (r *reply) take(body io.Reader, token Token, read reader) {
	m := &meter{from: body}
	clean := token.scrubbing(m)
	var packed bytes.Buffer
	z := newPacker(&packed)
	r.unfit = read(io.TeeReader(clean, z))
	// The end of an answer that doesn't fit tells whether it broke off.
	_, _ = io.Copy(io.Discard, clean)
	r.size, r.err = m.n, token.scrubError(m.err)
	if r.err == nil && r.unfit == nil {
		r.unfit = z.Close()
		r.packed = packed.Bytes()
	}
}

// A meter counts what is read, ends what is too long, and remembers why reading ended early.
type meter struct {
	from io.Reader
	n    int
	err  error
}

// Read implements io.Reader.
func (m *meter) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.from.Read(p[:min(len(p), maxBody+1-m.n)])
	m.n += n
	switch {
	case m.n > maxBody:
		m.err = errTooLarge
		return n, m.err
	case err != nil && !errors.Is(err, io.EOF):
		m.err = err
	}
	return n, err
}

// A scrubber gives what it reads without a secret.
type scrubber struct {
	from   io.Reader
	secret []byte
	raw    []byte // What was read; the first held bytes of it may be the beginning of the secret.
	held   int
	clean  []byte // What is to be given next.
	room   []byte // Where clean begins.
	err    error
}

// scrubbing is a text without the token.
func (t Token) scrubbing(from io.Reader) io.Reader {
	if t.IsZero() {
		return from
	}
	secret := []byte(t.secret())
	return &scrubber{from: from, secret: secret, raw: make([]byte, 32<<10+len(secret))}
}

// Read implements io.Reader.
func (s *scrubber) Read(p []byte) (int, error) {
	for len(s.clean) == 0 && s.err == nil {
		s.fill()
	}
	if len(s.clean) == 0 {
		return 0, s.err
	}
	n := copy(p, s.clean)
	s.clean = s.clean[n:]
	return n, nil
}

// fill reads more. The last bytes are held back until it's clear that no secret begins there.
func (s *scrubber) fill() {
	var n int
	n, s.err = s.from.Read(s.raw[s.held:])
	rest := s.raw[:s.held+n]
	s.room = s.room[:0]
	for {
		at := bytes.Index(rest, s.secret)
		if at < 0 {
			break
		}
		s.room = append(append(s.room, rest[:at]...), "***"...)
		rest = rest[at+len(s.secret):]
	}
	s.held = min(len(rest), len(s.secret)-1)
	if s.err != nil {
		s.held = 0
	}
	s.room = append(s.room, rest[:len(rest)-s.held]...)
	copy(s.raw, rest[len(rest)-s.held:])
	s.clean = s.room
}

// newPacker compresses quickly.
func newPacker(to io.Writer) *gzip.Writer {
	z, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		return gzip.NewWriter(to) // There is no such error: the level is one.
	}
	return z
}

// unpack reads what was packed.
func unpack(packed []byte, read reader) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("decompress: %w", err)
	}
	return read(io.LimitReader(z, maxBody+1))
}

// whole reads anything, and reports whether it is undamaged.
func whole(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return fmt.Errorf("decompress: %w", err)
	}
	return nil
}
