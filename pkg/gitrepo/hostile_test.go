package gitrepo_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// blob stores a text and returns its hash.
func blob(r *gittest.Repo, text string) string { return r.Feed(text, "hash-object", "-w", "--stdin") }

// tree stores a tree of entries such as "100644 blob HASH\tname".
func tree(r *gittest.Repo, entries ...string) string {
	return r.Feed(strings.Join(entries, "\x00")+"\x00", "mktree", "-z")
}

// commitTree makes the branch main point to a commit of a tree that git itself
// would never have made.
func commitTree(r *gittest.Repo, hash string) {
	r.Git("update-ref", "refs/heads/main", r.Git("commit-tree", hash, "-m", "hostile"))
}

func entry(mode, kind, hash, name string) string {
	return fmt.Sprintf("%s %s %s\t%s", mode, kind, hash, name)
}

// hostile is one repository that a stranger made.
type hostile struct {
	build func(r *gittest.Repo, payload string)
	// refused: git won't check it out. Otherwise it is cloned, and harmless.
	refused bool
	// dirty: git can check out only a part of it.
	dirty bool
	// submodules are declared by the guide all the same.
	submodules []string
}

// hostileRepos builds repositories that try to run payload, a program, or to
// write outside of their folder.
func hostileRepos() map[string]hostile {
	nested := func(names ...string) func(*gittest.Repo, string) {
		return func(r *gittest.Repo, payload string) {
			hash := entry("100755", "blob", blob(r, "#!/bin/sh\n"+payload+"\n"), names[len(names)-1])
			for _, name := range slices.Backward(names[:len(names)-1]) {
				hash = entry("040000", "tree", tree(r, hash), name)
			}
			commitTree(r, tree(r, hash))
		}
	}
	module := func(path, url, extra string) func(*gittest.Repo, string) {
		return func(r *gittest.Repo, payload string) {
			text := fmt.Sprintf("[submodule \"m\"]\n\tpath = %s\n\turl = %s\n%s", path, strings.ReplaceAll(url, "PAYLOAD", payload), strings.ReplaceAll(extra, "PAYLOAD", payload))
			head := r.Commit("base")
			commitTree(r, tree(r,
				entry("100644", "blob", blob(r, text), ".gitmodules"),
				entry("160000", "commit", head, path)))
		}
	}
	return map[string]hostile{
		"hook in .git":           {build: nested(".git", "hooks", "post-checkout"), refused: true},
		"hook in .GIT":           {build: nested(".GIT", "hooks", "post-checkout"), refused: true},
		"hook in git~1":          {build: nested("git~1", "hooks", "post-checkout"), refused: true},
		"hook in .git with ZWNJ": {build: nested(".g\u200cit", "hooks", "post-checkout"), refused: false},
		"tree that leads up":     {build: nested("..", "..", "evil"), refused: true},
		"link .git": {refused: true, build: func(r *gittest.Repo, _ string) {
			commitTree(r, tree(r, entry("120000", "blob", blob(r, "/tmp"), ".git")))
		}},
		"file through a link": {dirty: true, build: func(r *gittest.Repo, payload string) {
			sub := tree(r, entry("100755", "blob", blob(r, payload), "post-checkout"))
			commitTree(r, tree(r,
				entry("120000", "blob", blob(r, ".git/hooks"), "a"),
				entry("040000", "tree", sub, "a")))
		}},
		"folder with settings of a bare repository": {build: func(r *gittest.Repo, payload string) {
			config := "[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = " + payload + "\n\tpager = " + payload + "\n\tsshCommand = " + payload + "\n"
			r.Write("bare/HEAD", "ref: refs/heads/main\n")
			r.Write("bare/config", config)
			r.Write("bare/refs/x", "")
			r.Write("bare/objects/x", "")
			r.Write("bare/hooks/post-checkout", "#!/bin/sh\n"+payload)
			r.Commit("bare inside")
		}},
		"filters in attributes": {build: func(r *gittest.Repo, payload string) {
			r.Write(".gitattributes", "* filter=lfs diff=lfs merge=lfs\n*.x filter=evil\n")
			r.Write(".lfsconfig", "[lfs]\n\turl = "+payload+"\n")
			r.Write("a.x", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
			r.Commit("filters")
		}},
		"names with escapes": {build: func(r *gittest.Repo, _ string) {
			for _, name := range []string{"\x1b]0;owned\x07", "line\nbreak", "\u202egnp.exe", "tab\there", "\u009b31m", "-rf", "--upload-pack=x", "quote\"'`$(x)", " lead", "\xff\xfe"} {
				r.Write(name, "content\n")
			}
			r.Commit("names")
		}},
		"huge name":         {build: nested(strings.Repeat("n", 300)), refused: true},
		"huge depth":        {build: nested(slices.Repeat([]string{strings.Repeat("d", 200)}, 40)...), refused: true},
		"module by ext":     {build: module("sub", "ext::PAYLOAD", ""), submodules: []string{"sub"}, refused: true},
		"module by option":  {build: module("sub", "-u./PAYLOAD", ""), submodules: []string{"sub"}, refused: true},
		"module by file":    {build: module("sub", "file:///etc", ""), submodules: []string{"sub"}, refused: true},
		"module by ssh":     {build: module("sub", "ssh://-oProxyCommand=PAYLOAD/x", ""), submodules: []string{"sub"}, refused: true},
		"module of options": {build: module("sub", "../absent", "\tupdate = !PAYLOAD\n"), submodules: []string{"sub"}, refused: true},
		"module undeclared": {build: module("sub", "ext::PAYLOAD", "")},
	}
}

// TestHostileRepositories clones each, adopts what was cloned, and looks
// whether anything was run or written outside.
func TestHostileRepositories(t *testing.T) {
	t.Parallel()
	if n := len(hostileRepos()); n < 10 {
		t.Errorf("only %d repositories were tried", n)
	}
	for name, h := range hostileRepos() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h.try(t)
		})
	}
}

