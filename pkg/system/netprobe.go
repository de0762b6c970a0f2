package system

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"
)

// netProbeTime is how long one request may take, from the name to the answer.
const netProbeTime = 5 * time.Second

// netProbeBody is how much of an answer is looked at.
const netProbeBody = 64 << 10

// A NetTarget is an address to ask, and the way to it.
type NetTarget struct {
	// Address without credentials.
	URL string
	// Headers; Authorization goes to the address's own host only, and only over TLS or to this machine.
	Accept, Authorization string
	// Text that an answer in HTML must have; empty if HTML is never the answer.
	Page string
	// Proxy, which may hold a user and a password for it; empty for none, whatever the environment says.
	Proxy string
	// Files with certificates: those to trust instead of the system's, or besides.
	CABundle, ExtraCA string
}

// A NetKind is how asking ended.
type NetKind string

// The ways in which asking ends.
const (
	// NetAnswered: an answer of the kind that was expected, or a status that says why not.
	NetAnswered NetKind = "answered"
	// NetName: the name isn't known.
	NetName NetKind = "name"
	// NetRefused: nothing listens there.
	NetRefused NetKind = "refused"
	// NetTimeout: no answer in time.
	NetTimeout NetKind = "timeout"
	// NetProxyDown: the proxy itself can't be reached.
	NetProxyDown NetKind = "proxy-down"
	// NetProxySignIn: the proxy asks for a user and a password (407).
	NetProxySignIn NetKind = "proxy-sign-in"
	// NetProxyRefuses: the proxy doesn't connect to the address.
	NetProxyRefuses NetKind = "proxy-refuses"
	// NetUnknownCA: nobody who is trusted signed the certificate.
	NetUnknownCA NetKind = "unknown-ca"
	// NetCertificate: the certificate is for another name, or not valid now.
	NetCertificate NetKind = "certificate"
	// NetCAFile: the file with certificates can't be used.
	NetCAFile NetKind = "ca-file"
	// NetPortal: a page for people where a program expects data.
	NetPortal NetKind = "portal"
	// NetElsewhere: the answer is to ask another host.
	NetElsewhere NetKind = "elsewhere"
	// NetStopped: the caller ended it.
	NetStopped NetKind = "stopped"
	// NetBroken: anything else.
	NetBroken NetKind = "broken"
)

// A NetResult is what came of asking. No field holds credentials.
type NetResult struct {
	Kind NetKind
	// Status of the answer, or of the proxy's if that is as far as it went; 0 for none.
	Status int
	// Who signed the certificate: the name at the top of its chain.
	Issuer string
	// Host that the answer leads to.
	Location string
	// What went wrong in the words of the system.
	Detail string
	// Time until the answer, or until it was clear that there is none.
	Elapsed time.Duration
}

// NetProbe asks an address once, for at most 5 s. It follows no redirect and sends credentials to nobody but
// the proxy and the host that they are for.
func NetProbe(ctx context.Context, t NetTarget) NetResult {
	ctx, cancel := context.WithTimeout(ctx, netProbeTime)
	defer cancel()
	p := netProbe{target: t, start: time.Now()}
	r := p.ask(ctx)
	r.Elapsed = time.Since(p.start)
	return r
}

type netProbe struct {
	target NetTarget
	start  time.Time
	// Status of the proxy's answer to CONNECT; 0 if it wasn't asked.
	connect int
}

func (p *netProbe) ask(ctx context.Context) NetResult {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.target.URL, nil)
	if err != nil || request.URL.Host == "" {
		return NetResult{Kind: NetBroken, Detail: "not an address"}
	}
	transport, kind, err := p.transport()
	if err != nil {
		return NetResult{Kind: kind, Detail: Redact(err.Error())}
	}
	defer transport.CloseIdleConnections()
	request.Header.Set("Accept", p.target.Accept)
	request.Header.Set("User-Agent", "jupyter-onboard")
	if p.target.Authorization != "" && (request.URL.Scheme == "https" || isLoopback(request.URL)) {
		request.Header.Set("Authorization", p.target.Authorization)
	}
	client := http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		return p.failure(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, netProbeBody))
	if err != nil {
		return p.failure(ctx, err)
	}
	return p.answer(response, string(body))
}

