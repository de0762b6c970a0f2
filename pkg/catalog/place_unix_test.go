//go:build unix

package catalog_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// A pipe in the place of a guide must not make the program wait for its other end.
func TestPipesAreNotWaitedFor(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	pipe := filepath.Join(dir, catalog.RepositoryFile)
	must(t, syscall.Mkfifo(pipe, 0o600))
	must(t, syscall.Mkfifo(filepath.Join(dir, "nbformat.yaml"), 0o600))
	link(t, "nbformat.yaml", filepath.Join(dir, "linked.yaml"))
	_, err := catalog.FromFile(pipe)
	mentions(t, err, "it is a named pipe; a guide is a regular file")
	_, err = catalog.FromRepository(dir, "")
	mentions(t, err, "it is a named pipe")
	_, problems := catalog.New(embedded(), catalog.WithFolder(dir)).List(t.Context())
	if len(problems) != 2 {
		t.Errorf("%d problems, want 2", len(problems))
	}
	for _, p := range problems {
		mentions(t, p, "it is a named pipe")
	}
	_, err = catalog.FromFile("/dev/null")
	mentions(t, err, "it is a special file")
}
