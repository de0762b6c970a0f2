package pkg_test

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"
)

// importRules are about what a file imports.
func importRules() []rule {
	return []rule{
		{"arrow", checkArrows},
		{"library", checkLibraries},
		{"effect", checkEffects},
		{"guard", checkGuard},
		{"dot import", checkDotImports},
	}
}

// checkRoom reports a package that has no place in the table.
func checkRoom(room string) error {
	if _, known := table()[room]; known || isAside(room) || room == "pkg" {
		return nil
	}
	return fmt.Errorf("%s is not in the table of pkg/arch_table_test.go: give it a row that says what it may import", room)
}

// isAside tells whether a package ships nothing because it lies below a room and only helps tests
// (its name ends in "test", as httptest's does) or go generate (its name begins or ends in "gen").
func isAside(room string) bool {
	for parent, below := path.Dir(room), path.Base(room); parent != "."; parent, below = path.Dir(parent), path.Base(parent)+"/"+below {
		if _, known := table()[parent]; !known {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(below, "internal/"), "/")
		return strings.HasSuffix(name, "test") || strings.HasPrefix(name, "gen") || strings.HasSuffix(name, "gen")
	}
	return false
}

// checkArrows holds a room to the packages of this module that the table allows it.
func checkArrows(s *source, report report) {
	if s.isTest() {
		return
	}
	for at, imported := range imports(s) {
		to, own := strings.CutPrefix(imported, module+"/")
		switch {
		case !own:
		case isAside(to):
			report(at, "%s is for tests or go generate only", to)
		case !slices.Contains(table()[s.room].imports, to):
			report(at, "%s may not import %s; the table of pkg/arch_table_test.go allows it %q", s.room, to, table()[s.room].imports)
		}
	}
}

// checkLibraries keeps a library to the rooms that may touch it.
func checkLibraries(s *source, report report) {
	for at, imported := range imports(s) {
		for _, lib := range libraries() {
			if slices.Contains(lib.rooms, s.room) || lib.tests && s.isTest() {
				continue
			}
			if slices.ContainsFunc(lib.paths, func(p string) bool { return imported == p || strings.HasPrefix(imported, p+"/") }) {
				report(at, "%s may not import %s, which is for %q: %s", s.room, imported, lib.rooms, lib.why)
			}
		}
	}
}

// checkEffects keeps files, processes, the network, chance and the clock out of rooms that decide or show.
func checkEffects(s *source, report report) {
	n := table()[s.room].nature
	if s.isTest() || n == effects {
		return
	}
	for at, imported := range imports(s) {
		switch imported {
		case "os", "os/exec", "os/signal", "os/user", "syscall", "net", "net/http", "math/rand", "math/rand/v2", "crypto/rand":
			report(at, "%s decides or shows, so it may not import %s: take what it gives as an argument", s.room, imported)
		}
	}
	if n == pure {
		for at, name := range uses(s, "time") {
			switch name {
			case "Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker":
				report(at, "%s is pure, so it may not call time.%s: take the time as an argument", s.room, name)
			}
		}
	}
}

// checkGuard keeps the terminal guard early: it must be ready to be initialised as soon as os is, and
// sort before the library that asks the terminal.
func checkGuard(s *source, report report) {
	if s.room != guardRoom || s.isTest() {
		return
	}
	const asker = "github.com/muesli/termenv"
	if module+"/"+guardRoom > asker {
		report(s.file, "the guard's import path must sort before %s", asker)
	}
	for at, imported := range imports(s) {
		if imported != "os" {
			report(at, "the guard may import only os, not %s: it would be initialised later", imported)
		}
	}
}

// checkDotImports keeps names traceable to their package, for people and for these rules.
func checkDotImports(s *source, report report) {
	for _, spec := range s.file.Imports {
		if spec.Name != nil && spec.Name.Name == "." {
			report(spec, "dot imports hide where a name comes from")
		}
	}
}

// imports yields the import paths of a file.
func imports(s *source) func(yield func(ast.Node, string) bool) {
	return func(yield func(ast.Node, string) bool) {
		for _, spec := range s.file.Imports {
			// The parser accepts only valid strings here.
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && !yield(spec, p) {
				return
			}
		}
	}
}