// isLoopback reports whether an address is this machine's own.
func isLoopback(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

func (p *netProbe) transport() (*http.Transport, NetKind, error) {
	roots, err := p.roots()
	if err != nil {
		return nil, NetCAFile, err
	}
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		DisableKeepAlives: true,
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
			p.connect = answer.StatusCode
			return nil
		},
	}
	if p.target.Proxy == "" {
		return transport, "", nil
	}
	proxy, err := url.Parse(p.target.Proxy)
	if err != nil || proxy.Host == "" {
		return nil, NetProxyDown, errors.New("the proxy's address isn't one")
	}
	transport.Proxy = http.ProxyURL(proxy)
	return transport, "", nil
}

// roots are the certificates to trust; nil for the system's.
func (p *netProbe) roots() (*x509.CertPool, error) {
	path, pool := p.target.CABundle, x509.NewCertPool()
	if path == "" {
		if path = p.target.ExtraCA; path == "" {
			return nil, nil
		}
		system, err := x509.SystemCertPool()
		if err == nil {
			pool = system
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("no certificate in %s", path)
	}
	return pool, nil
}

// failure tells what an error means.
func (p *netProbe) failure(ctx context.Context, err error) NetResult {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // It repeats the address.
	}
	r := NetResult{Kind: NetBroken, Detail: Redact(err.Error())}
	op, _ := errors.AsType[*net.OpError](err)
	dns, _ := errors.AsType[*net.DNSError](err)
	certificate, _ := errors.AsType[*tls.CertificateVerificationError](err)
	timeout, _ := errors.AsType[net.Error](err)
	switch {
	case p.connect == http.StatusProxyAuthRequired:
		r.Kind, r.Status = NetProxySignIn, p.connect
	case p.connect != 0 && p.connect != http.StatusOK:
		r.Kind, r.Status = NetProxyRefuses, p.connect
	case errors.Is(ctx.Err(), context.Canceled):
		r.Kind = NetStopped
	case certificate != nil:
		r.Kind, r.Issuer = distrust(certificate)
	case op != nil && op.Op == "proxyconnect":
		r.Kind = NetProxyDown
	case dns != nil && dns.IsNotFound:
		r.Kind = NetName
	case ctx.Err() != nil || timeout != nil && timeout.Timeout():
		r.Kind = NetTimeout
	case dns != nil:
		r.Kind = NetName
	case isRefused(err):
		r.Kind = NetRefused
	}
	return r
}

// distrust tells why a certificate wasn't trusted, and who signed it.
func distrust(err *tls.CertificateVerificationError) (NetKind, string) {
	issuer := ""
	if n := len(err.UnverifiedCertificates); n > 0 {
		issuer = signer(err.UnverifiedCertificates[n-1].Issuer)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return NetUnknownCA, issuer
	}
	return NetCertificate, issuer
}

// signer is the name of an authority for people.
func signer(n pkix.Name) string {
	switch {
	case n.CommonName != "":
		return n.CommonName
	case len(n.Organization) > 0:
		return n.Organization[0]
	}
	return n.String()
}

// answer looks at what came back.
func (p *netProbe) answer(response *http.Response, body string) NetResult {
	r := NetResult{Kind: NetAnswered, Status: response.StatusCode}
	if response.TLS != nil && len(response.TLS.VerifiedChains) > 0 {
		chain := response.TLS.VerifiedChains[0]
		r.Issuer = signer(chain[len(chain)-1].Subject)
	}
	location, err := response.Location()
	switch {
	case response.StatusCode == http.StatusProxyAuthRequired:
		r.Kind = NetProxySignIn
	case response.StatusCode == http.StatusNetworkAuthenticationRequired:
		r.Kind = NetPortal
	case err == nil && response.StatusCode/100 == 3 && location.Hostname() != response.Request.URL.Hostname():
		r.Kind, r.Location = NetElsewhere, location.Hostname()
	case response.StatusCode == http.StatusOK && isPage(response, body) && (p.target.Page == "" || !strings.Contains(body, p.target.Page)):
		r.Kind = NetPortal
	}
	return r
}

// isPage reports whether an answer is a page for people.
func isPage(response *http.Response, body string) bool {
	start := strings.ToLower(strings.TrimLeft(body[:min(len(body), 512)], "\ufeff \t\r\n"))
	return strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") || strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
}
