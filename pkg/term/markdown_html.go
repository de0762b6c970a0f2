package term

import "strings"

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
	// blockTags are the tags that make a block of what stands on their line.
	blockTags = " address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt " +
		"fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu " +
		"menuitem meta nav noframes ol optgroup option p param search section source summary table tbody td tfoot th thead title tr track ul "
	// rawTags are the tags whose block ends where they are closed.
	rawTags = " pre script style textarea "
)

// beginsMarkup reports whether a line begins a block of HTML, and what ends it, an empty line if that is empty. In
// a paragraph only some tags do.
func beginsMarkup(s string, inText bool) (end string, ok bool) {
	if strings.HasPrefix(s, "<!") || strings.HasPrefix(s, "<?") {
		end = enclosed(s)
		return end, end != ""
	}
	closing := strings.HasPrefix(s, "</")
	rest := strings.TrimPrefix(s[1:], "/")
	after := strings.TrimLeft(rest, letters+digits+"-")
	name := strings.ToLower(rest[:len(rest)-len(after)])
	if name == "" || !strings.Contains(letters, name[:1]) {
		return "", false
	}
	ends := after == "" || after[0] == ' ' || after[0] == '>'
	if strings.Contains(rawTags, " "+name+" ") {
		return "</", ends && !closing
	}
	if strings.Contains(blockTags, " "+name+" ") && (ends || strings.HasPrefix(after, "/>")) {
		return "", true
	}
	n := tagLength(s)
	return "", !inText && n > 0 && strings.Trim(s[n:], " ") == ""
}

// enclosed is what ends the comment, instruction or declaration with which s begins, empty if it begins with none.
func enclosed(s string) string {
	switch {
	case strings.HasPrefix(s, "<!--"):
		return "-->"
	case strings.HasPrefix(s, "<?"):
		return "?>"
	case strings.HasPrefix(s, "<![CDATA["):
		return "]]>"
	case len(s) > 2 && s[1] == '!' && strings.Contains(letters, s[2:3]):
		return ">"
	}
	return ""
}

// endsMarkup reports whether a line is the last of a block of HTML.
func endsMarkup(line, end string) bool {
	if end != "</" {
		return strings.Contains(line, end)
	}
	line = strings.ToLower(line)
	for name := range strings.FieldsSeq(rawTags) {
		if strings.Contains(line, end+name+">") {
			return true
		}
	}
	return false
}

// tagLength is how long the tag is with which s begins, 0 if it begins with none.
func tagLength(s string) int {
	name := strings.TrimPrefix(s[1:], "/")
	rest := strings.TrimLeft(name, letters+digits+"-")
	if len(rest) == len(name) || !strings.Contains(letters, name[:1]) {
		return 0
	}
	for {
		blank := strings.TrimLeft(rest, " \n")
		switch {
		case strings.HasPrefix(blank, ">"):
			return len(s) - len(blank) + 1
		case strings.HasPrefix(s, "</"):
			return 0
		case strings.HasPrefix(blank, "/>"):
			return len(s) - len(blank) + 2
		case len(blank) == len(rest):
			return 0
		}
		attribute := strings.TrimLeft(blank, letters+digits+"_:.-")
		if len(attribute) == len(blank) || strings.Contains(digits+".-", blank[:1]) {
			return 0
		}
		var ok bool
		if rest, ok = afterValue(attribute); !ok {
			return 0
		}
	}
}

// afterValue is what follows the value of an attribute; it need not have one.
func afterValue(s string) (rest string, ok bool) {
	value, ok := strings.CutPrefix(strings.TrimLeft(s, " \n"), "=")
	if !ok {
		return s, true
	}
	value = strings.TrimLeft(value, " \n")
	if value == "" {
		return "", false
	}
	if quote := value[:1]; quote == `"` || quote == "'" {
		_, rest, ok = strings.Cut(value[1:], quote)
		return rest, ok
	}
	end := strings.IndexAny(value, " \n\"'=<>`")
	if end <= 0 {
		return "", false
	}
	return value[end:], true
}

// withoutTags drops tags and comments; what is no tag stays.
func withoutTags(s string) string {
	var b strings.Builder
	for last := strings.LastIndexByte(s, '>'); ; {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s, last = s[i:], last-i
		length, sign := 1, "<"
		if last > 0 || strings.HasPrefix(s, "<!--") {
			length, sign = tagAt(s)
		}
		b.WriteString(sign)
		s, last = s[length:], last-length
	}
}

// tagAt is how long the tag or comment is with which s begins, and what stands for it.
func tagAt(s string) (length int, sign string) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return end + len("-->"), ""
		}
		return len(s), ""
	}
	if len(s) < 2 || !strings.Contains("/!?"+letters, s[1:2]) {
		return 1, "<"
	}
	end := strings.IndexByte(s, '>')
	if end < 0 {
		return 1, "<"
	}
	tag := s[:end+1]
	if address, ok := attribute(tag); ok {
		return len(tag), address
	}
	return len(tag), breakOf(tag)
}

// breakOf is the line's end that a tag stands for, if it stands for one.
func breakOf(tag string) string {
	switch name := strings.ToLower(strings.Trim(tag, "</> \n")); name {
	case "br", "p", "li", "tr", "summary":
		return "\n"
	}
	return ""
}

// attribute is the address that a tag of a link or a picture names, as a text.
func attribute(tag string) (string, bool) {
	for _, name := range []string{`href="`, `src="`} {
		if _, rest, ok := strings.Cut(tag, name); ok {
			value, _, _ := strings.Cut(rest, `"`)
			if address, ok := Address(value); ok {
				return "<" + address + "> ", true
			}
		}
	}
	return "", false
}
