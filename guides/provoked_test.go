package guides_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"
)

// TestProvoked provokes known failures for real, by the program itself, and cures them as it says: those cases of
// testdata/failures that need neither network nor an environment. The others are for testdata/failures/run.sh.
func TestProvoked(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the cases are written for Linux and macOS")
	}
	for _, tool := range []string{"bash", "git", "python3", "go"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") != "true" {
			t.Skipf("no %s here", tool)
		}
	}
	program := filepath.Join(t.TempDir(), "jupyter-onboard")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "../cmd/jupyter-onboard")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), "bash", "../testdata/failures/run.sh", "--quick")
	cmd.Env = append(os.Environ(), "JUPYTER_ONBOARD="+program, "TMPDIR="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	count := regexp.MustCompile(`(?m)^(\d+) provoked and cured, (\d+) skipped, 0 not as expected$`).FindSubmatch(out)
	if count == nil {
		t.Fatalf("no count: %s", out)
	}
	cured, _ := strconv.Atoi(string(count[1]))
	skipped, _ := strconv.Atoi(string(count[2]))
	// Two need Node.js, two name spaces of Linux, one openssl, one root.
	if cured < 6 || cured+skipped < 12 {
		t.Errorf("too few: %s", out)
	}
	t.Logf("%s", out)
}
