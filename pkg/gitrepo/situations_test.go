package gitrepo_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// conflict makes branches main and other that change the same line.
func conflict(r *gittest.Repo) {
	r.Git("switch", "--quiet", "-c", "other", "HEAD~1")
	r.Write("a.txt", "other\n")
	r.Commit("other")
	r.Git("switch", "--quiet", "main")
	r.Write("a.txt", "main\n")
	r.Commit("main")
}

// situation is a state in which a person's folder can be.
type situation struct {
	arrange func(t *testing.T, r *gittest.Repo) string // returns the folder to adopt
	kinds   []gitrepo.Kind
	refused bool
	check   func(t *testing.T, s gitrepo.State)
}

func situations() map[string]situation {
	git := func(commands ...string) func(*testing.T, *gittest.Repo) string {
		return func(_ *testing.T, r *gittest.Repo) string {
			for _, command := range commands {
				_, _ = r.Try(strings.Fields(command)...) // One that conflicts fails.
			}
			return r.Dir
		}
	}
	inConflict := func(command string) func(*testing.T, *gittest.Repo) string {
		return func(_ *testing.T, r *gittest.Repo) string {
			conflict(r)
			if out, err := r.Try(strings.Fields(command)...); err == nil {
				panic(command + " didn't stop: " + out)
			}
			return r.Dir
		}
	}
	return map[string]situation{
		"as wanted": {arrange: git()},
		"missing": {
			arrange: func(_ *testing.T, r *gittest.Repo) string { return filepath.Join(r.Dir, "absent") },
			check:   func(t *testing.T, s gitrepo.State) { t.Helper(); expect(t, s.Missing, "missing") },
		},
		"empty": {
			arrange: func(t *testing.T, _ *gittest.Repo) string { t.Helper(); return t.TempDir() },
			check:   func(t *testing.T, s gitrepo.State) { t.Helper(); expect(t, s.Empty, "empty") },
		},
		"files without git": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindNotRepository}, arrange: func(t *testing.T, _ *gittest.Repo) string {
			t.Helper()
			dir := t.TempDir()
			write(t, filepath.Join(dir, "thesis.txt"), "years of work")
			return dir
		}},
		"a folder inside a checkout": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindNotRepository}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			r.Write("sub/file", "x")
			return filepath.Join(r.Dir, "sub")
		}},
		"other repository":            {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOtherRepo}, arrange: git("remote set-url upstream https://github.com/jupyter/nbclient")},
		"no remote":                   {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOtherRepo}, arrange: git("remote remove upstream")},
		"same name on another server": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOtherRepo}, arrange: git("remote set-url upstream https://evil.example/jupyter/nbformat")},
		"by ssh":                      {arrange: git("remote set-url upstream git@github.com:jupyter/nbformat.git")},
		"by another name": {arrange: git("remote rename upstream whatever"), check: func(t *testing.T, s gitrepo.State) {
			t.Helper()
			expect(t, s.Upstream == "whatever", "upstream "+s.Upstream)
		}},
		"with a fork": {arrange: git("remote add origin https://github.com/ada/nbformat"), check: func(t *testing.T, s gitrepo.State) {
			t.Helper()
			expect(t, slices.Equal(s.Forks, []string{"origin"}) && s.Upstream == "upstream", "forks")
		}},
		"a fork only": {kinds: []gitrepo.Kind{gitrepo.KindForkOnly}, arrange: git("remote set-url upstream https://github.com/ada/nbformat")},
		"abbreviated by insteadOf": {arrange: func(t *testing.T, r *gittest.Repo) string {
			t.Helper()
			r.Git("remote", "set-url", "upstream", "hub:jupyter/nbformat")
			r.Git("config", "url.https://github.com/.insteadOf", "hub:")
			return r.Dir
		}},
		"modified":            {kinds: []gitrepo.Kind{gitrepo.KindDirty}, arrange: func(_ *testing.T, r *gittest.Repo) string { r.Write("a.txt", "my work\n"); return r.Dir }, check: changes(gitrepo.Changes{Modified: 1})},
		"modified, same size": {kinds: []gitrepo.Kind{gitrepo.KindDirty}, arrange: func(_ *testing.T, r *gittest.Repo) string { r.Write("a.txt", "owt\n"); return r.Dir }, check: changes(gitrepo.Changes{Modified: 1})},
		"deleted": {kinds: []gitrepo.Kind{gitrepo.KindDirty}, arrange: func(t *testing.T, r *gittest.Repo) string {
			t.Helper()
			if err := os.Remove(filepath.Join(r.Dir, "a.txt")); err != nil {
				t.Fatal(err)
			}
			return r.Dir
		}, check: changes(gitrepo.Changes{Modified: 1})},
		"untracked": {kinds: []gitrepo.Kind{gitrepo.KindDirty}, arrange: func(_ *testing.T, r *gittest.Repo) string { r.Write("new.txt", "my work\n"); return r.Dir }, check: changes(gitrepo.Changes{Untracked: 1})},
		"staged": {kinds: []gitrepo.Kind{gitrepo.KindDirty}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			r.Write("new.txt", "my work\n")
			r.Git("add", "new.txt")
			return r.Dir
		}, check: changes(gitrepo.Changes{Staged: 1})},
		"staged and modified": {kinds: []gitrepo.Kind{gitrepo.KindDirty}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			r.Write("a.txt", "my work\n")
			r.Git("add", "a.txt")
			r.Write("a.txt", "more work\n")
			r.Git("mv", "b.txt", "c.txt")
			return r.Dir
		}, check: changes(gitrepo.Changes{Staged: 3, Modified: 1})},
		"ignored only": {arrange: func(_ *testing.T, r *gittest.Repo) string {
			write0(filepath.Join(r.Dir, ".git", "info", "exclude"), "*.log\n")
			r.Write("x.log", "noise")
			return r.Dir
		}},
		"in a merge":       {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation, gitrepo.KindDirty}, arrange: inConflict("merge other"), check: operation(gitrepo.OperationMerge)},
		"in a rebase":      {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation, gitrepo.KindDirty}, arrange: inConflict("rebase other"), check: operation(gitrepo.OperationRebase)},
		"in an old rebase": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation, gitrepo.KindDirty}, arrange: inConflict("rebase --apply other"), check: operation(gitrepo.OperationRebase)},
		"in a cherry-pick": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation, gitrepo.KindDirty}, arrange: inConflict("cherry-pick other"), check: operation(gitrepo.OperationCherryPick)},
		"in a revert":      {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation, gitrepo.KindDirty}, arrange: inConflict("revert HEAD~2"), check: operation(gitrepo.OperationRevert)},
		"in a bisect":      {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation}, arrange: git("bisect start HEAD HEAD~2"), check: operation(gitrepo.OperationBisect)},
		"in an am": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOperation}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			conflict(r)
			patch := r.Git("format-patch", "-1", "--stdout", "other")
			write0(r.Dir+".patch", patch+"\n")
			_, _ = r.Try("am", r.Dir+".patch")
			return r.Dir
		}, check: operation(gitrepo.OperationApply)},
		"detached":     {kinds: []gitrepo.Kind{gitrepo.KindDetached}, arrange: git("switch --quiet --detach HEAD~1")},
		"other branch": {kinds: []gitrepo.Kind{gitrepo.KindBranch}, arrange: git("switch --quiet -c my-work")},
		"no commit": {kinds: []gitrepo.Kind{gitrepo.KindUnborn}, arrange: func(t *testing.T, _ *gittest.Repo) string {
			t.Helper()
			r := gittest.NewRepo(t)
			r.Git("remote", "add", "upstream", wantedURL)
			return r.Dir
		}},
		"worktree": {kinds: []gitrepo.Kind{gitrepo.KindBranch, gitrepo.KindWorktree}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			r.Git("worktree", "add", "--quiet", "-b", "wt", r.Dir+"-wt")
			return r.Dir + "-wt"
		}},
		"submodule": {kinds: []gitrepo.Kind{gitrepo.KindSubmodule}, arrange: func(t *testing.T, r *gittest.Repo) string {
			t.Helper()
			outer := gittest.NewRepo(t)
			outer.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", r.Dir, "sub")
			gittest.Open(t, filepath.Join(outer.Dir, "sub")).Git("remote", "set-url", "origin", wantedURL)
			return filepath.Join(outer.Dir, "sub")
		}},
		"bare": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindBare}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			r.Git("clone", "--quiet", "--bare", r.Dir, r.Dir+".git")
			r.Git("--git-dir", r.Dir+".git", "remote", "set-url", "origin", wantedURL)
			return r.Dir + ".git"
		}},
		"bare by settings": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindBare}, arrange: git("config core.bare true")},
		"shallow": {kinds: []gitrepo.Kind{gitrepo.KindShallow}, arrange: func(t *testing.T, r *gittest.Repo) string {
			t.Helper()
			r.Git("clone", "--quiet", "--depth=1", "file://"+r.Dir, r.Dir+"-shallow")
			gittest.Open(t, r.Dir+"-shallow").Git("remote", "set-url", "origin", wantedURL)
			return r.Dir + "-shallow"
		}},
		"sparse": {kinds: []gitrepo.Kind{gitrepo.KindSparse}, arrange: git("sparse-checkout set --no-cone a.txt")},
		"ahead and behind": {kinds: []gitrepo.Kind{gitrepo.KindAhead, gitrepo.KindBehind}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			r.Git("update-ref", "refs/remotes/upstream/main", "HEAD")
			r.Git("config", "branch.main.remote", "upstream")
			r.Git("config", "branch.main.merge", "refs/heads/main")
			r.Git("config", "remote.upstream.fetch", "+refs/heads/*:refs/remotes/upstream/*")
			r.Git("reset", "--quiet", "--hard", "HEAD~2")
			r.Commit("mine")
			return r.Dir
		}, check: changes(gitrepo.Changes{Tracking: "upstream/main", Ahead: 1, Behind: 2})},
		"many at once": {refused: true, kinds: []gitrepo.Kind{gitrepo.KindOtherRepo, gitrepo.KindOperation, gitrepo.KindBranch, gitrepo.KindDirty}, arrange: func(_ *testing.T, r *gittest.Repo) string {
			conflict(r)
			r.Git("switch", "--quiet", "-c", "mine")
			_, _ = r.Try("merge", "other")
			r.Write("new", "x")
			r.Git("remote", "set-url", "upstream", "https://ada:secret@github.com/ada/thesis")
			return r.Dir
		}},
	}
}

func expect(t *testing.T, ok bool, what string) {
	t.Helper()
	if !ok {
		t.Errorf("not as expected: %s", what)
	}
}

func changes(want gitrepo.Changes) func(*testing.T, gitrepo.State) {
	return func(t *testing.T, s gitrepo.State) {
		t.Helper()
		if s.Changes != want {
			t.Errorf("changes %+v, want %+v", s.Changes, want)
		}
	}
}

func operation(want gitrepo.Operation) func(*testing.T, gitrepo.State) {
	return func(t *testing.T, s gitrepo.State) {
		t.Helper()
		if s.Operation != want {
			t.Errorf("operation %q, want %q", s.Operation, want)
		}
	}
}

func write0(path, content string) {
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		panic(err)
	}
}
