package forge

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A hop is a request as it arrived, and what came with it.
type hop struct{ to, token string }

// A web is every host there is: all names and ports lead to one plain and one encrypted server, which
// redirect as the graph says and note each request.
type web struct {
	graph map[string]string // from "METHOD scheme://host/path" to the Location
	code  int

	mu   sync.Mutex
	hops []hop
}

func (w *web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	at := scheme + "://" + r.Host + r.URL.Path
	w.mu.Lock()
	w.hops = append(w.hops, hop{r.Method + " " + at, r.Header.Get("Authorization")})
	w.mu.Unlock()
	if to, ok := w.graph[at]; ok {
		rw.Header().Set("Location", to)
		rw.WriteHeader(w.code)
	}
}

// client is an ordinary client that follows redirects, with the token added below it.
func (w *web) client(t *testing.T, token Token) *http.Client {
	t.Helper()
	plain, secure := httptest.NewServer(w), httptest.NewTLSServer(w)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	dial := func(server *httptest.Server) func(context.Context, string, string) (net.Conn, error) {
		return func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}
	}
	base := &http.Transport{
		DialContext: dial(plain),
		DialTLSContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := dial(secure)(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			// The certificate is of no interest here: names are made up.
			return tls.Client(conn, &tls.Config{InsecureSkipVerify: true}), nil
		},
	}
	t.Cleanup(base.CloseIdleConnections)
	return &http.Client{Transport: &bearer{base: base, token: token}}
}

