// Package pkg_test holds the house to its plan: which package may import which, who may touch a
// library, the terminal or the process, and where state may live. The plan is the table in
// arch_table_test.go; the rules are in arch_imports_test.go and arch_source_test.go, and
// arch_fixtures_test.go shows that each of them can fail.
package pkg_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/jupyter-onboard/jupyter-onboard"

// A source is one Go file, with the room it lies in.
type source struct {
	room string
	name string
	text string
	file *ast.File
	fset *token.FileSet
}

// isTest tells whether the file never becomes part of the program.
func (s *source) isTest() bool {
	return strings.HasSuffix(s.name, "_test.go") || isAside(s.room)
}

// A rule looks at one file and reports what is wrong in it.
type rule struct {
	name  string
	check func(s *source, report report)
}

type report func(at ast.Node, format string, args ...any)

func TestArchitecture(t *testing.T) {
	t.Parallel()
	packages := listPackages(t)
	for _, p := range packages {
		if err := checkRoom(p.room()); err != nil {
			t.Error(err)
			continue
		}
		for _, name := range p.files() {
			s, err := parse(p.room(), filepath.Join(p.Dir, name))
			if err != nil {
				t.Error(err)
				continue
			}
			for _, f := range check(s) {
				t.Error(f)
			}
		}
	}
	if len(packages) < 2 {
		t.Errorf("go list found %d packages: the test sees nothing", len(packages))
	}
}

// A pkgInfo is the part of go list's answer that is used here.
type pkgInfo struct {
	ImportPath, Dir                                              string
	GoFiles, CgoFiles, IgnoredGoFiles, TestGoFiles, XTestGoFiles []string
}

func (p *pkgInfo) room() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

// files are those of every operating system: the rules hold on each.
func (p *pkgInfo) files() []string {
	return slices.Concat(p.GoFiles, p.CgoFiles, p.IgnoredGoFiles, p.TestGoFiles, p.XTestGoFiles)
}

func listPackages(t *testing.T) []*pkgInfo {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Dir,GoFiles,CgoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = ".."
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var packages []*pkgInfo
	for dec := json.NewDecoder(out); ; {
		p := new(pkgInfo)
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("read the answer of go list: %v", err)
		}
		packages = append(packages, p)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("go list: %v", err)
	}
	return packages
}

func parse(room, path string) (*source, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseText(room, filepath.Base(path), string(text))
}

func parseText(room, name, text string) (*source, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, room+"/"+name, text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	return &source{room: room, name: name, text: text, file: file, fset: fset}, nil
}
