package pkg_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A fixture is a file that breaks one rule, and what its author should have written.
type fixture struct {
	rule       string
	room, name string
	bad, good  string
}

// Each rule is shown to fail on what it forbids and to pass on what it asks for.
func TestEveryRuleCanFail(t *testing.T) {
	t.Parallel()
	for _, f := range slices.Concat(importFixtures(), sourceFixtures()) {
		t.Run(strings.ReplaceAll(f.rule+" "+f.room+" "+firstLine(f.bad), "/", "_"), func(t *testing.T) {
			t.Parallel()
			bad := findings(t, f.room, f.name, f.bad)
			if len(bad) != 1 || !strings.Contains(bad[0], ": "+f.rule+": ") {
				t.Errorf("bad file: findings %q, want one of rule %q", bad, f.rule)
			}
			if good := findings(t, f.room, f.name, f.good); len(good) != 0 {
				t.Errorf("good file: findings %q, want none", good)
			}
		})
	}
}

func TestEveryRuleHasAFixture(t *testing.T) {
	t.Parallel()
	for _, r := range slices.Concat(importRules(), sourceRules()) {
		shown := func(f fixture) bool { return f.rule == r.name }
		if !slices.ContainsFunc(slices.Concat(importFixtures(), sourceFixtures()), shown) {
			t.Errorf("rule %q has no fixture that shows it failing", r.name)
		}
	}
}

func TestRooms(t *testing.T) {
	t.Parallel()
	for room, known := range map[string]bool{
		mainRoom:                       true,
		"pkg/guide":                    true,
		"pkg/gitrepo/gittest":          true,
		"pkg/gitrepo/gittest/gitserve": true,
		"pkg/gitrepo/internal/gittest": true,
		"pkg/guide/internal/genzones":  true,
		"pkg/guide/internal/schemagen": true,
		"pkg/guide/internal/deep":      false,
		"pkg/guide/internal":           false,
		"pkg/util":                     false,
		"pkg/tui/picker":               false,
		"pkg/nowhere/nowheretest":      false,
		"cmd/other":                    false,
		"internal/helpers":             false,
	} {
		err := checkRoom(room)
		if (err == nil) != known {
			t.Errorf("checkRoom(%q) = %v, want known = %t", room, err, known)
		}
		if err != nil && !strings.Contains(err.Error(), "arch_table_test.go") {
			t.Errorf("checkRoom(%q) = %q, which does not name the table", room, err)
		}
	}
}

// A row that names a package without a row is a slip of the pen.
func TestTableIsClosed(t *testing.T) {
	t.Parallel()
	for name, r := range table() {
		for _, to := range r.imports {
			if _, ok := table()[to]; !ok {
				t.Errorf("%s may import %s, which has no row", name, to)
			}
		}
	}
	for _, lib := range libraries() {
		for _, name := range lib.rooms {
			if _, ok := table()[name]; !ok {
				t.Errorf("%s may import %q, but has no row", name, lib.paths)
			}
		}
	}
}

func importFixtures() []fixture {
	const own = module + "/pkg/"
	return []fixture{
		{
			rule: "arrow", room: "pkg/plan", name: "build.go",
			bad: importing(own + "runner"), good: importing(own + "guide"),
		},
		{
			rule: "arrow", room: "pkg/gitrepo", name: "clone_windows.go", // Files of other systems count too.
			bad: importing(own + "cli"), good: importing(own + "system"),
		},
		{
			rule: "arrow", room: "pkg/runner", name: "run.go",
			bad: importing(own + "system/systemtest"), good: importing(own + "plan"),
		},
		{
			rule: "arrow", room: "pkg/cli", name: "cli.go",
			bad: importing(own + "termguard"), good: importing(own + "tui"),
		},
		{
			rule: "library", room: "pkg/view", name: "plain.go",
			bad: importing("github.com/charmbracelet/lipgloss"), good: importing("golang.org/x/text/width"),
		},
		{
			rule: "library", room: "pkg/health", name: "figures.go",
			bad: importing("github.com/go-git/go-git/v5/plumbing"), good: importing(own + "gitrepo"),
		},
		{
			rule: "library", room: "pkg/issues", name: "free.go",
			bad: importing("github.com/google/go-github/v60/github"), good: importing(own + "forge"),
		},
		{
			rule: "library", room: "pkg/guide", name: "schema.go",
			bad: importing("github.com/santhosh-tekuri/jsonschema/v6"), good: importing("github.com/invopop/jsonschema"),
		},
		{
			rule: "library", room: "pkg/gitrepo", name: "clone.go",
			bad: importing("os/exec"), good: importing("os"),
		},
		{
			rule: "library", room: "pkg/tui", name: "model_test.go", // Decided against, in tests too.
			bad: importing("charm.land/bubbletea/v2"), good: importing("github.com/charmbracelet/bubbletea"),
		},
		{
			rule: "library", room: "pkg/view", name: "page.go",
			bad: importing("text/template"), good: importing("text/tabwriter"),
		},
		{
			rule: "effect", room: "pkg/plan", name: "build.go",
			bad: importing("net/http"), good: importing("net/url"),
		},
		{
			rule: "effect", room: "pkg/tui", name: "model.go",
			bad:  "import \"os\"\n\nfunc f() ([]byte, error) { return os.ReadFile(\"x\") }",
			good: "import \"time\"\n\nfunc f() time.Time { return time.Now() }",
		},
		{
			rule: "effect", room: "pkg/health", name: "window.go",
			bad:  "import clock \"time\"\n\nfunc f() clock.Time { return clock.Now() }",
			good: "import \"time\"\n\nfunc f(now time.Time) time.Time { return now.Add(time.Hour) }",
		},
		{
			rule: "guard", room: guardRoom, name: "termguard.go",
			bad: importing("os", "strings"), good: importing("os"),
		},
		{
			rule: "dot import", room: "pkg/event", name: "event.go",
			bad: "import . \"strings\"\n\nvar _ = ToUpper", good: "import \"strings\"\n\nvar _ = strings.ToUpper",
		},
	}
}

