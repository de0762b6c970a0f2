package catalog

import (
	"context"
	"errors"
	"io/fs"
	"strings"
)

// Find returns the guide that a person means by name: its id, the repository as owner/name, or an address of
// the repository or of a page in it. It reads the whole guide, so that the entry is valid, and as little as it can of
// others. The organisation's guides come first; one that can't be read is an error and doesn't give way to
// another.
//
// Where there is none, the error is a [*NotFoundError]; a guide that isn't valid is a [*guide.Error].
func (c *Catalog) Find(ctx context.Context, name string) (*Entry, error) {
	want, ok := c.parseName(name)
	if !ok {
		return nil, c.notFound(ctx, name)
	}
	if want.repo != "" {
		return c.findRepo(ctx, name, want.repo)
	}
	e, err := c.open(want.id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, c.notFound(ctx, name)
	}
	return e, err
}

// open reads the guide of that id, whole.
func (c *Catalog) open(id string) (*Entry, error) {
	name := id + extension
	if !isGuideFile(name) {
		return nil, fs.ErrNotExist
	}
	if c.folder != nil {
		e, err := c.folder.entry(name)
		if err == nil {
			_, missing := fs.Stat(c.embedded.files, name)
			e.hides = missing == nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return e, err
		}
	}
	return whole(c.embedded.entry(name))
}

// findRepo looks through the heads for a repository: issues may be in one and the code in another.
func (c *Catalog) findRepo(ctx context.Context, name, repo string) (*Entry, error) {
	entries, problems := c.List(ctx)
	for _, p := range problems {
		if bad, ok := errors.AsType[*FolderError](p.Err); ok {
			return nil, bad
		}
	}
	var found *Entry
	rank := 0
	for _, e := range entries {
		if r := fit(e, repo); r > rank {
			found, rank = e, r
		}
	}
	if found != nil {
		return whole(found, nil)
	}
	return nil, newNotFound(name, entries, problems)
}

// fit says how well an entry fits a repository; 0 is not at all. A guide of the organisation that was written for
// the repository comes first, then others that were, then those that only clone it.
func fit(e *Entry, repo string) int {
	rank := 0
	switch {
	case strings.EqualFold(e.head.Repo, repo):
		rank = 3
	case strings.EqualFold(e.head.CloneRepo, repo):
		rank = 1
	default:
		return 0
	}
	if e.origin.Kind == Organisation {
		rank++
	}
	return rank
}

// whole returns the entry if all of it is valid.
func whole(e *Entry, err error) (*Entry, error) {
	if err != nil {
		return nil, err
	}
	if _, err := e.load(); err != nil {
		return nil, err
	}
	return e, nil
}

func (c *Catalog) notFound(ctx context.Context, name string) error {
	entries, problems := c.List(ctx)
	return newNotFound(name, entries, problems)
}
