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

// freshen adds a commit to upstream and fetches it.
func freshen(t *testing.T, upstream, clone *gittest.Repo) (fresh string) {
	t.Helper()
	upstream.Write("fresh.txt", "fresh\n")
	upstream.Write("data/0.bin", "fresh\n")
	upstream.Commit("fresh")
	fresh, err := newGit(t).Fetch(t.Context(), clone.Dir, "upstream", "main", nil)
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

func TestFastForward(t *testing.T) {
	t.Parallel()
	upstream, clone, _ := cloned(t)
	fresh := freshen(t, upstream, clone)
	clone.Write("mine.txt", "untracked\n")
	clone.Write(".git/hooks/post-merge", "#!/bin/sh\ntouch hook-ran\n")
	if err := os.Chmod(filepath.Join(clone.Dir, ".git/hooks/post-merge"), 0o755); err != nil {
		t.Fatal(err)
	}
	g := newGit(t)
	if ahead, behind, err := g.Apart(t.Context(), clone.Dir, fresh); ahead != 0 || behind != 1 || err != nil {
		t.Errorf("apart by %d and %d, %v; want 0 and 1", ahead, behind, err)
	}
	for range 2 { // The second time nothing is left to do.
		if err := g.FastForward(t.Context(), clone.Dir, "main", fresh); err != nil {
			t.Fatal(err)
		}
		if got := clone.Git("rev-parse", "main"); got != fresh {
			t.Errorf("main is at %s, want %s", got, fresh)
		}
	}
	if got := clone.Git("status", "--porcelain"); got != "?? mine.txt" {
		t.Errorf("status %q: want the person's file, and no trace of a hook", got)
	}
}

// TestFastForwardRefuses leaves everything as it is where something is in the way.
func TestFastForwardRefuses(t *testing.T) {
	t.Parallel()
	conflict := func(err error) bool {
		failed, ok := errors.AsType[*gitrepo.GitError](err)
		return ok && failed.Reason == gitrepo.ReasonConflict
	}
	for _, tt := range []struct {
		name    string
		prepare func(r *gittest.Repo)
		refused func(error) bool
	}{
		{"a commit of its own", func(r *gittest.Repo) { r.Write("mine", "mine"); r.Commit("mine") }, func(err error) bool {
			ahead, ok := errors.AsType[*gitrepo.AheadError](err)
			return ok && ahead.Ahead == 1 && ahead.Behind == 1
		}},
		{"a changed file in the way", func(r *gittest.Repo) { r.Write("data/0.bin", "mine") }, conflict},
		{"an untracked file in the way", func(r *gittest.Repo) { r.Write("fresh.txt", "mine") }, conflict},
		{"an ignored file in the way", func(r *gittest.Repo) {
			r.Write(".git/info/exclude", "fresh.txt\n")
			r.Write("fresh.txt", "mine")
		}, conflict},
		{"another branch", func(r *gittest.Repo) { r.Git("switch", "-q", "-c", "mine") }, func(err error) bool {
			return err != nil && strings.Contains(err.Error(), "isn't checked out")
		}},
		{"a merge", func(r *gittest.Repo) { r.Write(".git/MERGE_HEAD", r.Git("rev-parse", "HEAD")+"\n") }, func(err error) bool {
			return err != nil && strings.Contains(err.Error(), "a merge is in progress")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			upstream, clone, _ := cloned(t)
			fresh := freshen(t, upstream, clone)
			tt.prepare(clone)
			work, head := worksOf(t, clone), clone.Git("rev-parse", "HEAD")
			err := newGit(t).FastForward(t.Context(), clone.Dir, "main", fresh)
			if !tt.refused(err) {
				t.Errorf("the error is %v", err)
			}
			if got := clone.Git("rev-parse", "HEAD"); got != head {
				t.Errorf("HEAD moved from %s to %s", head, got)
			}
			if diff := cmp.Diff(work, worksOf(t, clone)); diff != "" {
				t.Errorf("files were changed (-before +after):\n%s", diff)
			}
		})
	}
	_, clone, _ := cloned(t)
	if err := newGit(t).FastForward(t.Context(), clone.Dir, "main", "--upload-pack=x"); err == nil {
		t.Error("an option was taken for a commit")
	}
}

// worksOf is the work tree of a repository, without git's own files.
func worksOf(t *testing.T, r *gittest.Repo) map[string]string {
	t.Helper()
	out := gittest.Snapshot(t, r.Dir)
	for name := range out {
		if name == "." || strings.HasPrefix(name, ".git") {
			delete(out, name)
		}
	}
	return out
}
