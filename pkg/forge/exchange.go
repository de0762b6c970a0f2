package forge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const maxHops = 3

// NewTransport is what carries requests: proxies as the environment has them, short waits for a
// connection, certificates as the system trusts them.
func NewTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
		ForceAttemptHTTP2:      true,
		OnProxyConnectResponse: proxyAnswer,
	}
}

// A proxyError is a proxy's refusal to connect.
type proxyError struct{ status int }

func (e *proxyError) Error() string {
	return fmt.Sprintf("the proxy answered %d %s", e.status, http.StatusText(e.status))
}

func proxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, res *http.Response) error {
	if res.StatusCode != http.StatusOK {
		return &proxyError{res.StatusCode}
	}
	return nil
}

// Errors of an exchange that are told apart later.
var (
	errAway = errors.New("redirected elsewhere")
	errLoop = errors.New("redirected in circles")
)

// A reply is what came back, or why nothing did.
type reply struct {
	status   int
	header   http.Header
	body     []byte // Empty if it was read as the answer.
	size     int    // Of the body, in bytes.
	packed   []byte // The body of an answer, compressed.
	unfit    error  // Why the body isn't an answer.
	err      error
	away     string // Where a redirect led, scheme and host only.
	requests int
}

// ask sends a question once and follows redirects within the origin: GitHub answers so when a
// repository was renamed. No redirect is followed elsewhere, since nothing there can be the answer.
func (c *Client) ask(ctx context.Context, q question, etag string) reply {
	at := q.url
	for hop := 0; ; hop++ {
		r := c.send(ctx, at, q, etag)
		r.requests += hop
		switch r.status {
		case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		default:
			return r
		}
		to, err := at.Parse(r.header.Get("Location"))
		switch {
		case err != nil || r.header.Get("Location") == "":
			return r
		case originOf(to) != originOf(c.api) || to.User != nil:
			r.err, r.away = errAway, to.Scheme+"://"+to.Host
			return r
		case hop == maxHops:
			r.err = errLoop
			return r
		}
		at = to
	}
}

// send asks for what is at an address.
func (c *Client) send(ctx context.Context, at *url.URL, q question, etag string) reply {
	header := q.header.Clone()
	if etag != "" {
		header.Set("If-None-Match", etag)
	}
	return c.exchange(ctx, http.MethodGet, at, header, nil, q.read)
}

// exchange makes one request. What comes with 200 is read as the answer, if anybody does; other bodies are short.
func (c *Client) exchange(ctx context.Context, method string, at *url.URL, header http.Header, content []byte, read reader) reply {
	c.mu.Lock()
	c.requests++
	c.mu.Unlock()
	req, err := http.NewRequestWithContext(ctx, method, at.String(), bytes.NewReader(content))
	if err != nil {
		return reply{err: err}
	}
	if content == nil {
		req.Body, req.GetBody = nil, nil
	}
	req.Header = header.Clone()
	req.Header.Set("User-Agent", userAgent)
	res, err := c.transport.RoundTrip(req)
	if err != nil {
		return reply{err: c.token.scrubError(err), requests: 1}
	}
	defer res.Body.Close()
	r := reply{status: res.StatusCode, header: c.token.scrubHeader(res.Header), requests: 1}
	c.limits.note(resourceOf(at.Path), r.header)
	if read == nil || r.status != http.StatusOK || !isJSON(r.header) {
		read = func(from io.Reader) (err error) { r.body, err = io.ReadAll(from); return err }
	}
	r.take(res.Body, c.token, read)
	return r
}
