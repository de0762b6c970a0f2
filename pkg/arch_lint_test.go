package pkg_test

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// A layer is a depguard rule of .golangci.yml, as far as it says what the table says.
type layer struct {
	Mode  string   `yaml:"list-mode"`
	Files []string `yaml:"files"`
	Allow []string `yaml:"allow"`
	Deny  []struct {
		Pkg string `yaml:"pkg"`
	} `yaml:"deny"`
}

func (l *layer) denied() []string {
	var paths []string
	for _, d := range l.Deny {
		paths = append(paths, d.Pkg)
	}
	return paths
}

// The linter shows a wrong arrow in the editor, these tests show it everywhere: they must agree.
func TestLinterKnowsTheTable(t *testing.T) {
	t.Parallel()
	want := map[string]*layer{}
	for name, r := range table() {
		l := &layer{Mode: "lax", Files: []string{"**/" + name + "/*.go", "!$test"}}
		for _, to := range r.imports {
			l.Allow = append(l.Allow, module+"/"+to+"$")
		}
		slices.Sort(l.Allow)
		l.Deny = append(l.Deny, struct {
			Pkg string `yaml:"pkg"`
		}{module})
		want[path.Base(name)] = l
	}
	got := readLayers(t)
	for name, l := range got {
		slices.Sort(l.Allow)
		if strings.HasPrefix(name, "library-") {
			delete(got, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("depguard's rules in .golangci.yml differ from the table (-table +.golangci.yml):\n%s", diff)
	}
}

func TestLinterKnowsTheLibraries(t *testing.T) {
	t.Parallel()
	layers := readLayers(t)
	for _, lib := range libraries() {
		i := slices.IndexFunc(sortedLibraryLayers(layers), func(l *layer) bool { return cmp.Equal(lib.paths, l.denied()) })
		if i < 0 {
			t.Errorf("no depguard rule in .golangci.yml denies exactly %q", lib.paths)
			continue
		}
		files := sortedLibraryLayers(layers)[i].Files
		for _, name := range lib.rooms {
			if !slices.Contains(files, "!**/"+name+"/*.go") {
				t.Errorf("the depguard rule that denies %q has files %q, which do not except %s", lib.paths, files, name)
			}
		}
		if slices.Contains(files, "!$test") != lib.tests {
			t.Errorf("the depguard rule that denies %q has files %q, but tests may import it: %t", lib.paths, files, lib.tests)
		}
	}
	if got, want := len(sortedLibraryLayers(layers)), len(libraries()); got != want {
		t.Errorf(".golangci.yml has %d rules for libraries, the test has %d", got, want)
	}
}

// sortedLibraryLayers returns the rules for libraries, ordered by name.
func sortedLibraryLayers(layers map[string]*layer) []*layer {
	var names []string
	for name := range layers {
		if strings.HasPrefix(name, "library-") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	found := make([]*layer, len(names))
	for i, name := range names {
		found[i] = layers[name]
	}
	return found
}

func readLayers(t *testing.T) map[string]*layer {
	t.Helper()
	text, err := os.ReadFile("../.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Linters struct {
			Settings struct {
				Depguard struct {
					Rules map[string]*layer `yaml:"rules"`
				} `yaml:"depguard"`
			} `yaml:"settings"`
		} `yaml:"linters"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	return config.Linters.Settings.Depguard.Rules
}
