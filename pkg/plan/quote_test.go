package plan_test

import (
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		argv []string
		want string
	}{
		{[]string{"git", "clone", "--branch=main", "https://github.com/a/b_c@1%+,:"}, "git clone --branch=main https://github.com/a/b_c@1%+,:"},
		{[]string{"pip", "install", ".[test]", "a>=1,<2"}, "pip install '.[test]' 'a>=1,<2'"},
		{[]string{"echo", ""}, "echo ''"},
		{[]string{"echo", "it's"}, `echo 'it'\''s'`},
		{[]string{"echo", "a b", "$HOME", "`id`", "~", "*", "{a,b}", "#c", "!x", "a\nb", `\`}, "echo 'a b' '$HOME' '`id`' '~' '*' '{a,b}' '#c' '!x' 'a\nb' '\\'"},
		{[]string{"A=b", "c=d"}, "'A=b' c=d"},
		{[]string{"if", "then"}, "'if' then"},
		{[]string{"Ünï", "日本"}, "'Ünï' '日本'"},
		{nil, ""},
	} {
		if got := plan.Quote(c.argv); got != c.want {
			t.Errorf("Quote(%q) = %s, want %s", c.argv, got, c.want)
		}
	}
}

// TestQuoteInBash lets bash read words that Quote wrote.
func TestQuoteInBash(t *testing.T) {
	t.Parallel()
	words := []string{"", " ", "'", `"`, `\`, "\n", "$(id)", "`id`", "!!", "~", "~root", "-n", "--", "a=b", "[a]", "{a,b}", "*", "\r", "\t", "\x01", "\xff", "#", ";", "日本 語"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		words = append(words, randomWord(random))
	}
	for chunk := range slices.Chunk(words, 200) {
		if diff := cmp.Diff(chunk, said(t, "printf '%s\\0' "+plan.Quote(append([]string{"x"}, chunk...)))[1:]); diff != "" {
			t.Errorf("words as bash reads them (-want +got):\n%s", diff)
		}
	}
}

// TestQuoteNamesProgram lets bash look for programs whose names mean something to it.
func TestQuoteNamesProgram(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"A=b", "if", "while", "time", "function", "a b", "[[", "{", "!", "~x", "select", "coproc"} {
		script := "command_not_found_handle() { printf 'called %s\\n' \"$1\"; }; " + plan.Quote([]string{name, "argument"})
		cmd := exec.CommandContext(t.Context(), program(t, "bash"), "-c", script)
		cmd.Env = []string{"PATH=/nowhere"}
		out, err := cmd.CombinedOutput()
		if want := "called " + name + "\n"; err != nil || string(out) != want {
			t.Errorf("%s calls %q, %v, want %q", plan.Quote([]string{name}), out, err, want)
		}
	}
}

// said runs a script with bash and returns the words that it prints, each followed by NUL.
func said(t *testing.T, script string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program(t, "bash"), "-eo", "pipefail", "-c", script).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, script)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// randomWord is a word of characters that are likely to mean something to bash.
func randomWord(r *rand.Rand) string {
	const special = "'\"\\$`!*?[]{}()<>|&;#~=%^+,-./:@_ \t\n\r\x01\x7f\xff\xc3abzAZ09é語"
	b := make([]byte, r.IntN(12))
	for i := range b {
		b[i] = special[r.IntN(len(special))]
	}
	return string(b)
}
