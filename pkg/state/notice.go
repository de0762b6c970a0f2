package state

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"
	"time"
)

// A Notice tells a person that a file of the tool couldn't be used. The zero
// Notice says that all is well.
type Notice struct {
	File    string // the file, absolute if the folder was
	Found   string // what was found, as the rest of a sentence: "is empty"
	Kept    string // where the file is now; "" if it was left in place
	Follows string // what this means, a whole sentence
	Newer   bool   // a newer version of this program wrote it
}

// IsZero reports whether there is nothing to tell.
func (n Notice) IsZero() bool { return n == Notice{} }

// String is the notice in full sentences on one line, or "".
func (n Notice) String() string {
	if n.IsZero() {
		return ""
	}
	kept := "It is left in place; the next run that may write will keep it aside."
	if n.Kept != "" {
		kept = fmt.Sprintf("It is kept as %s.", n.Kept)
	}
	return fmt.Sprintf("%s %s. %s %s", n.File, n.Found, kept, n.Follows)
}

// stamp is a time as part of a file name; it sorts by time.
const stamp = "20060102T150405.000Z"

// maxFound is how much a notice says of what was found, in bytes: parts of the file
// can be in it.
const maxFound = 300

// maxSame is how many things of one millisecond get a name of their own.
const maxSame = 1000

// keepAside moves what stands at name into a new folder beside it, whose name has
// the date, and returns where it is now ("" if it could not be moved). A new folder is what makes sure
// that nothing kept earlier is overwritten.
func (f folder) keepAside(name string, now time.Time) (string, error) {
	base := name + ".kept-" + now.UTC().Format(stamp)
	aside, err := f.mkdirNew(base)
	if err != nil {
		return "", fmt.Errorf("keep %s aside: %w", f.path(name), err)
	}
	to := filepath.Join(aside, name)
	if err := f.rename(name, to); err != nil {
		_ = f.remove(aside)
		return "", fmt.Errorf("keep %s aside: %w", f.path(name), err)
	}
	if err := errors.Join(f.syncDir(aside), f.syncDir(".")); err != nil {
		return f.path(to), fmt.Errorf("keep %s aside: %w", f.path(name), err)
	}
	return f.path(to), nil
}

// mkdirNew makes a folder that did not exist, called base, or base-2 and so on.
func (f folder) mkdirNew(base string) (string, error) {
	name := base
	for i := 2; ; i++ {
		err := f.mkdir(name)
		if !errors.Is(err, fs.ErrExist) || i > maxSame {
			return name, err
		}
		name = fmt.Sprintf("%s-%d", base, i)
	}
}

// unreadable turns an error of reading into what a notice says, or "" if it isn't
// the file's fault and may pass by itself.
func unreadable(err error) *unusableError {
	var u *unusableError
	switch {
	case errors.As(err, &u):
		return u
	case errors.Is(err, fs.ErrPermission):
		return &unusableError{found: "can't be read: permission denied"}
	case errors.Is(err, syscall.EIO):
		return &unusableError{found: "can't be read: input/output error"}
	}
	return nil
}
