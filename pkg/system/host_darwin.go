package system

import "golang.org/x/sys/unix"

// memory is the machine's memory in bytes; 0 if unknown.
func memory() int64 {
	n, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return 0
	}
	return int64(n)
}
