//go:build !windows

package system

import (
	"errors"
	"syscall"
)

// isRefused reports whether nothing listens at an address.
func isRefused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
