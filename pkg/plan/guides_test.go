package plan_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// TestGuides builds the plan of every guide that comes with the program, for each machine in each state,
// and of every further profile and recipe where everything is installed. What is expected is in
// testdata/plan/<guide>: write it with -update, and read what changed.
func TestGuides(t *testing.T) {
	t.Parallel()
	for id, g := range shipped(t) {
		for _, m := range machines() {
			t.Run(id+"/"+m.name, func(t *testing.T) {
				t.Parallel()
				archive := &txtar.Archive{}
				for _, s := range states() {
					add(t, archive, string(s), g, m.with(g, s), m.choices())
				}
				compact(archive)
				golden(t, filepath.Join(testdata, id, m.name+".txtar"), archive)
			})
		}
		t.Run(id+"/choices", func(t *testing.T) {
			t.Parallel()
			archive := furtherChoices(t, g)
			if len(archive.Files) == 0 {
				return
			}
			compact(archive)
			golden(t, filepath.Join(testdata, id, "choices.txtar"), archive)
		})
	}
}

// furtherChoices are the plans for every profile and recipe that isn't the default.
func furtherChoices(t *testing.T, g *guide.Guide) *txtar.Archive {
	t.Helper()
	archive := &txtar.Archive{}
	m := machines()[0]
	for _, p := range g.Profiles {
		if !p.Default {
			c, f := m.choices(), m.with(g, all)
			c.Profile = p.ID
			if g.RecipesOf(p.ID)[0].Kind == guide.Conda {
				f.Tools["conda"] = plan.Program{Path: m.bin + "conda", Version: "24.9.2"}
			}
			add(t, archive, "profile "+p.ID, g, f, c)
		}
	}
	for _, r := range g.Recipes {
		if !r.Default && slices.ContainsFunc(g.RecipesOf(defaultProfile(g)), func(o guide.Recipe) bool { return o.ID == r.ID }) {
			c := m.choices()
			c.Recipe = r.ID
			f := m.with(g, all)
			f.Tools["conda"] = plan.Program{Path: m.bin + "conda", Version: "24.9.2"}
			add(t, archive, "recipe "+r.ID, g, f, c)
		}
	}
	return archive
}

// defaultProfile is the profile that is taken when none is named.
func defaultProfile(g *guide.Guide) string {
	return g.Profiles[slices.IndexFunc(g.Profiles, func(p guide.Profile) bool { return p.Default })].ID
}

// compact leaves out of an archive what the pairs show once: the question where packages are imported
// from; and of a step that is the same in an earlier plan of the archive all but its name.
func compact(archive *txtar.Archive) {
	seen := map[string]string{}
	for i, f := range archive.Files {
		text := origin.ReplaceAllString(string(f.Data), "   $ # where $1 is imported from\n")
		blocks := strings.Split(text, "\n\n")
		for j, block := range blocks {
			head, body, ok := strings.Cut(block, "\n")
			_, id, numbered := strings.Cut(head, ". ")
			if !ok || !numbered {
				continue
			}
			if first, again := seen[id+body]; again {
				blocks[j] = head + " (as in " + first + ")"
			} else {
				seen[id+body] = f.Name
			}
		}
		archive.Files[i].Data = []byte(strings.TrimRight(strings.Join(blocks, "\n\n"), "\n") + "\n")
	}
}

// origin is the script that stands before a proof with packages that must come from the checkout.
var origin = regexp.MustCompile(`(?s)   \$ python -I - <<'EOF'\n.*?for name in (\[[^\n]*\]):\n.*?\n   \$ EOF\n`)

func add(t *testing.T, archive *txtar.Archive, name string, g *guide.Guide, f plan.Facts, c plan.Choices) {
	t.Helper()
	p, err := plan.Build(g, f, c)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	checkInvariants(t, p)
	archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(p.String())})
}

// golden compares an archive with a file, or writes it.
func golden(t *testing.T, file string, archive *txtar.Archive) {
	t.Helper()
	got := txtar.Format(archive)
	if updating() {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with: go test ./pkg/plan -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// shipped are the guides that come with the program, by id.
func shipped(t *testing.T) map[string]*guide.Guide {
	t.Helper()
	out := map[string]*guide.Guide{}
	names, err := fs.Glob(guides.FS, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d guides, %v", len(names), err)
	}
	load := func(name string, data []byte) {
		g, err := guide.Load(name, data)
		if err != nil {
			t.Fatal(err)
		}
		out[g.ID] = g
	}
	for _, name := range names {
		if guide.IsShared(name) {
			continue // It serves all guides, and is none.
		}
		data, err := guides.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		load(name, data)
	}
	load("practice.yaml", practice.Guide())
	return out
}

// TestNoStalePlans finds folders of plans whose guide is gone.
func TestNoStalePlans(t *testing.T) {
	t.Parallel()
	known := shipped(t)
	entries, err := os.ReadDir(testdata)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if known[e.Name()] == nil && e.Name() != "pairs" && !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s has plans of a guide that isn't there", filepath.Join(testdata, e.Name()))
		}
	}
}