func sourceFixtures() []fixture {
	const guarded = "import \"" + module + "/" + guardRoom + "\"\n"
	const write = "import (\n\t\"fmt\"\n\t\"io\"\n)\n\nfunc f(w io.Writer) { fmt.Fprintln(w) }"
	return []fixture{
		{
			rule: "exit", room: "pkg/cli", name: "main.go",
			bad: "import \"os\"\n\nfunc f() { os.Exit(1) }", good: "import \"os\"\n\nfunc f() int { return os.Getpid() }",
		},
		{
			rule: "exit", room: "pkg/runner", name: "run.go",
			bad: "import end \"os\"\n\nvar _ = end.Exit", good: "type end struct{ Exit int }\n\nfunc f(os end) int { return os.Exit }",
		},
		{
			rule: "exit", room: "pkg/state", name: "lock.go",
			bad: "import \"log\"\n\nfunc f() { log.Fatalf(\"x\") }", good: "import \"errors\"\n\nfunc f() error { return errors.New(\"x\") }",
		},
		{
			rule: "print", room: "pkg/runner", name: "run.go",
			bad: "import \"fmt\"\n\nfunc f() { fmt.Println() }", good: write,
		},
		{
			rule: "print", room: "pkg/forge", name: "search.go",
			bad: "import \"log\"\n\nfunc f() { log.Println() }", good: write,
		},
		{
			rule: "print", room: "pkg/plan", name: "plan.go",
			bad: "func f() { println(1) }", good: "func f(println func(int)) { println(1) }",
		},
		{
			rule: "stream", room: "pkg/author", name: "lint.go",
			bad: "import (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc f() { fmt.Fprintln(os.Stderr) }", good: write,
		},
		{
			rule: "init", room: "pkg/catalog", name: "catalog.go",
			bad: "func init() {}", good: "type t int\n\nfunc (t) init() {}",
		},
		{
			rule: "global", room: "pkg/catalog", name: "catalog.go",
			bad: "var cache = map[string]int{}", good: "import \"errors\"\n\n// ErrUnknown says so.\nvar ErrUnknown = errors.New(\"unknown guide\")",
		},
		{
			rule: "global", room: "pkg/overlay", name: "overlay.go",
			bad: "import \"errors\"\n\nvar (\n\terrA = errors.New(\"a\")\n\thook func()\n)", good: "import \"regexp\"\n\nvar host = regexp.MustCompile(`^[a-z.]+$`)",
		},
		{
			rule: "global", room: "pkg/guide", name: "shape.go",
			bad: "import \"sync\"\n\nvar mu sync.Mutex", good: "import \"sync\"\n\nvar one = sync.OnceValue(func() int { return 1 })",
		},
		{
			rule: "global", room: "pkg/practice", name: "project.go",
			bad: "import \"embed\"\n\nvar files embed.FS", good: "import \"embed\"\n\n//go:embed project\nvar files embed.FS",
		},
		{
			rule: "global", room: "pkg/runner", name: "sink.go",
			bad: "import \"io\"\n\nvar out io.Writer = io.Discard", good: "import \"io\"\n\ntype sink struct{ io.Writer }\n\nvar _ io.Writer = sink{}",
		},
		{
			rule: "main", room: mainRoom, name: "main.go",
			bad: guarded + strings.Repeat("// One line more.\n", mainLines), good: guarded + "\nfunc main() { termguard.Restore() }",
		},
		{
			rule: "main", room: mainRoom, name: "main.go",
			bad: "func main() {}", good: guarded + "\nfunc main() { termguard.Restore() }",
		},
		{
			rule: "main", room: mainRoom, name: "flags.go",
			bad: "type flags struct{}", good: "",
		},
		{
			rule: "template", room: "pkg/cli", name: "root.go",
			bad:  "import \"github.com/spf13/cobra\"\n\nfunc f(c *cobra.Command) { c.SetHelpTemplate(\"\") }",
			good: "import \"github.com/spf13/cobra\"\n\nfunc f(c *cobra.Command) { c.SetHelpFunc(nil) }",
		},
	}
}

// importing is the body of a file that imports paths for their names.
func importing(paths ...string) string {
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, "import _ %q\n", p)
	}
	return b.String()
}

// findings checks a file with the given body; an empty body stands for no file.
func findings(t *testing.T, room, name, body string) []string {
	t.Helper()
	if body == "" {
		return nil
	}
	clause := "package p\n\n"
	if room == mainRoom {
		clause = "package main\n\n"
	}
	s, err := parseText(room, name, clause+body+"\n")
	if err != nil {
		t.Fatal(err)
	}
	return check(s)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
