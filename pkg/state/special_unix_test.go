//go:build unix

package state

import (
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// specialDamages are what only exists on Unix.
func specialDamages() []damage {
	list := []damage{
		{name: "a named pipe", found: "is a named pipe, not a file", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, syscall.Mkfifo(path, 0o600))
		}},
		{name: "a socket", found: "is a socket, not a file", make: func(t *testing.T, path string) {
			t.Helper()
			// The path of a socket must be short.
			short := filepath.Join(t.TempDir(), "s")
			l, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", short)
			must(t, err)
			t.Cleanup(func() { _ = l.Close() })
			must(t, os.Rename(short, path))
		}},
		{name: "a link to a device", found: "is a symbolic link", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.Symlink("/dev/zero", path))
		}},
	}
	if os.Getuid() != 0 { // root may read everything
		list = append(list, damage{name: "unreadable", found: "can't be read: permission denied", make: func(t *testing.T, path string) {
			t.Helper()
			must(t, os.WriteFile(path, []byte(`{"schema": 1}`), 0o000))
		}})
	}
	return list
}
