package catalog_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
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
			if diff := cmp.Diff(want[i].Head(), got[i].Head()); diff != "" {
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
