package gitrepo_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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

// withoutGit returns a Git on a machine where git isn't installed.
func withoutGit(t *testing.T) *gitrepo.Git {
	t.Helper()
	g := gitrepo.New(&system.Fake{}, []string{"PATH=" + t.TempDir()})
	if g.Program() != "" {
		t.Fatalf("git was found at %s", g.Program())
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

// served makes a repository with n commits and serves it as owner/name.
func served(t *testing.T, n int) (*gittest.Repo, gitrepo.Address, *gittest.Service) {
	t.Helper()
	repo := gittest.NewRepo(t)
	repo.Fill(n, 20_000)
	url, service := gittest.Server(t, map[string]string{"owner/name": repo.Dir})
	return repo, address(t, url+"/owner/name"), service
}

// names lists what is in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestCloneIsBlobless(t *testing.T) {
	t.Parallel()
	upstream, from, service := served(t, 30)
	upstream.Git("tag", "v1")
	upstream.Git("branch", "other")
	dest := filepath.Join(t.TempDir(), "deep", "name")
	var seen []gitrepo.Progress
	result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, func(p gitrepo.Progress) {
		seen = append(seen, p)
	})
	if err != nil {
		t.Fatal(err)
	}
	sent := service.Stats().Sent
	want := gitrepo.CloneResult{
		Dir: dest, Commit: upstream.Git("rev-parse", "HEAD"), Branch: "main", Filtered: true, Program: "git",
		Bytes: result.Bytes, Objects: result.Objects, Elapsed: result.Elapsed,
	}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Seven files of 20 kB are checked out; thirty versions exist.
	if sent < 7*20_000 || sent > 12*20_000 || result.Bytes < 7*20_000 || result.Bytes > sent || result.Objects < 60 || result.Elapsed <= 0 {
		t.Errorf("the server sent %d bytes; counted %d bytes, %d objects, %v", sent, result.Bytes, result.Objects, result.Elapsed)
	}
	repo := gittest.Open(t, dest)
	for args, want := range map[string]string{
		"remote":                                 "upstream",
		"tag":                                    "",
		"branch --all --format=%(refname)":       "refs/heads/main\nrefs/remotes/upstream/HEAD\nrefs/remotes/upstream/main",
		"status --porcelain":                     "",
		"rev-parse --abbrev-ref @{upstream}":     "upstream/main",
		"config remote.upstream.url":             from.String(),
		"rev-list --count HEAD":                  "30",
		"config --get-all core.fsmonitor":        "",
		"rev-parse --is-shallow-repository":      "false",
		"fsck --connectivity-only --no-dangling": "",
	} {
		if got, _ := repo.Try(strings.Fields(args)...); got != want {
			t.Errorf("git %s: %q, want %q", args, got, want)
		}
	}
	if len(seen) == 0 || seen[0].Phase != gitrepo.PhaseConnect || !slices.ContainsFunc(seen, func(p gitrepo.Progress) bool { return p.Phase == gitrepo.PhaseReceive }) {
		t.Errorf("progress: %+v", seen)
	}
	if left := names(t, filepath.Dir(dest)); !slices.Equal(left, []string{"name"}) {
		t.Errorf("beside the clone are %v", left)
	}
}

func TestWorkAfterABloblessClone(t *testing.T) {
	t.Parallel()
	upstream, from, service := served(t, 20)
	dest := filepath.Join(t.TempDir(), "name")
	if _, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil); err != nil {
		t.Fatal(err)
	}
	upstream.Write("new.txt", "from upstream\n")
	upstream.Commit("upstream goes on")
	repo := gittest.Open(t, dest)
	repo.Git("switch", "--quiet", "-c", "mine")
	repo.Write("mine.txt", "mine\n")
	repo.Commit("my work")
	before := service.Stats().Sent
	repo.Git("blame", "mine.txt")
	repo.Git("log", "-p", "--stat", "--", "data/3.bin")
	if service.Stats().Sent == before {
		t.Error("history was shown without fetching any of it")
	}
	repo.Git("fetch", "--quiet", "upstream")
	repo.Git("rebase", "--quiet", "upstream/main")
	if got := repo.Git("rev-list", "--count", "HEAD"); got != "22" {
		t.Errorf("%s commits after the rebase, want 22", got)
	}
}

