package catalog

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// extension is how the name of a guide file ends; what is before it is the guide's id.
const extension = ".yaml"

// A Catalog is the guides in the binary and in the organisation's folder. It keeps nothing of what it
// reads and may be used by several goroutines.
type Catalog struct {
	embedded embedded
	folder   *folder
	hosts    []string
}

// An Option changes what a catalogue looks at.
type Option func(*Catalog)

// WithFolder adds the organisation's folder of guides; "" adds none. Its guides hide those of the same
// id in the binary. The folder is opened when it is needed, and an absent one is a problem, not nothing:
// somebody said that it is there.
func WithFolder(dir string) Option {
	return func(c *Catalog) {
		if dir != "" {
			c.folder = &folder{dir: dir}
		}
	}
}

// WithHost lets [Catalog.Find] accept addresses of one more GitHub server, such as github.example.org.
func WithHost(host string) Option {
	return func(c *Catalog) {
		if host != "" {
			c.hosts = append(c.hosts, strings.ToLower(host))
		}
	}
}

// New makes a catalogue of the guides in the root of files, which are trusted as part of the binary.
func New(files fs.FS, opts ...Option) *Catalog {
	c := &Catalog{embedded: embedded{files: files}, hosts: []string{"github.com", "www.github.com"}}
	for _, o := range opts {
		o(c)
	}
	return c
}

// A source is a place with guide files in its root.
type source interface {
	// names lists what is in the root, in order.
	names() ([]string, error)
	// entry reads the file of that name, which came from names or is the name of a guide file.
	entry(name string) (*Entry, error)
	// origin is where the file of that name is.
	origin(name string) Origin
}

// embedded are the guides in the binary.
type embedded struct {
	files fs.FS
	// index has heads of the files; nil for none.
	index func() index
}

func (s embedded) names() ([]string, error) { return rootNames(s.files) }

func (s embedded) origin(name string) Origin { return Origin{Kind: Embedded, Path: name} }

func (s embedded) entry(name string) (*Entry, error) {
	data, err := fs.ReadFile(s.files, name)
	if err != nil {
		return nil, readError(s.origin(name).name(), err)
	}
	if s.index != nil {
		if e, ok := s.index().entry(s.origin(name), name, data); ok {
			return e, nil
		}
	}
	return named(quickEntry(s.origin(name), data))
}

// A folder is the organisation's.
type folder struct{ dir string }

// open opens the folder by its canonical path.
func (s *folder) open() (*os.Root, error) {
	dir, err := canonical(s.dir)
	if err != nil {
		return nil, &FolderError{Path: s.dir, Err: cause(err)}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &FolderError{Path: s.dir, Err: cause(err)}
	}
	return root, nil
}

func (s *folder) names() ([]string, error) {
	root, err := s.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // It is only read.
	names, err := rootNames(root.FS())
	if err != nil {
		return nil, &FolderError{Path: s.dir, Err: cause(err)}
	}
	return names, nil
}

func (s *folder) origin(name string) Origin {
	return Origin{Kind: Organisation, Path: filepath.Join(s.dir, name)}
}

// entry follows links that stay in the folder, as folders that a cluster mounts have them.
func (s *folder) entry(name string) (*Entry, error) {
	root, err := s.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // It is only read.
	data, err := readIn(root, name, true)
	if err != nil {
		return nil, err
	}
	return named(newEntry(Origin{Kind: Organisation, Path: filepath.Join(root.Name(), name)}, data))
}

func rootNames(files fs.FS) ([]string, error) {
	list, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(list))
	for _, item := range list {
		if !item.IsDir() {
			names = append(names, item.Name())
		}
	}
	return names, nil
}

// named holds a file to the id in it: by its name it is found.
func named(e *Entry, err error) (*Entry, error) {
	if err != nil {
		return nil, err
	}
	if want := e.head.ID + extension; filepath.Base(e.origin.Path) != want {
		return nil, fmt.Errorf("%s holds the guide %s; a file is called after the id of its guide: rename it to %s",
			e.origin.name(), quote(e.head.ID), want)
	}
	return e, nil
}

// isGuideFile reports whether a file can be found by the id in its name. The known failures that all guides share
// and the sub-projects lie beside them.
func isGuideFile(name string) bool {
	if guide.IsShared(name) {
		return false
	}
	id, ok := strings.CutSuffix(name, extension)
	return ok && isID(id)
}

// isID reports whether s is a guide's id: lower-case letters, digits and hyphens. It is the one check that
// keeps what a person types from becoming another path than a file in the root of a source.
func isID(s string) bool {
	const most = 40
	for _, r := range s {
		if r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return s != "" && len(s) <= most && s[0] != '-'
}
