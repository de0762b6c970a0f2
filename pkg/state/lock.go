package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"
)

const (
	lockSuffix = ".lock"
	lockLimit  = 16 << 10
	lockSchema = 1

	maxCommand = 500 // bytes of the holder's command line that are kept
)

// Holder says who holds a lock.
type Holder struct {
	Process Process   // filled in by Acquire
	Command string    // what it runs, for people; must not carry secrets
	Since   time.Time // when it took the lock
}

// lockContent is what the lock file says.
type lockContent struct {
	Schema   int       `json:"schema"`
	Checkout string    `json:"checkout"`
	Process  Process   `json:"process"`
	Command  string    `json:"command"`
	Since    time.Time `json:"since"`
}

// HeldError says that another run works on the checkout.
type HeldError struct {
	Checkout string // canonical path
	Holder   Holder // zero if the holder couldn't be read
}

// Error says who holds the checkout and what to do.
func (e *HeldError) Error() string {
	if e.Holder.Process.PID == 0 {
		return fmt.Sprintf("another run works on %s; wait for it to end, then run this again", e.Checkout)
	}
	return fmt.Sprintf("another run works on %s: process %d (%s), since %s; wait for it to end, then run this again",
		e.Checkout, e.Holder.Process.PID, e.Holder.Command, e.Holder.Since.Format(time.RFC3339))
}

// Lock is the right to change one checkout. It ends with Release or with the
// process, however that ends; child processes don't inherit it.
type Lock struct {
	file *os.File
}

// Acquire takes the lock of the checkout at canonicalPath ([Canonical]) in the
// state directory dir, which is made if needed. It doesn't wait for another run: if
// one has the lock, the error is a [*HeldError] that says which, within a
// fraction of a second. Of h it takes Command and Since.
//
// The lock is the operating system's own (flock, LockFileEx) on a file that stays,
// so there is nothing to clean up after a killed run, and nothing that goes stale.
func Acquire(dir, canonicalPath string, h Holder) (*Lock, error) {
	if !filepath.IsAbs(canonicalPath) || filepath.Clean(canonicalPath) != canonicalPath {
		return nil, fmt.Errorf("lock %+q: not a canonical path", canonicalPath)
	}
	f, err := place{path: dir, home: true}.open(true)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", canonicalPath, err)
	}
	defer f.close()
	name := Key(canonicalPath) + lockSuffix
	file, err := f.openLock(name)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", canonicalPath, err)
	}
	ok, err := tryLock(file)
	if err == nil && ok {
		// Who holds it is news for others, not part of the lock: a full disk must
		// not keep anyone from freeing space.
		_ = writeHolder(file, canonicalPath, h)
		return &Lock{file: file}, nil
	}
	closeErr := file.Close()
	if err != nil {
		return nil, fmt.Errorf("lock %s by %s: %w", canonicalPath, f.path(name), errors.Join(err, closeErr))
	}
	holder, _ := f.awaitHolder(name)
	return nil, &HeldError{Checkout: canonicalPath, Holder: holder}
}

// Release gives the lock back. The file stays: removing it could take away a lock
// that another run has just taken.
func (l *Lock) Release() error {
	_ = l.file.Truncate(0) // a name left behind is that of a dead process, which readers notice
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("release lock: %w", err)
	}
	return nil
}

// openLock opens or makes the lock file, which must be a regular file.
func (f folder) openLock(name string) (*os.File, error) {
	if fi, err := f.lstat(name); err == nil && !fi.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is %s, not a file; move it away and run again", f.path(name), describe(fi.Mode()))
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return f.openFile(name, os.O_RDWR|os.O_CREATE, 0o600)
}

// writeHolder replaces the content of a lock file. A reader may see it half
// written, and then looks again.
func writeHolder(file *os.File, checkout string, h Holder) error {
	c := lockContent{Schema: lockSchema, Checkout: checkout, Command: shorten(h.Command, maxCommand), Since: h.Since.UTC()}
	// Without a process table (an unmounted /proc) the lock still works.
	p, err := Identify(os.Getpid())
	if err != nil {
		p = Process{PID: os.Getpid()}
	}
	c.Process = p
	data, err := encode(c, false)
	if err != nil {
		return err
	}
	if err := file.Truncate(0); err != nil {
		return pathError("truncate", file.Name(), err)
	}
	_, err = file.WriteAt(data, 0)
	return pathError("write", file.Name(), err)
}

// shorten cuts s to at most limit bytes, not inside a character.
func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// readHolder returns the live process that a lock file names.
func (f folder) readHolder(name string) (Holder, bool) {
	data, err := f.readRegular(name, lockLimit)
	if err != nil {
		return Holder{}, false
	}
	var c lockContent
	if err := decodeStrict(data, lockSchema, &c); err != nil {
		return Holder{}, false
	}
	return Holder{Process: c.Process, Command: c.Command, Since: c.Since}, c.Process.Alive()
}

// awaitHolder reads who holds the lock. One that has just taken it may not have
// written its name yet, so it looks a few times.
func (f folder) awaitHolder(name string) (Holder, bool) {
	const tries, pause = 10, 20 * time.Millisecond
	for range tries {
		if h, ok := f.readHolder(name); ok {
			return h, true
		}
		<-time.After(pause)
	}
	return Holder{}, false
}
