package practice_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/practice"
)

// create is practice.Create for tests that expect no error.
func create(t *testing.T, dir string) practice.Repo {
	t.Helper()
	repo, err := practice.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return repo
}

// clone makes a checkout with the git program, as a newcomer would get it, in a folder with a name that
// people do use.
func clone(t *testing.T, repo practice.Repo) string {
	t.Helper()
	parent := filepath.Join(t.TempDir(), "Übung 日本")
	mkdir(t, parent)
	git(t, parent, "clone", "--quiet", "--filter=blob:none", repo.URL, "nbglance")
	return filepath.Join(parent, "nbglance")
}

// commit commits a new file with the identity that a practice checkout has.
func commit(t *testing.T, checkout, name string) {
	t.Helper()
	write(t, filepath.Join(checkout, name), name+"\n")
	who := practice.Identity()
	git(t, checkout, "config", "user.name", who.Name)
	git(t, checkout, "config", "user.email", who.Email)
	git(t, checkout, "add", name)
	git(t, checkout, "commit", "--quiet", "-m", "Add "+name)
}

// git runs the git program without anybody's configuration and returns what it prints, both streams.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program(t, "git"), args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// program finds a program of the machine. A test that can't have it is skipped, except where every
// test must run.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is needed and not here: %v", name, err)
	default:
		t.Skipf("this test runs %s, which is not on this machine", name)
	}
	return path
}

// listing maps the paths below dir to the times of their last change, to see what changed.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		found[name] = info.ModTime().String()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
}
