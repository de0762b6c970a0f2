package guides_test

import (
	"io/fs"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// Each guide belongs to one of the sub-projects on governance's list, or to none of them.
func TestEachGuideHasItsSubproject(t *testing.T) {
	t.Parallel()
	all, err := guide.LoadSubprojects("guides/subprojects.yaml", guides.Subprojects())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := all.Find(guide.NoSubproject); !ok || len(all) != 11 {
		t.Errorf("%d sub-projects, want the ten with a seat and none", len(all))
	}
	names, err := fs.Glob(guides.FS, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if guide.IsShared(name) {
			continue
		}
		data, err := guides.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := guide.LoadFile("guides/"+name, data)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, p := range guide.LintSubproject(f, all) {
			t.Error(p)
		}
	}
}
