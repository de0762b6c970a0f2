//go:build unix

package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// systemOrg is where an administrator puts the organisation's file for everybody.
const systemOrg = "/etc/jupyter-onboard/org.yaml"

// guarded says why others than the administrator could have written a file, or its folder; "" if nobody else could.
func guarded(path string) string {
	return ownedBy(0, path)
}

// ownedBy is guarded for any owner.
func ownedBy(owner uint32, path string) string {
	for _, p := range []string{path, filepath.Dir(path)} {
		info, err := os.Lstat(p)
		if err != nil {
			return fmt.Sprintf("%s can't be looked at: %v", p, err)
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		switch {
		case info.Mode()&fs.ModeSymlink != 0:
			return p + " is a link"
		case !ok || stat.Uid != owner:
			return p + " doesn't belong to the administrator"
		case info.Mode().Perm()&0o022 != 0:
			return fmt.Sprintf("%s can be written by others (%s)", p, info.Mode().Perm())
		}
	}
	return ""
}
