package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/cli"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

// Every line that the program writes with --json is as the schema says that the program prints, and the
// last line of a run has the exit code.
func TestEventsAreAsTheSchemaSays(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"git", "python3", "bash"} {
		if _, err := exec.LookPath(program); err != nil && os.Getenv("CI") != "true" {
			t.Skip(program + " is not installed")
		}
	}
	home := t.TempDir()
	checkout := filepath.Join(home, "nbglance")
	broken := brokenCheckout(t, home)
	printed, code := output(t, home, "help", "events", "--json-schema")
	if code != 0 {
		t.Fatalf("help ends with %d: %s", code, printed)
	}
	schema := compile(t, printed)
	seen := map[event.Type]bool{}
	for _, command := range []struct {
		args string
		code int
	}{
		{"list --json", 0},
		{"show nbformat --json", 0},
		{"setup practice --dry-run --json --dir " + checkout, 0},
		{"setup practice --json --dir " + checkout, 5}, // Nobody is there to say yes.
		{"setup practice --yes --json --dir " + checkout, 0},
		{"setup practice --yes --json --dir " + checkout, 0},
		{"status practice --json --dir " + checkout, 0},
		{"run check-1 --json --dir " + checkout, 1}, // The sample's bug isn't fixed.
		{"doctor practice --json --dir " + checkout, 0},
		{"issues practice --json", 0},
		{"show nbformat --upstream --json", 0},
		{"devcontainer nbformat --json", 0},
		{"trust list --json", 0},
		{"setup practice --yes --json --dir " + broken, 1},
		// A server that refuses is asked again, which is said.
		{"setup nbformat --yes --json --from http://127.0.0.1:9/x/y --dir " + filepath.Join(home, "none"), 4},
		{"setup nothing --json", 2},
		{"setup --json --frobnicate", 2},
		{"setup --frobnicate --json", 2},
	} {
		out, code := output(t, home, strings.Fields(command.args)...)
		if code != command.code {
			t.Errorf("%s ends with %d, want %d: %s", command.args, code, command.code, out)
		}
		var last event.Event
		for line := range strings.Lines(out) {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
			if err == nil {
				err = schema.Validate(doc)
			}
			if err == nil {
				err = json.Unmarshal([]byte(line), &last)
			}
			if err != nil {
				t.Fatalf("%s: %s: %v", command.args, line, err)
			}
			seen[last.Body.Type()] = true
		}
		if o, ok := last.Body.(event.Outcome); ok && o.ExitCode != code || !ok && code != 0 {
			t.Errorf("%s: exit code %d, and the last line is %+v", command.args, code, last.Body)
		}
	}
	for _, body := range event.Bodies() {
		if !seen[body.Type()] {
			t.Errorf("no event of type %s was seen", body.Type())
		}
	}
}

// output runs the program's main in a home of its own, without a terminal, and returns its standard output.
func output(t *testing.T, home string, args ...string) (stdout string, code int) {
	t.Helper()
	dir := t.TempDir()
	open := func(path string) *os.File {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	p := cli.Process{
		Args: args, Environ: environ(home), In: open(os.DevNull), Out: open(filepath.Join(dir, "out")), Err: open(filepath.Join(dir, "err")),
	}
	ended := make(chan int, 1)
	go func() { ended <- cli.Main(p) }()
	select {
	case code = <-ended:
	case <-time.After(3 * time.Minute):
		t.Fatalf("%q doesn't end", args)
	}
	text, err := os.ReadFile(p.Out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text), code
}

// brokenCheckout is a checkout of the sample project whose proof fails.
func brokenCheckout(t *testing.T, home string) string {
	t.Helper()
	dir := filepath.Join(home, "broken")
	if out, code := output(t, home, "setup", "practice", "--yes", "--dir", dir); code != 0 {
		t.Fatalf("set-up ends with %d: %s", code, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "src", "nbglance", "__init__.py"), []byte("raise SystemExit(3)\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func environ(home string) []string {
	env := []string{
		"HOME=" + home, "USERPROFILE=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"GIT_CONFIG_GLOBAL=" + filepath.Join(home, "gitconfig"), "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C.UTF-8", "TERM=dumb",
	}
	for _, kv := range os.Environ() {
		switch name, _, _ := strings.Cut(kv, "="); name {
		case "PATH", "PYENV_ROOT", "TMPDIR", "SYSTEMROOT", "PATHEXT":
			env = append(env, kv)
		}
	}
	return env
}

func compile(t *testing.T, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewBufferString(text))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("event.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("event.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
