//go:build unix

package system

import "syscall"

// addressInUse is the system's word for a port that is taken.
const addressInUse = syscall.EADDRINUSE
