package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A place is a folder that may not exist yet, and how to open it.
type place struct {
	path string
	// home: the folder lies in the person's own directories, where parents are
	// made as needed and links are the person's choice. Otherwise only the last
	// component is made, and it must be a real folder.
	home bool
	gate gate
}

// A gate is asked before every file system call; its error is taken for that of
// the call, which isn't made then. Tests make calls fail with it, or end
// the world there. nil lets everything pass.
type gate func(op, name string) error

func (g gate) ask(op, name string) error {
	if g == nil {
		return nil
	}
	return g(op, name)
}

// A folder is an open folder. All names are relative to it and can't leave it.
type folder struct {
	root *os.Root
	gate gate
}

// strayError says that something else stands where a folder of the tool should be.
type strayError struct {
	path  string
	found string
}

func (e *strayError) Error() string {
	return fmt.Sprintf("open %s: expected a folder, found %s; move it away and run again", e.path, e.found)
}

// open opens the folder, and makes it first if create is set.
func (p place) open(create bool) (folder, error) {
	if p.home {
		return p.openHome(create)
	}
	up, err := p.parent()
	if err != nil {
		return folder{}, err
	}
	defer up.close()
	return up.sub(filepath.Base(p.path), create)
}

func (p place) openHome(create bool) (folder, error) {
	f, err := p.openRoot(p.path)
	if !create || !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	above := place{path: filepath.Dir(p.path), gate: p.gate}
	above.home = above.path != p.path // nothing is above the topmost folder
	up, err := above.open(true)
	if err != nil {
		return folder{}, err
	}
	defer up.close()
	return up.sub(filepath.Base(p.path), true)
}

// parent opens the folder that holds the place.
func (p place) parent() (folder, error) {
	return p.openRoot(filepath.Dir(p.path))
}

func (p place) openRoot(path string) (folder, error) {
	if err := p.gate.ask("opendir", path); err != nil {
		return folder{}, err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return folder{}, pathError("open folder", path, err)
	}
	return folder{root: root, gate: p.gate}, nil
}

func (f folder) close() { _ = f.root.Close() }

// sub opens the folder of that name, which must not be a link.
func (f folder) sub(name string, create bool) (folder, error) {
	fi, err := f.lstat(name)
	if errors.Is(err, fs.ErrNotExist) && create {
		fi, err = f.makeSub(name)
	}
	if err != nil {
		return folder{}, err
	}
	if !fi.IsDir() {
		return folder{}, &strayError{path: f.path(name), found: describe(fi.Mode())}
	}
	if err := f.gate.ask("opendir", name); err != nil {
		return folder{}, err
	}
	root, err := f.root.OpenRoot(name)
	if err != nil {
		return folder{}, pathError("open folder", f.path(name), err)
	}
	return folder{root: root, gate: f.gate}, nil
}

// makeSub makes a folder that doesn't exist, durably. Another process may be faster.
func (f folder) makeSub(name string) (fs.FileInfo, error) {
	if err := f.mkdir(name); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if err := f.syncDir("."); err != nil {
		return nil, err
	}
	return f.lstat(name)
}

// path is the name with the folder's own, for people.
func (f folder) path(name string) string { return filepath.Join(f.root.Name(), name) }

func (f folder) lstat(name string) (fs.FileInfo, error) {
	if err := f.gate.ask("lstat", name); err != nil {
		return nil, err
	}
	fi, err := f.root.Lstat(name)
	return fi, pathError("look at", f.path(name), err)
}

func (f folder) mkdir(name string) error {
	if err := f.gate.ask("mkdir", name); err != nil {
		return err
	}
	return pathError("make folder", f.path(name), f.root.Mkdir(name, 0o700))
}

func (f folder) rename(from, to string) error {
	if err := f.gate.ask("rename", from); err != nil {
		return err
	}
	return pathError("rename", f.path(from), f.root.Rename(from, to))
}

func (f folder) remove(name string) error {
	if err := f.gate.ask("remove", name); err != nil {
		return err
	}
	return pathError("remove", f.path(name), f.root.Remove(name))
}

func (f folder) removeAll(name string) error {
	if err := f.gate.ask("removeall", name); err != nil {
		return err
	}
	return pathError("remove", f.path(name), f.root.RemoveAll(name))
}

// names lists what the folder dir holds.
func (f folder) names(dir string) ([]string, error) {
	if err := f.gate.ask("readdir", dir); err != nil {
		return nil, err
	}
	d, err := f.root.Open(dir)
	if err != nil {
		return nil, pathError("list", f.path(dir), err)
	}
	defer func() { _ = d.Close() }()
	names, err := d.Readdirnames(-1)
	return names, pathError("list", f.path(dir), err)
}

// create makes a new file, open for appending; it fails if anything has that name.
func (f folder) create(name string, perm fs.FileMode) (*os.File, error) {
	if err := f.gate.ask("create", name); err != nil {
		return nil, err
	}
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL | os.O_APPEND
	return f.openFile(name, flags, perm)
}

// openFile never waits for the other end of a pipe.
func (f folder) openFile(name string, flags int, perm fs.FileMode) (*os.File, error) {
	file, err := f.root.OpenFile(name, flags|openNonblock, perm)
	if err != nil {
		return nil, pathError("open", f.path(name), err)
	}
	return file, nil
}

// syncDir makes the names in a folder durable, where the system can.
func (f folder) syncDir(dir string) error {
	if err := f.gate.ask("syncdir", dir); err != nil {
		return err
	}
	d, err := f.root.Open(dir)
	if err != nil {
		return pathError("open folder", f.path(dir), err)
	}
	return pathError("synchronise folder", f.path(dir), errors.Join(syncFolder(d), d.Close()))
}

// pathError says which operation failed on which path, both as people know them, in
// place of what the os package says of them. It keeps nil.
func pathError(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	return &fs.PathError{Op: op, Path: path, Err: err}
}
