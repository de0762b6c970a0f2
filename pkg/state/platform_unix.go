//go:build unix

package state

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// openNonblock keeps an open from waiting for the other end of a pipe.
const openNonblock = unix.O_NONBLOCK

// syncFolder synchronises an open folder. File systems that can't (some network
// and FUSE ones) say EINVAL or ENOTSUP; there is nothing more to do on them.
func syncFolder(dir *os.File) error {
	err := dir.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	return pathError("synchronise", dir.Name(), err)
}

// identity tells a file from another one that later takes its name.
func identity(fi fs.FileInfo) string {
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return "inode " + strconv.FormatUint(st.Ino, 10)
}

// tryLock takes the lock of an open file without waiting. ok is false if another
// one has it. The lock ends with the file, so also with its process.
func tryLock(file *os.File) (ok bool, err error) {
	for {
		err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, pathError("lock", file.Name(), err)
}
