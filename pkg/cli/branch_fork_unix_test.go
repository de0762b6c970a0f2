//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

func TestBranchForks(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name           string
		forks, remotes []string
		prepare        func(l *land)
		anonymous      bool
		args           []string
		fork, want     string // the fork that gets the push; the remotes afterwards
		says           string
	}{
		{name: "a fork that exists", forks: []string{"lee/jupyterhub"}, remotes: []string{"upstream=" + hubRepo}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo},
		{name: "a fork with its remote", forks: []string{"lee/jupyterhub"}, remotes: []string{"upstream=" + hubRepo, "mine=lee/jupyterhub"}, fork: "lee/jupyterhub", want: "mine=lee/jupyterhub upstream=" + hubRepo},
		{name: "a stale fork", forks: []string{"lee/jupyterhub"}, remotes: []string{"upstream=" + hubRepo}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo, says: "lee/jupyterhub is 1 commit(s) behind on main. That doesn't matter"},
		{
			name: "a fork with commits of its own", forks: []string{"lee/jupyterhub"}, remotes: []string{"upstream=" + hubRepo}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo,
			prepare: func(l *land) {
				f := l.forks["lee/jupyterhub"]
				f.Git("switch", "--quiet", "main")
				f.Write("own.py", "x\n")
				f.Commit("own")
				f.Git("switch", "--quiet", "aside")
			}, says: "has commits on main that aren't here",
		},
		{name: "a fork under another name", forks: []string{"lee/my-hub"}, remotes: []string{"upstream=" + hubRepo}, fork: "lee/my-hub", want: "origin=lee/my-hub upstream=" + hubRepo},
		{name: "a fork under another name with its remote", forks: []string{"lee/my-hub"}, remotes: []string{"upstream=" + hubRepo, "origin=lee/my-hub"}, fork: "lee/my-hub", want: "origin=lee/my-hub upstream=" + hubRepo},
		{name: "origin is upstream", forks: []string{"lee/jupyterhub"}, remotes: []string{"origin=" + hubRepo}, fork: "lee/jupyterhub", want: "fork=lee/jupyterhub origin=" + hubRepo},
		{name: "the two are swapped", forks: []string{"lee/jupyterhub"}, remotes: []string{"origin=" + hubRepo, "upstream=lee/jupyterhub"}, fork: "lee/jupyterhub", want: "origin=" + hubRepo + " upstream=lee/jupyterhub"},
		{name: "only the fork is a remote", forks: []string{"lee/jupyterhub"}, remotes: []string{"origin=lee/jupyterhub"}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo},
		{name: "a colleague's fork is a remote, too", forks: []string{"lee/jupyterhub", "noor/jupyterhub"}, remotes: []string{"upstream=" + hubRepo, "noor=noor/jupyterhub"}, fork: "lee/jupyterhub", want: "noor=noor/jupyterhub origin=lee/jupyterhub upstream=" + hubRepo},
		{
			name: "one remote, which pushes to the fork", forks: []string{"lee/jupyterhub"}, remotes: []string{"origin=" + hubRepo}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub",
			prepare: func(l *land) { l.checkout.Git("remote", "set-url", "--push", "origin", l.server+"/lee/jupyterhub") },
		},
		{name: "no fork, made after --fork yes", remotes: []string{"upstream=" + hubRepo}, args: []string{"--fork", "yes"}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo},
		{
			name: "no fork, and the name is taken", remotes: []string{"upstream=" + hubRepo}, args: []string{"--fork", "yes"}, fork: "lee/jupyterhub-fork", want: "origin=lee/jupyterhub-fork upstream=" + hubRepo,
			prepare: func(l *land) { l.bench.server.AddRepos(forgetest.Repository{Repo: l.repo("lee/jupyterhub")}) },
		},
		{name: "without a token, a remote that is a fork, named", forks: []string{"lee/my-hub"}, remotes: []string{"upstream=" + hubRepo, "origin=lee/my-hub"}, anonymous: true, args: []string{"--fork", "lee/my-hub"}, fork: "lee/my-hub", want: "origin=lee/my-hub upstream=" + hubRepo},
		{name: "without a token, named", forks: []string{"lee/jupyterhub"}, remotes: []string{"upstream=" + hubRepo}, anonymous: true, args: []string{"--fork", "lee"}, fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo},
		{
			name: "without GitHub, a remote that looks like one, named", forks: []string{"lee/jupyterhub"}, remotes: []string{"upstream=" + hubRepo, "origin=lee/jupyterhub"}, anonymous: true, prepare: func(l *land) { l.web.Close() },
			fork: "lee/jupyterhub", want: "origin=lee/jupyterhub upstream=" + hubRepo, args: []string{"--branch", "7-mend-the-page", "--fork", "lee"}, says: "Nobody could look whether lee/jupyterhub is a fork: ",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := settle(t, c.forks, c.remotes...)
			if !c.anonymous {
				l.signIn()
			}
			if c.prepare != nil {
				c.prepare(l)
			}
			code, out := l.branch(append([]string{"--yes"}, c.args...)...)
			if code != exitOK || !strings.Contains(out, c.says) {
				t.Fatalf("exit code %d, want %q in %s", code, c.says, out)
			}
			if diff := cmp.Diff(c.want, l.remotes()); diff != "" {
				t.Errorf("remotes (-want +got):\n%s", diff)
			}
			if got, want := l.checkout.Git("rev-parse", "HEAD"), l.upstream.Git("rev-parse", "main"); got != want {
				t.Errorf("the branch begins at %s, upstream is at %s", got, want)
			}
			if wantPosts := len(c.args) / 2; l.posts() != wantPosts && slices.Contains(c.args, "yes") || l.posts() > 0 && !slices.Contains(c.args, "yes") {
				t.Errorf("%d requests could have changed something", l.posts())
			}
			l.lands(t, c.fork)
			if code, out := l.branch(append([]string{"--yes", "--branch", "7-mend-the-page"}, c.args...)...); code != exitOK || !strings.Contains(out, "You are on the branch") {
				t.Errorf("again: exit code %d, %s", code, out)
			}
		})
	}
}

