package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"
)

// A document is one JSON file of this package: where it is, how large it may be,
// and what it holds on disk as far as known.
type document struct {
	place   place
	name    string
	limit   int64
	schema  int
	compact bool   // for no people to read
	follows string // sentence of the notice when the file can't be used
	saved   []byte // what the disk holds; nil if unknown or absent
}

// load reads the document into v and calls check on it. A file that can't be used
// is kept aside if move is set; either way v must then be taken for empty, which the
// Notice says. A missing file, or folder, is no error.
func (d *document) load(v any, check func() error, move bool, now time.Time) (Notice, error) {
	f, err := d.place.open(false)
	var stray *strayError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Notice{}, nil
	case errors.As(err, &stray):
		return d.strayFolder(stray, move, now)
	case err != nil:
		return Notice{}, err
	}
	defer f.close()
	data, err := f.readRegular(d.name, d.limit)
	if errors.Is(err, fs.ErrNotExist) {
		return Notice{}, nil
	}
	if err == nil {
		err = decodeStrict(data, d.schema, v)
	}
	if err == nil {
		err = check()
	}
	if err == nil {
		d.saved = data
		return Notice{}, nil
	}
	bad := unreadable(err)
	if bad == nil {
		return Notice{}, fmt.Errorf("read %s: %w", f.path(d.name), err)
	}
	return d.notice(f, d.name, bad, move, now)
}

// strayFolder deals with something else in the place of the folder.
func (d *document) strayFolder(stray *strayError, move bool, now time.Time) (Notice, error) {
	up, err := d.place.parent()
	if err != nil {
		return Notice{}, err
	}
	defer up.close()
	bad := &unusableError{found: "is " + stray.found + ", not a folder"}
	return d.notice(up, filepath.Base(d.place.path), bad, move, now)
}

func (d *document) notice(f folder, name string, bad *unusableError, move bool, now time.Time) (Notice, error) {
	n := Notice{File: f.path(name), Found: shorten(bad.found, maxFound), Follows: d.follows, Newer: bad.newer}
	if !move {
		return n, nil
	}
	kept, err := f.keepAside(name, now)
	n.Kept = kept
	if errors.Is(err, fs.ErrNotExist) { // another process was faster
		return n, nil
	}
	return n, err
}

// save writes v if it differs from what the disk holds.
func (d *document) save(v any) error {
	data, err := encode(v, d.compact)
	if err != nil {
		return fmt.Errorf("write %s: %w", d.path(), err)
	}
	if bytes.Equal(data, d.saved) {
		return nil
	}
	if int64(len(data)) > d.limit {
		return &tooLargeError{path: d.path(), size: len(data), limit: d.limit}
	}
	f, err := d.place.open(true)
	if err != nil {
		return fmt.Errorf("write %s: %w", d.path(), err)
	}
	defer f.close()
	d.saved = nil
	if err := f.writeFile(d.name, data, 0o600); err != nil {
		return err
	}
	d.saved = data
	return nil
}

// tooLargeError says that a document would become larger than may be read again.
type tooLargeError struct {
	path  string
	size  int
	limit int64
}

func (e *tooLargeError) Error() string {
	return fmt.Sprintf("write %s: %d bytes, at most %d are allowed", e.path, e.size, e.limit)
}

func (d *document) path() string { return filepath.Join(d.place.path, d.name) }

func encode(v any, compact bool) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if !compact {
		enc.SetIndent("", "  ")
	}
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode as JSON: %w", err)
	}
	return buf.Bytes(), nil
}
