package forgetest

import (
	"net/http"
	"strconv"
	"time"
)

// budget is the window of who asks, for requests or for searches.
func (s *Server) budget(token string, search bool) *window {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, length := "core", time.Hour
	if search {
		name, length = "search", time.Minute
	}
	key := name + " " + token
	b := s.windows[key]
	if b == nil || !s.now().Before(b.reset) {
		b = &window{reset: s.now().Add(length)}
		s.windows[key] = b
	}
	b.limit, b.resource = s.limitOf(token != "", search), name
	return b
}

func (s *Server) limitOf(signedIn, search bool) int {
	switch {
	case search && signedIn:
		return s.Limits.SearchToken
	case search:
		return s.Limits.Search
	case signedIn:
		return s.Limits.CoreToken
	}
	return s.Limits.Core
}

// take uses one of the budget up, if there is one left, and tells what is left.
func (s *Server) take(w http.ResponseWriter, b *window) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ok := b.used < b.limit
	if ok {
		b.used++
	}
	b.tell(w)
	return ok
}

// giveBack takes one back that was free after all.
func (s *Server) giveBack(w http.ResponseWriter, b *window) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.used--
	b.tell(w)
}

func (b *window) tell(w http.ResponseWriter) {
	h := w.Header()
	h.Set("X-RateLimit-Limit", strconv.Itoa(b.limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(b.limit-b.used))
	h.Set("X-RateLimit-Used", strconv.Itoa(b.used))
	h.Set("X-RateLimit-Reset", strconv.FormatInt(b.reset.Unix(), 10))
	h.Set("X-RateLimit-Resource", b.resource)
}
