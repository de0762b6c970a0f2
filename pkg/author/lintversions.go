package author

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/manifest"
)

// versions compares the ranges of the guide with those of the manifests.
func (l *repoLinter) versions() {
	if p := l.g.Python; p != nil {
		for _, file := range []string{"pyproject.toml", "setup.cfg", "setup.py"} {
			for _, v := range l.manifest(file) {
				if v.Kind == manifest.PythonRange {
					l.within("python.version", guide.PEP440, p.Version, v, file, pythons())
				}
			}
		}
	}
	if n := l.g.Node; n != nil {
		for _, v := range l.manifest("package.json") {
			switch v.Kind {
			case manifest.NodeRange:
				l.within("node.version", guide.SemVer, n.Version, v, "package.json", nodes())
			case manifest.Manager:
				l.manager(v)
			default:
			}
		}
	}
}

// pythons and nodes are the versions with which ranges are compared: each minor release of Python, and of Node.js the first
// and the last of each major one.
func pythons() []string {
	var out []string
	for minor := 6; minor <= 20; minor++ {
		out = append(out, fmt.Sprintf("3.%d.9", minor))
	}
	return out
}

func nodes() []string {
	var out []string
	for major := 14; major <= 30; major++ {
		out = append(out, fmt.Sprintf("%d.99.0", major))
	}
	return out
}

// within notes versions that the guide allows and upstream doesn't.
func (l *repoLinter) within(at string, kind guide.RangeKind, have string, upstream manifest.Value, file string, versions []string) {
	if wrong := outside(kind, have, upstream.Text, versions); wrong != "" {
		l.note(at, "lint/repo-version", fmt.Sprintf("%q allows %s, which %s:%d doesn't: %s", have, wrong, file, upstream.Line, upstream.Text),
			fmt.Sprintf("stay inside %q", upstream.Text))
	}
}

// outside is a version that one range allows and another doesn't; "" if there is none, or a range can't be read.
func outside(kind guide.RangeKind, have, limit string, versions []string) string {
	for _, v := range versions {
		ours, err := guide.Compare(kind, have, v)
		if err != nil {
			return ""
		}
		theirs, err := guide.Compare(kind, limit, v)
		if err != nil {
			return ""
		}
		if ours == guide.Fits && theirs != guide.Fits && theirs != guide.Unknown {
			if kind == guide.PEP440 {
				return strings.TrimSuffix(v, ".9")
			}
			return strings.TrimSuffix(v, ".99.0")
		}
	}
	return ""
}

// manager compares the package manager, if the guide says which version.
func (l *repoLinter) manager(v manifest.Value) {
	m := l.g.Node.Manager
	name := string(m.Name)
	if m.Name == guide.JLPM {
		name = "yarn" // It is one.
	}
	switch {
	case m.Name == "" || m.Name == guide.Vendored:
	case name != v.Name:
		l.note("node.manager.name", "lint/repo-manager", fmt.Sprintf("package.json:%d names %s, not %s", v.Line, v.Name, m.Name), fmt.Sprintf("write %q", v.Name))
	case m.Version != "":
		if fit, err := guide.Compare(guide.SemVer, m.Version, v.Text); err == nil && fit != guide.Fits && fit != guide.Unknown {
			l.note("node.manager.version", "lint/repo-manager", fmt.Sprintf("package.json:%d names version %s", v.Line, v.Text), fmt.Sprintf("write %q", v.Text))
		}
	}
}
