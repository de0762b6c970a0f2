//go:build !windows

package term

import "os"

// prepareConsole has nothing to do where terminals understand sequences and TERM says which.
func prepareConsole(...*os.File) (console bool, restore func() error) {
	return false, nil
}
