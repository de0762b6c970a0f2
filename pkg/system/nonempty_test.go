package system_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func TestNonEmpty(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"full.json": "{}", "empty.json": "", "folder/in": "x", "[odd]/a": "x"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"to-full": "full.json", "to-empty": "empty.json", "to-nothing": "nothing"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	for pattern, want := range map[string]bool{
		"full.json": true, "empty.json": false, "absent.json": false, "folder": false, "folder/*": true,
		"*.json": true, "e*.json": false, "absent*": false, "[[]odd]/a": true, "[": false,
		"to-full": true, "to-empty": false, "to-nothing": false,
	} {
		if got := (system.Files{}).NonEmpty(filepath.Join(dir, filepath.FromSlash(pattern))); got != want {
			t.Errorf("NonEmpty(%s) = %v, want %v", pattern, got, want)
		}
	}
}
