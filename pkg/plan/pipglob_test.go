package plan_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// TestInstallScript runs the script with a program that prints its arguments: each folder that matches and is a package is
// installed in editable form, whatever its name, and the other arguments stay as they are.
func TestInstallScript(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash isn't there")
	}
	dir := t.TempDir()
	for _, file := range []string{"api/a/pyproject.toml", "api/it's b/setup.py", "api/notes/README.md", "plugins/c/pyproject.toml", "x y/d/pyproject.toml"} {
		path := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	script := plan.InstallScript([]string{"printf", "<%s>"}, []string{
		"--group", "test", "-e", ".[a]", "-e", "./api/*", "-e", "./plugins/*", "--editable", "./x y/*", "-e", "./nothing/*", "x==1.*",
	})
	cmd := exec.CommandContext(t.Context(), bash, "-euo", "pipefail", "-c", script)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, script, out)
	}
	const want = "<--group><test><-e><.[a]><x==1.*><-e><./api/a><-e><./api/it's b><-e><./plugins/c><-e><./x y/d>"
	if string(out) != want {
		t.Errorf("the program is called with\n%s\nnot with\n%s", out, want)
	}
	if strings.Contains(script, "'./api/*'") {
		t.Error("a pattern stands in quotes")
	}
}
