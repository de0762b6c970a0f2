package term

// maxMarks is how many combining characters one base character may carry. Living scripts and the
// longest standard emoji stay below it.
const maxMarks = 8

// maxReturns is how many CRs in a row are kept back to see whether a newline follows.
const maxReturns = 256

// line is what the cleaner knows of the line under way.
type line struct {
	prev    rune // the character written last
	marks   int  // characters that prev's cluster has grown by
	cut     bool // marks were dropped, and that is shown already
	filled  bool // something is on the line
	soft    bool // the line was begun by a CR, whose LF may still come
	returns int  // CRs not yet written (ModeText)
	styled  bool // a colour is on (ModeColor)
}

// emit writes one character of text.
func (c *cleaner) emit(dst []byte, r rune) []byte {
	switch r {
	case '\r':
		return c.carriageReturn(dst)
	case '\n':
		return c.newline(dst)
	}
	dst = c.showReturns(dst)
	c.filled, c.soft = true, false
	if hidden(r) {
		c.base('>')
		return appendVisible(dst, r)
	}
	return c.cluster(dst, r)
}

// ascii is emit for printable ASCII.
func (c *cleaner) ascii(dst, text []byte) []byte {
	dst = c.showReturns(dst)
	c.filled, c.soft = true, false
	c.base(rune(text[len(text)-1]))
	return append(dst, text...)
}

// carriageReturn starts a new line in a step's output, and waits for a newline in a text.
func (c *cleaner) carriageReturn(dst []byte) []byte {
	if c.mode == ModeText {
		if c.returns == maxReturns {
			dst = c.showReturns(dst)
		}
		c.returns++
		return dst
	}
	if c.filled {
		dst = c.newline(dst)
		c.soft = true
	}
	return dst
}

// showReturns writes the CRs that no newline followed.
func (c *cleaner) showReturns(dst []byte) []byte {
	for ; c.returns > 0; c.returns-- {
		dst = appendVisible(dst, '\r')
		c.base('>')
	}
	return dst
}

func (c *cleaner) newline(dst []byte) []byte {
	c.returns = 0
	if c.soft {
		c.soft = false
		return dst
	}
	dst = c.resetStyle(dst)
	c.filled = false
	c.base('\n')
	return append(dst, '\n')
}

func (c *cleaner) endText(dst []byte) []byte {
	return c.resetStyle(c.showReturns(dst))
}

// cluster writes r and limits how far one character on the screen can grow. Marks beyond the limit
// give way to one "…"; letters beyond it are parted by one. What is known after an inserted "…" equals
// what is known after one that was read, so that cleaning twice changes nothing.
func (c *cleaner) cluster(dst []byte, r rune) []byte {
	full := c.marks >= maxMarks
	switch {
	case r < 0x80, r == '…':
		c.base(r)
	case isMark(r):
		switch {
		case c.cut:
			return dst
		case full:
			c.base('…')
			c.cut = true
			return append(dst, ellipsis...)
		}
		c.marks++
	case extends(c.prev, r):
		if full {
			c.base('…')
			return c.cluster(append(dst, ellipsis...), r)
		}
		c.cut = false
		c.marks++
	case !links(c.prev):
		c.base(r)
	}
	c.prev = r
	return appendRune(dst, r)
}

// base starts a new cluster.
func (c *cleaner) base(r rune) {
	c.prev, c.marks, c.cut = r, 0, false
}
