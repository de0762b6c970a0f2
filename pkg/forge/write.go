package forge

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// encodeBody writes a body of fixed types, which can't fail.
func encodeBody(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		return []byte("{}")
	}
	return data
}

// write sends what changes something: once, to the interface's own address, and only with a token.
func (c *Client) write(ctx context.Context, op, path string, body []byte, answer any) error {
	q := question{op: op, url: c.api.JoinPath(path), header: http.Header{
		"Accept": {"application/vnd.github+json"}, "Content-Type": {"application/json"}, "X-Github-Api-Version": {"2022-11-28"},
	}}
	switch {
	case c.offline:
		return &Error{Kind: Offline, Op: op, Observed: "nothing is sent offline", Next: "leave --offline out"}
	case c.token.IsZero():
		return &Error{Kind: Unauthorized, Op: op, Observed: "there is no token", Next: "set GH_TOKEN, or sign in with gh auth login"}
	}
	if problem := c.standing(q); problem != nil {
		return problem
	}
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	r := c.exchange(ctx, http.MethodPost, q.url, q.header, body, nil)
	switch {
	case r.err != nil:
		problem := c.networkError(q, r)
		problem.Observed += "; whether it was done isn't known"
		problem.Next = "look at the page in a browser before you try again"
		return problem
	case r.status == http.StatusOK, r.status == http.StatusCreated, r.status == http.StatusAccepted:
	case r.status >= 300 && r.status < 400:
		return &Error{Kind: Invalid, Op: op, Status: r.status, Observed: "GitHub answered with a redirect; nothing was done", Next: "the repository may have been renamed: try again"}
	default:
		problem := c.statusError(q, r)
		c.remember(q, problem)
		return problem
	}
	if !isJSON(r.header) {
		return c.intercepted(q, fmt.Sprintf("a page of type %q came instead of GitHub's answer", said(r.header.Get("Content-Type"))))
	}
	if err := json.Unmarshal(r.body, answer); err != nil {
		problem := brokenError(op, r.size)
		problem.Next = "look at the page in a browser: it may have been done"
		return problem
	}
	return nil
}
