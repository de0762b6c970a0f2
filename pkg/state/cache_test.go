package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type tool struct {
	Version string   `json:"version"`
	Words   []string `json:"words"`
}

func mustCache(t *testing.T, dir string, now func() time.Time) *Cache {
	t.Helper()
	c, notice, err := OpenCache(dir, "tools", now)
	if err != nil || !notice.IsZero() {
		t.Fatalf("cache: %q, %v", notice, err)
	}
	return c
}

func TestCache(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "deep", "cache")
	c := mustCache(t, dir, nil)
	must(t, c.Save())
	if _, err := os.Lstat(dir); err == nil {
		t.Error("an unused cache was written")
	}
	git := tool{Version: "2.39.5", Words: []string{"<a>", "&"}}
	must(t, c.Put("/usr/bin/git", "s1", git))
	must(t, c.Put("/usr/bin/node", "s1", tool{Version: "22"}))
	must(t, c.Put("/usr/bin/node", "s2", tool{Version: "24"}))
	must(t, c.Save())

	c = mustCache(t, dir, nil)
	var got tool
	if !c.Get("/usr/bin/git", "s1", &got) {
		t.Fatal("it is forgotten")
	}
	if diff := cmp.Diff(git, got); diff != "" {
		t.Error(diff)
	}
	if !c.Get("/usr/bin/node", "s2", &got) || got.Version != "24" {
		t.Errorf("node %+v", got)
	}
	var number int
	if c.Get("/usr/bin/node", "s1", &got) || c.Get("/none", "s1", &got) || c.Get("/usr/bin/node", "s2", &number) {
		t.Error("found what doesn't fit")
	}
	before, err := os.Stat(filepath.Join(dir, "tools.cache.json"))
	must(t, err)
	must(t, c.Save())
	if after, err := os.Stat(filepath.Join(dir, "tools.cache.json")); err != nil || !os.SameFile(before, after) {
		t.Error("an unchanged cache was written")
	}
}

func TestCacheRefuses(t *testing.T) {
	t.Parallel()
	c := mustCache(t, t.TempDir(), nil)
	type nest map[string]any
	for what, err := range map[string]error{
		"empty key":     c.Put("", "s", 1),
		"long key":      c.Put(strings.Repeat("k", maxPath+1), "s", 1),
		"key, no text":  c.Put("\xff", "s", 1),
		"NUL in key":    c.Put("a\x00b", "s", 1),
		"long stamp":    c.Put("k", strings.Repeat("s", maxStamp+1), 1),
		"stamp, binary": c.Put("k", "\xff", 1),
		"large value":   c.Put("k", "s", strings.Repeat("v", maxCachedValue)),
		"no JSON":       c.Put("k", "s", func() {}),
		"deep value":    c.Put("k", "s", nest{"a": nest{"b": nest{"c": nest{"d": nest{"e": nest{}}}}}}),
	} {
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
	// As deep as is allowed can be read again.
	must(t, c.Put("k", "s", nest{"a": nest{"b": nest{"c": nest{"d": nest{}}}}}))
	must(t, c.Save())
	mustCache(t, c.doc.place.path, nil)
}

func TestCacheStaysSmall(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, maxCachedValue - 10} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			dir, k := t.TempDir(), newClock()
			c := mustCache(t, dir, k.now)
			for i := range maxCached + 100 {
				k.advance(time.Second)
				must(t, c.Put(fmt.Sprintf("key-%d", i), "s", strings.Repeat("v", size)))
			}
			must(t, c.Save())
			c = mustCache(t, dir, nil)
			var got string
			if !c.Get(fmt.Sprintf("key-%d", maxCached+99), "s", &got) {
				t.Error("the newest is gone")
			}
			if c.Get("key-0", "s", &got) {
				t.Error("the oldest is still there")
			}
			if n := len(c.content.Entries); n > maxCached || n < 50 {
				t.Errorf("%d entries", n)
			}
		})
	}
}

func TestCacheFaults(t *testing.T) {
	t.Parallel()
	eachFault(t, func(t *testing.T, f *fault) {
		t.Helper()
		dir := t.TempDir()
		c := mustCache(t, dir, nil)
		must(t, c.Put("old", "s", 1))
		must(t, c.Save())
		must(t, c.Put("new", "s", 2))
		c.doc.place.gate = f.gate
		err := c.Save()
		if err != nil && !errors.Is(err, f.err) {
			t.Errorf("error %v", err)
		}
		var got int
		other := mustCache(t, dir, nil)
		if !other.Get("old", "s", &got) {
			t.Error("the old entry is lost")
		}
		if !other.Get("new", "s", &got) && err == nil {
			t.Error("no error, but nothing is written")
		}
		c.doc.place.gate = nil
		must(t, c.Save())
		if !mustCache(t, dir, nil).Get("new", "s", &got) {
			t.Error("the next save doesn't make up for it")
		}
	})
}

func TestCacheTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			c, _, err := OpenCache(dir, "tools", nil)
			if err != nil {
				t.Error(err)
				return
			}
			for range 5 {
				if err := errors.Join(c.Put(fmt.Sprintf("key-%d", i), "s", i), c.Save()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if c := mustCache(t, dir, nil); len(c.content.Entries) == 0 {
		t.Error("nothing was saved")
	}
}
