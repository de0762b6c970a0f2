package gitrepo

import (
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// watchEvery is how often the bytes of a transfer are measured.
const watchEvery = 250 * time.Millisecond

// watchPacks measures, until stop is called, what has arrived in repo. The size
// of the packs tells it also while git itself is silent, as it is when a
// checkout fetches file contents.
func watchPacks(repo string, m *meter) (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				bytes, _ := packSizes(repo, false)
				m.received(bytes)
			}
		}
	}()
	return func() {
		close(quit)
		<-done
		bytes, _ := packSizes(repo, false)
		m.received(bytes)
	}
}

// measurePacks returns the bytes and the number of objects of a clone.
func measurePacks(repo string) (bytes, objects int64) { return packSizes(repo, true) }

// packSizes adds up the packs of a clone, those under way included. What can't
// be read counts as nothing: these are figures for people.
func packSizes(repo string, count bool) (bytes, objects int64) {
	dir := filepath.Join(repo, ".git", "objects", "pack")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, 0
	}
	for _, entry := range entries {
		whole := strings.HasSuffix(entry.Name(), ".pack")
		if !whole && !strings.HasPrefix(entry.Name(), "tmp_pack_") {
			continue
		}
		if info, err := entry.Info(); err == nil {
			bytes += info.Size()
		}
		if count && whole {
			objects += packCount(filepath.Join(dir, entry.Name()))
		}
	}
	return bytes, objects
}

// packCount reads the number of objects from a pack's header: "PACK", version,
// number, each of four bytes.
func packCount(path string) int64 {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }()
	var header [12]byte
	if _, err := io.ReadFull(f, header[:]); err != nil || string(header[:4]) != "PACK" {
		return 0
	}
	return int64(binary.BigEndian.Uint32(header[8:]))
}
