package gitrepo

import (
	"os"
	"runtime"
)

// isPlaceholder reports whether program is Apple's stand-in, which is always
// there and opens a dialogue instead of doing anything until the developer
// tools are installed.
func isPlaceholder(program string) bool {
	if program != "/usr/bin/git" || runtime.GOOS != "darwin" {
		return false
	}
	for _, tools := range []string{"/Library/Developer/CommandLineTools/usr/bin/git", "/Applications/Xcode.app"} {
		if _, err := os.Stat(tools); err == nil {
			return false
		}
	}
	return true
}
