package practice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/filesystem"
)

// The settings that let a client ask for a partial clone and fetch the rest on demand.
const (
	uploadSection  = "uploadpack"
	allowFilter    = "allowFilter"
	allowAnyObject = "allowAnySHA1InWant"
)

// open gives access to the bare repository in a folder, without looking at it.
func open(dir string) *filesystem.Storage {
	return filesystem.NewStorage(osfs.New(dir, osfs.WithBoundOS()), cache.NewObjectLRUDefault())
}

// write makes the repository in dir.
func (b *blueprint) write(ctx context.Context, dir string) error {
	st := open(dir)
	if err := st.Init(); err != nil {
		return err
	}
	for _, o := range b.store.Objects {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := st.SetEncodedObject(o); err != nil {
			return fmt.Errorf("%s %s: %w", o.Type(), o.Hash(), err)
		}
	}
	cfg := config.NewConfig()
	cfg.Core.IsBare = true
	cfg.Raw.SetOption("core", "", "repositoryformatversion", "0")
	cfg.Raw.SetOption(uploadSection, "", allowFilter, "true")
	cfg.Raw.SetOption(uploadSection, "", allowAnyObject, "true")
	if err := st.SetConfig(cfg); err != nil {
		return fmt.Errorf("config: %w", err)
	}
	head := plumbing.NewBranchReferenceName(branch)
	return errors.Join(
		st.SetReference(plumbing.NewHashReference(head, b.tip)),
		st.SetReference(plumbing.NewSymbolicReference(plumbing.HEAD, head)),
	)
}

// check tells what is missing or wrong in the repository in dir; nil if it is whole.
func (b *blueprint) check(dir string) error {
	st := open(dir)
	cfg, err := st.Config()
	if err != nil {
		return fmt.Errorf("config: %w", err)
	}
	if !cfg.Core.IsBare || cfg.Raw.Section(uploadSection).Option(allowFilter) != "true" {
		return errors.New("config: not a bare repository that serves partial clones")
	}
	for _, want := range b.store.Objects {
		if err := same(st, want); err != nil {
			return fmt.Errorf("%s %s: %w", want.Type(), want.Hash(), err)
		}
	}
	head, err := st.Reference(plumbing.HEAD)
	if err != nil {
		return err
	}
	if head.Target() != plumbing.NewBranchReferenceName(branch) {
		return fmt.Errorf("HEAD is %s, not branch %s", head.Target(), branch)
	}
	main, err := st.Reference(head.Target())
	if err != nil {
		return fmt.Errorf("branch %s: %w", branch, err)
	}
	return descends(st, main.Hash(), b.tip)
}

// same compares an object on disk with the one that it should be.
func same(st *filesystem.Storage, want plumbing.EncodedObject) error {
	got, err := st.EncodedObject(want.Type(), want.Hash())
	if err != nil {
		return err
	}
	wantBytes, err := content(want)
	if err != nil {
		return err
	}
	gotBytes, err := content(got)
	if err != nil {
		return err
	}
	if !bytes.Equal(gotBytes, wantBytes) {
		return errors.New("its content does not match its id")
	}
	return nil
}

// content reads an object whole.
func content(o plumbing.EncodedObject) (_ []byte, err error) {
	r, err := o.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return io.ReadAll(r)
}

// descends reports whether ancestor is tip or among the commits before it: a person may have pushed.
func descends(st *filesystem.Storage, tip, ancestor plumbing.Hash) error {
	seen := map[plumbing.Hash]bool{}
	for todo := []plumbing.Hash{tip}; len(todo) > 0; {
		next := todo[0]
		todo = todo[1:]
		if next == ancestor {
			return nil
		}
		if seen[next] {
			continue
		}
		seen[next] = true
		commit, err := object.GetCommit(st, next)
		if err != nil {
			return fmt.Errorf("commit %s: %w", next, err)
		}
		todo = append(todo, commit.ParentHashes...)
	}
	return errors.New("history: it does not contain the practice project")
}

// fileURL is the file:// address of an absolute path, on Windows file:///C:/….
func fileURL(path string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}
