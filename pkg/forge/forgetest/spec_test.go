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
		post         string
	}{
		{name: "wrong body", target: "/repos/o/r/forks", status: 404, body: `{"message":"x","documentation_url":"x"}`, post: `{"default_branch_only":"yes"}`, want: "got string, want boolean"},
		{name: "no body", target: "/repos/o/r/forks", status: 404, body: `{"message":"x","documentation_url":"x"}`, post: " ", want: "the request"},
		{name: "no such path", target: "/repos/o/r/nowhere", status: 200, body: `{}`, want: "no such operation"},
		{name: "unknown parameter", target: "/search/issues?q=x&colour=red", status: 422, body: `{"message":"x","documentation_url":"x"}`, want: "no parameter colour"},
		{name: "parameter left out", target: "/search/issues", status: 422, body: `{"message":"x","documentation_url":"x"}`, want: "q is required"},
		{name: "wrong value", target: "/repos/o/r/pulls?state=ajar", status: 200, body: `[]`, want: `not one of ["open"`},
		{name: "no number", target: "/repos/o/r/pulls?per_page=many", status: 200, body: `[]`, want: "not a number"},
		{name: "twice", target: "/repos/o/r/pulls?page=1&page=2", status: 200, body: `[]`, want: "2 times"},
		{name: "wrong type", target: "/repos/o/r/pulls", status: 200, body: `{}`, want: "got object, want array"},
		{name: "field left out", target: "/search/issues?q=x", status: 200, body: `{"total_count":0,"items":[],"search_type":"lexical"}`, want: "incomplete_results"},
		{name: "null where it may not be", target: "/search/issues?q=x", status: 200, body: `{"total_count":null,"incomplete_results":false,"items":[],"search_type":"lexical"}`, want: "total_count"},
		{name: "wrong status", target: "/repos/o/r/pulls", status: 202, body: `[]`, want: "no such status"},
		{name: "error of another form", target: "/repos/o/r/pulls", status: 500, body: `"oops"`, want: "got string, want object"},
		{name: "no JSON", target: "/repos/o/r/pulls", status: 200, body: `<html>`, want: "invalid character"},
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
			method := http.MethodGet
			if c.post != "" {
				method = http.MethodPost
			}
			handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, "/api/v3"+c.target, strings.NewReader(c.post)))
			if text := strings.Join(found, "\n"); !strings.Contains(text, c.want) {
				t.Errorf("reported %q, want something with %q", text, c.want)
			}
		})
	}
}
