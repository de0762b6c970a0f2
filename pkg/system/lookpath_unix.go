//go:build unix

package system

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// pathSeparators are the bytes that make a name a path.
const pathSeparators = "/"

// sameName reports whether two environment names are one variable.
func sameName(a, b string) bool { return a == b }

// lookFile returns path if it is a program.
func lookFile(path, _ string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", fmt.Errorf("look at the program: %w", err)
	case info.IsDir():
		return "", errors.New("is a folder")
	case info.Mode()&0o111 == 0:
		return "", fs.ErrPermission
	}
	return path, nil
}
