//go:build unix

package author

import (
	"io/fs"
	"syscall"
)

// taken is the disk that a file takes.
func taken(info fs.FileInfo) (int64, fileID) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return info.Size(), fileID{}
	}
	const block = 512
	return st.Blocks * block, fileID{device: uint64(st.Dev), inode: st.Ino} //nolint:unconvert // Their types differ between systems.
}
