package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// trustStore keeps decisions about guides as files in the state directory, written durably.
type trustStore struct{ dir string }

var _ catalog.Store = trustStore{}

// Names implements catalog.Store.
func (s trustStore) Names() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list decisions: %w", err)
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, nil
}

// Read implements catalog.Store. It reads regular files only, and no more than a decision may have.
func (s trustStore) Read(name string) ([]byte, error) {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > catalog.MaxDecision {
		return nil, fmt.Errorf("decision %s: not a regular file of at most %d bytes", name, catalog.MaxDecision)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, catalog.MaxDecision+1))
}

// Write implements catalog.Store.
func (s trustStore) Write(name string, data []byte) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("keep the decision: %w", err)
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return fmt.Errorf("keep the decision: %w", err)
	}
	defer root.Close()
	return state.WriteFile(root, name, data, 0o600)
}

// Remove implements catalog.Store.
func (s trustStore) Remove(name string) error {
	root, err := os.OpenRoot(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("take back the decision: %w", err)
	}
	defer root.Close()
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take back the decision: %w", err)
	}
	return nil
}
