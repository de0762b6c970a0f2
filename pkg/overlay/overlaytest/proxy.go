package overlaytest

import (
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
)

// forward is the proxy: it knows the mirror by its name and refuses every other host.
func (n *Network) forward(w http.ResponseWriter, r *http.Request) {
	if n.user != "" && r.Header.Get("Proxy-Authorization") != "Basic "+base64.StdEncoding.EncodeToString([]byte(n.user)) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
		http.Error(w, "who are you?", http.StatusProxyAuthRequired)
		return
	}
	target := n.plain
	if r.Method == http.MethodConnect && !strings.HasSuffix(r.Host, ":80") {
		target = n.mirror
	}
	address := target.Listener.Addr().String()
	if host, _, _ := strings.Cut(r.Host, ":"); host != Name && r.Host != n.mirror.Listener.Addr().String() && r.Host != n.plain.Listener.Addr().String() {
		http.Error(w, "this host isn't allowed", http.StatusForbidden)
		return
	}
	if r.Method == http.MethodConnect {
		tunnel(r, w, address)
		return
	}
	to := &url.URL{Scheme: "http", Host: address}
	forward := &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
		p.SetURL(to)
		p.Out.Host = r.Host
	}}
	forward.ServeHTTP(w, r)
}

// tunnel connects the two ends until one of them is done.
func tunnel(r *http.Request, w http.ResponseWriter, address string) {
	var dialer net.Dialer
	far, err := dialer.DialContext(r.Context(), "tcp", address)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	near, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = far.Close()
		return
	}
	_, _ = io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n")
	var once sync.Once
	hangUp := func() {
		once.Do(func() {
			_ = near.Close()
			_ = far.Close()
		})
	}
	go func() {
		defer hangUp()
		_, _ = io.Copy(far, buffered)
	}()
	go func() {
		defer hangUp()
		_, _ = io.Copy(near, far)
	}()
}
