package term

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"a paragraph", "one\ntwo  \nthree", "one\ntwo\nthree"},
		{"paragraphs", "one\n\n\n\ntwo", "one\n\ntwo"},
		{"headings", "# One\ntext\n\nTwo\n---\ntext", "# One\n\ntext\n\n## Two\n\ntext"},
		{"emphasis is dropped", "*a* **b** ***c*** __d__ ~e~", "a b c d ~e~"},
		{"code stays as it is", "`x  <b>` and\n\n```js\nif (a) {\n\n  b()\n}\n```", "`x  <b>` and\n\n    if (a) {\n\n      b()\n    }"},
		{"tight list", "- a\n- b\n  - c\n\n    d\n- e", "- a\n- b\n  - c\n\n    d\n- e"},
		{"loose list", "3. a\n\n4. b", "3. a\n\n4. b"},
		{"tasks", "- [ ] a\n- [x] b", "- [ ] a\n- [x] b"},
		{"quotation", "> a\n> b\n>\n> - c", "> a\n> b\n>\n> - c"},
		{"link", "see [the docs](https://jupyter.org/a)", "see the docs <https://jupyter.org/a>"},
		{"a link's host is shown", "[https://github.com](https://evil.example/)", "https://github.com <https://evil.example/>"},
		{"link by reference", "[a][1]\n\n[1]: https://b.example/", "a <https://b.example/>"},
		{"address", "<https://a.example/b>", "<https://a.example/b>"},
		{"link to a place", "[a](#b) [c](../d.md)", "a c"},
		{"link that runs something", "[a](javascript:alert(1)) [b](data:text/html,x) [c](FILE:///etc/passwd)", "a (an address that isn't shown) b (an address that isn't shown) c (an address that isn't shown)"},
		{"link with a false host", "[a](https://github.com@evil.example/)", "a (an address that isn't shown)"},
		{"picture", "![shot](https://a.example/1.png) ![](x.png)", "[picture: shot <https://a.example/1.png>] [picture: without a description]"},
		{"HTML", "<b>a</b><br>b <img src=\"https://a.example/1.png\"> 1 < 2", "a\nb <https://a.example/1.png>  1 < 2"},
		{"HTML block", "<details>\n<summary>Logs</summary>\n\n    x\n\n</details>", "Logs\n\n    x"},
		{"comment", "a <!-- b --> c\n\n<!--\nd\n-->\ne", "a  c\n\ne"},
		{"references", "&lt;a&gt; &amp;amp; &copy;", "<a> &amp; ©"},
		{"references to controls", "&#27;[31m &#x9b;2J &#8238; &#13;x", "<U+001B>[31m  <U+202E> <U+000D>x"},
		{"controls in a code", "`\x1b[31m` \x1b]8;;https://a.example\x07b\x1b]8;;\x07", "`` b"},
		{"references in code stay", "`&#27;`\n\n    &#27;", "`&#27;`\n\n    &#27;"},
		{"brackets without an end", strings.Repeat("[", 5000), strings.Repeat("[", 5000)},
		{"a picture of a picture", "![a ![b](c)](https://d.example/)", "[picture: a [picture: b] <https://d.example/>]"},
		{"pictures that nobody drew", strings.Repeat("![", 10) + strings.Repeat("](a)", 10), "![![" + strings.Repeat("[picture: ", 7) + "[picture: without a description" + strings.Repeat("]", 8) + "](a)](a)"},
		{"too deep", strings.Repeat("> ", 12) + "a", strings.Repeat("> ", 8) + "a"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := Markdown(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !Safe(got) {
				t.Errorf("%q isn't safe", got)
			}
		})
	}
}

// What is longer than GitHub allows is shown as it was written.
func TestMarkdownTooLong(t *testing.T) {
	t.Parallel()
	if long := strings.Repeat("*é*\x1b ", maxMarkdown); Markdown(long) != Clean(strings.TrimSpace(long)) {
		t.Error("it is something else")
	}
}

