package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// maxAnswer bounds a kept file, in bytes.
const maxAnswer = 32 << 20

// answerStore keeps GitHub's answers as files that only the person can read.
type answerStore struct{ dir string }

var _ forge.Store = answerStore{}

// Names implements forge.Store.
func (s answerStore) Names() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, nil
}

// Read implements forge.Store. It reads regular files only.
func (s answerStore) Read(name string) ([]byte, error) {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxAnswer {
		return nil, fmt.Errorf("kept answer %s: not a regular file of at most %d bytes: %w", name, maxAnswer, fs.ErrNotExist)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxAnswer))
}

// Write implements forge.Store.
func (s answerStore) Write(name string, data []byte) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return state.WriteFile(root, name, data, 0o600)
}

// Remove implements forge.Store.
func (s answerStore) Remove(name string) error {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return root.Remove(name)
}
