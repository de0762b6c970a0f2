//go:build unix

package catalog

import "syscall"

// dontWait keeps the opening of a named pipe from waiting for its other end.
const dontWait = syscall.O_NONBLOCK
