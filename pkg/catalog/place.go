package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// RepositoryFile is the guide that a repository may have in its root.
const RepositoryFile = ".jupyter-onboard.yaml"

// FromFile reads the guide that a person named. Links are followed; the origin is where they lead.
func FromFile(path string) (*Entry, error) {
	target, err := canonical(path)
	if err != nil {
		return nil, err
	}
	data, err := readPath(target)
	if err != nil {
		return nil, err
	}
	return newEntry(Origin{Kind: File, Path: target}, data)
}

// FromRepository reads the guide of the checkout in dir. Remote is the address that it was cloned
// from: an approval holds for that repository only. The file must be a regular one, not a link. Without such
// a file the error is an [fs.ErrNotExist].
func FromRepository(dir, remote string) (*Entry, error) {
	target, err := canonical(dir)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(target, RepositoryFile)
	data, err := readPath(path)
	if err != nil {
		return nil, err
	}
	return newEntry(Origin{Kind: Repository, Path: path, URL: withoutCredentials(remote)}, data)
}

// FromPath reads the guide that a person wants to review: the checkout in a folder, a file of the
// organisation's folder, or any other file. Remote is as for [FromRepository].
func (c *Catalog) FromPath(path, remote string) (*Entry, error) {
	target, err := canonical(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(target)
	if err != nil {
		return nil, readError(path, err)
	}
	dir, name := filepath.Split(target)
	switch {
	case info.IsDir():
		e, err := FromRepository(target, remote)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("the folder %s has no %s: %w", target, RepositoryFile, err)
		}
		return e, err
	case name == RepositoryFile:
		return FromRepository(dir, remote)
	}
	if name, ok := c.inFolder(path, target); ok {
		return c.folder.entry(name)
	}
	return FromFile(target)
}

// inFolder reports whether a file is one of the organisation's folder, and its name there.
func (c *Catalog) inFolder(path, target string) (string, bool) {
	if c.folder == nil {
		return "", false
	}
	home, err := canonical(c.folder.dir)
	if err != nil {
		return "", false // A folder that isn't there has no files.
	}
	for _, p := range []string{target, path} { // A link inside the folder may lead out of sight.
		dir, err := canonical(filepath.Dir(p))
		if name := filepath.Base(p); err == nil && dir == home && isGuideFile(name) {
			return name, true
		}
	}
	return "", false
}

// readPath reads a file by its canonical path.
func readPath(path string) ([]byte, error) {
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, readError(filepath.Dir(path), err)
	}
	defer func() { _ = root.Close() }() // It is only read.
	return readIn(root, filepath.Base(path), false)
}
