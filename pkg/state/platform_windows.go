package state

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/windows"
)

// openNonblock is not needed: there are no pipes in folders.
const openNonblock = 0

// syncFolder does nothing: Windows refuses to flush the handle of a folder.
func syncFolder(*os.File) error { return nil }

// identity tells a file from another one that later takes its name.
func identity(fi fs.FileInfo) string {
	d, ok := fi.Sys().(*syscall.Win32FileAttributeData)
	if !ok {
		return ""
	}
	return "created " + strconv.FormatInt(d.CreationTime.Nanoseconds(), 10)
}

// tryLock takes the lock of an open file without waiting. ok is false if another
// one has it. The lock ends with the file, so also with its process.
//
// Locked bytes can't be read by others here, so the one that is locked lies far
// behind the content.
func tryLock(file *os.File) (ok bool, err error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	at := &windows.Overlapped{Offset: math.MaxUint32 - 1, OffsetHigh: math.MaxInt32}
	err = windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return false, nil
	}
	return err == nil, pathError("lock", file.Name(), err)
}
