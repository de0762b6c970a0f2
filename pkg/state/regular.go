package state

import (
	"fmt"
	"io"
	"io/fs"
	"os"
)

// readRegular reads a regular file of at most limit bytes. It opens nothing else
// and never waits. What isn't such a file is a [*unusableError].
func (f folder) readRegular(name string, limit int64) ([]byte, error) {
	fi, err := f.lstat(name)
	if err != nil {
		return nil, err
	}
	if err := usable(fi, limit); err != nil {
		return nil, err
	}
	if err := f.gate.ask("read", name); err != nil {
		return nil, err
	}
	file, err := f.openFile(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	// What was looked at a moment ago may have been replaced since.
	if fi, err = file.Stat(); err != nil {
		return nil, pathError("look at", f.path(name), err)
	}
	if err := usable(fi, limit); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if int64(len(data)) > limit {
		return nil, &unusableError{found: fmt.Sprintf("has more than %d bytes", limit)}
	}
	return data, pathError("read", f.path(name), err)
}

// unusableError says what is wrong with a file, as the rest of a sentence that
// begins with the file's name.
type unusableError struct {
	found string
	newer bool
}

func (e *unusableError) Error() string { return e.found }

func usable(fi fs.FileInfo, limit int64) error {
	switch {
	case !fi.Mode().IsRegular():
		return &unusableError{found: "is " + describe(fi.Mode()) + ", not a file"}
	case fi.Size() == 0:
		return &unusableError{found: "is empty"}
	case fi.Size() > limit:
		return &unusableError{found: fmt.Sprintf("has %d bytes, at most %d are expected", fi.Size(), limit)}
	}
	return nil
}

// describe names a kind of file with its article.
func describe(m fs.FileMode) string {
	switch {
	case m.IsRegular():
		return "a file"
	case m.IsDir():
		return "a folder"
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
