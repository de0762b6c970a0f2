package term

import "unicode/utf8"

// Longest sequences that are recognised, in bytes. A longer one is shown as text: that bounds what a
// stream has to hold back, and nothing can hide behind a sequence that never ends.
const (
	maxControl = 256
	maxString  = 64 << 10
)

// state is where the cleaner stands in the grammar of control sequences (ECMA-48).
type state uint8

const (
	inText      state = iota
	inEscape          // after ESC
	inControl         // after CSI
	inString          // after OSC, DCS, APC, PM or SOS
	inStringEnd       // after ESC inside such a string
)

// cleaner is the one sanitiser behind the functions and the Writer: it takes bytes in any portions
// and appends what may be shown. This file finds sequences, emit.go writes text.
type cleaner struct {
	mode  Mode
	state state
	held  []byte // the sequence under way, from its introducer

	part  [utf8.UTFMax]byte // the start of a character whose rest has not come yet
	nPart int

	line // what emit.go knows of the line under way
}

// append cleans src, in the midst of a stream.
func (c *cleaner) append(dst, src []byte) []byte {
	dst, src = c.resume(dst, src)
	for len(src) > 0 {
		if c.state == inText {
			if n := plainPrefix(src, false); n > 0 {
				dst = c.ascii(dst, src[:n])
				src = src[n:]
				continue
			}
		}
		if !utf8.FullRune(src) {
			c.nPart = copy(c.part[:], src)
			break
		}
		r, size := utf8.DecodeRune(src)
		dst = c.next(dst, r)
		src = src[size:]
	}
	return dst
}

// resume completes the character that the portion before ended in.
func (c *cleaner) resume(dst, src []byte) (out, rest []byte) {
	for c.nPart > 0 {
		for !utf8.FullRune(c.part[:c.nPart]) {
			if len(src) == 0 {
				return dst, nil
			}
			c.part[c.nPart] = src[0]
			c.nPart++
			src = src[1:]
		}
		dst = c.takePart(dst)
	}
	return dst, src
}

func (c *cleaner) takePart(dst []byte) []byte {
	r, size := utf8.DecodeRune(c.part[:c.nPart])
	dst = c.next(dst, r)
	c.nPart = copy(c.part[:], c.part[size:c.nPart])
	return dst
}

// finish ends the text: what was held back is shown, and a colour left on is reset. The cleaner is
// then ready for another text.
func (c *cleaner) finish(dst []byte) []byte {
	for c.nPart > 0 {
		dst = c.takePart(dst)
	}
	ended := c.state == inStringEnd
	dst = c.reveal(dst)
	if ended {
		dst = c.emit(dst, escape)
	}
	dst = c.endText(dst)
	held := c.held[:0]
	*c = cleaner{mode: c.mode, held: held}
	return dst
}

// next takes one character.
func (c *cleaner) next(dst []byte, r rune) []byte {
	switch c.state {
	case inEscape:
		return c.afterEscape(dst, r)
	case inControl:
		return c.control(dst, r)
	case inString:
		return c.str(dst, r)
	case inStringEnd:
		if r == '\\' {
			return c.drop(dst)
		}
		dst = c.reveal(dst)
		c.hold(escape, inEscape)
		return c.afterEscape(dst, r)
	case inText:
	}
	return c.text(dst, r)
}

func (c *cleaner) text(dst []byte, r rune) []byte {
	switch {
	case r == escape:
		c.hold(r, inEscape)
	case r == csi8:
		c.hold(r, inControl)
	case opensString(r):
		c.hold(r, inString)
	default:
		return c.emit(dst, r)
	}
	return dst
}

func (c *cleaner) afterEscape(dst []byte, r rune) []byte {
	switch r {
	case '[':
		c.hold(r, inControl)
	case ']', 'P', 'X', '^', '_':
		c.hold(r, inString)
	default:
		return c.text(c.reveal(dst), r)
	}
	return dst
}

func (c *cleaner) control(dst []byte, r rune) []byte {
	switch {
	case r >= 0x40 && r <= 0x7e:
		if c.mode == ModeColor {
			dst = c.color(dst, r)
		}
		return c.drop(dst)
	case r >= 0x20 && r <= 0x3f && len(c.held) < maxControl:
		c.hold(r, inControl)
		return dst
	}
	return c.text(c.reveal(dst), r)
}

func (c *cleaner) str(dst []byte, r rune) []byte {
	switch {
	case r == bell, r == st8:
		return c.drop(dst)
	case r == escape:
		c.state = inStringEnd
		return dst
	case r == '\n', r == cancel, r == subst, r == csi8, opensString(r), len(c.held) >= maxString:
		return c.text(c.reveal(dst), r)
	}
	c.hold(r, inString)
	return dst
}

// opensString reports whether r is DCS, SOS, OSC, PM or APC in its one-character form.
func opensString(r rune) bool {
	return r == 0x90 || r == 0x98 || r >= 0x9d && r <= 0x9f
}

func (c *cleaner) hold(r rune, s state) {
	c.held = appendRune(c.held, r)
	c.state = s
}

// drop forgets a complete sequence.
func (c *cleaner) drop(dst []byte) []byte {
	c.held = c.held[:0]
	c.state = inText
	return dst
}

// reveal shows what is held back as text: it turned out to be no complete sequence.
func (c *cleaner) reveal(dst []byte) []byte {
	for b := c.held; len(b) > 0; {
		r, size := utf8.DecodeRune(b)
		dst = c.emit(dst, r)
		b = b[size:]
	}
	return c.drop(dst)
}
