package view

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// Markdown is what upstream's documents get wrong as Markdown, ready for a pull request or an issue: a heading for each
// file, and an item for each line. The texts come from a guide: what would be markup in them is written so that it isn't.
func Markdown(all []event.Correction) string {
	var b strings.Builder
	file := ""
	for _, c := range all {
		if name := c.Repo + ": " + c.File; name != file {
			if file != "" {
				b.WriteByte('\n')
			}
			file = name
			fmt.Fprintf(&b, "### %s\n\n", mdCode(c.File))
		}
		where := "The file"
		if c.Line > 0 {
			where = fmt.Sprintf("Line %d", c.Line)
		}
		if c.URL != "" {
			where = "[" + where + "](" + strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "\n", "").Replace(c.URL) + ")"
		}
		fmt.Fprintf(&b, "- %s, about %s: %s\n", where, mdText(c.Topic), mdText(c.Says))
		for _, a := range c.Against {
			name, says, _ := strings.Cut(a, ": ")
			fmt.Fprintf(&b, "  - But %s: %s\n", mdCode(name), mdText(says))
		}
		fmt.Fprintf(&b, "  - Instead: %s\n", mdText(c.Instead))
	}
	return b.String()
}

// mdCode is a name in Markdown's letters for code.
func mdCode(s string) string { return "`" + strings.ReplaceAll(oneLine(s), "`", "'") + "`" }

// mdText is text whose characters mean nothing in Markdown.
func mdText(s string) string {
	var b strings.Builder
	all := []rune(oneLine(s))
	for i, r := range all {
		inside := i > 0 && i+1 < len(all) && wordRune(all[i-1]) && wordRune(all[i+1])
		if strings.ContainsRune("\\`*[]<>#|~", r) || r == '_' && !inside {
			b.WriteByte('\\')
		}
		if r == '@' {
			b.WriteString("@<!-- -->") // Nobody is called by a mention.
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func wordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
