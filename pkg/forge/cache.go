package forge

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Store keeps a client's files between runs. Names have only small letters, digits, - and dots. Its
// methods may be called from several goroutines.
type Store interface {
	// Names lists what is there.
	Names() ([]string, error)
	// Read returns a file's content; an error that is [fs.ErrNotExist] if there is none.
	Read(name string) ([]byte, error)
	// Write replaces a file, wholly or not at all.
	Write(name string, data []byte) error
	// Remove deletes a file.
	Remove(name string) error
}

const (
	// maxKept is how many answers are kept before the oldest go.
	maxKept    = 600
	keptSuffix = ".gz"
)

// An entry is a kept answer: on disk a line of JSON with these fields, then the body, each compressed.
type entry struct {
	Schema   int       `json:"schema"`
	URL      string    `json:"url"`
	Identity string    `json:"identity"`
	ETag     string    `json:"etag,omitempty"`
	Link     string    `json:"link,omitempty"`
	Partial  bool      `json:"partial,omitempty"`
	At       time.Time `json:"at"`
	// body is compressed: it may be many times as large, and is read only once.
	body []byte
}

const (
	entrySchema = 2
	// maxHead bounds an entry's fields, in bytes.
	maxHead = 256 << 10
)

// A cache keeps answers by address and identity. What can't be read is as good as absent; what can't
// be written is remembered as a problem, since it only makes the next run slower.
type cache struct {
	store    Store
	identity string

	mu      sync.Mutex
	problem error
	pruned  bool
}

// nameOf is the file of an address for an identity.
func nameOf(address, identity string) string {
	return addressHash(address) + "-" + identity + keptSuffix
}

func addressHash(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:16])
}

// get returns what is kept for this identity.
func (c *cache) get(address string) (entry, bool) {
	if c.store == nil {
		return entry{}, false
	}
	data, err := c.store.Read(nameOf(address, c.identity))
	if err != nil {
		c.note(err)
		return entry{}, false
	}
	e, err := decodeEntry(data)
	return e, err == nil && e.URL == address && e.Identity == c.identity
}

// anyone returns the answers that are kept for any identity, the newest first. Without a network nobody can be
// asked who signs in; the files are one person's anyway.
func (c *cache) anyone(address string) []entry {
	if c.store == nil {
		return nil
	}
	var all []entry
	names, err := c.store.Names()
	c.note(err)
	for _, name := range names {
		if !strings.HasPrefix(name, addressHash(address)+"-") {
			continue
		}
		data, err := c.store.Read(name)
		if err != nil {
			c.note(err)
			continue
		}
		if e, err := decodeEntry(data); err == nil && e.URL == address {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return b.At.Compare(a.At) })
	return all
}

// put keeps an answer.
func (c *cache) put(e entry) {
	if c.store == nil {
		return
	}
	e.Schema, e.Identity = entrySchema, c.identity
	data, err := encodeEntry(e)
	if err == nil {
		err = c.store.Write(nameOf(e.URL, c.identity), data)
	}
	c.note(err)
	c.prune()
}

// read and write are for the small file of limits.
func (c *cache) read(name string) []byte {
	if c.store == nil {
		return nil
	}
	data, err := c.store.Read(name)
	c.note(err)
	return data
}

func (c *cache) write(name string, data []byte) {
	if c.store != nil {
		c.note(c.store.Write(name, data))
	}
}

// prune removes the oldest answers once a run, if there are too many.
func (c *cache) prune() {
	c.mu.Lock()
	first := !c.pruned
	c.pruned = true
	c.mu.Unlock()
	if !first {
		return
	}
	names, err := c.store.Names()
	c.note(err)
	names = slices.DeleteFunc(names, func(n string) bool { return !strings.HasSuffix(n, keptSuffix) })
	if len(names) <= maxKept {
		return
	}
	at := make(map[string]time.Time, len(names))
	for _, name := range names {
		if data, err := c.store.Read(name); err == nil {
			if e, err := decodeEntry(data); err == nil {
				at[name] = e.At // One that can't be read is the oldest.
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int { return at[a].Compare(at[b]) })
	for _, name := range names[:len(names)-maxKept*9/10] {
		c.note(c.store.Remove(name))
	}
}

// note remembers the first problem with the store.
func (c *cache) note(err error) {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.problem == nil {
		c.problem = fmt.Errorf("keep GitHub's answers: %w", err)
	}
}

func encodeEntry(e entry) ([]byte, error) {
	head, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	var b bytes.Buffer
	z := newPacker(&b)
	if _, err := z.Write(append(head, '\n')); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	b.Write(e.body)
	return b.Bytes(), nil
}

// decodeEntry reads an entry. Its body isn't looked at.
func decodeEntry(data []byte) (entry, error) {
	rest := bytes.NewReader(data)
	z, err := gzip.NewReader(rest)
	if err != nil {
		return entry{}, fmt.Errorf("decompress: %w", err)
	}
	z.Multistream(false)
	head, err := io.ReadAll(io.LimitReader(z, maxHead))
	if err != nil {
		return entry{}, fmt.Errorf("decompress: %w", err)
	}
	var e entry
	if err := json.Unmarshal(head, &e); err != nil {
		return entry{}, fmt.Errorf("decode: %w", err)
	}
	if e.Schema != entrySchema {
		return entry{}, fmt.Errorf("schema %d, expected %d", e.Schema, entrySchema)
	}
	e.body = data[len(data)-rest.Len():]
	return e, nil
}