func TestBranchOfARenamedRepository(t *testing.T) {
	t.Parallel()
	l := settle(t, nil, "upstream="+hubRepo)
	l.signIn()
	l.bench.server.AddRepos(forgetest.Repository{Repo: l.repo("jupyterhub/hub")})
	l.add(7, func(th *forge.Thread) { th.Issue.Repo = l.repo("jupyterhub/hub") })
	l.bench.server.Move(l.repo(hubRepo), l.repo("jupyterhub/hub"))
	code, out := l.branch("--yes", "--fork", "yes", "--anyway")
	const request = "/repos/jupyterhub/hub/forks"
	sent := slices.ContainsFunc(l.bench.server.Requests(), func(r forgetest.Request) bool { return r.Method == "POST" && strings.HasSuffix(r.Path, request) })
	if code != exitOK || !strings.Contains(out, request+` {"default_branch_only":true}`) || !sent {
		t.Errorf("exit code %d, sent %v: %s", code, sent, out)
	}
	if got, want := l.remotes(), "origin=lee/hub upstream="+hubRepo; got != want {
		t.Errorf("remotes %s, want %s", got, want)
	}
}

func TestBranchToAForkOfARenamedRepository(t *testing.T) {
	t.Parallel()
	l := settle(t, []string{"lee/jupyterhub"}, "upstream="+hubRepo)
	hub := l.repo("jupyterhub/hub")
	l.bench.server.AddRepos(forgetest.Repository{Repo: hub}, forgetest.Repository{Repo: l.repo("lee/jupyterhub"), Parent: hub})
	l.add(7, func(th *forge.Thread) { th.Issue.Repo = hub })
	l.bench.server.Move(l.repo(hubRepo), hub)
	code, out := l.branch("--yes", "--fork", "lee", "--anyway", "--branch", "7-mend-the-page")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, out)
	}
	l.lands(t, "lee/jupyterhub")
}

func TestBranchToken(t *testing.T) {
	t.Parallel()
	l := settle(t, nil, "upstream="+hubRepo)
	l.signIn()
	code, out := l.branch("--yes", "--fork", "yes")
	if code != exitOK || strings.Contains(out, leesToken) {
		t.Fatalf("exit code %d, %s", code, out)
	}
	files := 0
	for _, dir := range []string{l.home, l.checkout.Dir} {
		err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			files++
			data, err := os.ReadFile(path)
			if strings.Contains(string(data), leesToken) {
				t.Errorf("%s has the token", path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sent := 0
	for _, r := range l.bench.server.Requests() {
		if r.Authorization == "Bearer "+leesToken {
			sent++
		}
	}
	if files < 10 || sent < 4 {
		t.Errorf("%d files, sent %d times: the test sees too little", files, sent)
	}
}

func TestBranchBySSH(t *testing.T) {
	t.Parallel()
	l := settle(t, []string{"lee/jupyterhub"}, "upstream="+hubRepo)
	l.signIn()
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "ssh"), []byte("#!/bin/sh\necho \"Hi noor! You've successfully authenticated\" >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	l.path = bin + ":" + l.path
	l.env = slices.DeleteFunc(l.env, func(kv string) bool { return strings.HasPrefix(kv, "GITHUB_SERVER_URL=") })
	l.checkout.Git("remote", "set-url", "upstream", "git@github.com:"+hubRepo+".git")
	code, out := l.branch("--dry-run")
	for _, want := range []string{"git remote add origin git@github.com:lee/jupyterhub.git", "noor, whom your SSH key signs in; the token is of lee"} {
		if code != exitOK || !strings.Contains(out, want) {
			t.Errorf("exit code %d, want %q in %s", code, want, out)
		}
	}
}
