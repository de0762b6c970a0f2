package forge

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// judge tells an answer from everything else that may come back.
func (c *Client) judge(q question, r reply, kept entry) (entry, *Error) {
	switch {
	case r.err != nil:
		return entry{}, c.networkError(q, r)
	case r.status == http.StatusNotModified && kept.ETag != "":
		if unpack(kept.body, q.read) != nil {
			return entry{}, brokenError(q.op, r.size)
		}
		kept.At = c.now()
		return kept, nil
	case r.status == http.StatusOK:
		if problem := c.lookAt(q, r); problem != nil {
			return entry{}, problem
		}
		return entry{
			URL: q.url.String(), ETag: r.header.Get("ETag"), Link: r.header.Get("Link"), At: c.now(), body: r.packed,
			Partial: strings.HasPrefix(r.header.Get("X-GitHub-SSO"), "partial-results"),
		}, nil
	}
	return entry{}, c.statusError(q, r)
}

// lookAt checks that a body is an answer to the question: whole, JSON, of the right shape.
func (c *Client) lookAt(q question, r reply) *Error {
	if !isJSON(r.header) {
		return c.intercepted(q, fmt.Sprintf("a page of type %q came instead of GitHub's answer", said(r.header.Get("Content-Type"))))
	}
	switch {
	case r.unfit == nil:
		return nil
	case errors.Is(r.unfit, errLimitTold):
		return c.limitError(q, r, true)
	case errors.Is(r.unfit, errTooMany):
		return &Error{
			Kind: Broken, Op: q.op, Observed: fmt.Sprintf("the answer lists more than %d items, where %d were asked for", maxItems, PageSize),
			Next: "something on the way changes answers: try again from another network",
		}
	}
	return brokenError(q.op, r.size)
}

func brokenError(op string, size int) *Error {
	return &Error{
		Kind: Broken, Op: op, Observed: fmt.Sprintf("the answer of %d bytes isn't what was asked for, or ends early", size),
		Next: "try again; if it stays, something on the way changes answers", again: true,
	}
}

// intercepted is an answer that GitHub didn't give.
func (c *Client) intercepted(q question, observed string) *Error {
	return &Error{
		Kind: Intercepted, Op: q.op, Observed: observed,
		Next: fmt.Sprintf("open %s://%s in a browser: a network that wants a sign-in shows its page there", c.api.Scheme, c.api.Host),
	}
}

// statusError explains an answer that isn't 200.
func (c *Client) statusError(q question, r reply) *Error {
	e := &Error{Op: q.op, Status: r.status, Observed: fmt.Sprintf("GitHub answered %d %s%s", r.status, http.StatusText(r.status), message(r))}
	switch {
	case r.status == http.StatusTooManyRequests, r.status == http.StatusForbidden && tellsLimit(r):
		return c.limitError(q, r, false)
	case r.status >= 500 && r.status != http.StatusNetworkAuthenticationRequired:
		return c.unavailable(e, r)
	case r.status == http.StatusProxyAuthRequired:
		return proxyProblem(e, r.status)
	case r.status == http.StatusNetworkAuthenticationRequired, r.status >= 400 && !isJSON(r.header):
		return c.intercepted(q, fmt.Sprintf("a page of type %q came with %d %s", said(r.header.Get("Content-Type")), r.status, http.StatusText(r.status)))
	case r.status == http.StatusForbidden && strings.HasPrefix(r.header.Get("X-GitHub-SSO"), "required"):
		e.Kind, e.Next = NeedsSSO, "authorise "+c.tokenName()+" for this organisation"+ssoPage(r.header, c.api)
	case r.status == http.StatusUnauthorized:
		e.Kind, e.Next = Unauthorized, c.tokenName()+" isn't accepted: renew it, or unset it, since public projects can be read without one"
	case r.status == http.StatusForbidden || r.status == http.StatusUnavailableForLegalReasons:
		e.Kind, e.Next = Forbidden, "look at the page in a browser; "+c.tokenName()+" may lack a permission"
	case r.status == http.StatusNotFound:
		e.Kind, e.Next = NotFound, "check the name; it may have been deleted, moved or made private"
	case r.status == http.StatusGone:
		e.Kind, e.Next = Gone, "it was deleted: choose another one"
	case r.status == http.StatusUnprocessableEntity || r.status == http.StatusBadRequest:
		e.Kind, e.Next = Invalid, "this server may be too old for the question; tell the makers of jupyter-onboard"
	default:
		e.Kind, e.Next, e.again = Broken, "try again", r.status == http.StatusAccepted
	}
	return e
}

// unavailable is a problem of GitHub's own.
func (c *Client) unavailable(e *Error, r reply) *Error {
	e.Kind, e.Next, e.again = Unavailable, "try again later; https://www.githubstatus.com says more", true
	if wait, ok := retryAfter(r.header, c.now()); ok {
		e.Until = c.now().Add(wait)
		e.Next = "it asks to wait until " + clock(e.Until, c.now())
	}
	return e
}

// tellsLimit reports whether a 403 is about a limit.
func tellsLimit(r reply) bool {
	if r.header.Get("Retry-After") != "" || r.header.Get("X-RateLimit-Remaining") == "0" {
		return true
	}
	body := strings.ToLower(string(r.body[:min(len(r.body), 4<<10)]))
	return isJSON(r.header) && (strings.Contains(body, "rate limit") || strings.Contains(body, "abuse detection") || strings.Contains(body, "#abuse-rate-limits"))
}

