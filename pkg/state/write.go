package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile makes the file name inside root hold data: it writes a temporary file in
// the same folder, synchronises it, renames it over name and synchronises the folder. perm
// is 0600 for what is the person's alone and 0644 for what others may read.
//
// On an error the file holds its old content, or the new one if only the last
// synchronisation failed, and the temporary file is gone if it could be removed.
// Whatever stands at name is replaced as a name: a link is not followed. name may
// contain slashes; its folder must exist, and nothing outside root is ever touched.
// Temporary files that killed writers left in the same folder are removed.
func WriteFile(root *os.Root, name string, data []byte, perm fs.FileMode) error {
	return folder{root: root}.writeFile(name, data, perm)
}

func (f folder) writeFile(name string, data []byte, perm fs.FileMode) error {
	if !filepath.IsLocal(name) || filepath.Base(name) == "." {
		return fmt.Errorf("write %+q: the name leaves the folder or names none", name)
	}
	dir := filepath.Dir(name)
	temp := filepath.Join(dir, newTempName())
	f.sweep(dir)
	if err := f.fillNew(temp, data, perm); err != nil {
		return f.giveUp(name, temp, err)
	}
	if err := f.rename(temp, name); err != nil {
		return f.giveUp(name, temp, err)
	}
	if err := f.syncDir(dir); err != nil {
		return fmt.Errorf("write %s: %w", f.path(name), err)
	}
	return nil
}

// giveUp removes the temporary file and says what failed.
func (f folder) giveUp(name, temp string, cause error) error {
	err := f.remove(temp)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("write %s: %w (and %s is left behind: %w)", f.path(name), cause, f.path(temp), err)
	}
	return fmt.Errorf("write %s: %w", f.path(name), cause)
}

// fillNew writes a new file and synchronises it.
func (f folder) fillNew(name string, data []byte, perm fs.FileMode) error {
	file, err := f.create(name, perm)
	if err != nil {
		return err
	}
	err = f.fill(file, name, data)
	// Closed in any case: an open handle would stop the removal on Windows.
	if e := file.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = f.gate.ask("close", name)
	}
	return pathError("write", f.path(name), err)
}

func (f folder) fill(file *os.File, name string, data []byte) error {
	if err := f.gate.ask("write", name); err != nil {
		return err
	}
	if _, err := file.Write(data); err != nil {
		return pathError("write", f.path(name), err)
	}
	if err := f.gate.ask("sync", name); err != nil {
		return err
	}
	return pathError("synchronise", f.path(name), file.Sync())
}
