package forge_test

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
)

// An answer is what GitHub, or something on the way, may do to a question.
type answer struct {
	name string
	// serve answers the n-th request of the question, from 0; it may leave it to the server.
	serve func(w http.ResponseWriter, r *http.Request, n int) bool
	// network changes how the server is reached.
	network func(p *forgetest.Pipe)
	// clock is how wrong this machine's clock is.
	clock time.Duration
	// kind is the problem; empty if the question is answered after all.
	kind forge.Kind
	// wait is how long nothing may be asked, by the server's clock.
	wait time.Duration
	// text is part of what a person is told.
	text string
}

// promised is how long a question takes at most.
const promised = 10 * time.Second

// The table is what is promised of the network: whatever comes back, within ten seconds there is a
// kept answer with its age, or an error that says what to do; and GitHub's wish to wait is kept.
func TestEveryAnswer(t *testing.T) {
	t.Parallel()
	all := answers()
	if len(all) < 45 {
		t.Errorf("%d answers, at least 45 are promised", len(all))
	}
	for _, a := range all {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { a.check(t, true) })
		})
		t.Run(a.name+", nothing kept", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { a.check(t, false) })
		})
	}
}

func (a *answer) check(t *testing.T, kept bool) {
	t.Helper()
	w := newWorld(t, nil)
	thread, _ := sample(t)
	w.server.Add(thread)
	ask := func() (forge.Issue, forge.Freshness, error) {
		c := w.client(t, func(o *forge.Options) { o.Now = func() time.Time { return time.Now().Add(a.clock) } })
		return c.Issue(t.Context(), thread.Issue.Repo, 17)
	}
	if kept {
		if _, _, err := ask(); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(2 * time.Hour) //nolint:forbidigo // It takes no time here.
	a.install(w)
	before, began := len(w.server.Requests()), time.Now()
	got, freshness, err := ask()
	if took := time.Since(began); took > promised {
		t.Errorf("it took %v", took)
	}
	if made := len(w.server.Requests()) - before; made > 4 || freshness.Requests > 4 {
		t.Errorf("%d requests, told as %d", made, freshness.Requests)
	}
	problem := err
	if kept && a.kind != "" {
		problem = freshness.Problem
		if age := freshness.Age(time.Now().Add(a.clock)); err != nil || !freshness.Kept || age < 2*time.Hour || age > 3*time.Hour {
			t.Errorf("error %v, freshness %+v, age %v, want the answer of two hours ago", err, freshness, age)
		}
	}
	a.checkProblem(t, problem)
	if err == nil && cmp.Diff(thread.Issue, got, equal()) != "" {
		t.Errorf("got %+v", got)
	}
	a.checkWait(t, w, ask)
}

// install makes the world behave from now on.
func (a *answer) install(w *world) {
	n := 0
	w.server.Answer = func(rw http.ResponseWriter, r *http.Request) bool {
		n++
		return a.serve != nil && a.serve(rw, r, n-1)
	}
	w.pipe.Transport.CloseIdleConnections()
	if a.network != nil {
		a.network(w.pipe)
	}
}

func (a *answer) checkProblem(t *testing.T, err error) {
	t.Helper()
	if a.kind == "" {
		if err != nil {
			t.Errorf("%v, want an answer", err)
		}
		return
	}
	var problem *forge.Error
	if !errors.As(err, &problem) || problem.Kind != a.kind || !strings.Contains(problem.Error(), a.text) {
		t.Fatalf("problem %v, want one of kind %s that says %q", err, a.kind, a.text)
	}
	if problem.Observed == "" || problem.Next == "" || strings.ContainsFunc(problem.Error(), unicode.IsControl) || len(problem.Error()) > 600 {
		t.Errorf("the text %q doesn't say in a line what was seen and what to do", problem.Error())
	}
}

// checkWait asks as new runs of the program do: not before GitHub allows it, and again afterwards.
func (a *answer) checkWait(t *testing.T, w *world, ask func() (forge.Issue, forge.Freshness, error)) {
	t.Helper()
	if a.wait == 0 {
		return
	}
	made := w.server.Requests()
	last := made[len(made)-1].At
	for _, at := range []time.Duration{0, time.Second, a.wait / 2, a.wait - time.Second} {
		if rest := time.Until(last.Add(at)); rest > 0 {
			time.Sleep(rest) //nolint:forbidigo // It takes no time here.
		}
		if _, _, err := ask(); len(w.server.Requests()) != len(made) {
			t.Fatalf("a request %v after the answer, before %v (%v)", time.Since(last), a.wait, err)
		}
	}
	time.Sleep(time.Until(last.Add(a.wait + 3*time.Second))) //nolint:forbidigo // It takes no time here.
	if _, _, err := ask(); len(w.server.Requests()) == len(made) {
		t.Errorf("no request after %v either (%v)", a.wait, err)
	}
}

// headers answers with a status, headers in pairs, and a body that is JSON if it begins as such.
func headers(status int, body string, pairs ...string) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		w.Header().Set("Content-Type", "text/html")
		if strings.HasPrefix(body, "{") || strings.HasPrefix(body, "[") {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
		}
		for i := 0; i < len(pairs); i += 2 {
			w.Header().Set(pairs[i], pairs[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // Some of these go away early.
		return true
	}
}

// later is a header with the time of the server's clock, moved.
func later(name string, by time.Duration, format func(time.Time) string, inner func(http.ResponseWriter, *http.Request, int) bool) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, r *http.Request, n int) bool {
		w.Header().Set(name, format(time.Now().Add(by)))
		return inner(w, r, n)
	}
}

