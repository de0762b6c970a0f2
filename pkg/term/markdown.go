package term

import (
	"strconv"
	"strings"
)

const (
	// maxMarkdown is the longest text that is read as Markdown, in bytes. A longer one is shown as it was written.
	maxMarkdown = 64 << 10
	// maxDepth is how deep quotations and lists are shown inside each other; what is deeper is shown flat.
	maxDepth = 8
)

// Markdown turns Markdown that strangers wrote into text for a terminal. It knows a small subset: headings,
// paragraphs, lists, quotations and code are laid out; emphasis and HTML tags are dropped and what they
// enclose stays; comments of HTML, which no page shows, are left out. A link is its text and, in angle
// brackets, its address as [Address] shows it, so that the host can be seen; an address that isn't plain http or
// https is left out, and that is said. Nothing becomes a sequence for the terminal: the text is cleaned
// before it is read and again after references such as &#27; were replaced. It holds that [Safe] accepts the result.
func Markdown(s string) string {
	s = strings.ReplaceAll(Clean(s), "\t", tab)
	if len(s) > maxMarkdown {
		return Clean(strings.TrimSpace(s))
	}
	page, addresses := readBlocks(s)
	m := &markdown{addresses: addresses}
	return Clean(strings.Join(m.blocks(page, 0), "\n"))
}

// A markdown is a text being laid out.
type markdown struct {
	addresses definitions // What it defines for its links.
	referred  int         // How long those are together that were used.
}

// blocks lays the blocks in a block out, with an empty line between them, except in a tight list.
func (m *markdown) blocks(parent *block, depth int) []string {
	var lines []string
	for _, b := range parent.children {
		laid := m.block(b, depth)
		if len(laid) == 0 {
			continue
		}
		if len(lines) > 0 && !parent.tight {
			lines = append(lines, "")
		}
		lines = append(lines, laid...)
	}
	return lines
}

// block lays one block out.
func (m *markdown) block(b *block, depth int) []string {
	switch b.kind {
	case list:
		return m.list(b, depth)
	case quotation:
		return prefixed(m.blocks(b, depth+1), "> ", "> ", depth)
	case indented, fenced:
		return prefixed(withoutEmptyEnd(b.lines), tab, tab, 0)
	case markup:
		return nonEmpty(strings.Split(resolved(withoutTags(strings.Join(b.lines, "\n"))), "\n"))
	case rule:
		return []string{"* * *"}
	case heading:
		if title := strings.TrimSpace(strings.ReplaceAll(m.inline(b.lines), "\n", " ")); title != "" {
			return []string{strings.Repeat("#", b.number) + " " + title}
		}
		return nil
	case paragraph:
		return nonEmpty(strings.Split(m.inline(b.lines), "\n"))
	case page, item:
	}
	return m.blocks(b, depth)
}

// list lays out a list: each item behind its sign, its other lines below its first.
func (m *markdown) list(l *block, depth int) []string {
	var lines []string
	for i, it := range l.children {
		sign := "- "
		if l.sign == '.' || l.sign == ')' {
			sign = strconv.Itoa(l.number+i) + ". "
		}
		laid := prefixed(m.blocks(it, depth+1), sign, strings.Repeat(" ", len(sign)), depth)
		if len(laid) == 0 {
			laid = []string{strings.TrimSpace(sign)}
		}
		if len(lines) > 0 && !l.tight {
			lines = append(lines, "")
		}
		lines = append(lines, laid...)
	}
	return lines
}

// prefixed puts first before the first line and rest before the others, unless that is too deep.
func prefixed(lines []string, first, rest string, depth int) []string {
	if depth >= maxDepth {
		return lines
	}
	for i := range lines {
		if lines[i] = strings.TrimRight(first+lines[i], " "); i == 0 {
			first = rest
		}
	}
	return lines
}

// nonEmpty drops lines that say nothing, and spaces around the others.
func nonEmpty(lines []string) []string {
	var kept []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// withoutEmptyEnd drops the empty lines after code.
func withoutEmptyEnd(lines []string) []string {
	for len(lines) > 0 && strings.Trim(lines[len(lines)-1], " ") == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
