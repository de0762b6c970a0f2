package engine

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

func TestAuthor(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	config := filepath.Join(dir, "gitconfig")
	if err := os.WriteFile(config, []byte("[user]\n\tname = Jane Doe\n\temail = jane@one.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	environ := append(os.Environ(), "GIT_CONFIG_GLOBAL="+config, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=J. D.")
	checkout := filepath.Join(dir, "checkout")
	for _, args := range [][]string{{"init", "-q", checkout}, {"-C", checkout, "config", "user.email", "jane@two.example"}} {
		if out, err := exec.CommandContext(t.Context(), "git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	e := &Engine{Environ: environ}
	if got, want := e.Author(t.Context(), dir), []string{"J. D.", "Jane Doe", "jane@one.example"}; !slices.Equal(got, want) {
		t.Errorf("author %q, want %q", got, want)
	}
	if got, want := e.Author(t.Context(), checkout), []string{"J. D.", "Jane Doe", "jane@one.example", "jane@two.example"}; !slices.Equal(got, want) {
		t.Errorf("author in the checkout %q, want %q", got, want)
	}
	if got := (&Engine{}).Author(t.Context(), dir); got != nil {
		t.Errorf("without git: %q", got)
	}
}
