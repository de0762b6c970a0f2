package forge_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

// A flood answers every question with so many issues, which it makes while they are read.
type flood struct {
	issues int
	size   int // of what was read
}

// RoundTrip implements http.RoundTripper.
func (f *flood) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(&floodBody{flood: f}), Request: r}, nil
}

type floodBody struct {
	*flood

	next int
	rest string
}

// Read implements io.Reader.
func (b *floodBody) Read(p []byte) (int, error) {
	if b.rest == "" {
		switch n := b.next; {
		case n == 0:
			b.rest = fmt.Sprintf(`{"total_count":%d,"incomplete_results":false,"items":[`, b.issues)
		case n <= b.issues:
			b.rest = fmt.Sprintf(`{"number":%d,"title":"Cell %d loses its output when kernel %d restarts","state":"open","labels":[{"name":"good first issue"}],`+
				`"user":{"login":"person-%d"},"repository_url":"https://api.github.com/repos/o/r","created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-03T03:04:05Z"},`, n, n, n%97, n%20011)
			if n == b.issues {
				b.rest = b.rest[:len(b.rest)-1]
			}
		case n == b.issues+1:
			b.rest = "]}"
		default:
			return 0, io.EOF
		}
		b.next++
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	b.size += n
	return n, nil
}

// live is how many bytes of memory are in use.
func live() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// peak is how many bytes of memory were in use at most while something was done, as often as one could look.
func peak(do func()) float64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // What is in use, and little that was.
	objects := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	var most uint64
	for {
		metrics.Read(objects)
		most = max(most, objects[0].Value.Uint64())
		select {
		case <-done:
			return float64(most)
		default:
			runtime.Gosched()
		}
	}
}

// An answer is read issue by issue: neither while it is read nor afterwards is there more than the issues, what is kept
// for the next run, and a small part of the text that came.
func TestMemoryOfAnAnswer(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	f := &flood{issues: 20_000}
	c, err := forge.New(forge.Options{Transport: f, Store: forgetest.NewStore()})
	if err != nil {
		t.Fatal(err)
	}
	for _, round := range []string{"asked", "kept"} {
		var r forge.SearchResult
		before := live()
		during := peak(func() {
			var freshness forge.Freshness
			if r, freshness, err = c.Search(t.Context(), "is:issue", 1); err != nil || len(r.Issues) != f.issues || freshness.Kept != (round == "kept") {
				t.Errorf("%d issues, %+v, %v", len(r.Issues), freshness, err)
			}
		}) - before
		after := live() - before
		size := float64(f.size)
		t.Logf("%s: of %.0f bytes %.2f times as many were in use at most, %.2f times afterwards", round, size, during/size, after/size)
		if during > 2.2*size || after > 1.5*size {
			t.Errorf("%s: of %.0f bytes %.2f times as many were in use at most, want 2.2; %.2f times afterwards, want 1.5", round, size, during/size, after/size)
		}
		runtime.KeepAlive(r)
	}
}

// More than makes sense is refused, whatever the server sends, and said.
func TestTooMuch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		issues int
		text   string
	}{{50_001, "more than 50000 items"}, {200_000, "more than 16 MB"}} {
		client, err := forge.New(forge.Options{Transport: &flood{issues: c.issues}, Store: forgetest.NewStore()})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = client.Search(t.Context(), "is:issue", 1)
		if problem, ok := errors.AsType[*forge.Error](err); !ok || problem.Kind != forge.Broken || !strings.Contains(problem.Observed, c.text) || client.Requests() != 1 {
			t.Errorf("%d issues: %v after %d requests, want %q", c.issues, err, client.Requests(), c.text)
		}
	}
}
