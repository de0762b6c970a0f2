package term

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMarkdownAsGoldmarkReadsIt compares all texts of this repository that are Markdown, or that people wrote on
// GitHub, with what goldmark reads in them.
func TestMarkdownAsGoldmarkReadsIt(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, p := range payloads() {
		if s := p.text + "[a](https://b.example/" + p.text + ")\n\n> - `" + p.text + "`\n\n" + p.text; len(s) < 4096 {
			compareWithGoldmark(t, p.name, s)
			compared++
		}
	}
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() && (e.Name() == ".git" || e.Name() == "node_modules") {
			return filepath.SkipDir
		}
		dir, written := filepath.ToSlash(filepath.Dir(path)), false
		for _, with := range []string{"testdata/issues", "pkg/forge/forgetest", "../../guides", "pkg/practice"} {
			written = written || strings.Contains(dir, with)
		}
		if e.IsDir() || filepath.Ext(path) != ".md" && !written {
			return nil
		}
		data, err := os.ReadFile(path)
		for chunk := ""; err == nil && len(data) > 0; compared++ {
			chunk = string(data[:min(len(data), maxMarkdown/2)])
			data = data[len(chunk):]
			compareWithGoldmark(t, path, chunk)
		}
		return err
	})
	if err != nil || compared < 200 {
		t.Errorf("%d texts: %v", compared, err)
	}
}

// TestMarkdownOfAnyKindAsGoldmarkReadsIt compares pages that a dice wrote.
func TestMarkdownOfAnyKindAsGoldmarkReadsIt(t *testing.T) {
	t.Parallel()
	s := scribe{rand.New(rand.NewPCG(1, 2))}
	const pages = 3_000
	compared := 0
	for range pages {
		for _, lines := range [][]string{s.page(3), s.jumble()} {
			if compareWithGoldmark(t, "a page", strings.Join(lines, "\n")) {
				compared++
			}
			if t.Failed() {
				return
			}
		}
	}
	if compared < pages {
		t.Errorf("only %d pages could be compared", compared)
	}
}

// compareWithGoldmark reports whether a text could be compared.
func compareWithGoldmark(t *testing.T, name, s string) bool {
	t.Helper()
	if readOtherwise(s) {
		return false
	}
	if diff := cmp.Diff(strings.Split(byGoldmark(s), "\n"), strings.Split(Markdown(s), "\n")); diff != "" {
		t.Errorf("%s: %q (-goldmark +Markdown):\n%s", name, s[:min(len(s), 1000)], diff)
	}
	return true
}

// TestMarkdownOtherThanGoldmark is what is read as GitHub reads it, or as CommonMark says, and by goldmark in another way.
func TestMarkdownOtherThanGoldmark(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want, goldmark string }{
		{"a backslash takes the meaning from a reference", `\&amp; \&#35;`, "&amp; &#35;", "& #"},
		{"what a reference stands for is no reference", "&#38;amp;", "&amp;", "&"},
		{"zeros before a number", "&#039;", "'", "\uFFFD"},
		{"a backslash, and a line's end", "a\\\\\\\nb", "a\\\nb", "a\\\\\nb"},
		{"an address ends before a bracket that nothing closes", "[a](b( \"c\")", "[a](b( \"c\")", "a"},
		{"nor with another one in it", "[a](<<1>)", "[a](<<1>)", "a"},
		{"no definition has one either", "[a]: b(c", "[a]: b(c", ""},
		{"a definition isn't underlined", "[a]: b\n-\nc", "-\nc", "-\n\nc"},
		{"an item whose text begins below its sign", "- \n  1. a", "- 1. a", "-\n\n1. a"},
		{"an item without text ends nothing around it", "- -\n\n  a", "- -\n\n  a", "- -\n\na"},
		{"an empty line in code isn't one between items", "- ```\n  a\n\n- b", "-     a\n- b", "-     a\n\n- b"},
		{"declarations in small letters", "<!doctype html>\na", "a", "<!doctype html>\na"},
		{"stars behind a quotation's sign", ">*-\n>*", "> *-\n> *", "> -"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff([]string{c.want, c.goldmark}, []string{Markdown(c.in), byGoldmark(c.in)}); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.in, diff)
			}
			if !readOtherwise(c.in) {
				t.Error("it is compared all the same")
			}
		})
	}
}

// readOtherwise reports whether something of TestMarkdownOtherThanGoldmark is in a text.
func readOtherwise(s string) bool {
	for _, signs := range []string{`\&`, "\\\\\\\n", "&#38;", "&#0", "<!d", "<<"} {
		if strings.Contains(s, signs) {
			return true
		}
	}
	for line := range strings.Lines(s) {
		text := strings.TrimLeft(line, " >-+0123456789.)")
		if before := strings.TrimSuffix(line, text); strings.HasSuffix(before, ">") && strings.HasPrefix(text, "*") {
			return true
		}
		if strings.Contains(line, "](") || strings.Contains(line, "]:") {
			if strings.Count(line, "(") > strings.Count(line, ")") {
				return true
			}
		}
	}
	root, _ := readBlocks(strings.ReplaceAll(Clean(s), "\t", tab))
	return root.readOtherwise()
}

func (b *block) readOtherwise() bool {
	switch b.kind {
	case item:
		if len(b.children) == 0 || b.children[0].first > b.first {
			return true
		}
	case fenced:
		if n := len(b.lines); n > 0 && strings.Trim(b.lines[n-1], " ") == "" {
			return true
		}
	case paragraph:
		if len(b.lines) > 0 && b.last >= b.first+len(b.lines) && strings.Trim(b.lines[0], "-= ") == "" {
			return true
		}
	default:
	}
	for _, c := range b.children {
		if c.readOtherwise() {
			return true
		}
	}
	return false
}
