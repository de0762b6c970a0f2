package plan_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// TestMain knows the flag -update, which writes what is expected instead of comparing with it.
func TestMain(m *testing.M) {
	flag.Bool("update", false, "write the expected plans of testdata/plan")
	m.Run()
}

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// testdata is where pairs of guide and facts, and their plans, are.
const testdata = "../../testdata/plan"

// TestPairs builds the plan of each file of testdata/plan/pairs: a guide, facts, choices and the person's
// variables for the network make plan.txt or error.txt.
func TestPairs(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(testdata, "pairs", "*.txtar"))
	if err != nil || len(files) < 30 {
		t.Fatalf("%d pairs, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name, got := pair(t, archive)
			want := part(archive, name)
			if updating() {
				setPart(archive, name, got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		})
	}
}

// pair builds the plan of a pair, and says what kind of result it is.
func pair(t *testing.T, archive *txtar.Archive) (name, text string) {
	t.Helper()
	g, err := guide.Load("guide.yaml", []byte(part(archive, "guide.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	var f plan.Facts
	decode(t, part(archive, "facts.yaml"), &f)
	if text := part(archive, "environment.yaml"); text != "" {
		env := map[string]string{}
		decode(t, text, &env)
		f.Network = overlay.FromMachine(overlay.Machine{Env: env, OS: string(f.OS)})
	}
	var c struct {
		Dir, Work, Profile, Recipe, From string
		Full                             bool
		NoFix                            bool `yaml:"no_fix"`
	}
	if text := part(archive, "choices.yaml"); text != "" {
		decode(t, text, &c)
	}
	p, err := plan.Build(g, f, plan.Choices{
		Dir: c.Dir, Work: c.Work, Profile: c.Profile, Recipe: c.Recipe, From: c.From, Full: c.Full, NoFix: c.NoFix,
	})
	if err != nil {
		return "error.txt", err.Error() + "\n"
	}
	checkInvariants(t, p)
	text = p.String()
	for _, task := range g.Tasks {
		text += "\ntask " + task.ID + "\n   in " + p.Task(task).Dir + "\n   $ " +
			strings.ReplaceAll(p.Task(task).Action.Command(), "\n", "\n   $ ") + "\n"
	}
	return "plan.txt", text
}

// decode reads YAML and refuses keys that aren't known.
func decode(t *testing.T, text string, v any) {
	t.Helper()
	loader, err := yaml.NewLoader(bytes.NewReader([]byte(text)), yaml.WithKnownFields())
	if err != nil {
		t.Fatal(err)
	}
	if err := loader.Load(v); err != nil {
		t.Fatal(err)
	}
}

func part(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// setPart puts a result into an archive in the place of what was expected before.
func setPart(a *txtar.Archive, name, text string) {
	var kept []txtar.File
	for _, f := range a.Files {
		if f.Name != "plan.txt" && f.Name != "error.txt" {
			kept = append(kept, f)
		}
	}
	a.Files = append(kept, txtar.File{Name: name, Data: []byte(text)})
}
