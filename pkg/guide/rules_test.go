package guide

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestRulesAreDocumented compares the ids in the code with those that the package comment lists.
func TestRulesAreDocumented(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	_, doc, found := strings.Cut(file.Doc.Text(), "# Rules")
	if !found {
		t.Fatal("doc.go has no rules")
	}
	words := map[string]bool{}
	for _, word := range regexp.MustCompile(`[a-z]+(-[a-z]+)*`).FindAllString(doc, -1) {
		words[word] = true
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		data, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(guide|lint)/([a-z-]*[a-z])"`).FindAllStringSubmatch(string(data), -1) {
			ids[m[2]] = true
		}
	}
	for id := range ids {
		if !words[id] {
			t.Errorf("rule %s is in the code but not in the package comment", id)
		}
	}
	if len(ids) < 50 {
		t.Errorf("%d rules found", len(ids))
	}
}
