//go:build unix

package system

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

func inode(info fs.FileInfo) string {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprint(st.Ino)
	}
	return ""
}

func isRoot() bool { return os.Geteuid() == 0 }

// diskFree is what a person without admin rights may use of the disk of a folder, in bytes; 0 if unknown.
func diskFree(dir string) int64 {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0
	}
	return int64(st.Bavail) * int64(st.Bsize) //nolint:unconvert // the types differ between systems
}

// writable reports whether the person may make something in a folder.
func writable(dir string) bool { return unix.Access(dir, unix.W_OK|unix.X_OK) == nil }

// windowsLimits are no limits of this system.
func windowsLimits() (shortPaths, noSymlinks bool) { return false, false }
