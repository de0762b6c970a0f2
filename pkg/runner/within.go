package runner

import (
	"path/filepath"
	"strings"
)

// within reports whether path is root or below it. Symbolic links are resolved where they can be, since a
// checkout may be named by one.
func within(root, path string) bool {
	if r, err := filepath.EvalSymlinks(root); err == nil {
		root = r
	}
	if p, err := filepath.EvalSymlinks(path); err == nil {
		path = p
	}
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
