package system_test

import (
	"context"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// closedPort is an address where nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // It listens for no time at all.
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func textFile(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNetProbeThroughACompany(t *testing.T) {
	t.Parallel()
	network := overlaytest.Start(t, "ada:hunter2")
	signed := network.WithUser("ada", "hunter2")
	mirror := "https://" + overlaytest.Name
	for name, c := range map[string]struct {
		target system.NetTarget
		kind   system.NetKind
		status int
		issuer string
	}{
		"a bundle": {
			system.NetTarget{URL: network.Direct + "/npm/" + overlaytest.Package, CABundle: network.CA}, system.NetAnswered, 200, overlaytest.Issuer,
		},
		"besides the system's": {
			system.NetTarget{URL: network.Direct + "/npm/" + overlaytest.Package, ExtraCA: network.CA}, system.NetAnswered, 200, overlaytest.Issuer,
		},
		"a status": {
			system.NetTarget{URL: network.Direct + "/nothing", CABundle: network.CA}, system.NetAnswered, 404, overlaytest.Issuer,
		},
		"a page that is an index": {
			system.NetTarget{URL: network.Direct + "/simple/" + overlaytest.Package + "/", CABundle: network.CA, Page: "onboard_probe-"}, system.NetAnswered, 200, overlaytest.Issuer,
		},
		"through the proxy": {
			system.NetTarget{URL: mirror + "/npm/", CABundle: network.CA, Proxy: signed}, system.NetAnswered, 200, overlaytest.Issuer,
		},
		"through the proxy, without TLS": {
			system.NetTarget{URL: "http://" + overlaytest.Name + "/npm/", Proxy: signed}, system.NetAnswered, 200, "",
		},
		"nobody trusted signed it": {
			system.NetTarget{URL: network.Direct + "/npm/"}, system.NetUnknownCA, 0, overlaytest.Issuer,
		},
		"nobody trusted signed it, through the proxy": {
			system.NetTarget{URL: mirror + "/npm/", Proxy: signed}, system.NetUnknownCA, 0, overlaytest.Issuer,
		},
		"the proxy asks who it is": {
			system.NetTarget{URL: mirror + "/npm/", CABundle: network.CA, Proxy: network.Proxy}, system.NetProxySignIn, 407, "",
		},
		"the proxy asks who it is, without TLS": {
			system.NetTarget{URL: "http://" + overlaytest.Name + "/npm/", Proxy: network.Proxy}, system.NetProxySignIn, 407, "",
		},
		"the proxy knows a wrong password": {
			system.NetTarget{URL: mirror + "/npm/", CABundle: network.CA, Proxy: network.WithUser("ada", "hunter3")}, system.NetProxySignIn, 407, "",
		},
		"the proxy refuses": {
			system.NetTarget{URL: "https://other.example/", Proxy: signed}, system.NetProxyRefuses, 403, "",
		},
		"no such file": {
			system.NetTarget{URL: network.Direct, CABundle: filepath.Join(t.TempDir(), "none.pem")}, system.NetCAFile, 0, "",
		},
		"a file without certificates": {
			system.NetTarget{URL: network.Direct, ExtraCA: textFile(t, []byte("not a certificate"))}, system.NetCAFile, 0, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := system.NetProbe(t.Context(), c.target)
			if r.Kind != c.kind || r.Status != c.status || r.Issuer != c.issuer {
				t.Errorf("%s, status %d, signed by %q (%s); want %s, %d, %q", r.Kind, r.Status, r.Issuer, r.Detail, c.kind, c.status, c.issuer)
			}
			if r.Elapsed <= 0 || r.Elapsed > 6*time.Second {
				t.Errorf("it took %s", r.Elapsed)
			}
			if shown := fmt.Sprintf("%+v", r); strings.Contains(shown, "hunter") {
				t.Errorf("the result shows a password: %s", shown)
			}
		})
	}
}

func TestNetProbeFailures(t *testing.T) {
	t.Parallel()
	answer := func(status int, kind, body string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	leads := func(to string) string {
		s := httptest.NewServer(http.RedirectHandler(to, http.StatusFound))
		t.Cleanup(s.Close)
		return s.URL
	}
	hangUp := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(hangUp.Close)
	named := httptest.NewUnstartedServer(http.NotFoundHandler())
	named.Config.ErrorLog = log.New(io.Discard, "", 0)
	named.StartTLS()
	t.Cleanup(named.Close)
	itself := textFile(t, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: named.Certificate().Raw}))
	const page = "<!DOCTYPE html><title>Welcome to the hotel</title>"
	for name, c := range map[string]struct {
		target system.NetTarget
		kind   system.NetKind
		status int
	}{
		"no such name":            {system.NetTarget{URL: "https://no..name.invalid/"}, system.NetName, 0},
		"nothing listens":         {system.NetTarget{URL: "http://" + closedPort(t)}, system.NetRefused, 0},
		"no proxy there":          {system.NetTarget{URL: "https://mirror.example/", Proxy: "http://ada:hunter2@" + closedPort(t)}, system.NetProxyDown, 0},
		"no proxy by that name":   {system.NetTarget{URL: "https://mirror.example/", Proxy: "http://no..name.invalid:3128"}, system.NetProxyDown, 0},
		"no address of a proxy":   {system.NetTarget{URL: "https://mirror.example/", Proxy: "http://ada:hunter2@%zz"}, system.NetProxyDown, 0},
		"a page where data is":    {system.NetTarget{URL: answer(200, "text/html", page)}, system.NetPortal, 200},
		"a page that says JSON":   {system.NetTarget{URL: answer(200, "application/json", "\n"+page)}, system.NetPortal, 200},
		"a page of another kind":  {system.NetTarget{URL: answer(200, "text/html", page), Page: "pip-"}, system.NetPortal, 200},
		"sign in to the network":  {system.NetTarget{URL: answer(511, "text/html", page)}, system.NetPortal, 511},
		"data":                    {system.NetTarget{URL: answer(200, "application/json", "{}")}, system.NetAnswered, 200},
		"a refusal in words":      {system.NetTarget{URL: answer(403, "text/html", page)}, system.NetAnswered, 403},
		"another host":            {system.NetTarget{URL: leads("http://login.mirror.example/")}, system.NetElsewhere, 302},
		"another path":            {system.NetTarget{URL: leads("/simple/")}, system.NetAnswered, 302},
		"somebody hangs up":       {system.NetTarget{URL: hangUp.URL}, system.NetBroken, 0},
		"for another name":        {system.NetTarget{URL: strings.Replace(named.URL, "127.0.0.1", "localhost", 1), CABundle: itself}, system.NetCertificate, 0},
		"not an address":          {system.NetTarget{URL: "mirror.example"}, system.NetBroken, 0},
		"not an address, either":  {system.NetTarget{URL: "http://%zz"}, system.NetBroken, 0},
		"TLS where there is none": {system.NetTarget{URL: strings.Replace(answer(200, "application/json", "{}"), "http:", "https:", 1)}, system.NetBroken, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := system.NetProbe(t.Context(), c.target)
			if r.Kind != c.kind || r.Status != c.status {
				t.Errorf("%s, status %d (%s); want %s, %d", r.Kind, r.Status, r.Detail, c.kind, c.status)
			}
			if shown := fmt.Sprintf("%+v", r); strings.Contains(shown, "hunter2") {
				t.Errorf("the result shows a password: %s", shown)
			}
		})
	}
}

