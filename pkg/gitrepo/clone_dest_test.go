package gitrepo_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

func TestCloneNeverOverwrites(t *testing.T) {
	t.Parallel()
	_, from, service := served(t, 2)
	dir := t.TempDir()
	file, folder, link, deep := filepath.Join(dir, "file"), filepath.Join(dir, "folder"), filepath.Join(dir, "link"), filepath.Join(dir, "deep")
	for path, content := range map[string]string{file: "mine", filepath.Join(folder, "a"): "mine", filepath.Join(deep, ".git", "config"): "mine"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	before := gittest.Snapshot(t, dir)
	for _, dest := range []string{file, folder, link, deep} {
		_, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil)
		if exists, ok := errors.AsType[*gitrepo.ExistsError](err); !ok || exists.Dir != dest {
			t.Errorf("%s: %v, want that it exists", dest, err)
		}
	}
	if diff := cmp.Diff(before, gittest.Snapshot(t, dir)); diff != "" {
		t.Errorf("something was touched:\n%s", diff)
	}
	if n := service.Stats().Requests; n != 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

func TestCloneIntoAnEmptyFolder(t *testing.T) {
	t.Parallel()
	_, from, _ := served(t, 2)
	dest := t.TempDir()
	if _, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil); err != nil {
		t.Fatal(err)
	}
	if got := gittest.Open(t, dest).Git("status", "--porcelain"); got != "" {
		t.Errorf("status: %q", got)
	}
}

// TestDestinationThatAppearsIsSpared puts something at the destination while
// the clone is under way.
func TestDestinationThatAppearsIsSpared(t *testing.T) {
	t.Parallel()
	for name, appear := range map[string]func(dest string) error{
		"file":   func(dest string) error { return os.WriteFile(dest, []byte("mine"), 0o600) },
		"folder": func(dest string) error { return os.MkdirAll(filepath.Join(dest, "mine"), 0o700) },
		"link":   func(dest string) error { return os.Symlink("mine", dest) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, from, service := served(t, 2)
			parent := t.TempDir()
			dest := filepath.Join(parent, "name")
			var inside []string
			if name == "folder" {
				inside = append(inside, filepath.Join("name", "mine"))
			}
			var once sync.Once
			service.OnSend = func(int64) {
				once.Do(func() {
					if err := appear(dest); err != nil {
						t.Error(err)
					}
				})
			}
			_, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil)
			if !errors.As(err, new(*gitrepo.ExistsError)) {
				t.Errorf("got %v, want that it exists", err)
			}
			got := slices.Sorted(maps.Keys(gittest.Snapshot(t, parent)))
			if diff := cmp.Diff(append([]string{".", "name"}, inside...), got); diff != "" {
				t.Errorf("it was touched, or something was left beside it:\n%s", diff)
			}
			if data, err := os.ReadFile(dest); name == "file" && (err != nil || string(data) != "mine") {
				t.Errorf("it was touched: %q, %v", data, err)
			}
		})
	}
}
