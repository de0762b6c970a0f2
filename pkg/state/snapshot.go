package state

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

const (
	maxHashed = 64 << 20 // a larger file is known by size and time only
	maxTree   = 50_000   // so many entries of a folder are looked at
)

// Snapshot is how something looked when it was made.
type Snapshot struct {
	Identity string      `json:"identity,omitempty"` // inode number, or time of creation on Windows
	Mode     fs.FileMode `json:"mode,omitempty"`
	Size     int64       `json:"size,omitempty"`    // of a file, in bytes
	ModTime  time.Time   `json:"mtime,omitzero"`    // of a file, UTC
	Target   string      `json:"target,omitempty"`  // of a link
	Digest   string      `json:"digest,omitempty"`  // of a file's content, or of a folder's listing
	Count    int         `json:"count,omitempty"`   // entries of a folder, all levels
	Partial  bool        `json:"partial,omitempty"` // the folder has more entries than were looked at
}

func (s Snapshot) check() error {
	if len(s.Identity) > MaxName || len(s.Target) > maxPath || s.Size < 0 || s.Count < 0 {
		return errors.New("the snapshot is out of bounds")
	}
	return checkDigest(s.Digest)
}

// kindError says that something else stands where one kind of thing should be.
type kindError struct {
	found string
	kind  Kind
}

func (e *kindError) Error() string { return fmt.Sprintf("it is %s, not a %s", e.found, e.kind) }

// snapshot looks at a thing without following a link in its place.
func snapshot(name string, kind Kind) (Snapshot, error) {
	fi, err := os.Lstat(name)
	if err != nil {
		return Snapshot{}, pathError("look at", name, err)
	}
	if !kind.fits(fi.Mode()) {
		return Snapshot{}, &kindError{found: describe(fi.Mode()), kind: kind}
	}
	s := Snapshot{Identity: identity(fi), Mode: fi.Mode()}
	switch kind {
	case KindFile:
		s.Size, s.ModTime = fi.Size(), fi.ModTime().UTC()
		if s.Size <= maxHashed {
			s.Digest, err = hashFile(name)
		}
	case KindLink:
		s.Target, err = os.Readlink(name)
		err = pathError("read link", name, err)
	case KindFolder:
		err = s.hashTree(name, maxTree, nil)
	case KindCheckout:
	}
	return s, err
}

func (k Kind) fits(m fs.FileMode) bool {
	switch k {
	case KindFile:
		return m.IsRegular()
	case KindLink:
		return m&fs.ModeSymlink != 0
	case KindFolder, KindCheckout:
		return m.IsDir()
	}
	return false
}

func hashFile(name string) (string, error) {
	file, err := os.OpenFile(name, os.O_RDONLY|openNonblock, 0)
	if err != nil {
		return "", pathError("open", name, err)
	}
	defer func() { _ = file.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(file, maxHashed+1)); err != nil {
		return "", pathError("read", name, err)
	}
	return hexDigest(h), nil
}

func hexDigest(h hash.Hash) string { return "sha256:" + hex.EncodeToString(h.Sum(nil)) }

// hashTree digests the listing of a folder: names, kinds, sizes, times and link targets
// of what it holds, no contents. What Python compiles whenever it runs is left
// out. It looks at no more than limit entries. visit, if not nil, sees every file.
func (s *Snapshot) hashTree(top string, limit int, visit func(name string, fi fs.FileInfo)) error {
	root, err := os.OpenRoot(top)
	if err != nil {
		return pathError("open folder", top, err)
	}
	defer func() { _ = root.Close() }()
	tree, h := root.FS(), sha256.New()
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || name == ".":
			return err
		case d.IsDir() && path.Base(name) == "__pycache__":
			return fs.SkipDir
		case s.Count == limit:
			s.Partial = true
			return fs.SkipAll
		}
		s.Count++
		fi, err := d.Info()
		if err != nil {
			return pathError("look at", filepath.Join(top, name), err)
		}
		if visit != nil && !fi.IsDir() {
			visit(name, fi)
		}
		return hashEntry(h, tree, name, fi)
	})
	s.Digest = hexDigest(h)
	if err != nil {
		return fmt.Errorf("list %s: %w", top, err)
	}
	return nil
}

func hashEntry(h hash.Hash, tree fs.FS, name string, fi fs.FileInfo) error {
	var size, mtime int64
	target := ""
	switch m := fi.Mode(); {
	case m.IsRegular():
		size, mtime = fi.Size(), fi.ModTime().UnixNano()
	case m&fs.ModeSymlink != 0:
		var err error
		if target, err = fs.ReadLink(tree, name); err != nil {
			return pathError("read link", name, err)
		}
	}
	_, _ = fmt.Fprintf(h, "%q %v %d %d %q\n", name, fi.Mode(), size, mtime, target) // a hash takes everything
	return nil
}
