package term

import (
	"strconv"
	"strings"
)

const (
	sgrReset  = "\x1b[0m"
	maxColors = 32 // parameters kept in one sequence
)

// resetStyle ends a style that is on.
func (c *cleaner) resetStyle(dst []byte) []byte {
	if !c.styled {
		return dst
	}
	c.styled = false
	return append(dst, sgrReset...)
}

// color writes the colour sequence that is held, reduced to what is allowed. Anything else that is
// held writes nothing.
func (c *cleaner) color(dst []byte, final rune) []byte {
	held := string(c.held)
	params, ok := strings.CutPrefix(held, "\x1b[")
	if !ok || final != 'm' || strings.Trim(params, "0123456789;:") != "" {
		return dst
	}
	kept := keepStyles(params)
	if len(kept) == 0 {
		return dst
	}
	c.styled = kept[len(kept)-1] != "0"
	dst = append(dst, "\x1b["...)
	dst = append(dst, strings.Join(kept, ";")...)
	return append(dst, 'm')
}

// keepStyles picks the allowed parameters of ESC [ params m. Conceal and blink are not among them.
func keepStyles(params string) []string {
	in := strings.Split(params, ";")
	var kept []string
	for room := maxColors; len(in) > 0; {
		style, n := keepStyle(in)
		in = in[n:]
		if style == "" {
			continue
		}
		if room -= 1 + strings.Count(style, ";"); room < 0 {
			break
		}
		kept = append(kept, style)
	}
	return kept
}

// keepStyle returns the first style of in in its normal form, or "", and how many parameters it took.
func keepStyle(in []string) (style string, n int) {
	if strings.Contains(in[0], ":") {
		return keepColonStyle(in[0]), 1
	}
	code, ok := parameter(in[0])
	if !ok {
		return "", 1
	}
	switch {
	case code == 38 || code == 48:
		return keepExtended(code, in)
	case code <= 4, code == 7, code >= 21 && code <= 24, code == 27,
		code >= 30 && code <= 49, code >= 90 && code <= 107:
		return strconv.Itoa(code), 1
	}
	return "", 1
}

// keepExtended reads 38;5;n and 38;2;r;g;b. A malformed one takes the rest with it, since its
// remaining numbers are no styles.
func keepExtended(code int, in []string) (style string, n int) {
	want := 0
	if len(in) > 1 {
		switch in[1] {
		case "5":
			want = 3
		case "2":
			want = 5
		}
	}
	if want == 0 || len(in) < want {
		return "", len(in)
	}
	parts := []string{strconv.Itoa(code), in[1]}
	for _, p := range in[2:want] {
		v, ok := parameter(p)
		if !ok {
			return "", want
		}
		parts = append(parts, strconv.Itoa(v))
	}
	return strings.Join(parts, ";"), want
}

// keepColonStyle reads the forms with colons: 38:5:n, 38:2:r:g:b, 38:2:space:r:g:b and 4:n.
func keepColonStyle(p string) string {
	sub := strings.Split(p, ":")
	switch {
	case sub[0] == "4" && len(sub) == 2:
		if sub[1] == "0" {
			return "24"
		}
		return "4"
	case sub[0] != "38" && sub[0] != "48":
		return ""
	case sub[1] == "5" && len(sub) == 3, sub[1] == "2" && len(sub) == 5:
	case sub[1] == "2" && len(sub) == 6:
		sub = append([]string{sub[0], sub[1]}, sub[3:]...)
	default:
		return ""
	}
	style, _ := keepStyle(sub)
	return style
}

// parameter reads a number of 0 to 255; an empty one is 0.
func parameter(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	v, err := strconv.ParseUint(s, 10, 8)
	return int(v), err == nil
}
