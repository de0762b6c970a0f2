package gitrepo_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

const wantedURL = "https://github.com/jupyter/nbformat"

// checkout makes a repository with three commits whose remote upstream is the
// wanted one.
func checkout(t *testing.T) *gittest.Repo {
	t.Helper()
	r := gittest.NewRepo(t)
	r.Write("a.txt", "one\n")
	r.Commit("one")
	r.Write("a.txt", "two\n")
	r.Commit("two")
	r.Write("b.txt", "three\n")
	r.Commit("three")
	r.Git("remote", "add", "upstream", wantedURL)
	return r
}

// TestAdopt looks at each situation and checks that not one byte has changed.
func TestAdopt(t *testing.T) {
	t.Parallel()
	for name, s := range situations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.adopt(t, newGit(t))
		})
	}
}

func TestAdoptWithoutGit(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"as wanted", "other repository", "modified", "untracked", "staged", "in a merge", "detached", "worktree", "bare", "files without git", "empty",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			situations()[name].adopt(t, withoutGit(t))
		})
	}
}

// adopt arranges the situation, adopts the folder and compares.
func (s situation) adopt(t *testing.T, g *gitrepo.Git) {
	t.Helper()
	r := checkout(t)
	dir := s.arrange(t, r)
	around, own := snapshot(t, filepath.Dir(r.Dir)), snapshot(t, dir)
	state, differences, err := g.Adopt(t.Context(), dir, gitrepo.Want{Upstream: address(t, wantedURL), Branch: "main"})
	refused, isRefused := errors.AsType[*gitrepo.RefusedError](err)
	if isRefused != s.refused || err != nil && !isRefused {
		t.Errorf("refused: %v (%v), want %v", isRefused, err, s.refused)
	}
	var kinds []gitrepo.Kind
	for _, d := range differences {
		kinds = append(kinds, d.Kind)
		if d.Observed == "" || d.Expected == "" || d.Refuses && d.Do == "" || strings.Contains(d.Observed, "secret") {
			t.Errorf("%+v doesn't say what was observed, expected and to do, or too much", d)
		}
		if isRefused && d.Refuses && !strings.Contains(refused.Error(), d.Observed) {
			t.Errorf("the error %q doesn't say %q", refused, d.Observed)
		}
	}
	if diff := cmp.Diff(s.kinds, kinds); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
	if s.check != nil && g.Program() != "" {
		s.check(t, state)
	}
	if diff := cmp.Diff(around, snapshot(t, filepath.Dir(r.Dir))) + cmp.Diff(own, snapshot(t, dir)); diff != "" {
		t.Errorf("something was changed:\n%s", diff)
	}
}

// snapshot is gittest.Snapshot of a folder that may be missing.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	return gittest.Snapshot(t, dir)
}

// TestAdoptOfSomeoneElses has git say that the folder's owner is another user.
func TestAdoptOfSomeoneElses(t *testing.T) {
	t.Parallel()
	r := checkout(t)
	if os.Geteuid() == 0 {
		if err := chownAll(r.Dir, 12345); err != nil {
			t.Fatal(err)
		}
	}
	for name, g := range map[string]*gitrepo.Git{"git": gitOfAnother(t), "go-git": withoutGit(t)} {
		if name == "go-git" && os.Geteuid() != 0 {
			continue // Only root can make a folder someone else's.
		}
		before := gittest.Snapshot(t, r.Dir)
		_, differences, err := g.Adopt(t.Context(), r.Dir, gitrepo.Want{Upstream: address(t, wantedURL)})
		if !errors.As(err, new(*gitrepo.RefusedError)) || len(differences) != 1 || differences[0].Kind != gitrepo.KindOwner {
			t.Errorf("%s: %v, %v; want it refused for its owner", name, differences, err)
		}
		if diff := cmp.Diff(before, gittest.Snapshot(t, r.Dir)); diff != "" {
			t.Errorf("%s changed something:\n%s", name, diff)
		}
	}
}

// gitOfAnother returns a Git for which every folder is someone else's: really,
// if the test runs as root and could give the folder away, else by git's own
// switch for tests.
func gitOfAnother(t *testing.T) *gitrepo.Git {
	t.Helper()
	if os.Geteuid() == 0 {
		return newGit(t)
	}
	return gitrepo.New(assumeOther{}, gittest.Environ(t.TempDir()))
}

func chownAll(dir string, uid int) error {
	return filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, uid, uid)
	})
}
