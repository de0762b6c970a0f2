package forgetest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
)

// A Request is a request as it arrived.
type Request struct {
	// Host is what the Host header says, Secure whether it came over TLS.
	Host          string
	Secure        bool
	Method, Path  string
	Query         url.Values
	Authorization string
	IfNoneMatch   string
	At            time.Time
	Status        int
}

// Limits are how much a server allows: an hour's requests and a minute's searches, without and with
// a token.
type Limits struct{ Core, Search, CoreToken, SearchToken int }

// GitHubLimits are those of github.com.
func GitHubLimits() Limits { return Limits{Core: 60, Search: 10, CoreToken: 5000, SearchToken: 30} }

// A Server is a fake GitHub. Set its fields before the first request.
type Server struct {
	// Prefix is the path of the interface, such as /api/v3; empty on github.com.
	Prefix string
	// Tokens are those that are accepted; others are answered 401.
	Tokens []string
	// Account is whom the tokens belong to.
	Account string
	Limits  Limits
	// Now is the server's clock; nil means [time.Now].
	Now func() time.Time
	// Answer may answer instead of the server; it reports whether it did. The request is counted in
	// any case. It may be nil.
	Answer func(w http.ResponseWriter, r *http.Request) bool
	// Incomplete makes searches say that they ran out of time.
	Incomplete bool
	// IgnoresExclude makes timelines show every event, as older servers do.
	IgnoresExclude bool

	mu       sync.Mutex
	threads  []forge.Thread
	pulls    map[string][]forge.PullRequest
	moved    map[string]forge.Repo
	repos    map[string]Repository
	refused  refusal
	requests []Request
	windows  map[string]*window
}

// A window is what somebody used of a budget since it began.
type window struct {
	resource    string
	limit, used int
	reset       time.Time
}

// NewServer returns an empty server with github.com's limits.
func NewServer() *Server {
	return &Server{Limits: GitHubLimits(), pulls: map[string][]forge.PullRequest{}, moved: map[string]forge.Repo{}, repos: map[string]Repository{}, windows: map[string]*window{}}
}

// Add adds issues with their threads.
func (s *Server) Add(threads ...forge.Thread) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.threads = append(s.threads, threads...)
}

// AddPulls adds open pull requests.
func (s *Server) AddPulls(pulls ...forge.PullRequest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range pulls {
		key := strings.ToLower(p.Repo.String())
		s.pulls[key] = append(s.pulls[key], p)
	}
}

// A refusal is an error for all requests of a method.
type refusal struct {
	method, message string
	status          int
}

// Refuse answers requests of a method with an error from now on; an empty method ends that.
func (s *Server) Refuse(method string, status int, message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = refusal{method, message, status}
}

// Move makes requests for a repository be redirected to its new name.
func (s *Server) Move(from, to forge.Repo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.moved[strings.ToLower(from.String())] = to
}

// Requests are those that arrived so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

func (s *Server) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	n := len(s.requests)
	s.requests = append(s.requests, Request{
		Host: r.Host, Secure: r.TLS != nil, Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Authorization: r.Header.Get("Authorization"),
		IfNoneMatch: r.Header.Get("If-None-Match"), At: s.now(),
	})
	s.mu.Unlock()
	seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.requests[n].Status = seen.status
	}()
	if w.Header()["Date"] == nil {
		w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
	}
	if s.Answer != nil && s.Answer(seen, r) {
		return
	}
	s.serve(seen, r)
}

// serve answers as GitHub does: who asks, what is left, then the question.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	token, ok := s.tokenOf(r)
	if !ok {
		fail(w, http.StatusUnauthorized, "Bad credentials")
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, s.Prefix+"/")
	if !ok || r.Method != http.MethodGet && r.Method != http.MethodPost {
		fail(w, http.StatusNotFound, "Not Found")
		return
	}
	b := s.budget(token, strings.HasPrefix(path, "search/"))
	if !s.take(w, b) {
		fail(w, http.StatusForbidden, "API rate limit exceeded for 192.0.2.1. (But here's the good news: Authenticated requests get a higher rate limit.)")
		return
	}
	s.mu.Lock()
	if no := s.refused; no.method == r.Method {
		s.mu.Unlock()
		fail(w, no.status, no.message)
		return
	}
	status, body := s.answerAll(w, r, strings.Split(path, "/"), token != "")
	s.mu.Unlock()
	if status != http.StatusOK {
		write(w, status, body)
		return
	}
	s.writeTagged(w, r, b, token != "", body)
}

