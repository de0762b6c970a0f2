package catalog_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// TestIndexIsUpToDate holds the program's index to its guides.
func TestIndexIsUpToDate(t *testing.T) {
	t.Parallel()
	want, err := catalog.Index(guides.FS)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(guides.Index()) {
		t.Error("guides/index.json isn't what the guides say: go generate ./guides")
	}
}

// With the index, without it, and with one that is spoilt or of other guides, a list says the same.
func TestIndexChangesNothing(t *testing.T) {
	t.Parallel()
	want, problems := catalog.New(guides.FS).List(t.Context())
	if len(problems) > 0 || len(want) == 0 {
		t.Fatal(problems)
	}
	other, err := catalog.Index(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"its own": guides.Index(), "another": other, "spoilt": []byte("{"), "empty": nil} {
		got, problems := catalog.New(guides.FS, catalog.WithIndex(text)).List(t.Context())
		if len(problems) > 0 || len(got) != len(want) {
			t.Fatalf("%s index: %d guides, %v", name, len(got), problems)
		}
		for i := range got {
			head := got[i].Head()
			head.Issues = nil // Only the index has them; see the test below.
			if diff := cmp.Diff(want[i].Head(), head); diff != "" {
				t.Errorf("%s index: %s", name, diff)
			}
			if got[i].Digest() != want[i].Digest() {
				t.Errorf("%s index: another digest", name)
			}
		}
	}
}

// A head counts only for the bytes that it was taken from.
func TestIndexOfOtherBytes(t *testing.T) {
	t.Parallel()
	data, err := guides.FS.ReadFile("nbformat.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := append([]byte("# changed\n"), data...)
	files := fstest.MapFS{"nbformat.yaml": {Data: changed}}
	lie := []byte(`{"nbformat.yaml": {"sha256": "` + catalog.DigestOf(data).Hex() + `", "head": {"ID": "nbformat", "Name": "a lie"}}}`)
	entries, problems := catalog.New(files, catalog.WithIndex(lie)).List(t.Context())
	if len(problems) > 0 || len(entries) != 1 || entries[0].Head().Name != "nbformat" {
		t.Errorf("%v, %v", entries[0].Head(), problems)
	}
}

// The part of a guide that lists take from the index is what the whole guide says.
func TestPartOfAGuide(t *testing.T) {
	t.Parallel()
	entries, _ := catalog.New(guides.FS, catalog.WithIndex(guides.Index())).List(t.Context())
	for _, e := range entries {
		part, ok := e.Head().Partial()
		whole, err := e.Guide()
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		want := &guide.Guide{
			Schema: whole.Schema, ID: whole.ID, Name: whole.Name, Repo: whole.Repo, Subproject: whole.Subproject, Summary: whole.Summary,
			Choose: whole.Choose, Clone: guide.Clone{Repo: whole.Clone.Repo}, Profiles: whole.Profiles, Resources: whole.Resources, Issues: whole.Issues,
		}
		if diff := cmp.Diff(want, part, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", whole.ID, diff)
		}
	}
	if plain, _ := catalog.New(guides.FS).List(t.Context()); len(plain) > 0 {
		if _, ok := plain[0].Head().Partial(); ok {
			t.Error("a head that was read without its issues passes for a guide")
		}
	}
}