func TestCloneOptions(t *testing.T) {
	t.Parallel()
	upstream, from, _ := served(t, 5)
	upstream.Git("tag", "v1")
	upstream.Git("branch", "4.x", "HEAD~2")
	for name, c := range map[string]struct {
		opts     gitrepo.Options
		branch   string
		tags     string
		branches int
		filtered bool
	}{
		"default":  {branch: "main", branches: 1, filtered: true},
		"branch":   {opts: gitrepo.Options{Branch: "4.x"}, branch: "4.x", branches: 1, filtered: true},
		"tags":     {opts: gitrepo.Options{Tags: true}, branch: "main", tags: "v1", branches: 1, filtered: true},
		"full":     {opts: gitrepo.Options{Full: true}, branch: "main", tags: "v1", branches: 2},
		"full 4.x": {opts: gitrepo.Options{Full: true, Branch: "4.x"}, branch: "4.x", tags: "v1", branches: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.opts.From, c.opts.Dir = from, filepath.Join(t.TempDir(), "name")
			result, err := newGit(t).Clone(t.Context(), c.opts, nil)
			if err != nil {
				t.Fatal(err)
			}
			repo := gittest.Open(t, c.opts.Dir)
			refs := strings.Fields(repo.Git("for-each-ref", "--format=%(refname)", "refs/remotes"))
			refs = slices.DeleteFunc(refs, func(s string) bool { return strings.HasSuffix(s, "/HEAD") })
			if result.Branch != c.branch || repo.Git("tag") != c.tags || len(refs) != c.branches || result.Filtered != c.filtered {
				t.Errorf("got %+v, tags %q, remote branches %v; want %+v", result, repo.Git("tag"), refs, c)
			}
		})
	}
}

func TestCloneFromAFolder(t *testing.T) {
	t.Parallel()
	upstream := gittest.NewRepo(t)
	last := upstream.Fill(3, 100)
	from, err := gitrepo.ParseFrom(upstream.Dir, "")
	if err != nil {
		t.Fatal(err)
	}
	dest := filepath.Join(t.TempDir(), "with space")
	result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil)
	if err != nil || result.Commit != last || result.Filtered {
		t.Errorf("got %+v, %v; want commit %s, everything sent", result, err, last)
	}
}

// A shallow folder and a filter make git 2.39 call itself without end.
func TestCloneFromAShallowFolder(t *testing.T) {
	t.Parallel()
	upstream := gittest.NewRepo(t)
	last := upstream.Fill(5, 100)
	shallow := filepath.Join(t.TempDir(), "shallow")
	upstream.Git("clone", "-q", "--depth=2", "file://"+upstream.Dir, shallow)
	gittest.Open(t, shallow).Git("config", "uploadpack.allowFilter", "true")
	from, err := gitrepo.ParseFrom(shallow, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	dest := filepath.Join(t.TempDir(), "name")
	result, err := newGit(t).Clone(ctx, gitrepo.Options{From: from, Dir: dest}, nil)
	if err != nil || result.Commit != last || result.Filtered {
		t.Errorf("got %+v, %v; want commit %s, everything sent", result, err, last)
	}
	if n := gittest.Open(t, dest).Git("rev-list", "--count", "HEAD"); strings.TrimSpace(n) != "2" {
		t.Errorf("%s commits, want the two that the folder has", n)
	}
}

func TestCloneFromAServerWithoutFilters(t *testing.T) {
	t.Parallel()
	_, from, service := served(t, 20)
	service.NoFilter = true
	dest := filepath.Join(t.TempDir(), "name")
	result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil)
	if err != nil || result.Filtered || service.Stats().Sent < 20*20_000 {
		t.Errorf("got %+v, %v, %d bytes; want everything sent, and said so", result, err, service.Stats().Sent)
	}
}

func TestCloneWithDeclaredSubmodule(t *testing.T) {
	t.Parallel()
	inner, outer := gittest.NewRepo(t), gittest.NewRepo(t)
	inner.Fill(2, 100)
	url, service := gittest.Server(t, map[string]string{"o/outer": outer.Dir, "o/inner": inner.Dir})
	outer.Git("submodule", "--quiet", "add", url+"/o/inner", "vendor/one")
	outer.Git("submodule", "--quiet", "add", url+"/o/inner", "vendor/two")
	outer.Git("config", "--file", ".gitmodules", "submodule.vendor/two.url", "../inner")
	outer.Commit("with submodules")
	g := newGit(t)
	for _, declared := range [][]string{nil, {"vendor/one"}, {"vendor/two", "vendor/one"}} {
		dest := filepath.Join(t.TempDir(), "name")
		_, err := g.Clone(t.Context(), gitrepo.Options{From: address(t, url+"/o/outer"), Dir: dest, Submodules: declared}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"vendor/one", "vendor/two"} {
			if got := len(names(t, filepath.Join(dest, path))) > 0; got != slices.Contains(declared, path) {
				t.Errorf("declared %v: %s checked out is %v", declared, path, got)
			}
		}
	}
	_, err := g.Clone(t.Context(), gitrepo.Options{From: address(t, url+"/o/outer"), Dir: filepath.Join(t.TempDir(), "x"), Submodules: []string{"absent"}}, nil)
	if !errors.As(err, new(*gitrepo.InvalidError)) {
		t.Errorf("an undeclared submodule: %v (%+v)", err, service.Stats())
	}
}

