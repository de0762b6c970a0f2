package author

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// A treeFS is the files of a commit as a file system to look at. Contents are fetched when they are read, once.
type treeFS struct {
	ctx     context.Context //nolint:containedctx // It lives as long as the look at one guide.
	mirror  *gitrepo.Mirror
	files   map[string]string
	folders map[string][]string

	mu   sync.Mutex
	read map[string][]byte
}

var (
	_ fs.StatFS     = (*treeFS)(nil)
	_ fs.ReadDirFS  = (*treeFS)(nil)
	_ fs.ReadFileFS = (*treeFS)(nil)
)

func newTreeFS(ctx context.Context, m *gitrepo.Mirror, entries []gitrepo.Entry) *treeFS {
	t := &treeFS{ctx: ctx, mirror: m, files: map[string]string{}, folders: map[string][]string{".": nil}, read: map[string][]byte{}}
	for _, e := range entries {
		t.files[e.Path] = e.ID
		t.add(e.Path)
	}
	for _, names := range t.folders {
		slices.Sort(names)
	}
	return t
}

// add makes a path known to the folders above it.
func (t *treeFS) add(name string) {
	for name != "." {
		dir := path.Dir(name)
		_, known := t.folders[dir]
		t.folders[dir] = append(t.folders[dir], path.Base(name))
		if known {
			return
		}
		name = dir
	}
}

// id is the id of a file's content; empty if it isn't there.
func (t *treeFS) id(name string) string { return t.files[path.Clean(name)] }

// find is a path that has a content; empty if none does.
func (t *treeFS) find(id string) string {
	found := ""
	for name, have := range t.files {
		if have == id && (found == "" || name < found) {
			found = name
		}
	}
	return found
}

// Open implements fs.FS. Files are read by ReadFile, so nothing can be opened.
func (t *treeFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}

// Stat implements fs.StatFS. Sizes aren't known before a file is read, and are 0.
func (t *treeFS) Stat(name string) (fs.FileInfo, error) {
	if _, ok := t.files[name]; ok {
		return treeInfo{name: path.Base(name)}, nil
	}
	if _, ok := t.folders[name]; ok {
		return treeInfo{name: path.Base(name), dir: true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// ReadDir implements fs.ReadDirFS.
func (t *treeFS) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := t.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, len(names))
	for i, n := range names {
		_, dir := t.folders[strings.TrimPrefix(path.Join(name, n), "./")]
		out[i] = fs.FileInfoToDirEntry(treeInfo{name: n, dir: dir})
	}
	return out, nil
}

// ReadFile implements fs.ReadFileFS.
func (t *treeFS) ReadFile(name string) ([]byte, error) {
	id, ok := t.files[path.Clean(name)]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if data, ok := t.read[id]; ok {
		return data, nil
	}
	data, err := t.mirror.Content(t.ctx, id, manifest.MaxBytes)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	t.read[id] = data
	return data, nil
}

// A treeInfo is a file or folder of a commit.
type treeInfo struct {
	name string
	dir  bool
}

func (i treeInfo) Name() string     { return i.name }
func (treeInfo) Size() int64        { return 0 }
func (treeInfo) ModTime() time.Time { return time.Time{} }
func (i treeInfo) IsDir() bool      { return i.dir }
func (treeInfo) Sys() any           { return nil }

func (i treeInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
