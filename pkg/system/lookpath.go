package system

import (
	"path/filepath"
	"strings"
)

// LookPath returns the absolute file of a program. A name without a path
// separator is searched in pathEnv, a list like that of the variable PATH; its
// relative entries are skipped, so a program never comes from the folder that
// one happens to be in. The error is a [NotFoundError].
func LookPath(name, pathEnv string) (string, error) {
	if strings.ContainsAny(name, pathSeparators) {
		found, err := lookFile(name, "")
		if err == nil {
			found, err = filepath.Abs(found)
		}
		if err != nil {
			return "", &NotFoundError{Program: name}
		}
		return found, nil
	}
	return lookPath(name, pathEnv, "")
}

func lookPath(name, pathEnv, extensions string) (string, error) {
	if name != "" && name != "." && name != ".." {
		for _, dir := range filepath.SplitList(pathEnv) {
			if !filepath.IsAbs(dir) {
				continue
			}
			if found, err := lookFile(filepath.Join(dir, name), extensions); err == nil {
				return found, nil
			}
		}
	}
	return "", &NotFoundError{Program: name, Path: pathEnv}
}
