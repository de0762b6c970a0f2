package view

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// fold breaks text into lines of at most width cells at its spaces. Lines that it has stay apart, and the
// indentation of a line is repeated on those that continue it.
//
// A word that is longer than a line overflows it: paths, web addresses and names can be copied whole. So
// can what stands between backquotes, and a number stays with its unit. Only text without spaces, as
// Chinese and Japanese are written, is broken inside.
func fold(text string, width int) []string {
	var lines []string
	for l := range strings.SplitSeq(strings.ReplaceAll(text, "\t", "    "), "\n") {
		if term.Width(l) <= width {
			lines = append(lines, l)
			continue
		}
		lines = append(lines, foldLine(l, width)...)
	}
	return lines
}

func foldLine(l string, width int) []string {
	rest := strings.TrimLeft(l, " ")
	indent := l[:len(l)-len(rest)]
	if len(indent) > width/2 {
		indent = ""
	}
	var lines []string
	line, used, empty := indent, len(indent), true
	for rest != "" {
		word, behind := firstWord(rest)
		rest = strings.TrimLeft(behind, " ")
		for i, piece := range pieces(word, width-len(indent)) {
			cells := term.Width(piece)
			if !empty && (i > 0 || used+1+cells > width) {
				lines = append(lines, line)
				line, used, empty = indent, len(indent), true
			}
			if !empty {
				line, used = line+" ", used+1
			}
			line, used, empty = line+piece, used+cells, false
		}
	}
	return append(lines, line)
}

// longestQuote is the longest text between backquotes that is kept on one line, in bytes.
const longestQuote = 200

// firstWord cuts off the first word; a number and its unit are one.
func firstWord(s string) (word, rest string) {
	word, rest = nextWord(s)
	if last := word[len(word)-1]; last < '0' || last > '9' || rest == "" {
		return word, rest
	}
	next, behind := nextWord(strings.TrimLeft(rest, " "))
	switch strings.TrimRight(next, ".,;:)") {
	case "s", "min", "h", "%", "B", "kB", "MB", "GB", "TB", "kB/s", "MB/s", "GB/s":
		return word + " " + next, behind
	}
	return word, rest
}

// nextWord cuts off the text before a space; a text between backquotes is whole, and so is a command of
// this program that ends the text.
func nextWord(s string) (word, rest string) {
	if strings.HasPrefix(s, "jupyter-onboard ") && isCommand(s) && strings.Contains(s, " --") && len(s) <= longestQuote {
		return s, ""
	}
	end := strings.IndexByte(s, ' ')
	if end < 0 {
		return s, ""
	}
	open := strings.IndexByte(s[:end], '`')
	if open < 0 {
		return s[:end], s[end:]
	}
	length := strings.IndexByte(s[open+1:], '`')
	if length < 0 || length > longestQuote {
		return s[:end], s[end:]
	}
	closed := open + 1 + length + 1
	if more := strings.IndexByte(s[closed:], ' '); more >= 0 {
		return s[:closed+more], s[closed+more:]
	}
	return s, ""
}

// pieces are the parts of a word that go on lines of their own: the word itself, unless it is too long and
// of a script without spaces.
func pieces(word string, width int) []string {
	if term.Width(word) <= width || strings.Contains(word, "/") || strings.IndexFunc(word, wide) < 0 {
		return []string{word}
	}
	return strings.Split(term.Wrap(word, width), "\n")
}

// wide reports whether a character may be of a script without spaces.
func wide(r rune) bool { return r >= 0x1100 }
