package term

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func TestWidth(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "漢字": 4, "한국어": 6, "ｱ": 1, "Ａ": 2,
		"👩": 2, "👨‍👩‍👧‍👦": 2, "👋🏽": 2, "🇩🇪": 2, "❤️": 2, "1️⃣": 2, "✓": 1, "…": 1,
		"\x1b[1;31mred\x1b[0m": 3, "a\tb": 3, "é\tb\n": 4,
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, not %d", s, got, want)
		}
	}
}

// TestWidthAgreesWithLipgloss compares with the function that lipgloss measures by.
func TestWidthAgreesWithLipgloss(t *testing.T) {
	t.Parallel()
	for _, p := range payloads() {
		s := Output(p.text)
		want := ansi.StringWidth(s) + strings.Count(s, "\n") + strings.Count(s, "\t")
		if got := Width(s); got != want {
			t.Errorf("Width(%.60q) = %d, lipgloss %d", s, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in    string
		cells int
		want  string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"abc", 1, "…"},
		{"abc", 0, ""},
		{"abc", -1, ""},
		{"", 0, ""},
		{"漢字", 4, "漢字"},
		{"漢字", 3, "漢…"},
		{"漢字", 2, "…"},
		{"a漢字", 3, "a…"},
		{"👨‍👩‍👧‍👦 family", 4, "👨‍👩‍👧‍👦 …"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
		{"a\tb\nc", 9, "a b c"},
		{"\x1b[31mredder\x1b[0m!", 4, "\x1b[31mred…\x1b[0m"},
	} {
		if got := Truncate(tt.in, tt.cells); got != tt.want {
			t.Errorf("Truncate(%q, %d) = %q, not %q", tt.in, tt.cells, got, tt.want)
		}
	}
}

func TestPad(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in    string
		cells int
		want  string
	}{
		{"ab", 4, "ab  "},
		{"漢", 4, "漢  "},
		{"\x1b[1mab\x1b[0m", 3, "\x1b[1mab\x1b[0m "},
		{"abc", 2, "abc"},
		{"", 2, "  "},
		{"a", -1, "a"},
	} {
		if got := Pad(tt.in, tt.cells); got != tt.want {
			t.Errorf("Pad(%q, %d) = %q, not %q", tt.in, tt.cells, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		in    string
		width int
		want  string
	}{
		{"fits", "one two", 7, "one two"},
		{"words", "one two three", 8, "one two\nthree"},
		{"no width", "one two", 0, "one two"},
		{"own lines", "one\n\ntwo three", 5, "one\n\ntwo\nthree"},
		{"long word", "abcdefghij", 4, "abcd\nefgh\nij"},
		{"long word after another", "ab cdefghij", 4, "ab\ncdef\nghij"},
		{"hyphens stay", "run jupyter-onboard now", 10, "run\njupyter-on\nboard now"},
		{"indentation", "  - one two three", 9, "  - one\n  two\n  three"},
		{"too much indentation", "        one two", 6, "one\ntwo"},
		{"spaces inside", "a  b  c", 4, "a  b\nc"},
		{"spaces at the end", "ab cd   ", 5, "ab cd"},
		{"CJK", "漢字仮名交じり文", 6, "漢字仮\n名交じ\nり文"},
		{"CJK punctuation stays", "漢字仮、名", 6, "漢字\n仮、名"},
		{"CJK among words", "see 漢字 now", 6, "see 漢\n字 now"},
		{"too narrow", "漢字", 1, "漢\n字"},
		{"emoji", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 4, "👨‍👩‍👧‍👦👨‍👩‍👧‍👦\n👨‍👩‍👧‍👦"},
		{"marks", "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301\ne\u0301"},
		{"no-break space", "ab\u00a0cd ef", 6, "ab\u00a0cd\nef"},
		{"tab", "a\tb c", 6, "a    b\nc"},
		{"colour", "\x1b[31mone two\x1b[0m", 4, "\x1b[31mone\ntwo\x1b[0m"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Wrap(tt.in, tt.width)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzLayout checks that nothing is wider than it may be, and that wrapping loses nothing but spaces.
func FuzzLayout(f *testing.F) {
	for i, p := range payloads() {
		if len(p.text) < 256 {
			f.Add(p.text, i%50)
		}
	}
	f.Add("漢字 and \x1b[31mcolour\x1b[0m、 wide", 5)
	f.Fuzz(func(t *testing.T, s string, n int) {
		s, n = Output(s), n%200
		checkCut(t, s, n)
		checkWrap(t, s, n)
	})
}

func checkCut(t *testing.T, s string, n int) {
	t.Helper()
	cut := Truncate(s, n)
	if Width(cut) > max(n, 0) || !SafeColor(cut) || strings.ContainsAny(cut, "\n\t") {
		t.Errorf("Truncate(%q, %d) = %q", s, n, cut)
	}
	if again := Truncate(cut, n); again != cut {
		t.Errorf("Truncate twice: %q, then %q", cut, again)
	}
	if got := Width(Pad(cut, n)); n > 0 && got != n {
		t.Errorf("Pad(%q, %d) measures %d", cut, n, got)
	}
}

var blanks = regexp.MustCompile(`[ \n\t]+`)

func checkWrap(t *testing.T, s string, n int) {
	t.Helper()
	wrapped := Wrap(s, n)
	for l := range strings.SplitSeq(wrapped, "\n") {
		if n > 0 && Width(l) > max(n, 2) {
			t.Errorf("Wrap(%q, %d) has a line of %d: %q", s, n, Width(l), l)
		}
	}
	if diff := cmp.Diff(blanks.ReplaceAllString(s, ""), blanks.ReplaceAllString(wrapped, "")); diff != "" {
		t.Errorf("Wrap(%q, %d) changes the text: %s", s, n, diff)
	}
	if !utf8.ValidString(wrapped) || !SafeColor(wrapped) {
		t.Errorf("Wrap(%q, %d) = %q", s, n, wrapped)
	}
}