func epoch(t time.Time) string    { return strconv.FormatInt(t.Unix(), 10) }
func httpDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// times answers so the first few times.
func times(limit int, inner func(http.ResponseWriter, *http.Request, int) bool) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, r *http.Request, n int) bool { return n < limit && inner(w, r, n) }
}

const (
	primary   = `{"message":"API rate limit exceeded for 192.0.2.1.","documentation_url":"https://docs.github.com/rest"}`
	secondary = `{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.","documentation_url":"https://docs.github.com/rest"}`
	plain     = `{"message":"Nope\u001b[31m\nred","documentation_url":"https://docs.github.com/rest"}`
	page      = "<html><title>Sign in to the Wi-Fi</title></html>"
)

func exhausted(status int) func(http.ResponseWriter, *http.Request, int) bool {
	return headers(status, primary, "X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "0")
}

func answers() []answer {
	all := limitAnswers()
	all = append(all, statusAnswers()...)
	all = append(all, brokenAnswers()...)
	return append(all, networkAnswers()...)
}

func limitAnswers() []answer {
	inTen := func(inner func(http.ResponseWriter, *http.Request, int) bool) func(http.ResponseWriter, *http.Request, int) bool {
		return later("X-RateLimit-Reset", 10*time.Minute, epoch, inner)
	}
	const ten, day, year = 10 * time.Minute, 24 * time.Hour, 365 * 24 * time.Hour
	noDate := func(inner func(http.ResponseWriter, *http.Request, int) bool) func(http.ResponseWriter, *http.Request, int) bool {
		return func(w http.ResponseWriter, r *http.Request, n int) bool {
			w.Header()["Date"] = nil
			return inner(w, r, n)
		}
	}
	return []answer{
		{name: "403 primary limit", serve: inTen(exhausted(403)), kind: forge.Limited, wait: ten, text: "GH_TOKEN"},
		{name: "429 primary limit", serve: inTen(exhausted(429)), kind: forge.Limited, wait: ten},
		{name: "403 retry-after", serve: headers(403, secondary, "Retry-After", "120"), kind: forge.Limited, wait: 2 * time.Minute},
		{name: "429 retry-after", serve: headers(429, secondary, "Retry-After", "120"), kind: forge.Limited, wait: 2 * time.Minute},
		{name: "retry-after before reset", serve: inTen(headers(429, primary, "Retry-After", "300", "X-RateLimit-Remaining", "0", "X-RateLimit-Limit", "60")), kind: forge.Limited, wait: ten},
		{name: "403 secondary limit without headers", serve: headers(403, secondary), kind: forge.Limited, wait: time.Minute},
		{name: "429 without headers", serve: headers(429, plain), kind: forge.Limited, wait: time.Minute},
		{name: "429 as a page", serve: headers(429, page), kind: forge.Limited, wait: time.Minute},
		{name: "secondary limit with budget left", serve: inTen(headers(403, secondary, "X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "31")), kind: forge.Limited, wait: time.Minute},
		{name: "abuse detection, as it was once called", serve: headers(403, `{"message":"You have triggered an abuse detection mechanism."}`), kind: forge.Limited, wait: time.Minute},
		{name: "retry-after as a date", serve: later("Retry-After", ten, httpDate, headers(403, secondary)), kind: forge.Limited, wait: ten - time.Second},
		{name: "retry-after of a second, then an answer", serve: times(1, headers(403, secondary, "Retry-After", "1"))},
		{name: "retry-after of a second, for ever", serve: headers(429, secondary, "Retry-After", "1"), kind: forge.Limited, wait: time.Second},
		{name: "retry-after of a week", serve: headers(403, secondary, "Retry-After", "604800"), kind: forge.Limited, wait: day},
		{name: "retry-after that is negative", serve: headers(403, secondary, "Retry-After", "-5"), kind: forge.Limited, wait: time.Minute},
		{name: "retry-after that is a word", serve: headers(429, secondary, "Retry-After", "soon"), kind: forge.Limited, wait: time.Minute},
		{name: "retry-after that overflows", serve: headers(429, secondary, "Retry-After", "9223372036854775807"), kind: forge.Limited, wait: day},
		{name: "reset in the past", serve: later("X-RateLimit-Reset", -time.Hour, epoch, exhausted(403)), kind: forge.Limited, wait: time.Minute},
		{name: "reset that is a word", serve: headers(403, primary, "X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "soon"), kind: forge.Limited, wait: time.Minute},
		{name: "no reset", serve: exhausted(403), kind: forge.Limited, wait: time.Minute},
		{name: "no date", serve: noDate(inTen(exhausted(403))), kind: forge.Limited, wait: ten},
		{name: "clock a day ahead", clock: day, serve: inTen(exhausted(403)), kind: forge.Limited, wait: ten},
		{name: "clock a day behind", clock: -day, serve: inTen(exhausted(403)), kind: forge.Limited, wait: ten},
		{name: "clock a year ahead", clock: year, serve: inTen(exhausted(429)), kind: forge.Limited, wait: ten},
		{name: "clock a year behind", clock: -year, serve: inTen(exhausted(429)), kind: forge.Limited, wait: ten},
		{name: "clock a year ahead, no date", clock: year, serve: noDate(inTen(exhausted(403))), kind: forge.Limited, wait: time.Minute},
		{name: "clock a year behind, no date", clock: -year, serve: noDate(inTen(exhausted(403))), kind: forge.Limited, wait: time.Minute},
		{name: "limit told with 200", serve: headers(200, `{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}`), kind: forge.Limited, wait: time.Minute},
		{name: "the last one of the budget", serve: func(w http.ResponseWriter, _ *http.Request, _ int) bool {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("X-RateLimit-Limit", "60")
			w.Header().Set("X-RateLimit-Remaining", "0")
			w.Header().Set("X-RateLimit-Reset", epoch(time.Now().Add(ten)))
			w.WriteHeader(http.StatusBadGateway) // Three tries would be two too many.
			return true
		}, kind: forge.Limited, wait: ten},
	}
}

func statusAnswers() []answer {
	return []answer{
		{name: "500", serve: headers(500, plain), kind: forge.Unavailable, text: "500"},
		{name: "500 twice, then an answer", serve: times(2, headers(500, plain))},
		{name: "502 as a page", serve: headers(502, page), kind: forge.Unavailable},
		{name: "503 with retry-after", serve: headers(503, plain, "Retry-After", "90"), kind: forge.Unavailable, wait: 90 * time.Second},
		{name: "504", serve: headers(504, ""), kind: forge.Unavailable},
		{name: "301 of a renamed repository", serve: times(1, headers(301, plain, "Location", "https://"+host+"/api/v3/repos/jupyterlab/jupyterlab/issues/17"))},
		{name: "307", serve: times(1, headers(307, plain, "Location", "/api/v3/repos/jupyterlab/jupyterlab/issues/17"))},
		{name: "301 in circles", serve: headers(301, plain, "Location", "/api/v3/repos/jupyterlab/jupyterlab/issues/17"), kind: forge.Broken, text: "redirect"},
		{name: "301 without a place", serve: headers(301, plain), kind: forge.Broken},
		{name: "302 to a sign-in page", serve: headers(302, page, "Location", "http://wifi.example.net/login?user=me"), kind: forge.Intercepted, text: "wifi.example.net"},
		{name: "401", serve: headers(401, `{"message":"Bad credentials"}`), kind: forge.Unauthorized, text: "Bad credentials"},
		{name: "403 that wants a company's sign-in", serve: headers(403, `{"message":"Resource protected by organization SAML enforcement."}`, "X-GitHub-SSO", "required; url=https://"+host+"/orgs/x/sso?a=b"), kind: forge.NeedsSSO, text: "https://" + host + "/orgs/x/sso"},
		{name: "403 that wants a sign-in elsewhere", serve: headers(403, plain, "X-GitHub-SSO", "required; url=https://evil.example.net/sso"), kind: forge.NeedsSSO},
		{name: "403", serve: headers(403, plain, "X-RateLimit-Remaining", "40", "X-RateLimit-Limit", "60"), kind: forge.Forbidden, text: "Nope"},
		{name: "403 as a page of a filter", serve: headers(403, page), kind: forge.Intercepted},
		{name: "404", serve: headers(404, `{"message":"Not Found"}`), kind: forge.NotFound},
		{name: "410", serve: headers(410, `{"message":"This issue was deleted"}`), kind: forge.Gone},
		{name: "422", serve: headers(422, `{"message":"Validation Failed"}`), kind: forge.Invalid},
		{name: "451", serve: headers(451, `{"message":"Repository access blocked"}`), kind: forge.Forbidden},
		{name: "202, then an answer", serve: times(1, headers(202, `{}`))},
		{name: "511", serve: headers(511, page), kind: forge.Intercepted, text: "browser"},
	}
}

func brokenAnswers() []answer {
	flushed := func(text string, then func(w http.ResponseWriter, r *http.Request)) func(http.ResponseWriter, *http.Request, int) bool {
		return func(w http.ResponseWriter, r *http.Request, _ int) bool {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "5000")
			_, _ = io.WriteString(w, text) // The other end may be gone.
			_ = http.NewResponseController(w).Flush()
			then(w, r)
			return true
		}
	}
	hangUp := func(w http.ResponseWriter, _ *http.Request) {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
	}
	wait := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	return []answer{
		{name: "a page with 200", serve: headers(200, page), kind: forge.Intercepted, text: "text/html"},
		{name: "nothing with 200", serve: headers(200, ""), kind: forge.Intercepted},
		{name: "half a text", serve: headers(200, `{"number":17,"title":"Sta`), kind: forge.Broken},
		{name: "a list for an object", serve: headers(200, `[]`), kind: forge.Broken},
		{name: "an object without what matters", serve: headers(200, `{"number":17}`), kind: forge.Broken},
		{name: "an object of other types", serve: headers(200, `{"number":"17","title":{},"state":1}`), kind: forge.Broken},
		{name: "304 for nothing", serve: func(w http.ResponseWriter, _ *http.Request, _ int) bool {
			w.WriteHeader(http.StatusOK)
			return true
		}, kind: forge.Intercepted},
		{name: "cut off", serve: flushed(`{"number":17,`, hangUp), kind: forge.Broken},
		{name: "cut off once", serve: times(1, flushed(`{"number":17,`, hangUp))},
		{name: "hung up", serve: func(w http.ResponseWriter, r *http.Request, _ int) bool { hangUp(w, r); return true }, kind: forge.Broken},
		{name: "no answer", serve: func(w http.ResponseWriter, r *http.Request, _ int) bool { wait(w, r); return true }, kind: forge.Timeout, text: "9s"},
		{name: "half an answer, then nothing", serve: flushed(`{"number":17,`, wait), kind: forge.Timeout},
		{name: "a byte a second", serve: flushed("{", func(w http.ResponseWriter, r *http.Request) {
			for {
				select {
				case <-r.Context().Done():
					return
				case <-time.After(time.Second):
				}
				if _, err := io.WriteString(w, " "); err != nil || http.NewResponseController(w).Flush() != nil {
					return
				}
			}
		}), kind: forge.Timeout},
		{name: "20 MB", serve: func(w http.ResponseWriter, _ *http.Request, _ int) bool {
			w.Header().Set("Content-Type", "application/json")
			chunk := []byte(strings.Repeat(" ", 1<<20))
			for range 20 {
				if _, err := w.Write(chunk); err != nil {
					break
				}
			}
			return true
		}, kind: forge.Broken, text: "16 MB"},
	}
}

func networkAnswers() []answer {
	refuse := func(err error) func(*forgetest.Pipe) {
		return func(p *forgetest.Pipe) {
			dial := func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
			}
			p.Transport.DialContext, p.Transport.DialTLSContext = dial, dial
		}
	}
	viaProxy := func(p *forgetest.Pipe) {
		p.Transport.Proxy = func(*http.Request) (*url.URL, error) {
			return url.Parse("http://me:secretpassword@proxy.example.com:3128")
		}
	}
	return []answer{
		{name: "no such name", network: refuse(&net.DNSError{Err: "no such host", Name: host, IsNotFound: true}), kind: forge.NoName},
		{name: "names can't be asked for", network: refuse(&net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}), kind: forge.NoName},
		{name: "names time out", network: refuse(&net.DNSError{Err: "i/o timeout", Name: host, IsTimeout: true}), kind: forge.NoName},
		{name: "refused", network: refuse(syscall.ECONNREFUSED), kind: forge.Unreachable, text: "refused"},
		{name: "no route", network: refuse(syscall.ENETUNREACH), kind: forge.Unreachable},
		{name: "reset", network: refuse(syscall.ECONNRESET), kind: forge.Broken},
		{name: "no connection", network: func(p *forgetest.Pipe) {
			p.Transport.DialTLSContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}
		}, kind: forge.Timeout},
		{name: "unknown authority", network: func(p *forgetest.Pipe) { p.Transport.TLSClientConfig.RootCAs = x509.NewCertPool() }, kind: forge.Untrusted, text: "SSL_CERT_FILE"},
		{name: "certificate out of date", network: func(p *forgetest.Pipe) {
			p.Transport.TLSClientConfig.Time = func() time.Time { return time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC) }
		}, kind: forge.Untrusted},
		{name: "no TLS", network: func(p *forgetest.Pipe) {
			p.Transport.DialTLSContext, p.Transport.DialContext = nil, func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				go func() {
					_, _ = server.Read(make([]byte, 16<<10)) // The greeting.
					_, _ = io.WriteString(server, "HTTP/1.1 400 Bad Request\r\n\r\n")
					_ = server.Close()
				}()
				return client, nil
			}
		}, kind: forge.Untrusted},
		{name: "proxy that wants a password", network: viaProxy, serve: headers(407, page), kind: forge.Proxy, text: "407"},
		{name: "proxy that forbids", network: viaProxy, serve: headers(403, page), kind: forge.Proxy, text: "403"},
		{name: "proxy that isn't there", network: func(p *forgetest.Pipe) {
			refuse(syscall.ECONNREFUSED)(p)
			viaProxy(p)
		}, kind: forge.Proxy, text: "HTTPS_PROXY"},
	}
}
