package catalog_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func TestFromFile(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	text := guideText("nbformat", "jupyter/nbformat")
	path := write(t, filepath.Join(dir, "any name.txt"), text)
	e := fromFile(t, path)
	g, err := e.Guide()
	must(t, err)
	if e.Text() != text || e.Digest() != catalog.DigestOf([]byte(text)) || g.ID != "nbformat" || e.Head().ID != "nbformat" {
		t.Errorf("text, digest, guide and head don't agree: %v, %v", e.Digest(), e.Head())
	}
	if want := (catalog.Origin{Kind: catalog.File, Path: path}); e.Origin() != want {
		t.Errorf("origin %v, want %v", e.Origin(), want)
	}
	alias := filepath.Join(dir, "alias")
	link(t, path, alias)
	if got := fromFile(t, alias).Origin().Path; got != path {
		t.Errorf("a link's origin is %s, want where it leads: %s", got, path)
	}
	must(t, os.Remove(path))
	if e.Text() != text {
		t.Error("the entry changed with its file")
	}
}

func TestFromFileRefuses(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	link(t, "loop", filepath.Join(dir, "loop"))
	link(t, "nowhere", filepath.Join(dir, "dangling"))
	write(t, filepath.Join(dir, "large"), guideText("a", "b/a")+strings.Repeat("#", guide.MaxBytes))
	write(t, filepath.Join(dir, "empty"), "")
	write(t, filepath.Join(dir, "wrong"), "schema: 1\nidd: x\n")
	write(t, filepath.Join(dir, "latin1"), strings.Replace(guideText("a", "b/a"), "works", "w\xf6rks", 1)+"# \xe4\n")
	for name, want := range map[string]string{
		"":              "names no file",
		"a\x00b":        "names no file",
		dir:             "it is a folder; a guide is a regular file",
		dir + "/loop":   "loop: ",
		dir + "/large":  "more than 262144 bytes",
		dir + "/empty":  "empty: the file holds no guide",
		dir + "/wrong":  "wrong:2:1: ",
		dir + "/latin1": "not UTF-8",
	} {
		_, err := catalog.FromFile(name)
		mentions(t, err, want)
	}
	for _, name := range []string{"none", "none/x", "dangling"} {
		_, err := catalog.FromFile(filepath.Join(dir, name))
		if mentions(t, err, "read "+filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v, want fs.ErrNotExist", err)
		}
	}
}

func TestFromRepository(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if _, err := catalog.FromRepository(dir, ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a checkout without a guide: %v, want fs.ErrNotExist", err)
	}
	text := guideText("nbformat", "jupyter/nbformat")
	path := write(t, filepath.Join(dir, catalog.RepositoryFile), text)
	e, err := catalog.FromRepository(dir, "https://me:ghp_secret@github.com/jupyter/nbformat?token=x#y")
	must(t, err)
	want := catalog.Origin{Kind: catalog.Repository, Path: path, URL: "https://github.com/jupyter/nbformat"}
	if e.Origin() != want || e.Text() != text {
		t.Errorf("origin %v, want %v without credentials", e.Origin(), want)
	}
}

func TestCredentialsAreDropped(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	write(t, filepath.Join(dir, catalog.RepositoryFile), guideText("nbformat", "jupyter/nbformat"))
	for remote, want := range map[string]string{
		"https://token@host/a/b.git":    "https://host/a/b.git",
		"https://u:p@host:8443/a/b":     "https://host:8443/a/b",
		"https://u:p@x@host/a@b":        "https://host/a@b",
		"https://u:p%40@ho st/a":        "https://ho st/a",
		"https://host/a?access_token=t": "https://host/a",
		"https://host":                  "https://host",
		"https://u:p@host":              "https://host",
		"ssh://git@host/a":              "ssh://host/a",
		"git@host:a/b.git":              "git@host:a/b.git",
		"file:///srv/a":                 "file:///srv/a",
		"/srv/a":                        "/srv/a",
		"":                              "",
	} {
		e, err := catalog.FromRepository(dir, remote)
		must(t, err)
		if got := e.Origin().URL; got != want {
			t.Errorf("%s is kept as %s, want %s", remote, got, want)
		}
	}
}

// A repository's guide is a file in it: what a link leads to, inside or outside, is not.
func TestRepositoryLinksAreRefused(t *testing.T) {
	t.Parallel()
	top := folder(t)
	outside := write(t, filepath.Join(top, "outside.yaml"), guideText("nbformat", "jupyter/nbformat"))
	for name, target := range map[string]string{
		"absolute": outside, "relative": "../outside.yaml", "inside": "docs/guide.yaml", "dangling": "none", "self": catalog.RepositoryFile, "folder": "docs",
	} {
		dir := filepath.Join(top, name)
		write(t, filepath.Join(dir, "docs", "guide.yaml"), guideText("nbformat", "jupyter/nbformat"))
		link(t, target, filepath.Join(dir, catalog.RepositoryFile))
		_, err := catalog.FromRepository(dir, "")
		mentions(t, err, catalog.RepositoryFile, "symbolic link")
	}
	dir := filepath.Join(top, "dir")
	must(t, os.MkdirAll(filepath.Join(dir, catalog.RepositoryFile), 0o755))
	_, err := catalog.FromRepository(dir, "")
	mentions(t, err, "it is a folder")
}

