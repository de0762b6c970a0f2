package guide

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTextPositions checks where and how bytes are refused that no parser may see.
func TestTextPositions(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, want string }{
		"invalid byte": {
			"id: a\nname: caf\xe9 b\n",
			"x.yaml:2:10: byte 0xE9 is not UTF-8; save the file as UTF-8\n    2 | name: caf\ufffd b\n      |          ^",
		},
		"after wide characters": {
			"id: 日本\u202e\n",
			"x.yaml:1:7: character U+202E can hide or change what is shown; remove it\n    1 | id: 日本\ufffd\n      |         ^",
		},
		"NUL":         {"id: \x00", "x.yaml:1:5: character U+0000 can hide or change what is shown; remove it\n    1 | id: \ufffd\n      |     ^"},
		"after CRLF":  {"id: a\r\nb: \r", "x.yaml:2:4: a carriage return stands alone; end lines with LF or CRLF\n    2 | b: \n      |    ^"},
		"UTF-8 mark":  {"\ufeffid: a", "x.yaml:1:1: the file begins with a byte order mark of UTF-8; save it as UTF-8 without a byte order mark\n    1 | \ufffdid: a\n      | ^"},
		"after a tab": {"a:\t\x07", "x.yaml:1:4: character U+0007 can hide or change what is shown; remove it\n    1 | a:    \ufffd\n      |       ^"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := problemsOf(t, "x.yaml", []byte(tt.text))[0]
			if diff := cmp.Diff(tt.want, p.String()+"\n"+p.Snippet); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTextThatIsAllowed(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Jupyter 🪐", "日本語", "Ελλάδα", "عربي", "Zoë", "👩\u200d🔬", "a\tb"} {
		text := strings.Replace(minimal(t), "\nname: nbformat\n", "\nname: \""+name+"\"\n", 1)
		if g, err := Load("x.yaml", []byte(text)); err != nil || g.Name != name {
			t.Errorf("the name %q: %v", name, err)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"steps", "sources", "profiles", "python", "id", "default: true"}
	tests := map[string]string{
		"stesp": "steps", "step": "steps", "STEPS": "steps", "pyhton": "python", "profile": "profiles", "ide": "id", "x": "",
		"verify": "", "": "", "source": "sources", strings.Repeat("a", 100): "", "Steps": "steps",
	}
	for word, want := range tests {
		if got := nearest(word, words); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"ab", "ba", 1}, {"abc", "abd", 1}, {"abc", "ab", 1}, {"kitten", "sitting", 3}, {"a", "abcdefgh", 4}} {
		if got := distance(tt.a, tt.b, 4); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
