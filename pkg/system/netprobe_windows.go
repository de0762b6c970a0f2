package system

import (
	"errors"

	"golang.org/x/sys/windows"
)

// isRefused reports whether nothing listens at an address.
func isRefused(err error) bool { return errors.Is(err, windows.WSAECONNREFUSED) }
