package gitrepo_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// TestReadHeadAgreesWithGit compares with git in every kind of checkout.
func TestReadHeadAgreesWithGit(t *testing.T) {
	t.Parallel()
	for name, arrange := range map[string]func(r *gittest.Repo) string{
		"loose":         func(r *gittest.Repo) string { return r.Dir },
		"packed":        func(r *gittest.Repo) string { r.Git("pack-refs", "--all"); return r.Dir },
		"packed, moved": func(r *gittest.Repo) string { r.Git("pack-refs", "--all"); r.Commit("more"); return r.Dir },
		"deep branch":   func(r *gittest.Repo) string { r.Git("switch", "--quiet", "-c", "a/b/c"); return r.Dir },
		"packed below a folder of the same name": func(r *gittest.Repo) string {
			r.Git("switch", "--quiet", "-c", "x")
			r.Git("pack-refs", "--all")
			if err := os.MkdirAll(filepath.Join(r.Dir, ".git", "refs", "heads", "x"), 0o755); err != nil {
				panic(err)
			}
			return r.Dir
		},
		"detached": func(r *gittest.Repo) string { r.Git("switch", "--quiet", "--detach"); return r.Dir },
		"worktree": func(r *gittest.Repo) string {
			r.Git("worktree", "add", "--quiet", "-b", "wt", r.Dir+"-wt")
			return r.Dir + "-wt"
		},
		"packed worktree": func(r *gittest.Repo) string {
			r.Git("worktree", "add", "--quiet", "-b", "wt", r.Dir+"-wt")
			r.Git("pack-refs", "--all")
			return r.Dir + "-wt"
		},
		"detached worktree": func(r *gittest.Repo) string {
			r.Git("worktree", "add", "--quiet", "--detach", r.Dir+"-wt")
			return r.Dir + "-wt"
		},
		"separate directory": func(r *gittest.Repo) string {
			r.Git("init", "--quiet", "--separate-git-dir", r.Dir+"-git")
			return r.Dir
		},
		"linked .git": func(r *gittest.Repo) string {
			if err := os.Rename(filepath.Join(r.Dir, ".git"), r.Dir+"-git"); err != nil {
				panic(err)
			}
			if err := os.Symlink(r.Dir+"-git", filepath.Join(r.Dir, ".git")); err != nil {
				panic(err)
			}
			return r.Dir
		},
		"symbolic branch": func(r *gittest.Repo) string {
			r.Git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
			r.Git("symbolic-ref", "HEAD", "refs/heads/alias")
			return r.Dir
		},
		"sha256": func(r *gittest.Repo) string {
			other := gittest.Open(t, r.Dir+"-256")
			r.Git("init", "--quiet", "--object-format=sha256", "--initial-branch=main", other.Dir)
			other.Commit("first")
			return other.Dir
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := gittest.NewRepo(t)
			r.Fill(2, 10)
			dir := arrange(r)
			head, err := gitrepo.ReadHead(dir)
			if err != nil {
				t.Fatal(err)
			}
			repo := gittest.Open(t, dir)
			branch, symbolicErr := repo.Try("symbolic-ref", "--short", "--quiet", "HEAD")
			if head.Commit != repo.Git("rev-parse", "HEAD") || head.Branch != branch || head.Detached != (symbolicErr != nil) {
				t.Errorf("got %+v; git says %s on %q", head, repo.Git("rev-parse", "HEAD"), branch)
			}
			git, err := gitrepo.Dir(dir)
			if want := repo.Git("rev-parse", "--absolute-git-dir"); err != nil || !sameFile(t, git, want) {
				t.Errorf("git directory %q, %v; git says %q", git, err, want)
			}
		})
	}
}

func sameFile(t *testing.T, a, b string) bool {
	t.Helper()
	left, err := os.Stat(a)
	if err != nil {
		t.Fatal(err)
	}
	right, err := os.Stat(b)
	if err != nil {
		t.Fatal(err)
	}
	return os.SameFile(left, right)
}

func TestReadHeadWithoutCommit(t *testing.T) {
	t.Parallel()
	head, err := gitrepo.ReadHead(gittest.NewRepo(t).Dir)
	if err != nil || head != (gitrepo.Head{Branch: "main"}) {
		t.Errorf("got %+v, %v", head, err)
	}
}

