package author

import (
	"errors"
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
	} {
		if got, err := Insert(before, section); got != want || err != nil {
			t.Errorf("into %q: %q, %v, want %q", before, got, err, want)
		}
	}
}

// TestInsertTakesNothingAway gives it files in which nobody can tell what belongs to the section.
func TestInsertTakesNothingAway(t *testing.T) {
	t.Parallel()
	section := Begin + "\nnew\n" + End + "\n"
	for before, says := range map[string]string{
		"a\n" + Begin + "\nold\nb\n":                            "begins on line 2 and ends nowhere",
		"a\n" + End + "\nb\n":                                   "begins nowhere and ends on line 2",
		End + "\na\n" + Begin + "\nb\n":                         "begins on line 3 and ends on line 1",
		section + "a\n" + section:                               "begins on lines 1, 5 and ends on lines 3, 7",
		Begin + "\na\n" + Begin + "\nold\n" + End + "\nb\n":     "begins on lines 1, 3 and ends on line 5",
		Begin + "\na\n" + End + "\nold\n" + End + "\nb\n":       "begins on line 1 and ends on lines 3, 5",
		"a\n" + Begin + Begin + "\nold\n" + End + End + "\nb\n": "begins on lines 2, 2 and ends on lines 4, 4",
	} {
		got, err := Insert(before, section)
		var marks *MarksError
		if got != "" || !errors.As(err, &marks) || !strings.HasSuffix(err.Error(), says) {
			t.Errorf("into %q: %q, %v, want an error that says %q", before, got, err, says)
		}
	}
}
