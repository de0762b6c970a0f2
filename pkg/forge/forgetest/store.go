package forgetest

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

// A Store keeps files in memory.
type Store struct {
	// Fail, if set, is asked before each use; its error is returned instead.
	Fail func(op, name string) error

	mu    sync.Mutex
	files map[string][]byte
}

// NewStore returns an empty store.
func NewStore() *Store { return &Store{files: map[string][]byte{}} }

func (s *Store) failure(op, name string) error {
	if s.Fail == nil {
		return nil
	}
	return s.Fail(op, name)
}

// Names implements forge.Store.
func (s *Store) Names() ([]string, error) {
	if err := s.failure("names", ""); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.files)), nil
}

// Read implements forge.Store.
func (s *Store) Read(name string) ([]byte, error) {
	if err := s.failure("read", name); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.files[name]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	return slices.Clone(data), nil
}

// Write implements forge.Store.
func (s *Store) Write(name string, data []byte) error {
	if err := s.failure("write", name); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = slices.Clone(data)
	return nil
}

// Remove implements forge.Store.
func (s *Store) Remove(name string) error {
	if err := s.failure("remove", name); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.files, name)
	return nil
}

// Files are the contents by name.
func (s *Store) Files() map[string][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.files)
}