// writeTagged sends a body with its ETag, or 304 for one that is known, which is free with a token.
func (s *Server) writeTagged(w http.ResponseWriter, r *http.Request, b *window, signedIn bool, body any) {
	data := encode(body)
	sum := sha256.Sum256(data)
	tag := `W/"` + hex.EncodeToString(sum[:]) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "public, max-age=60, s-maxage=60")
	if r.Header.Get("If-None-Match") == tag {
		if signedIn {
			s.giveBack(w, b)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(data) // A test that goes away early is its own problem.
}

func (s *Server) tokenOf(r *http.Request) (string, bool) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return "", true
	}
	token, ok := strings.CutPrefix(header, "Bearer ")
	return token, ok && slices.Contains(s.Tokens, token)
}

// answer finds the question that a path asks; s.mu is held.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, path []string) (int, any) {
	if len(path) == 2 && path[0] == "search" && path[1] == "issues" {
		return s.search(w, r)
	}
	if len(path) < 4 || path[0] != "repos" {
		return notFound()
	}
	name := path[1] + "/" + path[2]
	if to, ok := s.moved[strings.ToLower(name)]; ok {
		w.Header().Set("Location", base(r, s.Prefix)+"/repos/"+to.String()+"/"+strings.Join(path[3:], "/")+"?"+r.URL.RawQuery)
		return http.StatusMovedPermanently, problem(http.StatusMovedPermanently, "Moved Permanently")
	}
	if path[3] == "pulls" && len(path) == 4 {
		return s.listPulls(w, r, name)
	}
	if path[3] != "issues" || len(path) < 5 {
		return notFound()
	}
	number, err := strconv.Atoi(path[4])
	if err != nil {
		return notFound()
	}
	for _, t := range s.threads {
		if !strings.EqualFold(t.Issue.Repo.String(), name) || t.Issue.Number != number {
			continue
		}
		switch {
		case len(path) == 5:
			return http.StatusOK, issueJSON(base(r, s.Prefix), t.Issue)
		case len(path) == 6 && path[5] == "timeline":
			return http.StatusOK, page(w, r, s.Prefix, s.timeline(r, t))
		}
	}
	return notFound()
}

func notFound() (int, any) { return http.StatusNotFound, problem(http.StatusNotFound, "Not Found") }

// base is the address of the interface as the asker knows it.
func base(r *http.Request, prefix string) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host + prefix
}

// page cuts one page out of a list and links to the others.
func page(w http.ResponseWriter, r *http.Request, prefix string, all []any) []any {
	size, err := strconv.Atoi(r.URL.Query().Get("per_page"))
	if err != nil || size < 1 || size > forge.PageSize {
		size = 30
	}
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 {
		n = 1
	}
	last := max(1, (len(all)+size-1)/size)
	var links []string
	link := func(rel string, to int) {
		q := r.URL.Query()
		q.Set("page", strconv.Itoa(to))
		path := strings.TrimPrefix(r.URL.Path, prefix)
		links = append(links, fmt.Sprintf("<%s%s?%s>; rel=%q", base(r, prefix), path, q.Encode(), rel))
	}
	if n > 1 {
		link("prev", n-1)
		link("first", 1)
	}
	if n < last {
		link("next", n+1)
		link("last", last)
	}
	if len(links) > 0 {
		w.Header().Set("Link", strings.Join(links, ", "))
	}
	from, to := min((n-1)*size, len(all)), min(n*size, len(all))
	return append([]any{}, all[from:to]...)
}

func fail(w http.ResponseWriter, status int, message string) {
	write(w, status, problem(status, message))
}

// Fail answers with an error as GitHub words it.
func Fail(w http.ResponseWriter, status int, message string) { fail(w, status, message) }

func problem(status int, message string) any {
	return map[string]any{"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status)}
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(encode(body)) // A test that goes away early is its own problem.
}

func encode(body any) []byte {
	data, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", body, err)) // Only maps, lists and texts get here.
	}
	return data
}

// A statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
