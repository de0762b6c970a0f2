package catalog

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// readIn reads the file name below root once. It must be regular and have at most guide.MaxBytes; a pipe or
// a device isn't waited for. Links that stay below root are followed if links is set.
func readIn(root *os.Root, name string, links bool) ([]byte, error) {
	path := filepath.Join(root.Name(), name)
	before, err := root.Lstat(name)
	if err != nil {
		return nil, readError(path, err)
	}
	isLink := before.Mode()&fs.ModeSymlink != 0
	if !before.Mode().IsRegular() && (!isLink || !links) {
		return nil, notRegular(path, before.Mode())
	}
	f, err := root.OpenFile(name, os.O_RDONLY|dontWait, 0)
	if err != nil {
		return nil, readError(path, err)
	}
	defer func() { _ = f.Close() }() // Nothing was written.
	opened, err := f.Stat()
	switch {
	case err != nil:
		return nil, readError(path, err)
	case !opened.Mode().IsRegular():
		return nil, notRegular(path, opened.Mode())
	case !isLink && !os.SameFile(before, opened):
		return nil, fmt.Errorf("read %s: another file took its place meanwhile; run again", path)
	}
	data, err := io.ReadAll(io.LimitReader(f, guide.MaxBytes+1))
	if err != nil {
		return nil, readError(path, err)
	}
	if len(data) > guide.MaxBytes {
		return nil, fmt.Errorf("read %s: it has more than %d bytes, which no guide has", path, guide.MaxBytes)
	}
	return data, nil
}

// canonical is the absolute path with all links resolved.
func canonical(path string) (string, error) {
	if path == "" || strings.IndexByte(path, 0) >= 0 {
		return "", fmt.Errorf("path %s names no file", quote(path))
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", readError(path, err)
	}
	target, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return "", readError(path, err)
	}
	return target, nil
}

// readError names the whole path once; errors of os.Root name only a part of it.
func readError(path string, err error) error { return fmt.Errorf("read %s: %w", path, cause(err)) }

// cause is what the system said, without operation and path.
func cause(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}

func notRegular(path string, mode fs.FileMode) error {
	found := "a special file"
	switch {
	case mode.IsDir():
		found = "a folder"
	case mode&fs.ModeSymlink != 0:
		found = "a symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		found = "a named pipe"
	}
	return fmt.Errorf("read %s: it is %s; a guide is a regular file", path, found)
}
