package term

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// punctuation is what a backslash takes its meaning from.
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// longestName is more than the longest name of a character has.
const longestName = 40

// reference is the text that a reference such as &amp; or &#27; stands for with which s begins, and how long it is.
func reference(s string) (text string, length int) {
	end := strings.IndexByte(s[:min(len(s), longestName)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if name[0] == '#' {
		text = numbered(name[1:])
	} else if strings.Trim(name, letters+digits) == "" {
		text = html.UnescapeString(s[:end+1])
		if text == s[:end+1] || len(text) > 1 && strings.HasSuffix(text, ";") {
			return "", 0 // Only the beginning of the name is one.
		}
	}
	if text == "" {
		return "", 0
	}
	return text, end + 1
}

// numbered is the character that a number stands for, empty if it can't be one.
func numbered(number string) string {
	base, most := 10, 7
	if hex := strings.TrimLeft(number, "xX"); len(hex) == len(number)-1 {
		number, base, most = hex, 16, 6
	}
	n, err := strconv.ParseUint(number, base, 32)
	if err != nil || len(number) > most {
		return ""
	}
	if n == 0 || n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return string(rune(n))
}

// resolved replaces references by what they stand for, and cleans what comes of it: a reference can stand for a
// control character.
func resolved(s string) string { return replaced(s, "&") }

// unescaped is resolved, and drops the backslashes before punctuation.
func unescaped(s string) string { return replaced(s, `&\`) }

func replaced(s, signs string) string {
	i := strings.IndexAny(s, signs)
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexAny(s, signs) {
		b.WriteString(s[:i])
		text, length := s[i:i+1], 1
		if s[i] == '&' {
			if t, n := reference(s[i:]); n > 0 {
				text, length = t, n
			}
		} else if escapes(s[i:]) {
			text, length = s[i+1:i+2], 2
		}
		b.WriteString(text)
		s = s[i+length:]
	}
	b.WriteString(s)
	return strings.ReplaceAll(Clean(b.String()), "\t", tab)
}

// escapes reports whether s begins with a backslash that takes the meaning from what follows.
func escapes(s string) bool {
	return len(s) > 1 && s[0] == '\\' && strings.Contains(punctuation, s[1:2])
}
