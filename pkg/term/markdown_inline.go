package term

import "strings"

// An inline is what stands in a block's lines, being read from left to right. What it became is in pieces, so that
// a sign that turns out to mean something can be taken out later.
type inline struct {
	*markdown
	s        string
	at, from int // What is read, and where the text begins that is no piece yet.
	pieces   []string
	marks    []mark
	brackets []bracket
	linked   int            // How many of the brackets stand before a link, which can't be inside another one.
	ends     map[string]int // Where what ends something stands last, so that none is looked for in vain twice.
	counted  bool           // Whether all runs of backticks are among the ends.
}

// inline is the text of lines. A line's end stays one, as GitHub shows it in issues.
func (m *markdown) inline(lines []string) string {
	in := &inline{markdown: m, s: strings.TrimRight(strings.Join(lines, "\n"), " "), ends: map[string]int{}}
	for in.at < len(in.s) {
		in.step()
	}
	in.flush()
	in.emphasis(0)
	return strings.Join(in.pieces, "")
}

// step reads one sign, or a byte of text.
func (in *inline) step() {
	rest := in.s[in.at:]
	switch c := rest[0]; {
	case c == '\\' && strings.HasPrefix(rest, "\\\n"):
		in.put("\n", 2)
	case c == '\n':
		in.put("\n", 1)
	case escapes(rest):
		in.at += 2
	case c == '`':
		in.code(rest)
	case c == '<':
		in.angle(rest)
	case c == '*' || c == '_':
		in.mark(rest)
	case c == '[' || c == '!' && strings.HasPrefix(rest, "!["):
		in.bracket(c == '!')
	case c == ']':
		in.closing()
	default:
		in.at++
	}
}

// flush makes a piece of the text up to here.
func (in *inline) flush() {
	text := in.s[in.from:in.at]
	if strings.HasPrefix(in.s[in.at:], "\n") {
		text = strings.TrimRight(text, " ")
	}
	if text != "" {
		in.pieces = append(in.pieces, unescaped(text))
	}
	in.from = in.at
}

// put adds a piece that stands for the next length bytes.
func (in *inline) put(piece string, length int) {
	in.flush()
	in.pieces = append(in.pieces, piece)
	in.at += length
	in.from = in.at
}

// code reads a code span, or a run of backticks that is none.
func (in *inline) code(rest string) {
	after := strings.TrimLeft(rest, "`")
	run := rest[:len(rest)-len(after)]
	end := in.sameRun(in.at+len(run), run)
	if end < 0 {
		in.at += len(run)
		return
	}
	text := strings.ReplaceAll(in.s[in.at+len(run):end], "\n", " ")
	if len(text) > 1 && text[0] == ' ' && text[len(text)-1] == ' ' && strings.Trim(text, " ") != "" {
		text = text[1 : len(text)-1]
	}
	in.put("`"+text+"`", end+len(run)-in.at)
}

// sameRun is where the next run of as many backticks begins, -1 if there is none.
func (in *inline) sameRun(from int, run string) int {
	if in.counted && in.ends[run] < from {
		return -1
	}
	for i := from; ; {
		next := strings.IndexByte(in.s[i:], '`')
		if next < 0 {
			in.counted = true
			return -1
		}
		i += next
		length := len(in.s[i:]) - len(strings.TrimLeft(in.s[i:], "`"))
		if length == len(run) {
			return i
		}
		other := in.s[i : i+length]
		in.ends[other] = max(in.ends[other], i)
		i += length
	}
}

// angle reads an address in angle brackets or a tag, if it is one.
func (in *inline) angle(rest string) {
	if address := autolink(rest); address != "" {
		in.put(in.link("", address), len(address)+len("<>"))
		return
	}
	length := 0
	if end := enclosed(rest); end != "" {
		length = in.enclosedLength(rest, end)
	} else {
		length = tagLength(rest)
	}
	if length == 0 {
		in.at++
		return
	}
	_, sign := tagAt(rest[:length])
	in.put(sign, length)
}

// enclosedLength is how long a comment or the like is, 0 if it doesn't end.
func (in *inline) enclosedLength(rest, end string) int {
	for _, empty := range []string{"<!-->", "<!--->"} {
		if strings.HasPrefix(rest, empty) {
			return len(empty)
		}
	}
	last, known := in.ends[end]
	if !known {
		last = strings.LastIndex(in.s, end)
		in.ends[end] = last
	}
	skip := 2
	if end == "-->" {
		skip = len("<!--")
	}
	if last < in.at+skip {
		return 0
	}
	return skip + strings.Index(rest[skip:], end) + len(end)
}

// autolink is the address that stands in angle brackets at the beginning of s, empty if none does.
func autolink(s string) string {
	end := strings.IndexAny(s[1:], "<> \n")
	if end < 1 || s[1+end] != '>' {
		return ""
	}
	address := s[1 : 1+end]
	scheme, _, ok := strings.Cut(address, ":")
	if ok && len(scheme) > 1 && len(scheme) < 33 && strings.Contains(letters, scheme[:1]) && strings.Trim(scheme, letters+digits+"+.-") == "" {
		return address
	}
	user, host, ok := strings.Cut(address, "@")
	if !ok || user == "" || strings.Trim(user, letters+digits+".!#$%&'*+/=?^_`{|}~-") != "" {
		return ""
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, letters+digits+"-") != "" || strings.Trim(label, "-") != label {
			return ""
		}
	}
	return address
}
