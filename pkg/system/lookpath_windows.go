package system

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// pathSeparators are the bytes that make a name a path.
const pathSeparators = `/\:`

// sameName reports whether two environment names are one variable.
func sameName(a, b string) bool { return strings.EqualFold(a, b) }

// lookFile returns path, with one of the extensions if it has none of them, if
// it is a program.
func lookFile(path, extensions string) (string, error) {
	if extensions == "" {
		extensions = ".COM;.EXE;.BAT;.CMD"
	}
	candidates := []string{}
	for _, ext := range strings.Split(extensions, ";") {
		if ext != "" && strings.EqualFold(filepath.Ext(path), ext) {
			candidates = append([]string{path}, candidates...)
		} else if ext != "" {
			candidates = append(candidates, path+ext)
		}
	}
	for _, candidate := range candidates {
		if info, err := os.Stat(candidate); err == nil && !info.IsDir() {
			return candidate, nil
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return "", fs.ErrNotExist
}
