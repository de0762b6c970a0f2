package gitrepo_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

func TestCloneWithoutGit(t *testing.T) {
	t.Parallel()
	upstream, from, _ := served(t, 5)
	upstream.Git("tag", "v1")
	upstream.Git("branch", "4.x", "HEAD~2")
	for name, c := range map[string]struct {
		opts         gitrepo.Options
		branch, tags string
	}{
		"default": {branch: "main"},
		"branch":  {opts: gitrepo.Options{Branch: "4.x"}, branch: "4.x"},
		"full":    {opts: gitrepo.Options{Full: true}, branch: "main", tags: "v1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.opts.From, c.opts.Dir = from, filepath.Join(t.TempDir(), "name")
			var phases []gitrepo.Phase
			result, err := withoutGit(t).Clone(t.Context(), c.opts, func(p gitrepo.Progress) { phases = append(phases, p.Phase) })
			if err != nil {
				t.Fatal(err)
			}
			if result.Program != "go-git" || result.Filtered || result.Branch != c.branch || result.Bytes < 20_000 {
				t.Errorf("got %+v", result)
			}
			repo := gittest.Open(t, c.opts.Dir)
			if repo.Git("tag") != c.tags || repo.Git("status", "--porcelain") != "" || repo.Git("remote") != "upstream" {
				t.Errorf("tags %q, status %q, remotes %q", repo.Git("tag"), repo.Git("status", "--porcelain"), repo.Git("remote"))
			}
			if len(phases) == 0 {
				t.Error("no progress")
			}
		})
	}
}

func TestCloneWithoutGitFailures(t *testing.T) {
	t.Parallel()
	_, from, _ := served(t, 2)
	absent := address(t, strings.TrimSuffix(from.String(), "name")+"absent")
	empty := gittest.NewRepo(t)
	url, _ := gittest.Server(t, map[string]string{"o/empty": empty.Dir})
	for name, c := range map[string]struct {
		opts gitrepo.Options
		want gitrepo.Reason
	}{
		"no such repository": {gitrepo.Options{From: absent}, gitrepo.ReasonNotFound},
		"no such branch":     {gitrepo.Options{From: from, Branch: "absent"}, gitrepo.ReasonNoBranch},
		"empty":              {gitrepo.Options{From: address(t, url+"/o/empty")}, gitrepo.ReasonEmpty},
		"no server":          {gitrepo.Options{From: address(t, "http://127.0.0.1:1/a/b")}, gitrepo.ReasonNetwork},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			c.opts.Dir = filepath.Join(parent, "x")
			_, err := withoutGit(t).Clone(t.Context(), c.opts, nil)
			if failed, ok := errors.AsType[*gitrepo.GitError](err); !ok || failed.Reason != c.want {
				t.Errorf("got %v, want the reason %s", err, c.want)
			}
			if left := names(t, parent); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	folder, err := gitrepo.ParseFrom(empty.Dir, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string]gitrepo.Options{"folder": {From: folder}, "submodules": {From: from, Submodules: []string{"x"}}} {
		opts.Dir = filepath.Join(t.TempDir(), "x")
		if _, err := withoutGit(t).Clone(t.Context(), opts, nil); !errors.Is(err, gitrepo.ErrNoGit) {
			t.Errorf("%s: %v, want that git is needed", name, err)
		}
	}
}
