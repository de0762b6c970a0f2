package term

import "strings"

// definitions are the addresses that a text defines for its links, by their labels.
type definitions map[string]string

// take reads the definitions with which a paragraph begins, such as [label]: https://jupyter.org/ "title", and
// returns the lines after them.
func (d definitions) take(lines []string) []string {
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "[") {
		return lines
	}
	s := strings.Join(lines, "\n")
	for strings.HasPrefix(s, "[") {
		rest, ok := d.takeOne(s)
		if !ok {
			break
		}
		s = rest
	}
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// takeOne reads one definition, and returns what follows its line.
func (d definitions) takeOne(s string) (rest string, ok bool) {
	label, n := labelAt(s)
	if s, ok = strings.CutPrefix(s[n:], ":"); n == 0 || !ok || strings.TrimSpace(label) == "" {
		return "", false
	}
	to, s, ok := destination(strings.TrimLeft(s, " \n"))
	if !ok {
		return "", false
	}
	line, rest, _ := strings.Cut(s, "\n")
	if title := strings.TrimLeft(s, " \n"); title != s && title != "" {
		if n := titleLength(title); n > 0 {
			if end, after, _ := strings.Cut(title[n:], "\n"); strings.Trim(end, " ") == "" {
				line, rest = "", after
			}
		}
	}
	if strings.Trim(line, " ") != "" {
		return "", false
	}
	if label = labelled(label); d[label] == "" {
		d[label] = to
	}
	return rest, true
}

// labelAt is the label in the brackets with which s begins, and how long it is with them, 0 if there is none.
func labelAt(s string) (label string, length int) {
	if !strings.HasPrefix(s, "[") {
		return "", 0
	}
	s = s[:min(len(s), maxLabel+2)]
	i := unescapedAny(s[1:], "[]") + 1
	if i == 0 || s[i] == '[' {
		return "", 0
	}
	return s[1:i], i + 1
}

// labelled is a label as it is looked up: case and width of its spaces mean nothing.
func labelled(label string) string {
	return strings.ToLower(strings.ToUpper(strings.Join(strings.Fields(label), " ")))
}
