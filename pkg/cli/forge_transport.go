package cli

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// transport carries requests to GitHub. Where an organisation's file is in force, its proxies and certificates hold as far
// as the person's own variables say nothing.
func (a *app) transport() (*http.Transport, error) {
	t := forge.NewTransport()
	if a.organisation == nil {
		return t, nil
	}
	settings, own := a.organisation.settings, t.Proxy
	t.Proxy = func(r *http.Request) (*url.URL, error) {
		if proxy, err := own(r); proxy != nil || err != nil {
			return proxy, err
		}
		return a.orgProxy(settings, r.URL)
	}
	if !settings.CABundle.IsSet() || a.getenv("SSL_CERT_FILE") != "" {
		return t, nil
	}
	data, err := os.ReadFile(settings.CABundle.Text)
	if err != nil {
		return nil, fmt.Errorf("read the organisation's certificates: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("read the organisation's certificates: %s holds none", settings.CABundle.Text)
	}
	t.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	return t, nil
}

// orgProxy is the organisation's proxy for an address, nil for none.
func (a *app) orgProxy(s overlay.Settings, u *url.URL) (*url.URL, error) {
	proxy := s.HTTPSProxy.Text
	if u.Scheme == "http" {
		proxy = s.HTTPProxy.Text
	}
	ip := net.ParseIP(u.Hostname())
	switch {
	case proxy == "", u.Hostname() == "localhost", ip != nil && ip.IsLoopback(), overlay.Exempt(s.NoProxy.Text, u.String()):
		return nil, nil //nolint:nilnil // As the standard library says "no proxy".
	}
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		if overlay.Exempt(a.getenv(name), u.String()) {
			return nil, nil //nolint:nilnil // As above.
		}
	}
	return url.Parse(proxy)
}
