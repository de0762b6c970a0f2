package system

import (
	"io/fs"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
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

// writable can't be told from a folder's attributes: making the checkout tells.
func writable(string) bool { return true }

// windowsLimits reads whether long paths are switched on, and whether this user makes symbolic links:
// Developer Mode is on, or the process has admin rights.
func windowsLimits() (shortPaths, noSymlinks bool) {
	return registryFlag(`SYSTEM\CurrentControlSet\Control\FileSystem`, "LongPathsEnabled") == 0,
		registryFlag(`SOFTWARE\Microsoft\Windows\CurrentVersion\AppModelUnlock`, "AllowDevelopmentWithoutDevLicense") == 0 && !isRoot()
}

// registryFlag is a number of the machine's registry, 0 if it isn't there.
func registryFlag(path, name string) uint64 {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return 0
	}
	defer key.Close()
	n, _, err := key.GetIntegerValue(name)
	if err != nil {
		return 0
	}
	return n
}