// payloadIn writes a program that leaves a proof when it is run.
func payloadIn(t *testing.T, dir string) (payload, proof string) {
	t.Helper()
	payload, proof = filepath.Join(dir, "payload"), filepath.Join(dir, "proof")
	write(t, payload, "#!/bin/sh\n: > "+proof+"\n")
	if err := os.Chmod(payload, 0o700); err != nil {
		t.Fatal(err)
	}
	return payload, proof
}

// try clones the repository and uses the clone.
func (h hostile) try(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	payload, proof := payloadIn(t, dir)
	upstream := gittest.NewRepo(t)
	h.build(upstream, payload)
	url, _ := gittest.Server(t, map[string]string{"o/n": upstream.Dir})
	from, parent := address(t, url+"/o/n"), filepath.Join(dir, "a", "b")
	dest := filepath.Join(parent, "name")

	g := newGit(t)
	_, err := g.Clone(t.Context(), gitrepo.Options{From: from, Dir: dest, Submodules: h.submodules}, nil)
	if (err != nil) != h.refused {
		t.Errorf("cloned: %v; want it refused: %v", err, h.refused)
	}
	if err == nil {
		useClone(t, g, dest, from, h.dirty)
		if exists(filepath.Join(dest, ".git", "hooks", "post-checkout")) {
			t.Error("a hook was planted")
		}
	}
	if exists(proof) {
		t.Error("the repository's payload was run")
	}
	if got := names(t, filepath.Dir(parent)); !slices.Equal(got, []string{"b"}) {
		t.Errorf("written outside: %v", got)
	}
	if got := names(t, parent); h.refused && len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// useClone does with a clone all that looks at it.
func useClone(t *testing.T, g *gitrepo.Git, dest string, from gitrepo.Address, dirty bool) {
	t.Helper()
	state, _, err := g.Adopt(t.Context(), dest, gitrepo.Want{Upstream: from})
	if err != nil || state.Changes.Dirty() != dirty || state.Upstream != "upstream" {
		t.Errorf("adopted: %+v, %v", state, err)
	}
	one, err := g.WorkTreeDigest(t.Context(), dest)
	if err != nil {
		t.Error(err)
	}
	for _, name := range names(t, dest) {
		if name != ".git" {
			_, _ = g.Inspect(t.Context(), filepath.Join(dest, name)) // Whatever it says, it must run nothing.
		}
	}
	write(t, filepath.Join(dest, "mine"), "x")
	two, err := g.WorkTreeDigest(t.Context(), dest)
	if err != nil || one == two {
		t.Errorf("digests %s and %s, %v", one, two, err)
	}
	if err := g.Branch(t.Context(), dest, "work", state.Head.Commit); err != nil {
		t.Error(err)
	}
}

// TestHostileSettingsOfACheckout adopts a checkout whose own settings name
// programs, as one from an archive can.
func TestHostileSettingsOfACheckout(t *testing.T) {
	t.Parallel()
	_, from, _ := served(t, 2)
	dir := t.TempDir()
	dest := filepath.Join(dir, "name")
	payload, proof := payloadIn(t, dir)
	g := newGit(t)
	if _, err := g.Clone(t.Context(), gitrepo.Options{From: from, Dir: dest}, nil); err != nil {
		t.Fatal(err)
	}
	repo := gittest.Open(t, dest)
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.editor", "diff.external", "alias.status", "core.alternateRefsCommand"} {
		repo.Git("config", key, payload)
	}
	write(t, filepath.Join(dest, ".git", "hooks", "post-index-change"), "#!/bin/sh\n"+payload+"\n")
	if err := os.Chmod(filepath.Join(dest, ".git", "hooks", "post-index-change"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dest, "data", "0.bin"), "changed")
	if _, differences, err := g.Adopt(t.Context(), dest, gitrepo.Want{Upstream: from}); err != nil || len(differences) != 1 {
		t.Errorf("adopted: %v, %v", differences, err)
	}
	if _, err := g.WorkTreeDigest(t.Context(), dest); err != nil {
		t.Error(err)
	}
	if exists(proof) {
		t.Error("a program of the settings was run")
	}
}

// TestBranchNamesFromTheServer clones a repository whose default branch has a
// name that no person would type.
func TestBranchNamesFromTheServer(t *testing.T) {
	t.Parallel()
	for _, branch := range []string{"ma\u202ein", "c1\u009b31m", "quote'\"`$(x)", "emoji-\U0001f480", "-dash"} {
		t.Run(branch, func(t *testing.T) {
			t.Parallel()
			upstream := gittest.NewRepo(t)
			last := upstream.Fill(1, 10)
			upstream.Git("update-ref", "refs/heads/"+branch, last)
			upstream.Git("symbolic-ref", "HEAD", "refs/heads/"+branch)
			url, _ := gittest.Server(t, map[string]string{"o/n": upstream.Dir})
			dest := filepath.Join(t.TempDir(), "name")
			result, err := newGit(t).Clone(t.Context(), gitrepo.Options{From: address(t, url+"/o/n"), Dir: dest}, nil)
			if err == nil && (result.Branch != branch || result.Commit != last) {
				t.Errorf("got %q at %s, want %q at %s", result.Branch, result.Commit, branch, last)
			}
			if err != nil && len(names(t, filepath.Dir(dest))) > 0 {
				t.Errorf("refused with %v, but left %v", err, names(t, filepath.Dir(dest)))
			}
			if gitrepo.ValidateRef(branch) == nil {
				t.Error("a person may name this branch")
			}
		})
	}
}
