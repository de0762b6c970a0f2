package engine

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// takeAway removes a folder: it is renamed to a sibling, so that it is gone at once or there whole, and deleted
// then. Links are removed, never followed. The sibling is in the ledger meanwhile, so that a later removal
// finds what a killed one left.
func takeAway(ledger *state.Ledger, path string) error {
	parent, err := os.OpenRoot(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // It went with the folder that it was in.
	}
	if err != nil {
		return err
	}
	defer parent.Close()
	name := filepath.Base(path)
	before, err := parent.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !before.IsDir():
		return errors.New("it is no folder any more")
	}
	trash := "." + name + ".jupyter-onboard-removed-" + rand.Text()[:8]
	place := filepath.Join(filepath.Dir(path), trash)
	if err := ledger.Plan(place, state.KindFolder, removeStep); err != nil {
		return err
	}
	if err := parent.Rename(name, trash); err != nil {
		return errors.Join(err, ledger.Drop(place))
	}
	// Only now nobody can put something else in its place.
	after, err := parent.Lstat(trash)
	if err != nil || !os.SameFile(before, after) {
		return errors.Join(errors.New("another folder was put in its place"), err, parent.Rename(trash, name), ledger.Drop(place))
	}
	if err := deleteTree(parent, trash); err != nil {
		return fmt.Errorf("a part is left in %s: %w", place, err)
	}
	return ledger.Drop(place)
}

// deleteTree removes a folder below root, and makes folders that don't let anything be removed writable first.
func deleteTree(root *os.Root, name string) error {
	if root.RemoveAll(name) == nil {
		return nil
	}
	tree, err := root.OpenRoot(name)
	if err != nil {
		return err
	}
	walkErr := fs.WalkDir(tree.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if d == nil || !d.IsDir() {
			return err
		}
		if err != nil {
			return nil //nolint:nilerr // RemoveAll says what is still in the way.
		}
		return tree.Chmod(path, 0o700)
	})
	if err := errors.Join(walkErr, tree.Close()); err != nil {
		return err
	}
	return root.RemoveAll(name)
}
