package view

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

func TestFold(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text  string
		width int
		want  []string
	}{
		"nothing":            {"", 10, []string{""}},
		"fits":               {"one two", 10, []string{"one two"}},
		"exactly":            {"one two", 7, []string{"one two"}},
		"one too long":       {"one two", 6, []string{"one", "two"}},
		"lines stay apart":   {"one\n\ntwo", 10, []string{"one", "", "two"}},
		"indentation":        {"  one two three", 9, []string{"  one two", "  three"}},
		"deep indentation":   {"        one two", 10, []string{"one two"}},
		"several spaces":     {"one    two three", 10, []string{"one two", "three"}},
		"spaces at the end":  {"one two three    ", 10, []string{"one two", "three"}},
		"only spaces":        {strings.Repeat(" ", 20), 10, []string{""}},
		"a path":             {"look into /home/ada/src/nbformat/.git/logs for it", 12, []string{"look into", "/home/ada/src/nbformat/.git/logs", "for it"}},
		"an address":         {"https://example.org/a/very/long/page", 10, []string{"https://example.org/a/very/long/page"}},
		"a long name":        {"a " + strings.Repeat("x", 30) + " b", 10, []string{"a", strings.Repeat("x", 30), "b"}},
		"a quoted command":   {"type `jupyter-onboard run test` now", 10, []string{"type", "`jupyter-onboard run test`", "now"}},
		"quoted, with a dot": {"then `a b`. End", 8, []string{"then", "`a b`.", "End"}},
		"one backquote":      {"a ` b c d e f", 5, []string{"a ` b", "c d e", "f"}},
		"a command at the end": {
			"with what this prints: jupyter-onboard report x --dir /y", 30,
			[]string{"with what this prints:", "jupyter-onboard report x --dir /y"},
		},
		"the name of this program": {"jupyter-onboard is a way into Jupyter", 20, []string{"jupyter-onboard is a", "way into Jupyter"}},
		"a number and its unit":    {"done in 4.1 s. Took 12 MB.", 11, []string{"done in", "4.1 s. Took", "12 MB."}},
		"a number and no unit":     {"in 12 steps", 6, []string{"in 12", "steps"}},
		"wide characters":          {"日本語の文章", 5, []string{"日本", "語の", "文章"}},
		"a wide word in prose":     {"ab 日本語の文章 cd", 8, []string{"ab", "日本語の", "文章 cd"}},
		"a wide address":           {"https://example.org/日本語の文章", 8, []string{"https://example.org/日本語の文章"}},
		"tabs":                     {"a\tb", 10, []string{"a    b"}},
		"width 0":                  {"one two", 0, []string{"one", "two"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, fold(tt.text, tt.width)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Nothing is lost and nothing is added but line ends, and lines without a long word fit.
func FuzzFold(f *testing.F) {
	f.Add("one two `three four` five /six/seven 8 MB 日本語の文章 jupyter-onboard a --b", 12)
	f.Add("  indented\n\n  text\twith a tab", 3)
	f.Fuzz(func(t *testing.T, text string, width int) {
		text = term.Clean(text)
		width %= 100
		lines := fold(text, width)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Errorf("%q became %q", text, lines)
		}
		for _, l := range lines {
			if term.Width(l) > width && width > 0 && strings.Count(strings.TrimLeft(l, " "), " ") > 1 && !strings.ContainsAny(l, "`0123456789") && !strings.Contains(l, "jupyter-onboard") {
				t.Errorf("width %d: %q of %q doesn't fit", width, l, text)
			}
		}
	})
}

func TestSeconds(t *testing.T) {
	t.Parallel()
	for s, want := range map[float64]string{
		0: "0 s", 0.04: "0 s", 0.05: "0.1 s", 0.4: "0.4 s", 1: "1 s", 2.04: "2 s", 9.94: "9.9 s", 9.96: "10 s", 10.4: "10 s", 59.4: "59 s",
		59.6: "1 min", 60: "1 min", 99.7: "1 min 40 s", 185: "3 min 5 s", 3599.6: "1 h 0 min", 4800: "1 h 20 min",
	} {
		if got := seconds(s); got != want {
			t.Errorf("%v s is %q, want %q", s, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{
		0: "0 B", 999: "999 B", 1000: "1.0 kB", 9949: "9.9 kB", 9950: "10 kB", 718932: "719 kB", 999_499: "999 kB", 999_500: "1.0 MB",
		2_100_000: "2.1 MB", 34_400_000: "34 MB", 63_149_068_288: "63 GB", 1_500_000_000_000: "1.5 TB", 9_000_000_000_000_000: "9000 TB",
	} {
		if got := size(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestNeutral(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                        "",
		"a::b::c":                 "a::b::c",
		"::1 is an address":       "<U+003A>:1 is an address",
		"::error::x":              "<U+003A>:error::x",
		"a\n  ::error::x\nb":      "a\n  <U+003A>:error::x\nb",
		"\t\u00a0\u3000::a::b":    "\t\u00a0\u3000<U+003A>:a::b",
		"\x1b[1;31m \x1b[0m::a::": "\x1b[1;31m \x1b[0m<U+003A>:a::",
		"| ::error::x":            "| ::error::x",
		":::::":                   "<U+003A>::::",
		"##[error]x":              "#<U+0023>[error]x",
		"####[a]##[b]":            "###<U+0023>[a]#<U+0023>[b]",
		"# # [a]":                 "# # [a]",
	} {
		got := neutral(in)
		if got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
		if again := neutral(got); again != got {
			t.Errorf("%q isn't stable: %q", got, again)
		}
	}
}

func TestIsCommand(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"jupyter-onboard status nbformat": true, "sudo apt-get install git": true, "cd /x": true,
		"jupyter-onboard is a way.": false, "the same command again": false, "wait for it to end, then the same command again": false,
		"git is missing, install it": false, "": false, "read its output above, then jupyter-onboard run x": false,
	} {
		if got := isCommand(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