// limitError is GitHub's wish to wait.
func (c *Client) limitError(q question, r reply, inBody bool) *Error {
	now := c.now()
	wait := waitOf(r.header, now)
	e := c.limitedError(q.op, now.Add(wait))
	e.Status, e.again = r.status, true
	e.primary = !inBody && r.header.Get("Retry-After") == "" && r.header.Get("X-RateLimit-Remaining") == "0"
	return e
}

// limitedError says that nothing is asked before a time.
func (c *Client) limitedError(op string, until time.Time) *Error {
	e := &Error{
		Kind: Limited, Op: op, Until: until, Observed: "GitHub asks to wait until " + clock(until, c.now()),
		Next: "try again then",
	}
	if c.token.IsZero() {
		e.Next += ", or set GH_TOKEN: without a token everybody behind your address shares 60 requests an hour and 10 searches a minute"
	}
	return e
}

// networkError explains why no answer came.
func (c *Client) networkError(q question, r reply) *Error {
	e := &Error{Op: q.op, cause: r.err, Status: r.status}
	host := c.api.Host
	var (
		proxy  *proxyError
		verify *tls.CertificateVerificationError
		record tls.RecordHeaderError
	)
	switch {
	case errors.Is(r.err, errAway):
		e = c.intercepted(q, "the answer is a redirect to "+said(r.away)+", which isn't "+host)
	case errors.Is(r.err, errLoop):
		e.Kind, e.Observed, e.Next = Broken, "the answer is one redirect after the other", "try again later"
	case errors.Is(r.err, errTooLarge):
		e.Kind, e.Observed, e.Next = Broken, fmt.Sprintf("the answer has more than %d MB", maxBody>>20), "something on the way changes answers, or the issue is a book: read it in a browser"
	case errors.As(r.err, &proxy):
		e = proxyProblem(e, proxy.status)
	case errors.As(r.err, &verify):
		e.Kind, e.Observed = Untrusted, fmt.Sprintf("the certificate of %s isn't trusted here%s", host, quoted(verify.Err.Error()))
		e.Next = "where a company looks into https, set SSL_CERT_FILE to its bundle of certificates"
	case errors.As(r.err, &record), strings.Contains(r.err.Error(), "tls: "):
		e.Kind, e.Observed, e.Next = Untrusted, host+" doesn't speak TLS as it should"+quoted(r.err.Error()), "check GITHUB_API_URL and the proxy settings"
	default:
		c.transportError(e, r.err)
	}
	return e
}

// transportError explains errors of names, connections and time.
func (c *Client) transportError(e *Error, err error) {
	host := c.api.Host
	switch {
	case isDNS(err):
		e.Kind, e.Observed, e.Next = NoName, "the name "+c.api.Hostname()+" can't be resolved", "check the network; --offline shows what is kept"
		e.again = isTemporaryDNS(err)
	case isTimeout(err):
		e.Kind, e.Observed, e.Next = Timeout, fmt.Sprintf("%s gave no answer within %v", host, c.patience), "check the network; --offline shows what is kept"
	case isProxyDial(err):
		e.Kind, e.Observed, e.Next = Proxy, "the proxy can't be reached", "check HTTPS_PROXY"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		e.Kind, e.Observed, e.Next, e.again = Broken, "the connection to "+host+" ended in the middle of the answer", "try again", true
	default:
		e.Kind, e.Observed, e.Next = Unreachable, host+" can't be reached"+quoted(withoutAddresses(err)), "check the network; --offline shows what is kept"
	}
}

// proxyProblem is a proxy's refusal.
func proxyProblem(e *Error, status int) *Error {
	e.Kind, e.Status = Proxy, status
	e.Observed = fmt.Sprintf("the proxy answered %d %s", status, http.StatusText(status))
	e.Next = "check HTTPS_PROXY"
	if status == http.StatusProxyAuthRequired {
		e.Next = "the proxy wants a name and a password: HTTPS_PROXY=http://NAME:PASSWORD@PROXY:PORT"
	}
	return e
}

// offlineError says that nobody was asked, and whether that matters.
func offlineError(op string, kept bool) *Error {
	if kept {
		return &Error{Kind: Offline, Op: op, Observed: "nobody was asked for a newer answer", Next: "leave --offline out to ask"}
	}
	return &Error{Kind: Offline, Op: op, Observed: "nobody was asked, and no answer is kept", Next: "run it once with a network"}
}

// tokenName is how to speak of what signs in.
func (c *Client) tokenName() string {
	if c.token.IsZero() {
		return "the request"
	}
	return "the token of " + c.token.source
}

// message is what GitHub said, in brackets.
func message(r reply) string {
	var answer struct {
		Message string `json:"message"`
	}
	if !isJSON(r.header) || json.Unmarshal(r.body, &answer) != nil {
		return ""
	}
	return quoted(answer.Message)
}

// ssoPage is the page to sign in on, if it is one of the server's own.
func ssoPage(h http.Header, api *url.URL) string {
	for part := range strings.SplitSeq(h.Get("X-GitHub-SSO"), ";") {
		address, ok := strings.CutPrefix(strings.TrimSpace(part), "url=")
		if !ok {
			continue
		}
		if u, err := url.Parse(address); err == nil && u.Scheme == "https" && strings.EqualFold(u.Host, webHost(api)) && u.User == nil {
			return ": " + said(u.String())
		}
	}
	return ""
}

func isJSON(h http.Header) bool {
	t, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && (t == "application/json" || strings.HasSuffix(t, "+json"))
}

// clock is a time of today, or a date.
func clock(t, now time.Time) string {
	if t.Sub(now) < 20*time.Hour {
		return t.Format("15:04:05")
	}
	return t.Format("2 January 15:04")
}
