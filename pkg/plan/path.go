package plan

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A Layout is where an environment has its parts, on the machine that the facts describe.
type Layout struct {
	// Folder of the environment, of its programs, and of its packages.
	Root, Bin, Site string
	// Path of its Python.
	Python string
}

// IsZero reports whether there is no environment.
func (l Layout) IsZero() bool { return l.Root == "" }

// NewLayout tells where an environment at root has its parts. Site is a glob pattern where its path
// holds the version of Python.
func NewLayout(os guide.OS, root string) Layout {
	if os == guide.Windows {
		return Layout{
			Root: root, Bin: join(os, root, "Scripts"), Site: join(os, root, "Lib", "site-packages"),
			Python: join(os, root, "Scripts", "python.exe"),
		}
	}
	return Layout{
		Root: root, Bin: join(os, root, "bin"), Site: join(os, root, "lib", "python3*", "site-packages"),
		Python: join(os, root, "bin", "python"),
	}
}

// join joins path elements with the separator of os. Elements use forward slashes.
func join(os guide.OS, elem ...string) string {
	var parts []string
	for _, e := range elem {
		if e != "" && e != "." {
			parts = append(parts, e)
		}
	}
	p := strings.Join(parts, "/")
	if os == guide.Windows {
		return strings.ReplaceAll(p, "/", `\`)
	}
	return p
}

// Quote writes argv as bash would take it.
func Quote(argv []string) string {
	out := make([]string, len(argv))
	for i, a := range argv {
		out[i] = quoteWord(a)
	}
	return strings.Join(out, " ")
}

func quoteWord(s string) string {
	plain := s != "" && strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("%+,-./:=@_", r)
	}) < 0
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
