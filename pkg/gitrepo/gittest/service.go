package gittest

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/cgi"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// maxBody bounds a request: a fetch names what it has and wants, no more.
const maxBody = 64 << 20

// Service serves repositories by git's smart HTTP protocol. Change its fields
// before the first request only.
type Service struct {
	// NoFilter makes it a server that can't leave file contents out.
	NoFilter bool
	// Push allows pushes.
	Push bool
	// OnSend, if set, is called before each piece that is sent, with the bytes
	// sent before it; it may block.
	OnSend func(sent int64)
	// Refuse, if set, may answer a request itself and then returns true.
	Refuse func(w http.ResponseWriter, r *http.Request) bool

	find     func(path string) (dir, rest string, ok bool)
	requests atomic.Int64
	received atomic.Int64
	sent     atomic.Int64
}

// Stats counts what a service has done.
type Stats struct {
	Requests int64
	Received int64 // bytes of request bodies
	Sent     int64 // bytes of response bodies
}

// Handler serves every repository below root by its path, with and without the
// suffix .git.
func Handler(root string) *Service {
	return &Service{find: func(path string) (string, string, bool) {
		name, rest := split(path)
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return "", "", false
		}
		for _, suffix := range []string{"", ".git"} {
			if dir, ok := gitDir(filepath.Join(root, filepath.FromSlash(name)+suffix)); ok {
				return dir, rest, true
			}
		}
		return "", "", false
	}}
}

// Repos serves the given repositories: names such as "owner/name" to folders,
// bare ones or checkouts.
func Repos(repos map[string]string) *Service {
	return &Service{find: func(path string) (string, string, bool) {
		name, rest := split(path)
		dir, ok := repos[name]
		if !ok {
			return "", "", false
		}
		dir, ok = gitDir(dir)
		return dir, rest, ok
	}}
}

// Stats returns the counts so far.
func (s *Service) Stats() Stats {
	return Stats{Requests: s.requests.Load(), Received: s.received.Load(), Sent: s.sent.Load()}
}

// ServeHTTP implements http.Handler.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	if s.Refuse != nil && s.Refuse(w, r) {
		return
	}
	dir, rest, ok := s.find(r.URL.Path)
	git, err := system.LookPath("git", os.Getenv("PATH"))
	if !ok || err != nil {
		http.NotFound(w, r)
		return
	}
	// net/http/cgi refuses chunked requests, which git sends when they are long.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.received.Add(int64(len(body)))
	r = r.Clone(r.Context())
	r.TransferEncoding = nil
	r.ContentLength = int64(len(body))
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.URL.Path = rest
	backend := cgi.Handler{
		Path:   git,
		Args:   []string{"http-backend"},
		Dir:    os.TempDir(),
		Env:    s.environ(dir, rest),
		Stderr: io.Discard,
		Logger: log.New(io.Discard, "", 0),
	}
	backend.ServeHTTP(&counter{ResponseWriter: w, service: s}, r)
}

// environ is the environment of git http-backend.
func (s *Service) environ(dir, rest string) []string {
	env := []string{
		"PATH_TRANSLATED=" + dir + rest,
		"GIT_HTTP_EXPORT_ALL=1",
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=" + os.DevNull,
		"HOME=" + os.TempDir(),
	}
	settings := [][2]string{
		{"safe.directory", "*"},
		{"uploadpack.allowFilter", strconv.FormatBool(!s.NoFilter)},
		{"uploadpack.allowAnySHA1InWant", "true"},
		{"http.receivepack", strconv.FormatBool(s.Push)},
		{"receive.denyCurrentBranch", "updateInstead"},
	}
	env = append(env, "GIT_CONFIG_COUNT="+strconv.Itoa(len(settings)))
	for i, setting := range settings {
		n := strconv.Itoa(i)
		env = append(env, "GIT_CONFIG_KEY_"+n+"="+setting[0], "GIT_CONFIG_VALUE_"+n+"="+setting[1])
	}
	return env
}

// split takes a request's path apart into the repository's name, without .git,
// and the rest with its leading slash.
func split(path string) (name, rest string) {
	path = strings.TrimPrefix(path, "/")
	for _, service := range []string{"/info/refs", "/git-upload-pack", "/git-receive-pack", "/HEAD", "/objects/"} {
		if i := strings.Index(path, service); i >= 0 {
			return strings.TrimSuffix(path[:i], ".git"), path[i:]
		}
	}
	return strings.TrimSuffix(path, ".git"), ""
}

// gitDir returns the git directory of a bare repository or a checkout.
func gitDir(dir string) (string, bool) {
	for _, candidate := range []string{filepath.Join(dir, ".git"), dir} {
		if info, err := os.Stat(filepath.Join(candidate, "HEAD")); err == nil && info.Mode().IsRegular() {
			abs, err := filepath.Abs(candidate)
			return abs, err == nil
		}
	}
	return "", false
}

// counter counts the bytes of a response.
type counter struct {
	http.ResponseWriter
	service *Service
}

// Write implements io.Writer.
func (c *counter) Write(p []byte) (int, error) {
	if c.service.OnSend != nil {
		c.service.OnSend(c.service.sent.Load())
	}
	n, err := c.ResponseWriter.Write(p)
	c.service.sent.Add(int64(n))
	return n, err
}

// Unwrap lets http.ResponseController reach the server's own writer.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
