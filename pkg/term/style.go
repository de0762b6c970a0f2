package term

import (
	"strconv"
	"strings"
)

// Color is a colour in the notation that lipgloss reads too: "" is the terminal's own, "0" to "15"
// one of its 16, "16" to "255" one of the fixed palette, "#rrggbb" any.
type Color string

// Style is how a text looks. The zero Style is plain text.
type Style struct {
	Foreground, Background   Color
	Bold, Underline, Reverse bool
}

// Render cleans s as [Clean] does and puts the style around each of its lines. Styles don't nest: a
// style inside s is removed.
func (st Style) Render(s string) string {
	s = Clean(s)
	params := st.params()
	if params == "" || s == "" {
		return s
	}
	var b strings.Builder
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if l != "" {
			b.WriteString("\x1b[" + params + "m" + l + sgrReset)
		}
	}
	return b.String()
}

// params are the parameters of ESC [ … m that switch the style on.
func (st Style) params() string {
	var p []string
	for _, a := range []struct {
		on   bool
		code string
	}{{st.Bold, "1"}, {st.Underline, "4"}, {st.Reverse, "7"}} {
		if a.on {
			p = append(p, a.code)
		}
	}
	p = append(p, st.Foreground.params(30)...)
	p = append(p, st.Background.params(40)...)
	return strings.Join(p, ";")
}

// params are those of the colour as foreground (base 30) or background (base 40).
func (c Color) params(base int) []string {
	if hex, ok := strings.CutPrefix(string(c), "#"); ok {
		v, err := strconv.ParseUint(hex, 16, 24)
		if err != nil || len(hex) != 6 {
			return nil
		}
		return []string{
			strconv.Itoa(base + 8), "2",
			strconv.FormatUint(v>>16, 10), strconv.FormatUint(v>>8&0xff, 10), strconv.FormatUint(v&0xff, 10),
		}
	}
	n, err := strconv.ParseUint(string(c), 10, 8)
	switch {
	case err != nil:
		return nil
	case n < 8:
		return []string{strconv.Itoa(base + int(n))}
	case n < 16:
		return []string{strconv.Itoa(base + 60 + int(n) - 8)}
	}
	return []string{strconv.Itoa(base + 8), "5", strconv.FormatUint(n, 10)}
}
