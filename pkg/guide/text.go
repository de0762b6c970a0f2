package guide

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxBytes is the largest file that is read.
	MaxBytes = 256 << 10
	// MaxDepth is how deep lists and mappings may be nested.
	MaxDepth = 12
	// MaxSteps is how many steps a guide may have.
	MaxSteps = 100
	// maxMarks bounds the characters that can make the parser create something, and with them its memory.
	maxMarks = 16_000
)

// checkText refuses bytes that no guide holds, before anything parses them.
func checkText(f *File) *Problem {
	data := f.Data
	if len(data) > MaxBytes {
		return &Problem{
			ID:      "guide/too-large",
			Message: fmt.Sprintf("the file has %d bytes; a guide has at most %d", len(data), MaxBytes),
		}
	}
	if p := checkEncoding(data); p != nil {
		return p
	}
	marks := 0
	for i := 0; i < len(data); {
		c := data[i]
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\t' {
			if isMark(c) {
				marks++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if p := checkRune(r, n, data[i:]); p != nil {
			p.Line = 1 + bytes.Count(data[:i], []byte("\n"))
			p.Col = 1 + utf8.RuneCount(data[bytes.LastIndexByte(data[:i], '\n')+1:i])
			return p
		}
		i += n
	}
	if marks > maxMarks {
		return &Problem{
			ID:      "guide/too-large",
			Message: fmt.Sprintf("the file has %d lines and punctuation marks; a guide has at most %d", marks, maxMarks),
		}
	}
	return nil
}

// checkEncoding refuses byte order marks and what they announce.
func checkEncoding(data []byte) *Problem {
	for _, bom := range []struct{ name, mark string }{
		{"UTF-8", "\xEF\xBB\xBF"}, {"UTF-16", "\xFF\xFE"}, {"UTF-16", "\xFE\xFF"},
	} {
		if bytes.HasPrefix(data, []byte(bom.mark)) {
			return &Problem{
				ID: "guide/encoding", Line: 1, Col: 1,
				Message:    "the file begins with a byte order mark of " + bom.name,
				Suggestion: "save it as UTF-8 without a byte order mark",
			}
		}
	}
	return nil
}

// checkRune refuses a character that is no text.
func checkRune(r rune, size int, rest []byte) *Problem {
	switch {
	case r == utf8.RuneError && size == 1:
		return &Problem{
			ID:         "guide/encoding",
			Message:    fmt.Sprintf("byte 0x%02X is not UTF-8", rest[0]),
			Suggestion: "save the file as UTF-8",
		}
	case r == '\r' && !bytes.HasPrefix(rest, []byte("\r\n")):
		return &Problem{
			ID:         "guide/character",
			Message:    "a carriage return stands alone",
			Suggestion: "end lines with LF or CRLF",
		}
	case !allowed(r):
		return &Problem{
			ID:         "guide/character",
			Message:    fmt.Sprintf("character %U can hide or change what is shown", r),
			Suggestion: "remove it",
		}
	}
	return nil
}

// isMark reports whether the byte can begin a token of YAML.
func isMark(b byte) bool {
	switch b {
	case '\n', ',', '[', ']', '{', '}', '?', '"', '\'', '#', '&', '*', '!', ':':
		return true
	default:
		return false
	}
}

// allowed reports whether a character may stand in a guide: no control characters but tab and line
// ends, nothing that changes the direction of text or is invisible by design.
func allowed(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	case r < ' ', r >= 0x7F && r <= 0x9F, r == 0x2028, r == 0x2029, r == 0xFEFF, r == 0x200B,
		r >= 0x2060 && r <= 0x2064, r >= 0xE0000 && r <= 0xE007F, r >= 0xFFFE && r <= 0xFFFF:
		return false
	case r >= 0x0600:
		return !unicode.Is(unicode.Bidi_Control, r)
	default:
		return true
	}
}
