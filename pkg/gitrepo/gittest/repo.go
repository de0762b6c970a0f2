package gittest

import (
	"bytes"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Server serves repositories, names such as "owner/name" to folders, for the
// time of a test. It returns the address that the names are appended to, and
// the service, for its counts.
func Server(tb testing.TB, repos map[string]string) (string, *Service) {
	tb.Helper()
	service := Repos(repos)
	return Serve(tb, service), service
}

// Serve starts a service for the time of a test and returns its address.
func Serve(tb testing.TB, service *Service) string {
	tb.Helper()
	server := httptest.NewServer(service)
	tb.Cleanup(server.Close)
	return server.URL
}

// Environ is an environment for git that depends on nobody's settings: home is
// the folder that stands for the person's home.
func Environ(home string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + home,
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=" + filepath.Join(home, ".gitconfig"),
	}
}

// Repo is a small repository with a work tree.
type Repo struct {
	Dir string

	tb      testing.TB
	env     []string
	commits int
}

// NewRepo makes an empty repository on the branch main, in a folder of the test.
func NewRepo(tb testing.TB) *Repo {
	tb.Helper()
	r := Open(tb, filepath.Join(tb.TempDir(), "repo"))
	if err := os.Mkdir(r.Dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	r.Git("init", "--quiet", "--initial-branch=main")
	return r
}

// Open returns the repository at dir, to work on it in a test.
func Open(tb testing.TB, dir string) *Repo {
	tb.Helper()
	return &Repo{Dir: dir, tb: tb, env: append(
		Environ(tb.TempDir()),
		"GIT_AUTHOR_NAME=Ada Example", "GIT_AUTHOR_EMAIL=ada@example.org",
		"GIT_COMMITTER_NAME=Ada Example", "GIT_COMMITTER_EMAIL=ada@example.org",
		"GIT_ALLOW_PROTOCOL=http:file", "GIT_TERMINAL_PROMPT=0", "GIT_EDITOR=true", "LC_ALL=C",
	)}
}

// Git runs git in the repository and returns its trimmed output; the test fails
// if git does.
func (r *Repo) Git(args ...string) string {
	r.tb.Helper()
	out, err := r.Try(args...)
	if err != nil {
		r.tb.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// Feed is Git with something on the standard input.
func (r *Repo) Feed(input string, args ...string) string {
	r.tb.Helper()
	out, err := r.run(strings.NewReader(input), args)
	if err != nil {
		r.tb.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// Try is Git for a command that may fail; the output then includes the messages.
func (r *Repo) Try(args ...string) (string, error) {
	r.tb.Helper()
	return r.run(nil, args)
}

func (r *Repo) run(input io.Reader, args []string) (string, error) {
	// Each commit is a minute after the one before, so that hashes are the same
	// in every run.
	date := fmt.Sprintf("2026-01-01T%02d:%02d:00Z", r.commits/60, r.commits%60)
	var out bytes.Buffer
	_, err := system.Machine{}.Run(r.tb.Context(), system.Command{
		Argv:   append([]string{"git"}, args...),
		Dir:    r.Dir,
		Stdin:  input,
		Env:    slices.Concat(r.env, []string{"GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date}),
		Stdout: &out,
		Stderr: &out,
	})
	return strings.TrimSpace(out.String()), err
}

// Write writes a file and the folders it needs.
func (r *Repo) Write(name, content string) {
	r.tb.Helper()
	path := filepath.Join(r.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		r.tb.Fatal(err)
	}
}

// Commit commits everything in the work tree and returns the hash.
func (r *Repo) Commit(message string) string {
	r.tb.Helper()
	r.Git("add", "--all")
	r.Git("commit", "--quiet", "--allow-empty", "-m", message)
	r.commits++
	return r.Git("rev-parse", "HEAD")
}

// Fill makes n commits on the branch main, each of which changes a file of about
// size bytes that doesn't compress, and returns the last hash.
func (r *Repo) Fill(n, size int) string {
	r.tb.Helper()
	var in strings.Builder
	for i := range n {
		message := fmt.Sprintf("change %d\n", i)
		fmt.Fprintf(&in, "commit refs/heads/main\ncommitter Ada Example <ada@example.org> %d +0000\ndata %d\n%s", 1767225600+60*r.commits, len(message), message)
		if i == 0 && r.commits > 0 {
			in.WriteString("from refs/heads/main^0\n")
		}
		fmt.Fprintf(&in, "M 100644 inline data/%d.bin\ndata %d\n%s\n", i%7, size, noise(uint64(i)+1, size))
		r.commits++
	}
	r.Feed(in.String(), "fast-import", "--quiet")
	r.Git("reset", "--quiet", "--hard", "main")
	return r.Git("rev-parse", "HEAD")
}

// noise returns size bytes that are the same for the same seed.
func noise(seed uint64, size int) string {
	b := make([]byte, size)
	for i := range b {
		seed ^= seed << 13
		seed ^= seed >> 7
		seed ^= seed << 17
		b[i] = byte(seed)
	}
	return string(b)
}
