package term

import (
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
		{"no pairs are looked for in nonsense", strings.Repeat("[", 5000), strings.Repeat("[", 5000)},
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

// knots are texts that make readers of Markdown slow, of the length that GitHub allows.
func knots() map[string]string {
	many := func(s string) string { return strings.Repeat(s, maxMarkdown/len(s)) }
	knots := map[string]string{
		"images": strings.Repeat("![", 1990) + strings.Repeat("](x)", 1990), "stars": strings.Repeat("*a **b ", 1300),
		"lines with quotes": strings.Repeat(strings.Repeat(">", 150)+"a\n", 400), "definitions": strings.Repeat("[a]: b\n", 1900) + strings.Repeat("[a]\n", 1900),
	}
	for _, s := range []string{"[", "[a](", "![", "*a _b", ">", "- ", "1) ", "`", "`a``", "<a ", "<!--", "&#27;", "\\*", "a\n", "a\n-\n", "<div>\n", "\t", " ", "- a\n  ", "[a]: b\n", "|a|\n|-|\n", "~~~\n", "\u0301"} {
		knots[s] = many(s)
	}
	return knots
}

func TestMarkdownIsNeverSlow(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, s := range knots() {
			Markdown(s)
		}
	}()
	select {
	case <-done: // It takes about a second; what is quadratic takes minutes.
	case <-time.After(time.Minute):
		t.Error("a minute wasn't enough")
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, p := range payloads() {
		if len(p.text) < 512 {
			f.Add(p.text + "[a](https://b.example/" + p.text + ")\n\n> - `" + p.text + "`")
		}
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
