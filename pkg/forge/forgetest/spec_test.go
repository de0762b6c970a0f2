package forgetest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

// A check that can't fail proves nothing: each of these differs from GitHub in one thing.
func TestSpecFindsDifferences(t *testing.T) {
	t.Parallel()
	spec := forgetest.LoadSpec(t)
	cases := []struct {
		name, target string
		status       int
		body, want   string
	}{
		{"no such path", "/repos/o/r/nowhere", 200, `{}`, "no such operation"},
		{"unknown parameter", "/search/issues?q=x&colour=red", 422, `{"message":"x","documentation_url":"x"}`, "no parameter colour"},
		{"parameter left out", "/search/issues", 422, `{"message":"x","documentation_url":"x"}`, "q is required"},
		{"wrong value", "/repos/o/r/pulls?state=ajar", 200, `[]`, `not one of ["open"`},
		{"no number", "/repos/o/r/pulls?per_page=many", 200, `[]`, "not a number"},
		{"twice", "/repos/o/r/pulls?page=1&page=2", 200, `[]`, "2 times"},
		{"wrong type", "/repos/o/r/pulls", 200, `{}`, "got object, want array"},
		{"field left out", "/search/issues?q=x", 200, `{"total_count":0,"items":[],"search_type":"lexical"}`, "incomplete_results"},
		{"null where it may not be", "/search/issues?q=x", 200, `{"total_count":null,"incomplete_results":false,"items":[],"search_type":"lexical"}`, "total_count"},
		{"wrong status", "/repos/o/r/pulls", 202, `[]`, "no such status"},
		{"error of another form", "/repos/o/r/pulls", 500, `"oops"`, "got string, want object"},
		{"no JSON", "/repos/o/r/pulls", 200, `<html>`, "invalid character"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var (
				mu    sync.Mutex
				found []string
			)
			report := func(format string, args ...any) {
				mu.Lock()
				defer mu.Unlock()
				found = append(found, fmt.Sprintf(format, args...))
			}
			handler := spec.Check("/api/v3", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body)) // A recorder takes everything.
			}), report)
			handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v3"+c.target, nil))
			if text := strings.Join(found, "\n"); !strings.Contains(text, c.want) {
				t.Errorf("reported %q, want something with %q", text, c.want)
			}
		})
	}
}