func TestTokenStaysWithItsHostAlongRedirects(t *testing.T) {
	t.Parallel()
	const api, secret = "https://git.example.com/api/v3/", "token-0123456789"
	const first = "https://git.example.com/api/v3/repos/o/r"
	bearing := "Bearer " + secret
	cases := []struct {
		name   string
		method string
		code   int
		graph  map[string]string
		want   []hop
	}{
		{
			name: "same host", code: 301, graph: map[string]string{first: "https://git.example.com/api/v3/repositories/1"},
			want: []hop{{"GET " + first, bearing}, {"GET https://git.example.com/api/v3/repositories/1", bearing}},
		},
		{
			name: "other host", code: 302, graph: map[string]string{first: "https://evil.example.net/steal"},
			want: []hop{{"GET " + first, bearing}, {"GET https://evil.example.net/steal", ""}},
		},
		{
			name: "other port", code: 302, graph: map[string]string{first: "https://git.example.com:8443/steal"},
			want: []hop{{"GET " + first, bearing}, {"GET https://git.example.com:8443/steal", ""}},
		},
		{
			name: "downgrade to http", code: 301, graph: map[string]string{first: "http://git.example.com/api/v3/repos/o/r"},
			want: []hop{{"GET " + first, bearing}, {"GET http://git.example.com/api/v3/repos/o/r", ""}},
		},
		{
			name: "307 of a POST", method: http.MethodPost, code: 307, graph: map[string]string{first: "https://evil.example.net/steal"},
			want: []hop{{"POST " + first, bearing}, {"POST https://evil.example.net/steal", ""}},
		},
		{
			name: "away and back", code: 302, graph: map[string]string{
				first: "https://evil.example.net/bounce", "https://evil.example.net/bounce": "https://git.example.com/api/v3/user/keys",
			},
			want: []hop{{"GET " + first, bearing}, {"GET https://evil.example.net/bounce", ""}, {"GET https://git.example.com/api/v3/user/keys", ""}},
		},
		{
			name: "userinfo that looks like the host", code: 302, graph: map[string]string{first: "https://git.example.com@evil.example.net/steal"},
			want: []hop{{"GET " + first, bearing}, {"GET https://evil.example.net/steal", "Basic Z2l0LmV4YW1wbGUuY29tOg=="}},
		},
		{
			name: "subdomain", code: 302, graph: map[string]string{first: "https://pages.git.example.com/steal"},
			want: []hop{{"GET " + first, bearing}, {"GET https://pages.git.example.com/steal", ""}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			token, err := NewToken(secret, "GH_TOKEN", api)
			if err != nil {
				t.Fatal(err)
			}
			w := &web{graph: c.graph, code: c.code}
			if c.method == "" {
				c.method = http.MethodGet
			}
			get(t, w.client(t, token), c.method, first)
			if diff := cmp.Diff(c.want, w.hops, cmp.AllowUnexported(hop{})); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTokenIsOnlyForItsOrigin(t *testing.T) {
	t.Parallel()
	cases := []struct {
		api, address string
		want         bool
	}{
		{"", "https://api.github.com/rate_limit", true},
		{"", "https://API.GitHub.com:443/rate_limit", true},
		{"", "https://github.com/", false},
		{"", "https://api.github.com./", false},
		{"", "https://api.github.com.evil.example/", false},
		{"", "http://api.github.com/", false},
		{"", "https://api.github.com:444/", false},
		{"", "https://me@api.github.com/", false},
		{"https://git.example.com/api/v3", "https://git.example.com/elsewhere", true},
		{"https://git.example.com:8443/api/v3", "https://git.example.com:8443/", true},
		{"https://git.example.com:8443/api/v3", "https://git.example.com/", false},
		{"http://git.example.com/api/v3", "http://git.example.com/", false},
		{"http://127.0.0.1:8080/", "http://127.0.0.1:8080/x", true},
		{"http://[::1]:8080/", "http://[::1]:8080/x", true},
		{"http://localhost:8080/", "http://localhost:8080/x", true},
		{"http://127.0.0.1:8080/", "http://127.0.0.2:8080/x", false},
		{"http://0.0.0.0:8080/", "http://0.0.0.0:8080/x", false},
		{"http://localhost.evil.example:8080/", "http://localhost.evil.example:8080/x", false},
	}
	for _, c := range cases {
		t.Run(c.api+" "+c.address, func(t *testing.T) {
			t.Parallel()
			token, err := NewToken("token-0123456789", "GH_TOKEN", c.api)
			if err != nil {
				t.Fatal(err)
			}
			w := &web{}
			get(t, w.client(t, token), http.MethodGet, c.address)
			if got := strings.HasPrefix(w.hops[0].token, "Bearer "); got != c.want {
				t.Errorf("token sent: %t, want %t", got, c.want)
			}
		})
	}
}

// The Host header decides where a server thinks a request goes.
func TestTokenIsNotForAnotherHostHeader(t *testing.T) {
	t.Parallel()
	token, err := NewToken("token-0123456789", "GH_TOKEN", "")
	if err != nil {
		t.Fatal(err)
	}
	w := &web{}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.github.com/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "evil.example.net"
	send(t, w.client(t, token), r)
	if w.hops[0].token != "" {
		t.Errorf("%s got a token", w.hops[0].to)
	}
}

func TestParseAPI(t *testing.T) {
	t.Parallel()
	good := map[string]string{
		"":                               "https://api.github.com/",
		"https://git.example.com/api/v3": "https://git.example.com/api/v3/",
		"http://127.0.0.1:1/":            "http://127.0.0.1:1/",
	}
	for address, want := range good {
		u, err := parseAPI(address)
		if err != nil || u.String() != want {
			t.Errorf("parseAPI(%q) = %v, %v, want %s", address, u, err, want)
		}
	}
	for _, address := range []string{
		"git.example.com", "/api/v3", "ftp://git.example.com/", "https://", "https://me:pw@git.example.com/",
		"https://git.example.com/?x=1", "https://git.example.com/?", "https://git.example.com/#x", "https:git.example.com", "https://[", "https://%zz/pw@x",
	} {
		u, err := parseAPI(address)
		if err == nil {
			t.Errorf("parseAPI(%q) = %v, want an error", address, u)
		} else if strings.Contains(err.Error(), "pw") {
			t.Errorf("parseAPI(%q): the error tells a password: %v", address, err)
		}
	}
}

func get(t *testing.T, client *http.Client, method, address string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	send(t, client, r)
	if r.Header.Get("Authorization") != "" {
		t.Error("the request that was given has the token now")
	}
}

func send(t *testing.T, client *http.Client, r *http.Request) {
	t.Helper()
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
}
