package gitrepo_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// newGit returns the real git with a home of the test's own.
func newGit(t *testing.T) *gitrepo.Git {
	t.Helper()
	g := gitrepo.New(system.Machine{}, gittest.Environ(t.TempDir()))
	if g.Program() == "" {
		t.Fatal("these tests need git")
	}
	return g
}

func address(t *testing.T, raw string) gitrepo.Address {
	t.Helper()
	a, err := gitrepo.ValidateURL(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestCloneIsBlobless(t *testing.T) {
	t.Parallel()
	upstream := gittest.NewRepo(t)
	last := upstream.Fill(30, 20_000)
	upstream.Git("tag", "v1")
	url, service := gittest.Server(t, map[string]string{"owner/name": upstream.Dir})
	dest := filepath.Join(t.TempDir(), "deep", "name")

	var seen []gitrepo.Progress
	result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: address(t, url+"/owner/name"), Dir: dest}, func(p gitrepo.Progress) {
		seen = append(seen, p)
	})
	if err != nil {
		t.Fatal(err)
	}
	if result.Commit != last || result.Branch != "main" || !result.Filtered || result.Dir != dest || result.Program != "git" {
		t.Errorf("got %+v, want commit %s on main, filtered", result, last)
	}
	// Seven files of 20 kB are checked out; thirty versions exist.
	if sent := service.Stats().Sent; sent < 7*20_000 || sent > 12*20_000 {
		t.Errorf("the server sent %d bytes", sent)
	}
	if result.Bytes < 7*20_000 || result.Bytes > service.Stats().Sent || result.Objects == 0 {
		t.Errorf("counted %d bytes and %d objects", result.Bytes, result.Objects)
	}
	repo := gittest.Open(t, dest)
	for _, check := range []struct{ args, want string }{
		{"remote", "upstream"},
		{"tag", ""},
		{"status", ""},
	} {
		args := []string{check.args}
		if check.args == "status" {
			args = append(args, "--porcelain")
		}
		if got := repo.Git(args...); got != check.want {
			t.Errorf("git %s: %q, want %q", check.args, got, check.want)
		}
	}
	if got := repo.Git("rev-parse", "--abbrev-ref", "main@{upstream}"); got != "upstream/main" {
		t.Errorf("main follows %q", got)
	}
	if len(seen) == 0 || seen[0].Phase != gitrepo.PhaseConnect {
		t.Errorf("progress: %+v", seen)
	}
	if left := leftovers(t, filepath.Dir(dest)); len(left) != 1 {
		t.Errorf("beside the clone are %v", left)
	}
}

func leftovers(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
