package system_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func TestLookPath(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first"), filepath.Join(dir, "second")
	for _, d := range []string{first, second, filepath.Join(first, "folder")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	writeProgram(t, filepath.Join(second, "tool"), "")
	writeProgram(t, filepath.Join(second, "folder"), "")
	if err := os.WriteFile(filepath.Join(first, "tool"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	path := strings.Join([]string{"", ".", "first", filepath.Join(dir, "absent"), first, second}, string(os.PathListSeparator))
	for name, want := range map[string]string{
		"tool":                         filepath.Join(second, "tool"), // The first can't be executed.
		"folder":                       filepath.Join(second, "folder"),
		filepath.Join(second, "tool"):  filepath.Join(second, "tool"),
		"absent":                       "",
		"":                             "",
		"..":                           "",
		filepath.Join(first, "tool"):   "",
		filepath.Join(first, "folder"): "",
	} {
		got, err := system.LookPath(name, path)
		var missing *system.NotFoundError
		if got != want || (want == "") != errors.As(err, &missing) {
			t.Errorf("%q: %q, %v; want %q", name, got, err, want)
		}
	}
}
