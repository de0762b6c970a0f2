package catalog_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// shipped is n copies of a guide that ships, each under its own id.
func shipped(b *testing.B, n int) fstest.MapFS {
	b.Helper()
	data, err := fs.ReadFile(guides.FS, "nbformat.yaml")
	if err != nil {
		b.Fatal(err)
	}
	files := fstest.MapFS{}
	for i := range n {
		id := fmt.Sprintf("nbformat-%d", i)
		files[id+".yaml"] = &fstest.MapFile{Data: bytes.Replace(data, []byte("id: nbformat\n"), []byte("id: "+id+"\n"), 1)}
	}
	return files
}

func BenchmarkList(b *testing.B) {
	for _, n := range []int{34, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := catalog.New(shipped(b, n))
			for b.Loop() {
				if entries, problems := c.List(b.Context()); len(entries) != n || len(problems) != 0 {
					b.Fatalf("%d entries, problems %v", len(entries), problems)
				}
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	c := catalog.New(shipped(b, 34))
	for _, name := range []string{"nbformat-7", "jupyter/nbformat", "nbfromat"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = c.Find(b.Context(), name) // The last isn't found.
			}
		})
	}
}

// A hundred other approvals are there; trusted needs none of them, changed and unknown need all.
func BenchmarkCheck(b *testing.B) {
	trust, _ := newTrust()
	dir := folder(b)
	path := filepath.Join(dir, "g.yaml")
	for i := range 100 {
		must(b, trust.Approve(fromFile(b, write(b, path, guideText("nbformat", "a/b")+strings.Repeat("#", i)))))
	}
	for name, e := range map[string]*catalog.Entry{
		"trusted": fromFile(b, path),
		"changed": fromFile(b, write(b, path, guideText("nbformat", "a/b")+"# changed")),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if got := trust.Check(e).State.String(); got != name {
					b.Fatal(got)
				}
			}
		})
	}
}
