package practice_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// What a developer sees in the folder project is what a newcomer gets.
func TestTipIsTheProjectFolder(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	root := os.DirFS("project")
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "__pycache__" {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, path)
		want[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	repo := create(t, t.TempDir())
	got := map[string]string{}
	for path := range strings.FieldsSeq(git(t, repo.Dir, "ls-tree", "-r", "--name-only", "HEAD")) {
		out, err := exec.CommandContext(t.Context(), program(t, "git"), "-C", repo.Dir, "cat-file", "blob", "HEAD:"+path).Output()
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		got[path] = string(out)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commit and folder differ (-folder +commit):\n%s", diff)
	}
}

func TestProjectSaysThatItIsPractice(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"README.md", "CONTRIBUTING.md"} {
		content, err := os.ReadFile(filepath.Join("project", path))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(content), "practice project") {
			t.Errorf("%s does not say that this is practice", path)
		}
	}
}

func TestGuide(t *testing.T) {
	t.Parallel()
	g := load(t)
	if g.ID != practice.ID {
		t.Errorf("the guide's id is %q, want %q", g.ID, practice.ID)
	}
	if g.Python == nil || !g.Python.WithoutPip {
		t.Error("the environment is made with pip, which may need a network")
	}
	for _, step := range g.Steps {
		if step.Pip != nil || step.Network != nil && *step.Network {
			t.Errorf("step %s needs a network", step.ID)
		}
	}
	if len(g.Sources) == 0 {
		t.Error("the guide names no sources")
	}
	for _, source := range g.Sources {
		if source.Commit != tip {
			t.Errorf("source %s was read at %s, want %s", source.File, source.Commit, tip)
		}
		if _, err := os.Stat(filepath.Join("project", source.File)); err != nil {
			t.Errorf("source %s: %v", source.File, err)
		}
	}
	for _, failure := range g.KnownFailures {
		if !regexp.MustCompile(failure.Pattern).MatchString(failure.Sample) {
			t.Errorf("known failure %s does not match its sample", failure.ID)
		}
	}
}

// The bytes that Guide returns belong to the caller.
func TestGuideIsACopy(t *testing.T) {
	t.Parallel()
	clear(practice.Guide())
	load(t)
}

// Create needs no git program and reads nobody's configuration: this one would stop whoever reads it.
func TestCreateNeedsNoGit(t *testing.T) {
	t.Parallel()
	home, dir := t.TempDir(), t.TempDir()
	write(t, filepath.Join(home, ".gitconfig"), "[core\n")
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKillHelper$")
	child.Env = []string{
		"HOME=" + home, "USERPROFILE=" + home, "XDG_CONFIG_HOME=" + home, "PATH=", "TMPDIR=" + home,
		"SYSTEMROOT=" + os.Getenv("SYSTEMROOT"), killDir + "=" + dir, killPoint + "=1000000",
	}
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("Create without git: %v\n%s", err, out)
	}
	if repo := create(t, dir); repo.Made {
		t.Error("the child made no whole repository")
	}
}

func BenchmarkCreate(b *testing.B) {
	for b.Loop() {
		if _, err := practice.Create(b.Context(), filepath.Join(b.TempDir(), "new")); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCreateAgain(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		if _, err := practice.Create(b.Context(), dir); err != nil {
			b.Fatal(err)
		}
	}
}
