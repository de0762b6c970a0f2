package pkg_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

// mainLines is how long the program's main may be: everything that is worth testing lies below it.
const mainLines = 20

// sourceRules are about what a file that ships does.
func sourceRules() []rule {
	return []rule{
		{"exit", checkExit},
		{"print", checkPrint},
		{"stream", checkStreams},
		{"init", checkInit},
		{"global", checkGlobals},
		{"main", checkMain},
		{"template", checkTemplates},
	}
}

// check applies every rule to a file.
func check(s *source) []string {
	var found []string
	apply := func(rules []rule) {
		for _, r := range rules {
			r.check(s, func(at ast.Node, format string, args ...any) {
				found = append(found, fmt.Sprintf("%s: %s: %s", s.fset.Position(at.Pos()), r.name, fmt.Sprintf(format, args...)))
			})
		}
	}
	if s.file.Name.Name == "main" && s.room != mainRoom {
		return nil // Run by go generate.
	}
	apply(importRules())
	if !s.isTest() {
		apply(sourceRules())
	}
	return found
}

// checkExit keeps the decision to end the process in main, so that deferred calls run everywhere else.
func checkExit(s *source, report report) {
	if s.room == mainRoom {
		return
	}
	for at := range calls(s, "os", "Exit") {
		report(at, "only main ends the process: return an error or an exit code")
	}
	for at := range calls(s, "syscall", "Exit") {
		report(at, "only main ends the process: return an error or an exit code")
	}
	for at := range calls(s, "log", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln") {
		report(at, "only main ends the process: return an error")
	}
}

// checkPrint keeps hidden writes to the process's output out of everything below the command line.
func checkPrint(s *source, report report) {
	if s.room == mainRoom || s.room == "pkg/cli" {
		return
	}
	for at := range calls(s, "fmt", "Print", "Printf", "Println") {
		report(at, "write to the writer that was given")
	}
	for at := range calls(s, "log", "Print", "Printf", "Println", "Output") {
		report(at, "the default logger writes to the terminal unseen: emit an event or return an error")
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if f, ok := call.Fun.(*ast.Ident); ok && f.Obj == nil && (f.Name == "print" || f.Name == "println") {
				report(call, "the builtin %s is for the runtime", f.Name)
			}
		}
		return true
	})
}

// checkStreams lets all text reach the terminal through one door, where it is made harmless.
func checkStreams(s *source, report report) {
	if s.room == mainRoom || s.room == "pkg/cli" || s.room == "pkg/term" {
		return
	}
	for at := range calls(s, "os", "Stdin", "Stdout", "Stderr") {
		report(at, "only pkg/term, pkg/cli and main know the process's streams: take an io.Reader or io.Writer")
	}
}

// checkInit forbids code that runs because a package is linked; the terminal guard lives from it.
func checkInit(s *source, report report) {
	for _, decl := range s.file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" && s.room != guardRoom {
			report(f, "no init functions: construct what is needed where it is needed")
		}
	}
}

// checkGlobals forbids package variables, except those that nobody changes: sentinel errors,
// compiled expressions, values computed once, embedded files and assertions at compile time.
func checkGlobals(s *source, report report) {
	if s.room == guardRoom {
		return // It keeps TERM from its init to main's first line.
	}
	for _, decl := range s.file.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec) // The parser puts nothing else into a var.
			if !isEmbedded(g, v) && !isFixed(s, v) {
				report(v, "package variable %s: make it a constant, a function or a field", v.Names[0].Name)
			}
		}
	}
}

// isEmbedded tells whether a variable is filled by a go:embed directive.
func isEmbedded(g *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{g.Doc, v.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") }) {
			return true
		}
	}
	return false
}

// isFixed tells whether nobody can read the variables, or each is a sentinel error, a compiled
// expression or a value computed once.
func isFixed(s *source, v *ast.ValueSpec) bool {
	if !slices.ContainsFunc(v.Names, func(n *ast.Ident) bool { return n.Name != "_" }) {
		return true
	}
	makes := func(value ast.Expr) bool {
		call, ok := value.(*ast.CallExpr)
		return ok && slices.ContainsFunc([][2]string{
			{"errors", "New"},
			{"fmt", "Errorf"},
			{"regexp", "MustCompile"},
			{"sync", "OnceValue"},
			{"sync", "OnceValues"},
		}, func(f [2]string) bool { return isName(s, call.Fun, f[0], f[1]) })
	}
	return len(v.Values) == len(v.Names) && !slices.ContainsFunc(v.Values, func(value ast.Expr) bool { return !makes(value) })
}

// checkMain keeps main a door and nothing else.
func checkMain(s *source, report report) {
	if s.room != mainRoom {
		return
	}
	if s.name != "main.go" {
		report(s.file, "main is the one file main.go: code that is worth a file is worth a package")
		return
	}
	if localName(s, module+"/"+guardRoom) == "" {
		report(s.file, "main imports %s, or every command may wait for the terminal", guardRoom)
	}
	if n := strings.Count(s.text, "\n"); n > mainLines {
		report(s.file, "%d lines, at most %d are allowed", n, mainLines)
	}
}

// checkTemplates keeps text/template out of the program: it calls methods by name, so the linker must
// keep every exported method of every library, and the binary grew by a quarter. Cobra gets by without
// it as long as nobody gives it a template.
func checkTemplates(s *source, report report) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains([]string{"SetUsageTemplate", "SetHelpTemplate", "SetVersionTemplate"}, sel.Sel.Name) {
			report(sel, "%s links text/template, which makes the binary a quarter larger: set a function instead", sel.Sel.Name)
		}
		return true
	})
}

// calls yields the uses of the named members of a package; reading them counts too, since a function
// value is called somewhere.
func calls(s *source, pkg string, names ...string) func(yield func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		for at, name := range uses(s, pkg) {
			if slices.Contains(names, name) && !yield(at) {
				return
			}
		}
	}
}

// uses yields every use of a package's members in a file, whatever name it is imported under.
func uses(s *source, pkg string) func(yield func(ast.Node, string) bool) {
	return func(yield func(ast.Node, string) bool) {
		more := true
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && more && isName(s, sel, pkg, sel.Sel.Name) {
				more = yield(sel, sel.Sel.Name)
			}
			return more
		})
	}
}

// isName tells whether e is pkg.name, where pkg is an import and not a variable of the same name.
func isName(s *source, e ast.Expr, pkg, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Obj == nil && x.Name == localName(s, pkg)
}

// localName is the name under which a file imports a package, or "" if it does not.
func localName(s *source, pkg string) string {
	for at, imported := range imports(s) {
		if imported != pkg {
			continue
		}
		if spec := at.(*ast.ImportSpec); spec.Name != nil { // imports yields nothing else.
			return spec.Name.Name
		}
		return path.Base(pkg)
	}
	return ""
}
