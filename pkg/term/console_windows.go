package term

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// prepareConsole lets the consoles among files interpret sequences. console tells whether at least one
// does now; restore puts the modes back.
func prepareConsole(files ...*os.File) (console bool, restore func() error) {
	type saved struct {
		handle windows.Handle
		mode   uint32
	}
	var changed []saved
	for _, f := range files {
		if f == nil {
			continue
		}
		handle := windows.Handle(f.Fd())
		var mode uint32
		if windows.GetConsoleMode(handle, &mode) != nil {
			continue // a file or a pipe
		}
		const wanted = windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING
		if mode&wanted == 0 {
			if windows.SetConsoleMode(handle, mode|wanted) != nil {
				continue // an old console
			}
			changed = append(changed, saved{handle, mode})
		}
		console = true
	}
	return console, func() error {
		var errs []error
		for _, c := range changed {
			errs = append(errs, windows.SetConsoleMode(c.handle, c.mode))
		}
		return errors.Join(errs...)
	}
}
