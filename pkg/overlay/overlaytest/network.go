// Package overlaytest is a company's network inside a test: a mirror whose certificate an authority of
// its own has signed, and a proxy that alone knows where the mirror is.
//
// [Start] sets it up on loopback addresses and takes it down with the test. The mirror's name,
// mirror.example, belongs to nobody, so a program that reaches it has gone through the proxy.
package overlaytest

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Name is the mirror's host. Only the proxy finds it.
const Name = "mirror.example"

// A Request is what the mirror or the proxy was asked.
type Request struct {
	// proxy or mirror.
	At string
	// Method, and the host and path that were asked for.
	Method, Host, Path string
	// The Authorization or, at the proxy, the Proxy-Authorization header.
	Authorization string
}

// A Network is a mirror and a proxy.
type Network struct {
	// File with the certificate of the authority that signed the mirror's.
	CA string
	// Address of the proxy.
	Proxy string
	// Addresses of the mirror that work without the proxy, with and without TLS.
	Direct, Plain string

	mirror, plain *httptest.Server
	mux           *http.ServeMux
	user          string

	mu       sync.Mutex
	requests []Request
}

// Start starts a network. A user, as name:password, is asked for by the proxy; empty lets everyone through.
func Start(tb testing.TB, user string) *Network {
	tb.Helper()
	n := &Network{CA: filepath.Join(tb.TempDir(), "corp-root.pem"), user: user}
	authority := newAuthority(tb)
	if err := os.WriteFile(n.CA, authority.pem, 0o600); err != nil {
		tb.Fatal(err)
	}
	n.mux = mirror()
	n.mirror = httptest.NewUnstartedServer(n.logged("mirror", n.mux))
	n.mirror.TLS = authority.issue(tb)
	n.mirror.Config.ErrorLog = log.New(io.Discard, "", 0) // Clients that hang up are what tests are about.
	n.mirror.StartTLS()
	n.plain = httptest.NewServer(n.logged("mirror", n.mux))
	proxy := httptest.NewServer(n.logged("proxy", http.HandlerFunc(n.forward)))
	n.Direct, n.Plain, n.Proxy = n.mirror.URL, n.plain.URL, proxy.URL
	tb.Cleanup(func() {
		for _, s := range []*httptest.Server{proxy, n.mirror, n.plain} {
			s.CloseClientConnections()
			s.Close()
		}
	})
	return n
}

// WithUser is the proxy's address with a user and a password in it.
func (n *Network) WithUser(name, password string) string {
	u, err := url.Parse(n.Proxy)
	if err != nil {
		return n.Proxy
	}
	u.User = url.UserPassword(name, password)
	return u.String()
}

// Handle lets the mirror serve something more, by the patterns of [http.ServeMux].
func (n *Network) Handle(pattern string, h http.Handler) { n.mux.Handle(pattern, h) }

// Publish puts a Python distribution into the mirror's index: version 1.0, with these files and metadata.
func (n *Network) Publish(name, metadata string, files map[string]string) {
	data, file := wheelOf(name, metadata, files), strings.ReplaceAll(name, "-", "_")+"-1.0-py3-none-any.whl"
	n.mux.HandleFunc("GET /simple/"+name+"/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprintf(w, `<!doctype html><a href="/files/%[1]s">%[1]s</a>`, file)
	})
	n.mux.HandleFunc("GET /files/"+file, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, file, time.Time{}, bytes.NewReader(data))
	})
}

// Requests lists what was asked so far.
func (n *Network) Requests() []Request {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.requests)
}

// logged notes each request before it is answered.
func (n *Network) logged(at string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := "Authorization"
		if at == "proxy" {
			header = "Proxy-Authorization"
		}
		n.mu.Lock()
		n.requests = append(n.requests, Request{At: at, Method: r.Method, Host: r.Host, Path: r.URL.Path, Authorization: r.Header.Get(header)})
		n.mu.Unlock()
		h.ServeHTTP(w, r)
	})
}
