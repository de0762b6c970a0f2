package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"
)

// An index has the heads of guides in a form that is read in a fraction of the time. A head counts only for the
// very bytes that it was taken from, so an index that is out of date makes a list slow and never wrong.
type index map[string]indexed

// An indexed is the head of one file.
type indexed struct {
	// SHA256 of the file's bytes, in hexadecimal.
	SHA256 string `json:"sha256"`
	Head   Head   `json:"head"`
}

// WithIndex gives the catalogue the index of the guides in the binary, as [Index] wrote it.
func WithIndex(text []byte) Option {
	return func(c *Catalog) {
		c.embedded.index = sync.OnceValue(func() index {
			var read index
			if json.Unmarshal(text, &read) != nil {
				return nil // Then every guide is read; a test of the program's own index looks.
			}
			return read
		})
	}
}

// Index writes the index of the guides in the root of files. All of them must be valid.
func Index(files fs.FS) ([]byte, error) {
	s := embedded{files: files}
	names, problems := namesOf(s)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	all := make(index, len(names))
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, readError(name, err)
		}
		e, err := named(newEntry(s.origin(name), data))
		if err != nil {
			return nil, err
		}
		all[name] = indexed{SHA256: e.digest.Hex(), Head: e.head}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(all); err != nil {
		return nil, fmt.Errorf("write the index: %w", err)
	}
	return b.Bytes(), nil
}

// entry is that of a file whose head the index has.
func (i index) entry(origin Origin, name string, data []byte) (*Entry, bool) {
	known, ok := i[name]
	if !ok {
		return nil, false
	}
	e := bareEntry(origin, data)
	if e.digest.Hex() != known.SHA256 {
		return nil, false
	}
	e.head = known.Head
	return e, true
}
