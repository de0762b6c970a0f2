package gitrepo_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

func digest(t *testing.T, g *gitrepo.Git, dir string) string {
	t.Helper()
	d, err := g.WorkTreeDigest(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDigestSeesEveryChange makes one change after another, each of which has
// to give a digest that was never there before; and looking changes nothing.
func TestDigestSeesEveryChange(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]*gitrepo.Git{"git": newGit(t), "go-git": withoutGit(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := checkout(t)
			seen := map[string]string{}
			for _, step := range digestSteps(r) {
				if err := step.do(); err != nil {
					t.Fatal(err)
				}
				before := gittest.Snapshot(t, r.Dir)
				d := digest(t, g, r.Dir)
				if earlier, ok := seen[d]; ok {
					t.Errorf("%q gives the digest of %q", step.what, earlier)
				}
				seen[d] = step.what
				if again := digest(t, g, r.Dir); again != d {
					t.Errorf("%q: two digests of one state", step.what)
				}
				if diff := cmp.Diff(before, gittest.Snapshot(t, r.Dir)); diff != "" {
					t.Errorf("%q: the digest changed something:\n%s", step.what, diff)
				}
			}
		})
	}
}

// digestStep is one change of a checkout.
type digestStep struct {
	what string
	do   func() error
}

func digestSteps(r *gittest.Repo) []digestStep {
	path := func(name string) string { return filepath.Join(r.Dir, name) }
	put := func(name, content string) func() error {
		return func() error { r.Write(name, content); return nil }
	}
	return []digestStep{
		{"nothing", func() error { return nil }},
		{"modified", put("a.txt", "xx\n")},
		{"modified, same size", put("a.txt", "yy\n")},
		{"untracked", put("new/x", "1")},
		{"untracked, same size", put("new/x", "2")},
		{"untracked, renamed", func() error { return os.Rename(path("new/x"), path("new/y")) }},
		{"content and name swapped", put("new/2", "y")},
		{"link", func() error { return os.Symlink("a.txt", path("link")) }},
		{"link elsewhere", func() error {
			if err := os.Remove(path("link")); err != nil {
				return err
			}
			return os.Symlink("b.txt", path("link"))
		}},
		{"deleted", func() error { return os.Remove(path("b.txt")) }},
		{"executable", func() error { return os.Chmod(path("a.txt"), 0o755) }},
		{"committed", func() error { r.Commit("all"); return nil }},
		{"new commit", func() error { r.Git("commit", "--quiet", "--allow-empty", "-m", "x"); return nil }},
	}
}

// TestDigestSeesIntoSubmodules: what is changed within a submodule counts as if it were the checkout's own.
func TestDigestSeesIntoSubmodules(t *testing.T) {
	t.Parallel()
	g, r, part := newGit(t), checkout(t), checkout(t)
	r.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.Dir, "part")
	r.Commit("a submodule")
	seen := map[string]string{digest(t, g, r.Dir): "nothing"}
	for _, text := range []string{"1", "2", "3"} {
		r.Write("part/a.txt", text)
		d := digest(t, g, r.Dir)
		if earlier, ok := seen[d]; ok {
			t.Errorf("the text %q gives the digest of %q", text, earlier)
		}
		seen[d] = text
	}
}

func TestDigestIgnoresWhatDoesNotCount(t *testing.T) {
	t.Parallel()
	g, r := newGit(t), checkout(t)
	r.Write(".gitignore", "build/\n")
	r.Commit("ignore")
	want := digest(t, g, r.Dir)
	r.Write("build/out", "x")
	now := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(r.Dir, "a.txt"), now, now); err != nil {
		t.Fatal(err)
	}
	r.Git("branch", "other")
	if got := digest(t, g, r.Dir); got != want {
		t.Error("ignored files, times or other branches changed the digest")
	}
	copied := filepath.Join(t.TempDir(), "copy")
	r.Git("clone", "--quiet", r.Dir, copied)
	if got := digest(t, g, copied); got != want {
		t.Error("the same commit elsewhere has another digest")
	}
}

// TestDigestStaysInside has an untracked link that leads out of the checkout:
// what it leads to doesn't count, and isn't read.
func TestDigestStaysInside(t *testing.T) {
	t.Parallel()
	g, r := newGit(t), checkout(t)
	outside := filepath.Join(t.TempDir(), "outside")
	write(t, filepath.Join(outside, "secret"), "1")
	if err := os.Symlink(outside, filepath.Join(r.Dir, "link")); err != nil {
		t.Fatal(err)
	}
	one := digest(t, g, r.Dir)
	write(t, filepath.Join(outside, "secret"), "2")
	if digest(t, g, r.Dir) != one {
		t.Error("a file outside changed the digest")
	}
}

func TestDigestIsBounded(t *testing.T) {
	t.Parallel()
	g, r := newGit(t), checkout(t)
	big := filepath.Join(r.Dir, "big")
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	// A sparse file of a terabyte: reading it would take for ever.
	if err := f.Truncate(1 << 40); err != nil {
		t.Skipf("this file system has no room for a sparse file: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	one := digest(t, g, r.Dir)
	then := time.Now().Add(-time.Hour)
	if err := os.Chtimes(big, then, then); err != nil {
		t.Fatal(err)
	}
	if digest(t, g, r.Dir) == one {
		t.Error("a changed file beyond the bound gives the same digest")
	}
}
