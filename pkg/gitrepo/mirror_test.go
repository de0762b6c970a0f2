package gitrepo_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func TestMirror(t *testing.T) {
	t.Parallel()
	repo := gittest.NewRepo(t)
	repo.Write("a.txt", "one\n")
	repo.Write("sub/b.txt", "b\n")
	first := repo.Commit("first")
	server, _ := gittest.Server(t, map[string]string{"owner/name": repo.Dir})
	git := gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir()))
	from, err := gitrepo.RepoURL(server, "owner/name")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "deep", "mirror.git")
	m, err := git.Mirror(t.Context(), from, dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if m.Tip() != first {
		t.Errorf("tip %s, want %s", m.Tip(), first)
	}
	if branch, err := m.DefaultBranch(t.Context()); err != nil || branch != "main" {
		t.Errorf("default branch %q, %v", branch, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "a.txt")); err == nil {
		t.Error("the mirror has a work tree")
	}

	repo.Write("a.txt", "two\n")
	second := repo.Commit("second")
	repo.Write("sub/b.txt", "c\n")
	third := repo.Commit("third")
	if m, err = git.Mirror(t.Context(), from, dir, "main"); err != nil {
		t.Fatal(err)
	}
	if m.Tip() != third {
		t.Errorf("tip %s, want %s", m.Tip(), third)
	}
	changes, err := m.Changes(t.Context(), first, third, "a.txt", 5)
	if err != nil || len(changes) != 1 || changes[0].Commit != second || changes[0].Date.IsZero() {
		t.Errorf("changes %v, %v", changes, err)
	}
	contents := map[string]string{}
	for _, commit := range []string{first, third} {
		tree, err := m.Tree(t.Context(), commit)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range tree {
			data, err := m.Content(t.Context(), e.ID, 100)
			if err != nil {
				t.Fatal(err)
			}
			contents[commit[:7]+" "+e.Path] = string(data)
		}
	}
	want := map[string]string{
		first[:7] + " a.txt": "one\n", first[:7] + " sub/b.txt": "b\n", third[:7] + " a.txt": "two\n", third[:7] + " sub/b.txt": "c\n",
	}
	if diff := cmp.Diff(want, contents); diff != "" {
		t.Error(diff)
	}
}

func TestMirrorRefuses(t *testing.T) {
	t.Parallel()
	repo := gittest.NewRepo(t)
	repo.Write("big.txt", strings.Repeat("x", 200))
	commit := repo.Commit("first")
	git := gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir()))
	from, err := gitrepo.ParseFrom(repo.Dir, "")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "mirror.git")
	m, err := git.Mirror(t.Context(), from, dir, "")
	if err != nil {
		t.Fatal(err)
	}
	tree, err := m.Tree(t.Context(), commit)
	if err != nil || len(tree) != 1 {
		t.Fatalf("%v, %v", tree, err)
	}
	if _, err := m.Content(t.Context(), tree[0].ID, 100); err == nil || !strings.Contains(err.Error(), "200 bytes") {
		t.Errorf("a file that is too large: %v", err)
	}
	for name, call := range map[string]func() error{
		"commit":  func() error { _, err := m.Tree(t.Context(), "--output=x"); return err },
		"content": func() error { _, err := m.Content(t.Context(), "HEAD", 10); return err },
		"changes": func() error { _, err := m.Changes(t.Context(), "HEAD", commit, "x", 1); return err },
		"branch":  func() error { _, err := git.Mirror(t.Context(), from, dir, "-x"); return err },
	} {
		if invalid, ok := errors.AsType[*gitrepo.InvalidError](call()); !ok {
			t.Errorf("%s: %v", name, invalid)
		}
	}
	if _, err := m.Tree(t.Context(), strings.Repeat("0123", 10)); err == nil {
		t.Error("a commit that isn't there has a tree")
	}
	if _, err := git.Mirror(t.Context(), from, filepath.Join(t.TempDir(), "x"), "absent"); err == nil {
		t.Error("a branch that isn't there was mirrored")
	}
}

// TestMirrorIsOfOneAddress gives the mirror of one repository to another of the same name.
func TestMirrorIsOfOneAddress(t *testing.T) {
	t.Parallel()
	git := gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir()))
	dir := filepath.Join(t.TempDir(), "mirror.git")
	for i, want := range []string{"", "is a mirror of "} {
		repo := gittest.NewRepo(t)
		repo.Write("a.txt", strings.Repeat("x", i+1))
		repo.Commit("first")
		server, _ := gittest.Server(t, map[string]string{"owner/name": repo.Dir})
		from, err := gitrepo.RepoURL(server, "owner/name")
		if err != nil {
			t.Fatal(err)
		}
		_, err = git.Mirror(t.Context(), from, dir, "")
		if said := fmt.Sprint(err); (err != nil) != (want != "") || !strings.Contains(said, want) && want != "" {
			t.Errorf("repository %d: %v, want %q", i, err, want)
		}
	}
}

func TestMirrorName(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, c := range []struct{ address, branch string }{
		{"https://github.com/owner/name.git", ""},
		{"https://github.com/owner/name.git", "main"},
		{"https://github.com/owner/name.git", "a/b"},
		{"https://github.com/owner/name.git", "a+b"},
		{"https://git.example/owner/name.git", ""},
		{"https://git.example:8443/owner/name.git", ""},
		{"https://git.example/owner/Name.git", ""},
		{"git@git.example:owner/name.git", ""},
		{"https://git.example/" + strings.Repeat("long", 60) + "/name", ""},
		{"https://git.example/" + strings.Repeat("long", 60) + "/other", ""},
		{"https://git.example/name", ""},
	} {
		from, err := gitrepo.ValidateURL(c.address)
		if err != nil {
			t.Fatal(err)
		}
		name, key := gitrepo.MirrorName(from, c.branch), c.address+" "+c.branch
		if other := seen[strings.ToLower(name)]; other != "" {
			t.Errorf("%s and %s share %s", key, other, name)
		}
		seen[strings.ToLower(name)] = key
		host, _, _ := strings.Cut(from.Host(), ":")
		if !strings.HasPrefix(name, host) || len(name) > 128 || !regexp.MustCompile(`^[\w.+-]+\.git$`).MatchString(name) {
			t.Errorf("%s gives %q", key, name)
		}
	}
}
