package termguard_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/termguard"
)

const (
	guard    = "github.com/jupyter-onboard/jupyter-onboard/pkg/termguard"
	termenv  = "github.com/muesli/termenv"
	lipgloss = "github.com/charmbracelet/lipgloss"
	tea      = "github.com/charmbracelet/bubbletea"
)

// The runtime itself tells in which order it initialised the packages of a real program.
func TestGuardIsInitialisedFirst(t *testing.T) {
	t.Parallel()
	order := initOrder(t, build(t, "guarded"))

	at := func(pkg string) int {
		i := slices.Index(order, pkg)
		if i < 0 {
			t.Fatalf("%s is not initialised; order: %q", pkg, order)
		}
		return i
	}
	for _, asker := range []string{termenv, lipgloss, tea} {
		if at(guard) > at(asker) {
			t.Errorf("%s is initialised before %s", asker, guard)
		}
	}
	if slices.Contains(initOrder(t, build(t, "unguarded")), guard) {
		t.Error("the program without a guard has one: this test compares nothing")
	}
}

func TestRestore(t *testing.T) {
	t.Parallel()
	bin := build(t, "guarded")
	for _, tt := range []struct{ name, env, want string }{
		{"set", "TERM=xterm-256color", `TERM="xterm-256color" set=true program=true`},
		{"dumb", "TERM=dumb", `TERM="dumb" set=true program=true`},
		{"empty", "TERM=", `TERM="" set=true program=true`},
		{"missing", "TERMINAL=other", `TERM="" set=false program=true`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), bin)
			cmd.Env = append(withoutTerm(), tt.env)
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, strings.TrimSpace(string(out))); diff != "" {
				t.Errorf("what main sees (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRestoreTwice(t *testing.T) {
	t.Setenv("TERM", "something else") // Puts back what the other tests expect.
	termguard.Restore()
	once, onceSet := os.LookupEnv("TERM")
	termguard.Restore()
	twice, twiceSet := os.LookupEnv("TERM")
	if once == "something else" || once != twice || onceSet != twiceSet {
		t.Errorf("TERM is %q (%t) after one Restore and %q (%t) after two", once, onceSet, twice, twiceSet)
	}
}

// build compiles the program of a testdata folder and returns its path.
func build(t *testing.T, name string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), name+".exe") // The suffix is needed on Windows and does no harm elsewhere.
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "./"+filepath.ToSlash(filepath.Join("testdata", name))).CombinedOutput()
	if err != nil {
		t.Fatalf("build %s: %v\n%s", name, err, out)
	}
	return bin
}

// initOrder returns the packages in the order in which the runtime initialised them.
func initOrder(t *testing.T, bin string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), bin)
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	var order []string
	for line := range strings.Lines(trace.String()) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "init" {
			order = append(order, f[1])
		}
	}
	return order
}

func withoutTerm() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TERM=") })
}
