//go:build unix

package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

func TestIssuesHostileText(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	payloads := hostileTexts()
	if len(payloads) < 150 {
		t.Errorf("%d payloads, at least 150 are promised", len(payloads))
	}
	for n, p := range payloads {
		b.add(n+1, func(th *forge.Thread) {
			th.Issue.Title, th.Issue.Body = "before "+p+" after", p
			th.Issue.Labels = append(th.Issue.Labels, "label "+p)
			th.Issue.Author.Login = "name" + p
		})
	}
	for _, terminal := range []bool{false, true} {
		for _, args := range [][]string{{"--limit", "0"}, {"--limit", "0", "--json"}} {
			_, out, errs := b.run(terminal, append([]string{"issues", "jupyterhub", "--all"}, args...)...)
			harmless(t, fmt.Sprintf("terminal %t, %q", terminal, args), out+errs)
		}
	}
	b.server.Limits.Core = 10_000
	number := 1000
	for group := range slices.Chunk(payloads, maxShown) {
		number++
		b.add(number, func(th *forge.Thread) { hostileThread(th, group) })
		issue := fmt.Sprintf("jupyterhub#%d", number)
		for _, args := range [][]string{{"issues", issue}, {"issues", issue, "--json"}, {"issues", issue, "--review"}} {
			for _, terminal := range []bool{false, true} {
				code, out, errs := b.run(terminal, args...)
				if code != exitOK || out == "" {
					t.Fatalf("%q: exit code %d, %q", args, code, errs)
				}
				harmless(t, fmt.Sprintf("%t %q %q", terminal, args, group), out+errs)
			}
		}
	}
}

func hostileThread(th *forge.Thread, payloads []string) {
	th.Issue.Title, th.Issue.Author.Login, th.Issue.Comments = "before "+payloads[0]+" after", "name"+payloads[0], len(payloads)
	for n, p := range payloads {
		th.Issue.Body += "one\n" + p + "\n[two](https://jupyter.org/" + p + ")\n\n> - `" + p + "`\n\n<b title=\"" + p + "\">&#27;[2J</b>\n\n"
		th.Issue.Labels = append(th.Issue.Labels, "label "+p)
		at := time.Now().Add(-time.Duration(n+1) * time.Hour)
		th.Comments = append(th.Comments, forge.Comment{Author: forge.Person{Login: "who" + p}, Body: "I'll take this. " + p + "\nlast", Created: at})
		th.References = append(th.References, forge.PullRequest{
			Repo: th.Issue.Repo, Number: 9000 + n, Title: p, Body: fmt.Sprintf("Fixes #%d %s", th.Issue.Number, p), State: forge.PullClosed, Author: forge.Person{Login: "lee" + p}, Closed: at,
		})
	}
}

func harmless(t *testing.T, where, text string) {
	t.Helper()
	for _, r := range text {
		switch {
		case r == '\n', r == '\t':
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r >= 0xE0000 && r <= 0xE007F, slices.Contains([]rune{0x200B, 0x2028, 0x2029, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF}, r):
			t.Errorf("%s: %U reached the output", where, r)
			return
		}
	}
}

func hostileTexts() []string {
	var all []string
	for r := range rune(0x20) {
		if r != '\n' && r != '\t' {
			all = append(all, string(r)+"x")
		}
	}
	for r := rune(0x7F); r <= 0x9F; r++ {
		all = append(all, string(r)+"x")
	}
	for _, r := range []rune{0x061C, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2028, 0x2029, 0x2060, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xE0001, 0xE0041, 0xE007F} {
		all = append(all, "a"+string(r)+"b")
	}
	for _, intro := range []string{"\x1b[", "\u009b"} {
		for _, seq := range []string{"2J", "H", "1;1H", "10A", "2K", "?1049h", "?25l", "6n", "31m", "8m", "c", "?2004l", "999C", "!p", ">4;2m", "14t", "5i", "1;5r", "s", "u"} {
			all = append(all, intro+seq)
		}
	}
	for _, intro := range []string{"\x1b]", "\u009d", "\x1bP", "\u0090", "\x1b_", "\x1b^", "\x1bX"} {
		for _, body := range []string{"0;pwned", "8;;https://evil.example/", "52;c;Y3VybA==", "11;?"} {
			all = append(all, intro+body+"\x07", intro+body)
		}
	}
	return append(all, "\x1bc", "\x1b7", "\x1b(0", "\r\x1b[K", "over\rwritten", strings.Repeat("e\u0301\u0302\u0303", 200), strings.Repeat("\x1b[31m", 500), "&#27;[31m", "\u001b\u001b[[31m", "\ufffd\x1b")
}