// Folders that a cluster mounts consist of links that stay inside.
func TestFolderLinks(t *testing.T) {
	t.Parallel()
	top := folder(t)
	org := filepath.Join(top, "org")
	write(t, filepath.Join(org, "..2026", "inside.yaml"), guideText("inside", "a/inside"))
	write(t, filepath.Join(top, "outside.yaml"), guideText("outside", "a/outside"))
	link(t, "..2026", filepath.Join(org, "..data"))
	link(t, filepath.Join("..data", "inside.yaml"), filepath.Join(org, "inside.yaml"))
	link(t, filepath.Join("..", "outside.yaml"), filepath.Join(org, "outside.yaml"))
	link(t, "org", filepath.Join(top, "alias"))
	c := catalog.New(embedded(), catalog.WithFolder(filepath.Join(top, "alias")))
	entries, problems := c.List(t.Context())
	if len(entries) != 1 || entries[0].Origin().Path != filepath.Join(org, "inside.yaml") {
		t.Errorf("entries %v, want inside, by its canonical folder", entries)
	}
	if len(problems) != 1 {
		t.Fatalf("problems %v, want one", problems)
	}
	mentions(t, problems[0], "outside.yaml", "escapes")
}

func TestFromPath(t *testing.T) {
	t.Parallel()
	top := folder(t)
	text := guideText("nbformat", "jupyter/nbformat")
	org, checkout := filepath.Join(top, "org"), filepath.Join(top, "checkout")
	own := write(t, filepath.Join(checkout, catalog.RepositoryFile), text)
	ofOrg := write(t, filepath.Join(org, "nbformat.yaml"), text)
	draft := write(t, filepath.Join(org, "drafts", "nbformat.yaml"), text)
	notes := write(t, filepath.Join(org, "Notes.yaml"), text)
	alias := filepath.Join(top, "alias.yaml")
	link(t, ofOrg, alias)
	c := catalog.New(embedded(), catalog.WithFolder(org))
	const remote = "https://github.com/jupyter/nbformat"
	for path, want := range map[string]catalog.Origin{
		checkout: {Kind: catalog.Repository, Path: own, URL: remote},
		own:      {Kind: catalog.Repository, Path: own, URL: remote},
		ofOrg:    {Kind: catalog.Organisation, Path: ofOrg},
		alias:    {Kind: catalog.Organisation, Path: ofOrg},
		draft:    {Kind: catalog.File, Path: draft},
		notes:    {Kind: catalog.File, Path: notes},
	} {
		e, err := c.FromPath(path, remote)
		must(t, err)
		if e.Origin() != want {
			t.Errorf("%s: origin %v, want %v", path, e.Origin(), want)
		}
	}
	_, err := c.FromPath(org, remote)
	mentions(t, err, org, "has no .jupyter-onboard.yaml")
	if _, err = c.FromPath(filepath.Join(top, "none"), remote); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want fs.ErrNotExist", err)
	}
	e, err := catalog.New(embedded(), catalog.WithFolder(filepath.Join(top, "gone"))).FromPath(ofOrg, "")
	must(t, err)
	if e.Origin().Kind != catalog.File {
		t.Errorf("without that folder the file is %v", e.Origin())
	}
}

func TestFromBinary(t *testing.T) {
	t.Parallel()
	e, err := catalog.FromBinary("practice.yaml", []byte(guideText("practice", "jupyter-onboard/practice")))
	must(t, err)
	trust, _ := newTrust()
	check(t, trust, e, catalog.Trusted)
	if e.Origin().String() != "embedded" || e.Head().ID != "practice" {
		t.Errorf("origin %s of %s", e.Origin(), e.Head().ID)
	}
	_, err = catalog.FromBinary("practice.yaml", []byte("id: x"))
	mentions(t, err, "guides/practice.yaml:1:1")
}

func TestOriginPhrases(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]catalog.Origin{
		"the guide nbformat.yaml of this program":          {Kind: catalog.Embedded, Path: "nbformat.yaml"},
		"the guide /a.yaml":                                {Kind: catalog.File, Path: "/a.yaml"},
		"the organisation's guide /o/a.yaml":               {Kind: catalog.Organisation, Path: "/o/a.yaml"},
		"the repository's own guide /c/x":                  {Kind: catalog.Repository, Path: "/c/x"},
		"the guide /c/x, which came with https://host/a/b": {Kind: catalog.Repository, Path: "/c/x", URL: "https://host/a/b"},
	} {
		if got := o.Phrase(); got != want {
			t.Errorf("%v is %q, want %q", o, got, want)
		}
	}
}
