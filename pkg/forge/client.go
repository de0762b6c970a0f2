package forge

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Options say how a [Client] works. The zero value asks github.com without a token and keeps nothing.
type Options struct {
	// API is the address of the REST interface, as GITHUB_API_URL has it; empty means github.com's.
	API string
	// Token is sent to its own origin only; see [FindToken].
	Token Token
	// Transport carries the requests; nil means [NewTransport]. It must not follow redirects.
	Transport http.RoundTripper
	// Store keeps answers; nil means that nothing is kept.
	Store Store
	// Offline sends nothing: kept answers of any age are given, or an error.
	Offline bool
	// Refresh asks even where a kept answer is young.
	Refresh bool
	// Patience bounds how long one call takes; 0 means 9 seconds.
	Patience time.Duration
	// Now is the clock; nil means [time.Now].
	Now func() time.Time
}

const (
	defaultPatience = 9 * time.Second
	userAgent       = "jupyter-onboard"
	maxTries        = 3
	// downFor is how long a host isn't asked again after it couldn't be reached.
	downFor = 30 * time.Second
)

// A Client asks one server. Its methods may be called from several goroutines.
type Client struct {
	api       *url.URL
	token     Token
	transport http.RoundTripper
	cache     *cache
	limits    *limits
	offline   bool
	refresh   bool
	patience  time.Duration
	now       func() time.Time

	mu        sync.Mutex
	requests  int
	down      *Error
	downUntil time.Time
}

// New makes a client. The error is about [Options.API].
func New(o Options) (*Client, error) {
	api, err := parseAPI(o.API)
	if err != nil {
		return nil, err
	}
	c := &Client{
		api: api, token: o.Token, offline: o.Offline, refresh: o.Refresh, patience: o.Patience, now: o.Now,
		cache: &cache{store: o.Store, identity: o.Token.identity()},
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.patience <= 0 {
		c.patience = defaultPatience
	}
	if o.Transport == nil {
		o.Transport = NewTransport()
	}
	c.transport = &bearer{base: o.Transport, token: o.Token}
	name := "limits-" + c.cache.identity + ".json"
	c.limits = newLimits(c.now, c.cache.read(name), func(data []byte) { c.cache.write(name, data) })
	return c, nil
}

// Budgets are what GitHub said is left, as far as it is known: ordered by resource, core before search.
func (c *Client) Budgets() []Budget { return c.limits.budgets() }

// Requests is how many were sent so far.
func (c *Client) Requests() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.requests
}

// StoreProblem is the first error of the store, nil if there was none. Nothing depends on the store
// but time and requests.
func (c *Client) StoreProblem() error {
	c.cache.mu.Lock()
	defer c.cache.mu.Unlock()
	return c.cache.problem
}

// A question is one address with what its answer must look like.
type question struct {
	op     string
	url    *url.URL
	header http.Header
	// maxAge is how old a kept answer may be to be given without asking.
	maxAge time.Duration
	// private answers aren't kept: they are about the person.
	private bool
	// read reads the answer.
	read reader
}

// load answers a question from what is kept or from the server. If the server gives no answer, a kept
// one of any age is better than none.
func (c *Client) load(ctx context.Context, q question) (entry, Freshness, error) {
	if c.offline {
		return c.recall(q)
	}
	kept, have := c.kept(q)
	if age := c.now().Sub(kept.At); have && !c.refresh && age >= 0 && age < q.maxAge {
		if unpack(kept.body, q.read) == nil {
			return kept, Freshness{At: kept.At, Kept: true}, nil
		}
		have = false
	}
	if !have || unpack(kept.body, whole) != nil {
		kept, have = entry{}, false // What is damaged isn't compared with either.
	}
	e, sent, problem := c.fetch(ctx, q, kept)
	switch {
	case problem == nil:
		if !q.private {
			c.cache.put(e)
		}
		return e, Freshness{At: e.At, Requests: sent}, nil
	case ctx.Err() != nil && errors.Is(problem, ctx.Err()):
		return entry{}, Freshness{Requests: sent}, problem
	case have && unpack(kept.body, q.read) == nil:
		return kept, Freshness{At: kept.At, Kept: true, Problem: problem, Requests: sent}, nil
	}
	return entry{}, Freshness{Requests: sent}, problem
}

// kept is what is kept of an answer.
func (c *Client) kept(q question) (entry, bool) {
	if q.private {
		return entry{}, false
	}
	return c.cache.get(q.url.String())
}

// recall answers a question from what is kept, without asking anybody.
func (c *Client) recall(q question) (entry, Freshness, error) {
	if !q.private {
		for _, kept := range c.cache.anyone(q.url.String()) {
			if unpack(kept.body, q.read) == nil {
				return kept, Freshness{At: kept.At, Kept: true, Problem: offlineError(q.op, true)}, nil
			}
		}
	}
	return entry{}, Freshness{}, offlineError(q.op, false)
}

// fetch asks the server, again where that may help, but never before the server allows it.
func (c *Client) fetch(ctx context.Context, q question, kept entry) (entry, int, *Error) {
	limited, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	sent := 0
	for try := 1; ; try++ {
		if problem := c.standing(q); problem != nil {
			return entry{}, sent, problem
		}
		r := c.ask(limited, q, kept.ETag)
		sent += r.requests
		e, problem := c.judge(q, r, kept)
		if problem == nil {
			return e, sent, nil
		}
		if r.status == http.StatusNotModified {
			kept = entry{} // It can't be read after all.
		}
		if ctx.Err() != nil {
			problem.cause = ctx.Err() // It was the caller who had enough.
			return entry{}, sent, problem
		}
		c.remember(q, problem)
		if !problem.again || try == maxTries || !c.pause(limited, problem, try) {
			return entry{}, sent, problem
		}
	}
}

// standing is the reason not to ask at all.
func (c *Client) standing(q question) *Error {
	if until, ok := c.limits.until(resourceOf(q.url.Path)); ok {
		return c.limitedError(q.op, until)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down == nil || !c.now().Before(c.downUntil) {
		return nil
	}
	again := *c.down
	again.Op, again.again = q.op, false
	return &again
}

// remember keeps what concerns the next questions too.
func (c *Client) remember(q question, problem *Error) {
	switch problem.Kind {
	case Limited, Unavailable:
		if !problem.Until.IsZero() {
			resource := everything
			if problem.primary {
				resource = resourceOf(q.url.Path)
			}
			c.limits.block(resource, problem.Until)
		}
	case Timeout, NoName, Unreachable, Untrusted, Proxy, Intercepted:
		if problem.again {
			return
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.down, c.downUntil = problem, c.now().Add(downFor)
	case Unauthorized, NeedsSSO, Forbidden, NotFound, Gone, Invalid, Broken, Offline:
	}
}

// pause waits before the next try, and reports whether there is time for one.
func (c *Client) pause(ctx context.Context, problem *Error, try int) bool {
	wait := time.Duration(try) * 500 * time.Millisecond
	if !problem.Until.IsZero() {
		wait = problem.Until.Sub(c.now())
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait+time.Second {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
