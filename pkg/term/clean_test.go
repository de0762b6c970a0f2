package term

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "a\tb\nc", "a\tb\nc"},
		{"words of other scripts", "naïve, Ελλάδα, 漢字, हिन्दी, עברית, 한국어", "naïve, Ελλάδα, 漢字, हिन्दी, עברית, 한국어"},
		{"family", "👨‍👩‍👧‍👦 👋🏽 🏳️‍🌈", "👨‍👩‍👧‍👦 👋🏽 🏳️‍🌈"},
		{"Sinhala joiner", "ශ්\u200dරී ලංකා", "ශ්\u200dරී ලංකා"},
		{"Persian non-joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"colour", "\x1b[31mred\x1b[0m", "red"},
		{"title", "a\x1b]0;title\ab", "ab"},
		{"link keeps its text", "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\", "here"},
		{"8-bit", "a\u009b31mb\u009d0;t\u009cc", "abc"},
		{"raw 0x9b is a bad byte", "a\x9b31mb", "a\ufffd31mb"},
		{"each bad byte", "a\xff\xfeb\xe2\x98", "a\ufffd\ufffdb\ufffd\ufffd"},
		{"overlong ESC", "\xc0\x9b[31m", "\ufffd\ufffd[31m"},
		{"surrogate", "\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		{"a genuine U+FFFD", "a\ufffdb", "a\ufffdb"},
		{"lone ESC", "a\x1b", "a<U+001B>"},
		{"reset of the terminal", "\x1bc", "<U+001B>c"},
		{"character set", "\x1b(0lqk", "<U+001B>(0lqk"},
		{"unfinished CSI", "a\x1b[31", "a<U+001B>[31"},
		{"CSI and a letter outside ASCII", "\x1b[31é", "<U+001B>[31é"},
		{"unfinished title", "a\x1b]0;title", "a<U+001B>]0;title"},
		{"title ends at the newline", "\x1b]0;title\nb", "<U+001B>]0;title\nb"},
		{"title over two lines", "\x1b]0;a\nb\a", "<U+001B>]0;a\nb<U+0007>"},
		{"title in a title", "\u009d0;a\u009d0;b\ac", "<U+009D>0;ac"},
		{"DEL in CSI", "\x1b[31\x7fm", "<U+001B>[31<U+007F>m"},
		{"title ends at a sequence", "\x1b]0;title\x1b[31mb", "<U+001B>]0;titleb"},
		{"unfinished ST", "\x1b]0;title\x1b", "<U+001B>]0;title<U+001B>"},
		{"cancelled", "\x1bPq\x18b", "<U+001B>Pq<U+0018>b"},
		{"sequence in a sequence", "\x1b\x1b[0m[31m", "<U+001B>[31m"},
		{"CR LF", "a\r\nb\r\r\nc", "a\nb\nc"},
		{"CR LF parted by a sequence", "a\r\x1b[0m\nb", "a\nb"},
		{"CR", "a\rb\r", "a<U+000D>b<U+000D>"},
		{"many CRs", strings.Repeat("\r", 300) + "\n", strings.Repeat("<U+000D>", 256) + "\n"},
		{"controls", "\x00\a\b\v\f\x7f\u0085", "<U+0000><U+0007><U+0008><U+000B><U+000C><U+007F><U+0085>"},
		{"bidi", "\u202e\u2066\u200f\u061c", "<U+202E><U+2066><U+200F><U+061C>"},
		{"invisible", "\u200b\u2060\ufeff\u3164", "<U+200B><U+2060><U+FEFF><U+3164>"},
		{"tags", "\U000e0041\U000e007f", "<U+E0041><U+E007F>"},
		{"separators", "a\u2028b\u2029", "a<U+2028>b<U+2029>"},
		{"marks", "e" + strings.Repeat("\u0301", 9) + "x", "e" + strings.Repeat("\u0301", 8) + "…x"},
		{"marks over a sequence", "e" + strings.Repeat("\u0301", 8) + "\x1b[0m\u0301\u0301", "e" + strings.Repeat("\u0301", 8) + "…"},
		{"vowels", "ᄀ" + strings.Repeat("ᅡ", 9), "ᄀ" + strings.Repeat("ᅡ", 8) + "…ᅡ"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Clean(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"breaks", "a\tb\nc\r\nd", "a b c d"},
		{"CR", "a\rb", "a<U+000D>b"},
		{"colour", "\x1b[31mred", "red"},
		{"at the limit", strings.Repeat("x", MaxLine), strings.Repeat("x", MaxLine)},
		{"over it", strings.Repeat("x", MaxLine+1), strings.Repeat("x", MaxLine-1) + "…"},
		{"wide over it", strings.Repeat("漢", MaxLine), strings.Repeat("漢", MaxLine/2-1) + "…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Line(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOutput(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, color, plain string }{
		{"colour that is reset", "\x1b[31mred\x1b[0m\n", "\x1b[31mred\x1b[0m\n", "red\n"},
		{"colour that is not", "\x1b[31mred\nnext", "\x1b[31mred\x1b[0m\nnext", "red\nnext"},
		{"at the end", "a\x1b[1;4mb", "a\x1b[1;4mb\x1b[0m", "ab"},
		{"short reset", "\x1b[32mok\x1b[m\n", "\x1b[32mok\x1b[0m\n", "ok\n"},
		{"conceal and blink", "\x1b[8;5mx\x1b[31;8my\x1b[0m", "x\x1b[31my\x1b[0m", "xy"},
		{"256 and true", "\x1b[38;5;208;48;2;1;2;3ma\x1b[0m", "\x1b[38;5;208;48;2;1;2;3ma\x1b[0m", "a"},
		{"colons", "\x1b[38:5:9;4:3mab\x1b[38:2::1:2:3mc\x1b[0m", "\x1b[38;5;9;4mab\x1b[38;2;1;2;3mc\x1b[0m", "abc"},
		{"too many", "\x1b[" + strings.Repeat("38;5;1;", 20) + "ma\x1b[0m", "\x1b[" + strings.Repeat(";38;5;1", 10)[1:] + "ma\x1b[0m", "a"},
		{"malformed colour", "\x1b[31;38;7;8ma\x1b[0m", "\x1b[31ma\x1b[0m", "a"},
		{"too large", "\x1b[38;5;256ma\x1b[300mb", "ab", "ab"},
		{"keyboard mode is no colour", "\x1b[>4;2ma\x1b[?4mb", "ab", "ab"},
		{"8-bit colour", "\u009b31ma", "a", "a"},
		{"movement", "a\x1b[2Kb\x1b[1;1Hc\x1b[?25l", "abc", "abc"},
		{"progress", "\r10%\r20%\r\n", "10%\n20%\n", "10%\n20%\n"},
		{"progress in other scripts", "a\ré\nb\r漢\n", "a\né\nb\n漢\n", "a\né\nb\n漢\n"},
		{"progress with erasing", "10%\x1b[K\r20%\x1b[K\n", "10%\n20%\n", "10%\n20%\n"},
		{"progress in colour", "\x1b[32m10%\r20%", "\x1b[32m10%\x1b[0m\n20%", "10%\n20%"},
		{"line ends", "a\r\nb\r\r\nc\r\n\r\nd", "a\nb\nc\n\nd", "a\nb\nc\n\nd"},
		{"CR at the end", "a\r", "a\n", "a\n"},
		{"backspaces", "ab\b\bc", "ab<U+0008><U+0008>c", "ab<U+0008><U+0008>c"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.color, Output(tt.in)); diff != "" {
				t.Error("colour:", diff)
			}
			if diff := cmp.Diff(tt.plain, PlainOutput(tt.in)); diff != "" {
				t.Error("plain:", diff)
			}
		})
	}
}

// TestSequenceLimits shows that sequences up to the limits are removed, and longer ones shown.
func TestSequenceLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		shown    bool
	}{
		{"CSI", "\x1b[" + strings.Repeat("1", maxControl-2) + "m", false},
		{"long CSI", "\x1b[" + strings.Repeat("1", maxControl-1) + "m", true},
		{"OSC", "\x1b]" + strings.Repeat("x", maxString-2) + "\a", false},
		{"long OSC", "\x1b]" + strings.Repeat("x", maxString-1) + "\a", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Clean(tt.in + "after")
			if !strings.HasSuffix(got, "after") || (got != "after") != tt.shown {
				t.Errorf("got %d bytes ending in %.20q", len(got), got[max(0, len(got)-20):])
			}
		})
	}
}

func TestCleanIsCutVisibly(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"x", "漢", "é", "\u202e"} {
		got := Clean(strings.Repeat(unit, MaxText))
		if unit != "x" && (len(got) > MaxText || len(got) < MaxText-8 || !strings.HasSuffix(got, "…")) {
			t.Errorf("%q: %d bytes, ends in %q", unit, len(got), got[len(got)-6:])
		}
		if !utf8.ValidString(got) || Clean(got) != got {
			t.Errorf("%q: cut in a character, or not stable", unit)
		}
	}
	if got := Clean(strings.Repeat("x", MaxText+1)); len(got) != MaxText || !strings.HasSuffix(got, "x…") {
		t.Errorf("plain text: %d bytes", len(got))
	}
}
