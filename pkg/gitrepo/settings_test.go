package gitrepo_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func TestSettings(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte("[user]\n\tname = Everywhere\n\temail = a@b.example\n[commit]\n\tgpgSign\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := gittest.NewRepo(t)
	r.Git("config", "user.name", "Here\nand there")
	r.Git("config", "branch.Fix/It.pushRemote", "origin")
	g := gitrepo.New(system.Machine{}, gittest.Environ(home))
	s, err := g.Settings(t.Context(), r.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]gitrepo.Setting{
		"user.name": {Value: "Here\nand there", Scope: "local"}, "user.email": {Value: "a@b.example", Scope: "global"},
		"branch.Fix/It.pushremote": {Value: "origin", Scope: "local"}, "core.fsmonitor": {},
	} {
		if s[key] != want {
			t.Errorf("%s is %+v, want %+v", key, s[key], want)
		}
	}
	if !s.IsSet("commit.gpgsign") || s.IsSet("tag.gpgsign") {
		t.Error("a switch is read wrongly")
	}
}

// What may be set is set in the checkout, and nothing else is.
func TestSet(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	global := filepath.Join(home, ".gitconfig")
	if err := os.WriteFile(global, []byte("[user]\n\tname = Everywhere\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := gittest.NewRepo(t)
	g := gitrepo.New(system.Machine{}, gittest.Environ(home))
	for key, value := range map[string]string{"user.name": `Ada "L" O'Brien $(x)`, "user.email": "ada@jupyter.org", "remote.pushDefault": "origin", "branch.7-x/y.pushRemote": "my-fork"} {
		if err := g.Set(t.Context(), r.Dir, key, value); err != nil {
			t.Error(err)
		}
		if got := r.Git("config", "--local", key); got != value {
			t.Errorf("%s is %q, want %q", key, got, value)
		}
	}
	before := gittest.Snapshot(t, r.Dir)
	for _, c := range [][2]string{
		{"core.sshCommand", "x"},
		{"core.hooksPath", "x"},
		{"alias.x", "!x"},
		{"user.signingKey", "x"},
		{"remote.origin.url", "x"},
		{"remote.origin.pushurl", "x"},
		{"include.path", "x"},
		{"branch.x.merge", "x"},
		{"branch..pushRemote", "x"},
		{"branch.a b.pushRemote", "x"},
		{"branch.-x.pushRemote", "x"},
		{"branch.x\n.pushRemote", "x"},
		{"--global", "x"},
		{"", "x"},
		{"user.name", ""},
		{"user.name", "a\nb"},
		{"user.name", "a\x1b[31m"},
		{"user.email", "a\x00"},
	} {
		err := g.Set(t.Context(), r.Dir, c[0], c[1])
		if _, ok := errors.AsType[*gitrepo.InvalidError](err); !ok {
			t.Errorf("%q = %q: error %v", c[0], c[1], err)
		}
	}
	if after := gittest.Snapshot(t, r.Dir); len(before) != len(after) || before[filepath.Join(".git", "config")] != after[filepath.Join(".git", "config")] {
		t.Error("what was refused left something behind")
	}
	if data, err := os.ReadFile(global); err != nil || string(data) != "[user]\n\tname = Everywhere\n" {
		t.Errorf("the person's settings are %q, %v", data, err)
	}
}

func TestRemoteBranchAndBehind(t *testing.T) {
	t.Parallel()
	upstream, clone, from := cloned(t)
	g := newGit(t)
	old, err := g.RemoteBranch(t.Context(), from, "main")
	if err != nil || old != clone.Git("rev-parse", "HEAD") {
		t.Fatalf("%s, %v", old, err)
	}
	if none, err := g.RemoteBranch(t.Context(), from, "nothing"); none != "" || err != nil {
		t.Errorf("%s, %v", none, err)
	}
	upstream.Commit("fresh")
	fresh, err := g.RemoteBranch(t.Context(), from, "main")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, known, err := g.Behind(t.Context(), clone.Dir, fresh, old); known || err != nil {
		t.Errorf("a commit that isn't here is known: %t, %v", known, err)
	}
	if _, err := g.Fetch(t.Context(), clone.Dir, "upstream", "main", nil); err != nil {
		t.Fatal(err)
	}
	clone.Commit("mine")
	for _, c := range []struct {
		commit, tip   string
		ahead, behind int
	}{{old, fresh, 0, 1}, {fresh, old, 1, 0}, {clone.Git("rev-parse", "HEAD"), fresh, 1, 1}, {fresh, fresh, 0, 0}} {
		ahead, behind, known, err := g.Behind(t.Context(), clone.Dir, c.commit, c.tip)
		if ahead != c.ahead || behind != c.behind || !known || err != nil {
			t.Errorf("%d ahead, %d behind, %t, %v; want %d, %d", ahead, behind, known, err, c.ahead, c.behind)
		}
	}
	if tip, err := g.TrackingAt(t.Context(), clone.Dir, "upstream", "main"); tip != fresh || err != nil {
		t.Errorf("%s, %v", tip, err)
	}
	if at, err := g.BranchAt(t.Context(), clone.Dir, "nothing"); at != "" || err != nil {
		t.Errorf("%s, %v", at, err)
	}
}

func TestNamesOnAServer(t *testing.T) {
	t.Parallel()
	server, err := gitrepo.ValidateURL("https://github.com/jupyter/nbformat.git")
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]string{
		"https://github.com/Lee/NBformat.git": "Lee/NBformat", "git@github.com:lee/nbformat.git": "lee/nbformat", "ssh://git@ssh.github.com:443/lee/nbformat": "lee/nbformat",
		"https://github.com/lee/nbformat/": "lee/nbformat", "https://gitlab.example/lee/nbformat": "", "/src/nbformat": "", "https://github.com/lee": "", "https://github.com/a/b/c": "", "": "",
	} {
		if got := gitrepo.NameOn(raw, server); got != want {
			t.Errorf("%q is %q, want %q", raw, got, want)
		}
	}
	for raw, want := range map[string]string{
		"https://github.com/jupyter/nbformat.git": "https://github.com/lee/x.git", "https://github.com/jupyter/nbformat": "https://github.com/lee/x", "git@github.com:jupyter/nbformat.git": "git@github.com:lee/x.git",
		"ssh://git@github.com/jupyter/nbformat.git": "ssh://git@github.com/lee/x.git", "https://git.example.com/scm/jupyter/nbformat.git": "https://git.example.com/scm/lee/x.git",
	} {
		address, err := gitrepo.ValidateURL(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := gitrepo.Like(address, "lee/x"); err != nil || got.String() != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := gitrepo.Like(server, "../x"); err == nil {
		t.Error("a name that is none is taken")
	}
}

// Whom a key signs in as is what the server's greeting says; whatever else comes is nobody.
func TestSSHAccount(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the program that stands for ssh is a script")
	}
	for greeting, want := range map[string]string{
		"Hi lee! You've successfully authenticated, but GitHub does not provide shell access.": "lee", "Permission denied (publickey).": "", "Hi \x1b[31m! ": "", "Hi ../x!": "", "": "",
	} {
		bin := t.TempDir()
		script := "#!/bin/sh\necho \"$@\" >'" + bin + "/args'\nprintf '%s\\n' '" + strings.ReplaceAll(greeting, "'", `'\''`) + "' >&2\nexit 1\n"
		if err := os.WriteFile(filepath.Join(bin, "ssh"), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		g := gitrepo.New(system.Machine{}, []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + bin})
		address, err := gitrepo.ValidateURL("git@github.com:lee/nbformat.git")
		if err != nil {
			t.Fatal(err)
		}
		if got := g.SSHAccount(t.Context(), address); got != want {
			t.Errorf("%q: %q, want %q", greeting, got, want)
		}
		args, err := os.ReadFile(filepath.Join(bin, "args"))
		if err != nil || !strings.Contains(string(args), "BatchMode=yes") || !strings.HasSuffix(strings.TrimSpace(string(args)), " git@github.com") {
			t.Errorf("ssh was called with %q, %v", args, err)
		}
		https, err := gitrepo.ValidateURL("https://github.com/lee/nbformat.git")
		if err != nil {
			t.Fatal(err)
		}
		if got := g.SSHAccount(t.Context(), https); got != "" {
			t.Errorf("an https address is %q's", got)
		}
	}
}