func TestReadHeadOfSomethingElse(t *testing.T) {
	t.Parallel()
	hash := strings.Repeat("a", 40)
	for name, c := range map[string]struct {
		files map[string]string
		none  bool // it is no repository, rather than a broken one
	}{
		"nothing":                {none: true},
		"a folder with files":    {files: map[string]string{"a": "x"}, none: true},
		"an empty .git":          {files: map[string]string{".git": ""}, none: true},
		"a .git of other text":   {files: map[string]string{".git": "hello"}, none: true},
		"a .git that leads away": {files: map[string]string{".git": "gitdir: ../absent\n"}, none: true},
		"a huge .git":            {files: map[string]string{".git": "gitdir: " + strings.Repeat("x", 100_000)}},
		"a HEAD of other text":   {files: map[string]string{".git/HEAD": "hello", ".git/objects/x": "", ".git/refs/x": ""}},
		"an empty HEAD":          {files: map[string]string{".git/HEAD": "", ".git/objects/x": "", ".git/refs/x": ""}},
		"a HEAD that leads up":   {files: map[string]string{".git/HEAD": "ref: ../../x", ".git/objects/x": "", ".git/refs/x": "", "x": hash}},
		"a HEAD below refs that leads up": {files: map[string]string{
			".git/HEAD": "ref: refs/../../x", ".git/objects/x": "", ".git/refs/x": "", "x": hash,
		}},
		"a branch of other text": {files: map[string]string{".git/HEAD": "ref: refs/heads/x", ".git/objects/x": "", ".git/refs/heads/x": "hello"}},
		"a circle":               {files: map[string]string{".git/HEAD": "ref: refs/heads/x", ".git/objects/x": "", ".git/refs/heads/x": "ref: refs/heads/x"}},
		"a reftable":             {files: map[string]string{".git/HEAD": "ref: refs/heads/.invalid", ".git/objects/x": "", ".git/refs/heads": "x", ".git/reftable/x": ""}},
		"a folder named HEAD":    {files: map[string]string{".git/HEAD/x": "", ".git/objects/x": "", ".git/refs/x": ""}},
		"half a git directory":   {files: map[string]string{".git/HEAD": "ref: refs/heads/x", ".git/objects/x": ""}, none: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for path, content := range c.files {
				write(t, filepath.Join(dir, path), content)
			}
			head, err := gitrepo.ReadHead(dir)
			if err == nil || errors.Is(err, gitrepo.ErrNotRepository) != c.none {
				t.Errorf("got %+v, %v; want that it is no repository: %v", head, err, c.none)
			}
		})
	}
}

func BenchmarkReadHead(b *testing.B) {
	r := gittest.NewRepo(b)
	r.Fill(2, 10)
	for b.Loop() {
		if _, err := gitrepo.ReadHead(r.Dir); err != nil {
			b.Fatal(err)
		}
	}
}

// TestHeadOfAReftable has a repository whose references only git can read.
func TestHeadOfAReftable(t *testing.T) {
	t.Parallel()
	hash := strings.Repeat("a", 40)
	for name, c := range map[string]struct {
		commit, branch string
		want           gitrepo.Head
	}{
		"branch":   {commit: hash, branch: "refs/heads/main", want: gitrepo.Head{Commit: hash, Branch: "main"}},
		"detached": {commit: hash, want: gitrepo.Head{Commit: hash, Detached: true}},
		"unborn":   {branch: "refs/heads/main", want: gitrepo.Head{Branch: "main"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for path, content := range map[string]string{".git/HEAD": "ref: refs/heads/.invalid", ".git/objects/x": "", ".git/refs/heads": "x", ".git/reftable/x": ""} {
				write(t, filepath.Join(dir, path), content)
			}
			fake := fakeGit()
			answer(fake, c.commit, "rev-parse", "--verify", "--quiet", "HEAD")
			answer(fake, c.branch, "symbolic-ref", "--quiet", "HEAD")
			head, err := gitrepo.New(fake, gittest.Environ(t.TempDir())).Head(t.Context(), dir)
			if err != nil || head != c.want {
				t.Errorf("got %+v, %v; want %+v", head, err, c.want)
			}
			fake.Verify(t)
		})
	}
}
