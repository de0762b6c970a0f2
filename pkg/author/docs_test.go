package author

import (
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// TestDocsSayOnlyText renders texts that would mean something in Markdown, MyST or reStructuredText.
func TestDocsSayOnlyText(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{
		ID: "x", Name: "X", Repo: "owner/x", Summary: "*a* `b` $c$ {d}`e` [f](g) <h> |i| j_ @k ~l~ #m\n# n",
		Profiles: []guide.Profile{{ID: "all", Title: "All"}}, Recipes: []guide.Recipe{{ID: "none", Kind: guide.NoneNeeded}},
		Tasks: []guide.Task{{ID: "t", Title: "T", Run: "echo '```'"}},
	}
	for format, want := range map[Format][]string{
		MyST: {"\\*a\\* \\`b\\` \\$c\\$ \\{d\\}\\`e\\` \\[f\\](g) \\<h\\> \\|i\\| j\\_ \\@k \\~l\\~ \\#m \\# n\n", "````bash\necho '```'\n````"},
		RST:  {"\\*a\\* \\`b\\` $c$ {d}\\`e\\` [f](g) <h> \\|i\\| j\\_ @k", "   echo '```'\n"},
	} {
		got, err := Docs(g, format)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q:\n%s", format, w, got)
			}
		}
	}
	if _, err := Docs(g, "pdf"); err == nil {
		t.Error("there is no such format, and no error")
	}
}

func TestInsert(t *testing.T) {
	t.Parallel()
	section := Begin + "\nnew\n" + End + "\n"
	for before, want := range map[string]string{
		"":    section,
		"a":   "a\n\n" + section,
		"a\n": "a\n\n" + section,
		"a\n" + Begin + "\nold\n" + End + "\nb\n": "a\n" + section + "b\n",
		"a\n" + Begin + "\nold":                   "a\n" + strings.TrimSuffix(section, "\n"),
	} {
		if got := Insert(before, section); got != want {
			t.Errorf("into %q: %q, want %q", before, got, want)
		}
	}
}
