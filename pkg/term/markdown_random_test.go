package term

import (
	"math/rand/v2"
	"strings"
)

// A scribe writes random Markdown: pages as people write them, or signs in any order.
type scribe struct{ *rand.Rand }

func (s scribe) pick(from ...string) string { return from[s.IntN(len(from))] }

// sentence is signs and text of one line, or a few.
func (s scribe) sentence() string {
	var b strings.Builder
	for range 1 + s.IntN(9) {
		b.WriteString(s.pick("a", "b c", "a", " ", " ", "é", "漢", "x_y", "2*3", "http://x.y", "1 < 2", ".", "!", "“", "\"", ":", "(a)", ")", "~~",
			"*", "*", "**", "**", "***", "_", "_", "__", "`", "`", "``", "\\*", "\\`", "\\[", "\\a", "&amp;", "&lt", "&#35;", "&#x3bb;", "&nosuch;",
			"[", "]", "[", "]", "](https://b.c)", "](<c d>)", "](b \"c\")", "![", "[r]", "[r][]", "[text][ S ]", "[no]",
			"<b>", "</b>", "<br>", "<a href=\"https://d.e\">", "<!-- x -->", "<https://f.g>", "<h@i.j>", "<k l", "\n", "\\\n", "  \n"))
	}
	if text := strings.TrimSpace(b.String()); text != "" {
		return text
	}
	return "text"
}

// page is blocks as people write them, in lists and quotations of so many levels.
func (s scribe) page(levels int) []string {
	var lines []string
	for range 1 + s.IntN(4) {
		if len(lines) > 0 && s.IntN(4) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.block(levels)...)
	}
	return lines
}

func (s scribe) block(levels int) []string {
	split := func(text string) []string { return strings.Split(text, "\n") }
	switch kind := s.IntN(14); {
	case kind < 3 && levels > 0:
		return s.list(levels - 1)
	case kind < 5 && levels > 0:
		return s.behind(s.pick("> ", " > "), "", s.page(levels-1))
	case kind < 6:
		return split(s.pick("# ", "## ", "###### ", "####### ", "#") + s.sentence() + s.pick("", "", " ##", "#"))
	case kind < 7:
		return append(split(s.sentence()), s.pick("---", "===", "-", "   ==", "= ="))
	case kind < 8:
		fence := s.pick("```", "~~~", "````", "  ```")
		lines := append([]string{fence + s.pick("", "", "js", " a b")}, split(s.sentence())...)
		return append(lines, fence)
	case kind < 9:
		return s.behind("    ", "    ", split(s.sentence()))
	case kind < 10:
		return split(s.pick("<div>", "<details>\n<summary>S</summary>\n", "<!-- c\n\nd -->", "</p>", "<b class='x'>", "<pre>\n\n</pre> x") + "\n" + s.sentence())
	case kind < 11:
		return []string{s.pick("***", "- - -", "___", "* *", "**  * *")}
	case kind < 12:
		return split(s.pick("[r]: https://r.s", "[S]:\n   <t u> 'v'", "[r]: /other (w)", "[q]: x \"y\" z", "[r]: a\n\"b\nc\"") + "\n" + s.pick("", s.sentence()))
	}
	return split(s.sentence())
}

// list is items of one kind, tight or loose.
func (s scribe) list(levels int) []string {
	var lines []string
	sign := s.pick("-", "*", "+", "1.", "7)", "10.") + s.pick(" ", " ", "  ", "    ")
	indent := strings.Repeat(" ", len(sign))
	between := s.IntN(2) == 0
	for range 1 + s.IntN(4) {
		if len(lines) > 0 && between {
			lines = append(lines, "")
		}
		lines = append(lines, s.behind(sign, indent, s.page(levels))...)
	}
	return lines
}

// behind puts signs before lines; a few times it forgets them, as people do.
func (s scribe) behind(first, rest string, lines []string) []string {
	if rest == "" {
		rest = first
	}
	var signed []string
	for i, l := range lines {
		switch {
		case i == 0:
			l = first + l
		case l != "" && s.IntN(8) > 0, strings.Contains(rest, ">"):
			l = rest + l
		}
		signed = append(signed, l)
	}
	return signed
}

// jumble is signs in any order.
func (s scribe) jumble() []string {
	var lines []string
	for range 1 + s.IntN(7) {
		line := ""
		for range s.IntN(4) {
			line += s.pick("", "", "> ", "> ", "- ", "-", "* ", "+ ", "1. ", "2) ", "10. ", "    ", "  ", "   ", "# ", "## ", "#", "---", "===", "***",
				"<div>", "</div>", "<!-- ", "-->", "<b>", "[r]: https://r.s", "[s]: t \"u\"")
		}
		lines = append(lines, line+s.pick("", "a", "b", s.sentence()))
	}
	return lines
}
