package cli

import (
	"os/user"
	"path/filepath"
	"runtime"

	"github.com/adrg/xdg"
)

// A folder is one of the program's two folders in the person's home.
type homeFolder struct {
	// Variable that moves it.
	variable string
	// Where it is by the system's habits, and where below the home if HOME isn't set.
	usual, below string
}

// stateFolder is for what must last.
func stateFolder() homeFolder {
	return homeFolder{"XDG_STATE_HOME", xdg.StateHome, filepath.Join(".local", "state")}
}

// cacheFolder is for what can be found out again.
func cacheFolder() homeFolder { return homeFolder{"XDG_CACHE_HOME", xdg.CacheHome, ".cache"} }

// directory is the program's folder in one of the person's. It is empty if there is no home to put it in, which
// [app.housed] tells beforehand.
func (a *app) directory(f homeFolder) string {
	if dir := a.getenv(f.variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "jupyter-onboard")
	}
	if runtime.GOOS == "windows" || a.getenv("HOME") != "" {
		return filepath.Join(f.usual, "jupyter-onboard")
	}
	home := homeOfUser()
	if home == "" {
		return ""
	}
	return filepath.Join(home, f.below, "jupyter-onboard")
}

// homeOfUser is what the system's list of users has as the person's home, for services and containers that don't
// set HOME. It is empty if there is none.
func homeOfUser() string {
	if u, err := user.Current(); err == nil && filepath.IsAbs(u.HomeDir) {
		return u.HomeDir
	}
	return ""
}

// housed refuses to go on where there is no place for what must last.
func (a *app) housed() error {
	if a.directory(stateFolder()) != "" && a.directory(cacheFolder()) != "" {
		return nil
	}
	return &problem{
		code: exitFailed, message: "There is no home folder to remember anything in.",
		observed: "HOME isn't set, and the system's list of users has no home for this one",
		expected: "HOME, or XDG_STATE_HOME and XDG_CACHE_HOME, each naming a folder that can be written",
		next:     "export HOME=/tmp/home XDG_STATE_HOME=/tmp/home/state XDG_CACHE_HOME=/tmp/home/cache, then the same command",
	}
}
