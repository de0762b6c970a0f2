package overlay

import (
	"strconv"
	"strings"
)

// str reads a string of any of TOML's four kinds.
func (p *tomlParser) str() (string, bool) {
	quote := p.text[p.at : p.at+1]
	if p.take(quote + quote + quote) {
		return p.until(quote+quote+quote, quote == `"`)
	}
	p.at++
	return p.until(quote, quote == `"`)
}

// until reads up to the closing quote.
func (p *tomlParser) until(closing string, escapes bool) (string, bool) {
	long := len(closing) > 1
	if long {
		p.take("\r")
		p.take("\n")
	}
	var b strings.Builder
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case p.take(closing):
			return b.String(), true
		case c == '\n' && !long:
			return "", false
		case c == '\\' && escapes:
			if !p.escape(&b) {
				return "", false
			}
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	return "", false
}

// escape reads what follows a backslash.
func (p *tomlParser) escape(b *strings.Builder) bool {
	if p.at+1 >= len(p.text) {
		return false
	}
	c := p.text[p.at+1]
	p.at += 2
	switch c {
	case '"', '\\':
		b.WriteByte(c)
	case 'b', 'f', 'n', 'r', 't':
		b.WriteByte("\b\f\n\r\t"[strings.IndexByte("bfnrt", c)])
	case 'u', 'U':
		digits := 4
		if c == 'U' {
			digits = 8
		}
		if p.at+digits > len(p.text) {
			return false
		}
		n, err := strconv.ParseUint(p.text[p.at:p.at+digits], 16, 32)
		if err != nil {
			return false
		}
		p.at += digits
		b.WriteRune(rune(n))
	case ' ', '\t', '\r', '\n':
		// A line that goes on.
		p.skip(" \t\r\n")
	default:
		return false
	}
	return true
}
