//go:build unix

package gitrepo

import (
	"os"
	"syscall"
)

// ownedByOther reports whether path belongs to another user.
func ownedByOther(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) != os.Geteuid()
}
