package system

import (
	"io/fs"
	"unsafe"

	"golang.org/x/sys/windows"
)

// inode has no cheap counterpart; size and time tell files apart.
func inode(fs.FileInfo) string { return "" }

func isRoot() bool { return windows.GetCurrentProcessToken().IsElevated() }

// diskFree is what the person may use of the disk of a folder, in bytes; 0 if unknown.
func diskFree(dir string) int64 {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(path, &free, nil, nil); err != nil {
		return 0
	}
	return int64(free)
}

// memoryStatus is MEMORYSTATUSEX of the Windows API.
type memoryStatus struct {
	length, load                                                        uint32
	totalPhys, availPhys, totalPage, availPage, totalVirt, availVirt, x uint64
}

// memory is the machine's memory in bytes; 0 if unknown.
func memory() int64 {
	st := memoryStatus{length: uint32(unsafe.Sizeof(memoryStatus{}))}
	ok, _, _ := windows.NewLazySystemDLL("kernel32.dll").NewProc("GlobalMemoryStatusEx").Call(uintptr(unsafe.Pointer(&st)))
	if ok == 0 {
		return 0
	}
	return int64(st.totalPhys)
}
