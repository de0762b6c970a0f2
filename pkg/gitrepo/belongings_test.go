package gitrepo_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// TestBelongings puts one thing after another into a clone: each is found, and nothing else.
func TestBelongings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		prepare func(r *gittest.Repo)
		want    gitrepo.Belongings
	}{
		{"nothing", func(*gittest.Repo) {}, gitrepo.Belongings{}},
		{"modified", func(r *gittest.Repo) { r.Write("data/0.bin", "mine") }, gitrepo.Belongings{Changed: []string{"data/0.bin"}}},
		{"staged", func(r *gittest.Repo) { r.Write("a b.txt", "mine"); r.Git("add", ".") }, gitrepo.Belongings{Changed: []string{"a b.txt"}}},
		{"staged, then as before", func(r *gittest.Repo) {
			r.Git("config", "core.fileMode", "true")
			r.Git("update-index", "--chmod=+x", "data/0.bin")
		}, gitrepo.Belongings{Changed: []string{"data/0.bin"}}},
		{"untracked", func(r *gittest.Repo) { r.Write("notes/a.txt", "mine"); r.Write("b c.txt", "mine") }, gitrepo.Belongings{Untracked: []string{"b c.txt", "notes/"}}},
		{"untracked, hidden by a setting", func(r *gittest.Repo) {
			r.Git("config", "status.showUntrackedFiles", "no")
			r.Write("b.txt", "mine")
		}, gitrepo.Belongings{Untracked: []string{"b.txt"}}},
		{"ignored", func(r *gittest.Repo) {
			r.Write(".git/info/exclude", "*.secret\nbuild/\n")
			r.Write("my.secret", "mine")
			r.Write("build/x/y", "made")
		}, gitrepo.Belongings{Ignored: []string{"build/", "my.secret"}}},
		{"assumed unchanged", func(r *gittest.Repo) {
			r.Git("update-index", "--assume-unchanged", "data/0.bin")
			r.Write("data/0.bin", "mine")
		}, gitrepo.Belongings{Unwatched: []string{"data/0.bin"}}},
		{"skipped", func(r *gittest.Repo) {
			r.Git("update-index", "--skip-worktree", "data/0.bin")
			r.Write("data/0.bin", "mine")
		}, gitrepo.Belongings{Unwatched: []string{"data/0.bin"}}},
		{"commits", func(r *gittest.Repo) { r.Write("x", "x"); r.Commit("x"); r.Commit("y") }, gitrepo.Belongings{Commits: 2}},
		{"commits of another branch", func(r *gittest.Repo) {
			r.Git("switch", "-q", "-c", "mine")
			r.Commit("x")
			r.Git("switch", "-q", "main")
		}, gitrepo.Belongings{Commits: 1}},
		{"commits of no branch", func(r *gittest.Repo) { r.Git("switch", "-q", "--detach"); r.Commit("x") }, gitrepo.Belongings{Commits: 1}},
		{"commits of a tag", func(r *gittest.Repo) {
			r.Git("switch", "-q", "--detach")
			r.Commit("x")
			r.Git("tag", "-a", "-m", "mine", "v9")
			r.Git("switch", "-q", "main")
		}, gitrepo.Belongings{Commits: 1}},
		{"a tag of what the remote has", func(r *gittest.Repo) { r.Git("tag", "v9") }, gitrepo.Belongings{}},
		{"stashes", func(r *gittest.Repo) {
			for _, content := range []string{"one", "two"} {
				r.Write("data/0.bin", content)
				r.Git("stash")
			}
		}, gitrepo.Belongings{Stashes: 2}},
		{"stash without its log", func(r *gittest.Repo) {
			r.Write("data/0.bin", "one")
			r.Git("stash")
			_ = os.Remove(filepath.Join(r.Dir, ".git/logs/refs/stash"))
		}, gitrepo.Belongings{Stashes: 1}},
		{"work tree", func(r *gittest.Repo) {
			r.Git("worktree", "add", "-q", "--detach", filepath.Join(filepath.Dir(r.Dir), "other"))
		}, gitrepo.Belongings{Worktrees: []string{"other"}}},
		{"merge", func(r *gittest.Repo) { r.Write(".git/MERGE_HEAD", r.Git("rev-parse", "HEAD")+"\n") }, gitrepo.Belongings{Operation: gitrepo.OperationMerge}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, clone, _ := cloned(t)
			tt.prepare(clone)
			before := gittest.Snapshot(t, clone.Dir)
			got, err := newGit(t).Belongings(t.Context(), clone.Dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(before, gittest.Snapshot(t, clone.Dir)); diff != "" {
				t.Errorf("the checkout was changed:\n%s", diff)
			}
		})
	}
}

// TestBelongingsKnownTags tells tags that came with the clone, which may lie on branches that weren't
// fetched, from a person's own.
func TestBelongingsKnownTags(t *testing.T) {
	t.Parallel()
	_, clone, _ := cloned(t)
	g := newGit(t)
	clone.Git("switch", "-q", "--detach")
	clone.Commit("of a release branch")
	clone.Git("tag", "-a", "-m", "released", "v1")
	clone.Git("switch", "-q", "main")
	known, err := g.Tags(t.Context(), clone.Dir)
	if err != nil || len(known) != 1 {
		t.Fatalf("tags %q, %v", known, err)
	}
	commits := func() int {
		t.Helper()
		b, err := g.Belongings(t.Context(), clone.Dir, known)
		if err != nil {
			t.Fatal(err)
		}
		return b.Commits
	}
	if n := commits(); n != 0 {
		t.Errorf("%d commits are the person's, want none", n)
	}
	clone.Git("switch", "-q", "--detach")
	clone.Write("mine", "mine")
	clone.Commit("mine")
	clone.Git("tag", "-f", "v1")
	clone.Git("switch", "-q", "main")
	if n := commits(); n != 1 {
		t.Errorf("after a tag was moved, %d commits are the person's, want 1", n)
	}
}
