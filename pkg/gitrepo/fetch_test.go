package gitrepo_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// cloned serves a repository and clones it.
func cloned(t *testing.T) (upstream, clone *gittest.Repo, from gitrepo.Address) {
	t.Helper()
	upstream, from, _ = served(t, 3)
	dest := filepath.Join(t.TempDir(), "name")
	if _, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil); err != nil {
		t.Fatal(err)
	}
	return upstream, gittest.Open(t, dest), from
}

func TestFetchAndBranch(t *testing.T) {
	t.Parallel()
	upstream, clone, _ := cloned(t)
	old := clone.Git("rev-parse", "HEAD")
	upstream.Write("fresh.txt", "fresh\n")
	fresh := upstream.Commit("fresh")
	clone.Write("mine.txt", "uncommitted\n")
	clone.Write("data/0.bin", "uncommitted\n")

	g := newGit(t)
	var phases []gitrepo.Phase
	commit, err := g.Fetch(t.Context(), clone.Dir, "upstream", "main", func(p gitrepo.Progress) { phases = append(phases, p.Phase) })
	if err != nil || commit != fresh || len(phases) == 0 {
		t.Fatalf("fetched %s, %v, phases %v; want %s", commit, err, phases, fresh)
	}
	if got := clone.Git("rev-parse", "HEAD"); got != old {
		t.Errorf("the fetch moved the branch to %s", got)
	}
	if err := g.Branch(t.Context(), clone.Dir, "fix-123", commit); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"rev-parse HEAD":                "" + fresh,
		"rev-parse main":                old,
		"branch --show-current":         "fix-123",
		"status --porcelain":            "M data/0.bin\n?? mine.txt",
		"config --get-regexp ^branch.f": "",
	} {
		if got, _ := clone.Try(strings.Fields(args)...); got != want {
			t.Errorf("git %s: %q, want %q", args, got, want)
		}
	}
}

// TestBranchRefuses makes branches that would cost a person's work, or that
// can't be made, and checks that nothing has changed.
func TestBranchRefuses(t *testing.T) {
	t.Parallel()
	_, clone, _ := cloned(t)
	commit := clone.Git("rev-parse", "HEAD")
	earlier := clone.Git("rev-parse", "HEAD~2")
	clone.Git("branch", "taken")
	g := newGit(t)
	clone.Write("data/2.bin", "my uncommitted work\n") // The earlier commit has no such file.
	isConflict := func(err error) bool {
		failed, ok := errors.AsType[*gitrepo.GitError](err)
		return ok && failed.Reason == gitrepo.ReasonConflict
	}
	isInvalid := func(err error) bool { return errors.As(err, new(*gitrepo.InvalidError)) }
	for name, c := range map[string]struct {
		branch, commit string
		is             func(error) bool
	}{
		"in the way":    {"new", earlier, isConflict},
		"exists":        {"taken", commit, func(err error) bool { return errors.As(err, new(*gitrepo.BranchExistsError)) }},
		"option":        {"--force", commit, isInvalid},
		"no commit":     {"new", "HEAD", isInvalid},
		"short commit":  {"new", commit[:8], isInvalid},
		"absent commit": {"new", strings.Repeat("a", 40), func(err error) bool { return errors.As(err, new(*gitrepo.GitError)) }},
		"below another": {"taken/x", commit, func(err error) bool { return errors.As(err, new(*gitrepo.BranchExistsError)) }},
	} {
		before := gittest.Snapshot(t, clone.Dir)
		if err := g.Branch(t.Context(), clone.Dir, c.branch, c.commit); !c.is(err) {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, gittest.Snapshot(t, clone.Dir), ignoreFetches()); diff != "" {
			t.Errorf("%s changed something:\n%s", name, diff)
		}
	}
	clone.Git("checkout", "--", "data/2.bin")
	conflict(clone)
	if _, err := clone.Try("merge", "other"); err == nil {
		t.Fatal("the merge didn't stop")
	}
	if err := g.Branch(t.Context(), clone.Dir, "new", commit); err == nil || !strings.Contains(err.Error(), "merge") {
		t.Errorf("in a merge: %v", err)
	}
}

// ignoreFetches leaves out what a partial clone may fetch to look: objects, and
// the time of the folders that hold them.
func ignoreFetches() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool {
		index, ok := p.Last().(cmp.MapIndex)
		if !ok {
			return false
		}
		name := index.Key().String()
		return name == ".git" || name == ".git/FETCH_HEAD" || strings.HasPrefix(name, ".git/objects") || name == ".git/refs/heads"
	}, cmp.Ignore())
}

func TestFetchFailures(t *testing.T) {
	t.Parallel()
	_, clone, _ := cloned(t)
	clone.Git("remote", "add", "local", clone.Dir)
	clone.Git("remote", "add", "ext", "ext::sh -c touch% pwned")
	g := newGit(t)
	for name, c := range map[string]struct{ remote, branch string }{
		"no such branch":  {"upstream", "absent"},
		"no such remote":  {"absent", "main"},
		"option":          {"--upload-pack=x", "main"},
		"branch option":   {"upstream", "--upload-pack=x"},
		"transport":       {"ext", "main"},
		"branch refspec":  {"upstream", "main:main"},
		"branch wildcard": {"upstream", "*"},
	} {
		if commit, err := g.Fetch(t.Context(), clone.Dir, c.remote, c.branch, nil); err == nil {
			t.Errorf("%s: fetched %s", name, commit)
		}
	}
	// A folder that the person made a remote is the person's choice.
	if _, err := g.Fetch(t.Context(), clone.Dir, "local", "main", nil); err != nil {
		t.Errorf("from a folder: %v", err)
	}
	if left := names(t, clone.Dir); len(left) != 2 {
		t.Errorf("the checkout holds %v", left)
	}
	if _, err := withoutGit(t).Fetch(t.Context(), clone.Dir, "upstream", "main", nil); !errors.Is(err, gitrepo.ErrNoGit) {
		t.Errorf("without git: %v", err)
	}
}

func TestAddRemote(t *testing.T) {
	t.Parallel()
	r := checkout(t)
	g := newGit(t)
	fork := address(t, "https://github.com/ada/nbformat")
	if err := g.AddRemote(t.Context(), r.Dir, "origin", fork); err != nil {
		t.Fatal(err)
	}
	if got := r.Git("remote", "get-url", "origin"); got != fork.String() {
		t.Errorf("origin is %q", got)
	}
	before := gittest.Snapshot(t, r.Dir)
	if err := g.AddRemote(t.Context(), r.Dir, "origin", address(t, "git@github.com:ada/nbformat.git")); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if err := g.AddRemote(t.Context(), r.Dir, "upstream", fork); !errors.As(err, new(*gitrepo.RemoteError)) {
		t.Errorf("a taken name: %v", err)
	}
	if err := g.AddRemote(t.Context(), r.Dir, "--mirror", fork); !errors.As(err, new(*gitrepo.InvalidError)) {
		t.Errorf("an option: %v", err)
	}
	if err := g.AddRemote(t.Context(), t.TempDir(), "origin", fork); !errors.Is(err, gitrepo.ErrNotRepository) {
		t.Errorf("no repository: %v", err)
	}
	if diff := cmp.Diff(before, gittest.Snapshot(t, r.Dir)); diff != "" {
		t.Errorf("something was changed:\n%s", diff)
	}
}
