package forge

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/google/go-github/v60/github"
)

// PageSize is how many results GitHub gives at once.
const PageSize = 100

// Kept answers are given without asking for this long. Without a token each question counts, even if
// the answer is "nothing new", against a budget that a whole company may share.
const (
	ageOfList           = 5 * time.Minute
	ageOfListAnonymous  = 30 * time.Minute
	ageOfIssue          = 20 * time.Second
	ageOfIssueAnonymous = 3 * time.Minute
)

// A call carries one question of the library below to [Client.load], which has its own ideas of
// caching, limits and errors, and reads the answer. The library builds addresses and reads the header.
type call struct {
	client    *Client
	op        string
	maxAge    time.Duration
	private   bool
	read      reader
	freshness Freshness
	partial   bool
	last      int // The last page, 0 if this is it.
}

// RoundTrip implements http.RoundTripper.
func (k *call) RoundTrip(r *http.Request) (*http.Response, error) {
	q := question{op: k.op, url: r.URL, header: r.Header, maxAge: k.maxAge, private: k.private, read: k.read}
	e, freshness, err := k.client.load(r.Context(), q)
	k.freshness = freshness
	if err != nil {
		return nil, err
	}
	k.partial = e.Partial
	header := http.Header{"Content-Type": {"application/json"}}
	if e.Link != "" {
		header.Set("Link", e.Link)
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: http.NoBody, Request: r,
	}, nil
}

// library is the client library for one call. A new one for each keeps it from having opinions on
// limits, which it takes from this machine's clock.
func (k *call) library() *github.Client {
	g := github.NewClient(&http.Client{Transport: k})
	base := *k.client.api
	g.BaseURL, g.UserAgent = &base, userAgent
	return g
}

// done turns the library's outcome into this package's.
func (k *call) done(res *github.Response, err error) error {
	var own *Error
	switch {
	case err == nil:
		k.last = res.LastPage
		return nil
	case errors.As(err, &own):
		return own
	}
	return &Error{Kind: Broken, Op: k.op, Observed: "the answer isn't what was asked for" + quoted(err.Error()), Next: "try again", cause: err}
}

func (c *Client) age(withToken, anonymous time.Duration) time.Duration {
	if c.token.IsZero() {
		return anonymous
	}
	return withToken
}

// ask sends the question for the path below the interface's address; its answer is read on the way.
func (k *call) ask(ctx context.Context, path string, params url.Values) error {
	g := k.library()
	if len(params) > 0 {
		path += "?" + params.Encode()
	}
	r, err := g.NewRequest(http.MethodGet, path, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", k.op, err)
	}
	res, err := g.BareDo(ctx, r)
	if res != nil && res.Response != nil {
		defer res.Body.Close()
	}
	return k.done(res, err)
}

// Search finds issues, the last changed first. Pages begin at 1 and have up to [PageSize] issues. It
// takes one request, of the budget for searches.
func (c *Client) Search(ctx context.Context, query string, page int) (SearchResult, Freshness, error) {
	var answer found
	k := &call{client: c, op: "search issues", maxAge: c.age(ageOfList, ageOfListAnonymous), read: readSearch(&answer)}
	params := url.Values{
		"q": {query}, "sort": {"updated"}, "order": {"desc"}, "per_page": {strconv.Itoa(PageSize)},
		"advanced_search": {"true"}, // OR between qualifiers, on servers where it isn't the habit yet.
	}
	if page > 1 {
		params.Set("page", strconv.Itoa(page))
	}
	if err := k.ask(ctx, "search/issues", params); err != nil {
		return SearchResult{}, k.freshness, err
	}
	return SearchResult{
		Issues: answer.issues, Total: answer.total, Incomplete: answer.incomplete || k.partial,
		More: answer.total > max(1, page)*PageSize && answer.any,
	}, k.freshness, nil
}

// Issue reads one issue. It takes one request.
func (c *Client) Issue(ctx context.Context, repo Repo, number int) (Issue, Freshness, error) {
	op := fmt.Sprintf("read issue %s#%d", repo, number)
	if err := valid(op, repo, number); err != nil {
		return Issue{}, Freshness{}, err
	}
	var i wireIssue
	k := &call{client: c, op: op, maxAge: c.age(ageOfIssue, ageOfIssueAnonymous), read: readObject(&i, "number", "title", "state")}
	if err := k.ask(ctx, fmt.Sprintf("repos/%s/%s/issues/%d", repo.owner, repo.name, number), nil); err != nil {
		return Issue{}, k.freshness, err
	}
	if i.PullRequest != nil {
		return Issue{}, k.freshness, &Error{Kind: NotFound, Op: op, Observed: "this is a pull request", Next: "name an issue"}
	}
	if moved, err := i.repo(); err == nil {
		repo = moved // Renamed, or the issue was transferred.
	}
	return i.plain(repo, names{}), k.freshness, nil
}

func valid(op string, repo Repo, number int) error {
	if repo == (Repo{}) || number <= 0 {
		return &Error{Kind: Invalid, Op: op, Observed: "that isn't the number of an issue", Next: "write owner/name#number"}
	}
	return nil
}