func TestNetProbeEnds(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // Closed with the test.
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	target := system.NetTarget{URL: "https://" + silent.Addr().String()}
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if r := system.NetProbe(short, target); r.Kind != system.NetTimeout || r.Elapsed > 4*time.Second {
		t.Errorf("%s after %s (%s), want timeout", r.Kind, r.Elapsed, r.Detail)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if r := system.NetProbe(stopped, target); r.Kind != system.NetStopped {
		t.Errorf("%s (%s), want stopped", r.Kind, r.Detail)
	}
}

// Credentials reach the one that they are for.
func TestNetProbeKeepsSecrets(t *testing.T) {
	t.Parallel()
	network := overlaytest.Start(t, "")
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host was asked: %s with %v", r.URL, r.Header)
	}))
	t.Cleanup(other.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		elsewhere := httptest.NewServer(http.RedirectHandler(other.URL, status))
		t.Cleanup(elsewhere.Close)
		system.NetProbe(t.Context(), system.NetTarget{URL: elsewhere.URL, Authorization: "Bearer hunter2"})
	}
	proxy := network.WithUser("ada", "hunter2")
	for _, target := range []system.NetTarget{
		{URL: "https://" + overlaytest.Name + "/npm/", CABundle: network.CA, Proxy: proxy, Authorization: "Bearer for-the-mirror"},
		{URL: "http://" + overlaytest.Name + "/npm/", Proxy: proxy, Authorization: "Bearer never"},
		{URL: network.Plain + "/npm/", Authorization: "Bearer for-this-machine"},
	} {
		if r := system.NetProbe(t.Context(), target); r.Status != http.StatusOK {
			t.Errorf("%s: %s, status %d (%s)", target.URL, r.Kind, r.Status, r.Detail)
		}
	}
	var mirror, proxied []string
	for _, r := range network.Requests() {
		if r.At == "mirror" {
			mirror = append(mirror, r.Authorization)
		} else {
			proxied = append(proxied, r.Authorization)
		}
	}
	if got := fmt.Sprintf("%q", mirror); got != `["Bearer for-the-mirror" "" "Bearer for-this-machine"]` {
		t.Errorf("the mirror was shown %s", got)
	}
	if got := fmt.Sprintf("%q", proxied); got != `["Basic YWRhOmh1bnRlcjI=" "Basic YWRhOmh1bnRlcjI="]` {
		t.Errorf("the proxy was shown %s", got)
	}
}
