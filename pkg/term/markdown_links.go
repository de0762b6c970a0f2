package term

import "strings"

const (
	// maxLabel is the longest label of a reference, in bytes.
	maxLabel = 999
	// maxReferred is how much of addresses is shown that are defined once and used at many places, in bytes.
	maxReferred = 100 << 10
	// maxParentheses is how deep parentheses are read inside each other in an address.
	maxParentheses = 32
)

// A bracket may begin a link or an image.
type bracket struct {
	piece, marks int // Which of the pieces it is, and how many marks stand before it.
	from         int // Where its text begins.
	image        bool
	outer        bool // Another one stands in its text.
	depth        int  // How deep links and images are inside each other in its text.
}

// bracket reads what may begin a link or an image.
func (in *inline) bracket(image bool) {
	sign := "["
	if image {
		sign = "!["
	}
	in.put(sign, len(sign))
	if n := len(in.brackets); n > 0 {
		in.brackets[n-1].outer = true
	}
	in.linked = min(in.linked, len(in.brackets))
	in.brackets = append(in.brackets, bracket{piece: len(in.pieces) - 1, marks: len(in.marks), from: in.at, image: image})
}

// closing reads what may end the text of a link or an image.
func (in *inline) closing() {
	n := len(in.brackets) - 1
	if n < 0 {
		in.at++
		return
	}
	b := in.brackets[n]
	in.brackets = in.brackets[:n]
	to, length, ok := "", 0, false
	if (b.image || n >= in.linked) && b.depth < maxDepth {
		to, length, ok = in.target(b)
	}
	if ok {
		b.depth++
		in.flush()
		in.emphasis(b.marks)
		label := strings.Join(in.pieces[b.piece+1:], "")
		in.pieces = in.pieces[:b.piece]
		if b.image {
			label = in.image(label, to)
		} else {
			label = in.link(label, to)
			in.linked = n
		}
		in.put(label, 1+length)
	} else {
		in.at++
	}
	if n > 0 {
		in.brackets[n-1].depth = max(in.brackets[n-1].depth, b.depth)
	}
}

// target is where a link leads whose text ends here, and how long what says so is after the bracket.
func (in *inline) target(b bracket) (to string, length int, ok bool) {
	rest := in.s[in.at+1:]
	if strings.HasPrefix(rest, "(") {
		if to, length, ok = inParentheses(rest); ok {
			return to, length, true
		}
	}
	name, length := labelAt(rest)
	if strings.TrimSpace(name) == "" {
		if b.outer || in.at-b.from > maxLabel {
			return "", 0, false
		}
		name = in.s[b.from:in.at]
	}
	to, ok = in.addresses[labelled(name)]
	in.referred += len(to)
	return to, length, ok && in.referred <= maxReferred
}

// inParentheses reads an address and perhaps a title in parentheses.
func inParentheses(s string) (to string, length int, ok bool) {
	rest := strings.TrimLeft(s[1:], " \n")
	if !strings.HasPrefix(rest, ")") {
		if to, rest, ok = destination(rest); !ok {
			return "", 0, false
		}
		if blank := strings.TrimLeft(rest, " \n"); blank != rest && blank != "" && blank[0] != ')' {
			n := titleLength(blank)
			if n == 0 {
				return "", 0, false
			}
			rest = blank[n:]
		}
	}
	if rest = strings.TrimLeft(rest, " \n"); !strings.HasPrefix(rest, ")") {
		return "", 0, false
	}
	return to, len(s) - len(rest) + 1, true
}

// destination reads an address, as it is written, and returns what follows it.
func destination(s string) (to, rest string, ok bool) {
	if strings.HasPrefix(s, "<") {
		i := unescapedAny(s[1:], "<>\n") + 1
		if i == 0 || s[i] != '>' {
			return "", "", false
		}
		return s[1:i], s[i+1:], true
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch {
		case escapes(s[i:]):
			i++
		case s[i] == '(':
			if depth++; depth > maxParentheses {
				return "", "", false
			}
		case s[i] == ')' && depth > 0:
			depth--
		case s[i] == ')' || s[i] == ' ' || s[i] == '\n':
			return s[:i], s[i:], i > 0 && depth == 0
		}
	}
	return s, "", s != "" && depth == 0
}

// titleLength is how long the title is with which s begins, 0 if it begins with none.
func titleLength(s string) int {
	ends := s[:1]
	switch ends {
	case `"`, "'":
	case "(":
		ends = "()"
	default:
		return 0
	}
	i := unescapedAny(s[1:], ends) + 1
	if i == 0 || s[i] == '(' {
		return 0
	}
	return i + 1
}

// unescapedAny is where the first of signs stands that has no backslash before it, -1 if none does.
func unescapedAny(s, signs string) int {
	for i := 0; i < len(s); i++ {
		if escapes(s[i:]) {
			i++
		} else if strings.IndexByte(signs, s[i]) >= 0 {
			return i
		}
	}
	return -1
}

// link is a link's text with its address. A text that is the address itself stands once.
func (m *markdown) link(label, destination string) string {
	address, ok := Address(unescaped(destination))
	label = strings.TrimSpace(label)
	switch {
	case !ok && label == "":
		return Line(destination)
	case !ok && strings.HasPrefix(destination, "#"), !ok && !strings.Contains(destination, ":"):
		return label // A place on the page, or in the repository.
	case !ok:
		return label + " (an address that isn't shown)"
	case label == "" || label == address || label == strings.TrimSuffix(address, "/") || label == destination:
		return "<" + address + ">"
	}
	return label + " <" + address + ">"
}

func (m *markdown) image(label, destination string) string {
	if label = strings.TrimSpace(label); label == "" {
		label = "without a description"
	}
	return "[" + m.link("picture: "+label, destination) + "]"
}
