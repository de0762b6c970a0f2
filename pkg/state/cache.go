package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	cacheSuffix = ".cache.json"
	cacheSchema = 1
	cacheLimit  = 1 << 20

	maxCached      = 500      // entries; the oldest go first
	maxCachedValue = 16 << 10 // bytes of one value as JSON
	maxStamp       = 200      // bytes
	cacheOverhead  = 3        // levels of nesting around a value
)

// Cache keeps small values between runs that can be found out again, such as what a
// program answered when asked for its version. Each is stored under a key with a stamp that
// says what it was derived from; under another stamp it is not found.
//
// A cache needs no lock: of two runs that save at once, the last one wins. Its
// methods may be called from several goroutines.
type Cache struct {
	now func() time.Time

	mu      sync.Mutex
	doc     document
	content cacheContent
	changed bool
}

type cacheContent struct {
	Schema  int                   `json:"schema"`
	Entries map[string]cacheEntry `json:"entries"`
}

type cacheEntry struct {
	Stamp string          `json:"stamp"`
	Time  time.Time       `json:"time"`
	Value json.RawMessage `json:"value"`
}

// OpenCache opens the cache called name ([ValidName]) in the folder dir, which is made
// when the cache is first saved. A nil now means [time.Now]. Notice and
// error are those of [Open].
func OpenCache(dir, name string, now func() time.Time) (*Cache, Notice, error) {
	if err := ValidName(name); err != nil {
		return nil, Notice{}, fmt.Errorf("open cache: %w", err)
	}
	return openCache(place{path: dir, home: true}, name, now)
}

func openCache(p place, name string, now func() time.Time) (*Cache, Notice, error) {
	if now == nil {
		now = time.Now
	}
	c := &Cache{now: now, doc: document{
		place: p, name: name + cacheSuffix, limit: cacheLimit, schema: cacheSchema, compact: true,
		follows: "What it said is found out again.",
	}}
	notice, err := c.doc.load(&c.content, c.content.check, true, now())
	if err != nil {
		return nil, notice, err
	}
	if !notice.IsZero() || c.content.Entries == nil {
		c.content.Entries = map[string]cacheEntry{}
	}
	c.content.Schema = cacheSchema
	return c, notice, nil
}

func (c *cacheContent) check() error {
	for key, e := range c.Entries {
		if err := checkCached(key, e.Stamp, e.Value); err != nil {
			return &unusableError{found: fmt.Sprintf("doesn't hold what it should: %v", err)}
		}
	}
	return nil
}

func checkCached(key, stamp string, value []byte) error {
	switch {
	case key == "" || len(key) > maxPath || !utf8.ValidString(key) || strings.IndexByte(key, 0) >= 0:
		return fmt.Errorf("key %+q of %d bytes can't be cached", shorten(key, MaxName), len(key))
	case len(stamp) > maxStamp || !utf8.ValidString(stamp):
		return fmt.Errorf("stamp %+q of %d bytes can't be cached", shorten(stamp, MaxName), len(stamp))
	case len(value) == 0:
		return fmt.Errorf("key %+q has no value", shorten(key, MaxName))
	}
	return nil
}

// Get decodes the value under key into v, and reports whether there is one with this
// stamp that fits.
func (c *Cache) Get(key, stamp string, v any) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.content.Entries[key]
	return ok && e.Stamp == stamp && json.Unmarshal(e.Value, v) == nil
}

// Put stores v as JSON under key. It is kept in memory until [Cache.Save]. The error says
// why a value can't be cached: too large, nested too deep, not JSON.
func (c *Cache) Put(key, stamp string, v any) error {
	value, err := json.Marshal(v)
	if err == nil {
		err = checkCached(key, stamp, value)
	}
	if err == nil && len(value) > maxCachedValue {
		err = fmt.Errorf("%d bytes, at most %d are allowed", len(value), maxCachedValue)
	}
	if err == nil {
		err = checkShape(value, maxDepth-cacheOverhead)
	}
	if err != nil {
		return fmt.Errorf("cache %+q: %w", shorten(key, MaxName), err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.content.Entries[key] = cacheEntry{Stamp: stamp, Time: moment(c.now), Value: value}
	c.changed = true
	return nil
}

// Save writes the cache if something was put into it. The oldest entries are left
// out where it would become too large.
func (c *Cache) Save() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.changed {
		return nil
	}
	for keep := c.fitting(); ; keep = len(c.content.Entries) * 9 / 10 {
		dropOldest(c.content.Entries, keep, func(e cacheEntry) time.Time { return e.Time })
		err := c.doc.save(c.content)
		if _, large := errors.AsType[*tooLargeError](err); !large {
			c.changed = err != nil
			return err
		}
	}
}

// fitting is how many of the newest entries fit into the file, as far as their
// values tell.
func (c *Cache) fitting() int {
	entries := slices.Collect(maps.Values(c.content.Entries))
	slices.SortFunc(entries, func(a, b cacheEntry) int { return b.Time.Compare(a.Time) })
	size := int64(0)
	for i, e := range entries {
		if size += int64(len(e.Value)); i == maxCached || size > c.doc.limit {
			return i
		}
	}
	return len(entries)
}