// knots are texts of a length that make readers of Markdown slow.
func knots(length int) []string {
	many := func(s string, n int) string { return strings.Repeat(s, n/len(s)) }
	var deep, ticks strings.Builder
	for i := 0; deep.Len() < length-300; i++ {
		deep.WriteString(strings.Repeat("  ", i%100) + "- a\n")
	}
	for i := 0; ticks.Len() < length-500; i++ {
		ticks.WriteString(strings.Repeat("`", i%400+1) + "a")
	}
	knots := []string{
		deep.String(), ticks.String(),
		many("![", length/3) + many("](x)", length*2/3),
		many("[", length/5) + many("](x)", length*4/5),
		many("*a", length/2) + many("a*", length/2),
		many("*a_b", length/2) + many("a_b* ", length/2),
		many("[a]: b\n", length/2) + many("[a]\n", length/2),
		many("["+many("a", 900)+"\n", length),
		"[a]: https://b.example/" + many("c", 2000) + "\n\n" + many("[a]", length-2030),
		"[a]: https://b.example/" + many("c", length/2) + "\n\n" + many("[a]", length/2-30),
		many(many(">", 150)+"a\n", length),
		many("- ", 62) + "a" + many("\n", length/2) + many(many("- ", 62)+"a\n", length/2-64),
		many("> ", 62) + many("a\n", length-62),
	}
	for _, s := range []string{
		"[", "]", "[a](", "![", "![](x)", "[a](<b", "[a](b \"", "[a](b '", "[a](b (", "[a](b()", "[](()", "[a][", "[a][b]", "[a\n", "[![a](b)](c)", "[[a]]",
		"[a]: b\n", "[a]: b '\n", "[a]: b\n\"", "[a]:\n", "*", "*a ", "*a *", "**a", "*a _b ", "*_", "a*", "a_", "*a**", "***a** ", "* * ", "x_y", "é*",
		"`", "`a``", "~~~\n", "```\n", "> ", ">", ">\n", "- ", "-\n", "- a\n ", "- a\n  ", "1) ", "1. a\n\n", "a\n", "a\n-\n", "a\n=\n", "# #", "---\n",
		"<", "</", "<a ", "<a x=\"", "<a x='", "<a x=\"' y='\"", "<a>\n", "<div>\n", "<pre>\n", "<li>", "<!--", "<?", "<!A", "<![CDATA[", "<a@b.c", "<http:",
		"&", "&amp", "&amp;", "&#27;", "&#", "\\", "\\*", "\\[", "\\\n", "\t", " ", "\n", "    a\n", "|a|\n|-|\n", "\u0301", "\xff", "\x1b[31m", "http://a.b ",
	} {
		knots = append(knots, many(s, length))
	}
	return knots
}

// untied is how long all knots of a length take.
func untied(length int) time.Duration {
	all := knots(length)
	began := time.Now()
	for _, s := range all {
		Markdown(s)
	}
	return time.Since(began)
}

// Twice as much text takes about twice as long, whatever is in it.
func TestMarkdownIsNeverSlow(t *testing.T) {
	t.Parallel()
	var half, whole time.Duration
	for range 5 { // Something else may run at the same time.
		if half, whole = untied(maxMarkdown/2), untied(maxMarkdown); whole <= 3*half {
			return
		}
	}
	t.Errorf("%d bytes take %v, %d take %v", maxMarkdown/2, half, maxMarkdown, whole)
}

// One address that is used everywhere doesn't make a page of a line.
func TestMarkdownIsNeverLong(t *testing.T) {
	t.Parallel()
	got := Markdown("[a]: https://b.example/" + strings.Repeat("c", 2000) + "\n\n" + strings.Repeat("[a]", 20_000))
	if !strings.HasPrefix(got, "a <https://b.example/cc") || !strings.HasSuffix(got, "[a][a]") || len(got) > 4*maxMarkdown {
		t.Errorf("%d bytes, ending in %q", len(got), got[len(got)-20:])
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, p := range payloads() {
		if len(p.text) < 512 {
			f.Add(p.text + "[a](https://b.example/" + p.text + ")\n\n> - `" + p.text + "`")
		}
	}
	s := scribe{rand.New(rand.NewPCG(3, 4))}
	for range 50 {
		f.Add(strings.Join(s.page(2), "\n"))
	}
	f.Add("<a href=\"https://x.example/&#27;[2J\">&#x1b;</a>")
	f.Fuzz(func(t *testing.T, s string) {
		if got := Markdown(s); !Safe(got) {
			t.Errorf("%q became %q", s, got)
		}
	})
}

func BenchmarkMarkdown(b *testing.B) {
	text := strings.Repeat("## Problem\n\nThe *kernel* doesn't start, see [docs](https://jupyter.org/) and `a.py`.\n\n- one\n- two\n\n```\nlog\n```\n", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Markdown(text)
	}
}

// BenchmarkMarkdownKnots reports how much longer twice as much hostile text takes: about 2.
func BenchmarkMarkdownKnots(b *testing.B) {
	var half, whole time.Duration
	for b.Loop() {
		half += untied(maxMarkdown / 2)
		whole += untied(maxMarkdown)
	}
	b.ReportMetric(float64(whole)/float64(half), "ratio")
}
