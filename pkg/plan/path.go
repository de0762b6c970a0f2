package plan

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Layout is where an environment has its parts, on the machine that the facts describe.
type Layout struct {
	// Folder of the environment, and of its programs.
	Root, Bin string
	// Folder of its packages, as a glob pattern: its name may hold the version of Python.
	Site string
	// Path of its Python.
	Python string
}

// IsZero reports whether there is no environment.
func (l Layout) IsZero() bool { return l.Root == "" }

// NewLayout tells where an environment of venv or uv at root has its parts. What is special in a glob
// pattern and stands in root is escaped in Site.
func NewLayout(os guide.OS, root string) Layout {
	if os == guide.Windows {
		return Layout{
			Root: root, Bin: join(os, root, "Scripts"), Site: join(os, escapeGlob(os, root), "Lib", "site-packages"),
			Python: join(os, root, "Scripts", "python.exe"),
		}
	}
	return Layout{
		Root: root, Bin: join(os, root, "bin"), Site: join(os, escapeGlob(os, root), "lib", "python3*", "site-packages"),
		Python: join(os, root, "bin", "python"),
	}
}

// newCondaLayout is the layout of an environment of conda or pixi, which differs on Windows.
func newCondaLayout(os guide.OS, root string) Layout {
	l := NewLayout(os, root)
	if os == guide.Windows {
		l.Python = join(os, root, "python.exe")
	}
	return l
}

// programs are the folders of an environment that belong on PATH.
func (l Layout) programs(os guide.OS) []string {
	if os == guide.Windows && l.Python == join(os, l.Root, "python.exe") {
		return []string{l.Root, join(os, l.Root, "Library", "bin"), l.Bin}
	}
	return []string{l.Bin}
}

// escapeGlob writes a path as a glob pattern that only it matches.
func escapeGlob(os guide.OS, path string) string {
	special := `*?[\`
	if os == guide.Windows {
		special = "["
	}
	if !strings.ContainsAny(path, special) {
		return path
	}
	var b strings.Builder
	for _, r := range path {
		switch {
		case r == '\\' && os != guide.Windows:
			b.WriteString(`[\\]`)
		case strings.ContainsRune(special, r):
			b.WriteString("[" + string(r) + "]")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// join joins path elements with the separator of os. Elements use forward slashes.
func join(os guide.OS, elem ...string) string {
	p := ""
	for _, e := range elem {
		switch {
		case e == "" || e == ".":
		case p == "" || strings.HasSuffix(p, "/") || os == guide.Windows && strings.HasSuffix(p, `\`):
			p += e
		default:
			p += "/" + e
		}
	}
	if os == guide.Windows {
		return strings.ReplaceAll(p, "/", `\`)
	}
	return p
}

// slashed is a path as bash takes it everywhere: on Windows with forward slashes.
func slashed(os guide.OS, path string) string {
	if os == guide.Windows {
		return strings.ReplaceAll(path, `\`, "/")
	}
	return path
}

// parent is the folder that holds dir.
func parent(os guide.OS, dir string) string {
	i := strings.LastIndexByte(slashed(os, dir), '/')
	switch {
	case i < 0:
		return dir
	case i == 0, os == guide.Windows && i == 2 && dir[1] == ':':
		return dir[:i+1]
	}
	return dir[:i]
}

// base is the last element of a path.
func base(os guide.OS, path string) string {
	return path[strings.LastIndexByte(slashed(os, path), '/')+1:]
}
