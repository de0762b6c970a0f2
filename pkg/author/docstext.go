package author

import (
	"strings"
)

// markdown renders a page as Markdown that MyST, too, reads without a warning. Level is that of the first heading.
func markdown(blocks []block, level int) string {
	var b strings.Builder
	for _, block := range blocks {
		switch block.kind {
		case remark:
			b.WriteString("<!-- " + block.text[0].text + " -->\n\n")
		case heading:
			b.WriteString(strings.Repeat("#", block.level+level-1) + " " + markdownSpans(block.text) + "\n\n")
		case paragraph:
			b.WriteString(markdownSpans(block.text) + "\n\n")
		case bullets:
			for _, item := range block.items {
				b.WriteString("- " + markdownSpans(item) + "\n")
			}
			b.WriteString("\n")
		case listing:
			fence := "```"
			for strings.Contains(block.code, fence) {
				fence += "`"
			}
			b.WriteString(fence + block.lang + "\n" + block.code + "\n" + fence + "\n\n")
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func markdownSpans(spans []span) string {
	var b strings.Builder
	for i, s := range spans {
		switch {
		case s.code:
			fence := "`"
			for strings.Contains(s.text, fence) {
				fence += "`"
			}
			pad := ""
			if len(fence) > 1 {
				pad = " "
			}
			b.WriteString(fence + pad + s.text + pad + fence)
		case s.url != "":
			b.WriteString("[" + escapeMarkdown(s.text) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(s.url) + ">)")
		default:
			b.WriteString(spaced(spans, i, escapeMarkdown(s.text)))
		}
	}
	return strings.TrimSpace(b.String())
}

// spaced puts back the blank between a plain text and its neighbour that joining its words took away.
func spaced(spans []span, i int, text string) string {
	if strings.TrimSpace(text) == "" {
		return " "
	}
	closing := strings.HasPrefix(text, ":") || strings.HasPrefix(text, ".") || strings.HasPrefix(text, ")") || strings.HasPrefix(text, `\)`) || strings.HasPrefix(text, `\:`) || strings.HasPrefix(text, `\.`)
	if i > 0 && !closing {
		text = " " + text
	}
	opening := strings.HasSuffix(text, "(")
	if i+1 < len(spans) && !opening && (spans[i+1].code || spans[i+1].url != "") {
		text += " "
	}
	return text
}

// escapeMarkdown makes a text mean nothing but itself.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|$~@^", r) || i == 0 && strings.ContainsRune("-+=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// restructured renders a page as reStructuredText.
func restructured(blocks []block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch block.kind {
		case remark:
			b.WriteString(".. " + block.text[0].text + "\n\n")
		case heading:
			text := rstSpans(block.text)
			b.WriteString(text + "\n" + strings.Repeat(string("=-~^"[block.level-1]), max(3, 2*len([]rune(text)))) + "\n\n")
		case paragraph:
			b.WriteString(rstSpans(block.text) + "\n\n")
		case bullets:
			for _, item := range block.items {
				b.WriteString("* " + rstSpans(item) + "\n")
			}
			b.WriteString("\n")
		case listing:
			b.WriteString(".. code-block:: " + block.lang + "\n\n")
			for line := range strings.SplitSeq(block.code, "\n") {
				if line != "" {
					line = "   " + line
				}
				b.WriteString(line + "\n")
			}
			b.WriteString("\n")
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func rstSpans(spans []span) string {
	var b strings.Builder
	for i, s := range spans {
		switch {
		case s.code:
			b.WriteString("``" + s.text + "``")
		case s.url != "":
			// Two underscores: the text of a link may occur twice on a page.
			b.WriteString("`" + escapeRST(strings.NewReplacer("<", "(", ">", ")").Replace(s.text)) + " <" + strings.ReplaceAll(s.url, "_", `\_`) + ">`__")
		default:
			b.WriteString(spaced(spans, i, escapeRST(s.text)))
		}
	}
	return strings.TrimSpace(b.String())
}

// escapeRST makes a text mean nothing but itself.
func escapeRST(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_|", r) || i == 0 && strings.ContainsRune("-+=:", r) && s != ":" && !strings.HasPrefix(s, ": ") {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
