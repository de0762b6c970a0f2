package tui

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A theme styles text by what it means. It is made of the palette and nothing else: the terminal is
// never asked from here.
type theme struct {
	palette term.Palette
	roles   []lipgloss.Style
}

func newTheme(p term.Palette) theme {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(map[term.Level]termenv.Profile{
		term.LevelNone: termenv.Ascii, term.Level16: termenv.ANSI, term.Level256: termenv.ANSI256, term.LevelTrue: termenv.TrueColor,
	}[p.Level])
	r.SetHasDarkBackground(p.Background != term.BackgroundLight)
	t := theme{palette: p}
	for _, role := range term.Roles() {
		st := p.Style(role)
		s := r.NewStyle().Bold(st.Bold).Underline(st.Underline).Reverse(st.Reverse)
		if st.Foreground != "" {
			s = s.Foreground(lipgloss.Color(string(st.Foreground)))
		}
		if st.Background != "" {
			s = s.Background(lipgloss.Color(string(st.Background)))
		}
		t.roles = append(t.roles, s)
	}
	return t
}

// paint styles text that is already clean, line by line.
func (t theme) paint(role term.Role, clean string) string {
	if clean == "" || t.palette.Level == term.LevelNone {
		return t.bold(role, clean)
	}
	if !strings.Contains(clean, "\n") {
		return t.roles[role].Render(clean)
	}
	lines := strings.Split(clean, "\n")
	for i, l := range lines {
		lines[i] = t.roles[role].Render(l)
	}
	return strings.Join(lines, "\n")
}

// bold is what is left of the styles without colour: headings, keys and the selection stand out from the text.
func (t theme) bold(role term.Role, clean string) string {
	if clean == "" || role != term.Heading && role != term.Accent {
		return clean
	}
	return "\x1b[1m" + strings.ReplaceAll(clean, "\n", "\x1b[22m\n\x1b[1m") + "\x1b[22m"
}

// sign picks a character by what the terminal can show.
func (t theme) sign(unicode, ascii string) string {
	if t.palette.Unicode {
		return unicode
	}
	return ascii
}

// keyName is how a key is called: by words where the terminal has no arrows.
func (t theme) keyName(name string) string {
	if t.palette.Unicode {
		return name
	}
	return strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right").Replace(name)
}

// plainSigns puts signs that every terminal has for those of typography, cell by cell. Words of other scripts stay.
func (t theme) plainSigns(text string) string {
	if t.palette.Unicode {
		return text
	}
	return strings.NewReplacer("…", "~", "“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-").Replace(text)
}

// mark is the sign of a role.
func (t theme) mark(role term.Role) string {
	return t.paint(role, role.Mark(!t.palette.Unicode))
}

// rule is a line across, with a text at its right end if there is one.
func (t theme) rule(width int, text string) string {
	line := t.sign("─", "-")
	if text == "" {
		return t.paint(term.Muted, strings.Repeat(line, max(width, 0)))
	}
	text = term.Truncate(" "+text+" ", width)
	return t.paint(term.Muted, strings.Repeat(line, max(width-term.Width(text), 0))+text)
}