func TestCloneCancelled(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"git", "go-git"} {
		t.Run(program, func(t *testing.T) {
			t.Parallel()
			_, from, service := served(t, 10)
			g := newGit(t)
			if program == "go-git" {
				g = withoutGit(t)
			}
			ctx, cancel := context.WithCancelCause(t.Context())
			why := errors.New("the person pressed Ctrl-C")
			reached, release := make(chan struct{}), make(chan struct{})
			t.Cleanup(func() { close(release) })
			service.OnSend = func(sent int64) {
				if sent > 1000 {
					select {
					case reached <- struct{}{}:
					default:
					}
					<-release
				}
			}
			parent := t.TempDir()
			done := make(chan error, 1)
			go func() {
				_, err := g.Clone(ctx, gitrepo.Options{From: from, Dir: filepath.Join(parent, "name")}, nil)
				done <- err
			}()
			await(t, reached, "the transfer")
			cancel(why)
			if err := await(t, done, "the clone's end"); !errors.Is(err, why) {
				t.Errorf("got %v, want the cause", err)
			}
			if left := names(t, parent); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func await[T any](t *testing.T, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(30 * time.Second):
		t.Fatalf("timed out waiting for %s", what)
		panic("unreachable")
	}
}

// TestCloneCommand shows what git is told, to the letter.
func TestCloneCommand(t *testing.T) {
	t.Parallel()
	var fake system.Fake
	fake.Expect(system.Any, system.Rest).Exit(128).Stderr("fatal: unable to access 'https://u:secret@h/': Could not resolve host: h\n")
	env := append(gittest.Environ(t.TempDir()), "GIT_DIR=/elsewhere", "GH_TOKEN=secret", "SSH_AUTH_SOCK=/s", "HTTPS_PROXY=http://u:p@proxy:1", "GIT_CONFIG_COUNT=1")
	from := address(t, "https://mirror.example/a/b")
	parent := t.TempDir()
	_, err := gitrepo.New(&fake, env).With("GIT_SSL_CAINFO=/org/ca", "GIT_TERMINAL_PROMPT=1").Clone(t.Context(), gitrepo.Options{From: from, Dir: filepath.Join(parent, "x"), Branch: "main"}, nil)
	failed, ok := errors.AsType[*gitrepo.GitError](err)
	if !ok || failed.Reason != gitrepo.ReasonNetwork || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v, want a network error without the secret", err)
	}
	fake.Verify(t)
	call := fake.Calls()[0]
	args := strings.Join(call.Argv[1:], " ")
	for _, want := range []string{"-c transfer.bundleURI=false", "-c core.fsmonitor=false", "--filter=blob:none --single-branch --no-tags --branch main -- https://mirror.example/a/b " + parent} {
		if !strings.Contains(args, want) {
			t.Errorf("arguments %q lack %q", args, want)
		}
	}
	for _, want := range []string{"GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=https:ssh", "SSH_AUTH_SOCK=/s", "HTTPS_PROXY=http://u:p@proxy:1", "LC_ALL=C", "GIT_SSL_CAINFO=/org/ca"} {
		if !slices.Contains(call.Env, want) {
			t.Errorf("the environment lacks %s", want)
		}
	}
	for _, entry := range call.Env {
		if strings.HasPrefix(entry, "GIT_DIR=") || strings.HasPrefix(entry, "GH_TOKEN=") || strings.HasPrefix(entry, "GIT_CONFIG_COUNT=") {
			t.Errorf("the environment has %s", entry)
		}
	}
	if _, isFile := call.Stderr.(*os.File); isFile || call.Stdin != nil {
		t.Error("git is connected to a file or terminal")
	}
}
