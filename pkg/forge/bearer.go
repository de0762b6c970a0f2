package forge

import "net/http"

// A bearer is the transport that adds a token to requests to the token's origin, and to no others:
// each request is judged by where it really goes, so a redirect can't carry the token away. The
// request that it was given stays without it, so that nothing copies it into the next one.
type bearer struct {
	base  http.RoundTripper
	token Token
}

// RoundTrip implements http.RoundTripper.
func (b *bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if !b.mayHave(r) {
		return b.base.RoundTrip(r) //nolint:wrapcheck // The caller explains it.
	}
	own := r.Clone(r.Context())
	own.Header.Set("Authorization", "Bearer "+b.token.secret())
	res, err := b.base.RoundTrip(own)
	if res != nil {
		res.Request = r
	}
	return res, err //nolint:wrapcheck // The caller explains it.
}

// mayHave reports whether a request may have the token: it goes to the token's origin, nobody on the
// way can read it, and neither its address nor one before it in a chain of redirects was another's.
func (b *bearer) mayHave(r *http.Request) bool {
	if b.token.IsZero() || !b.token.origin.confidential() {
		return false
	}
	for {
		if r.URL.User != nil || originOf(r.URL) != b.token.origin || r.Host != "" && !sameHost(r) {
			return false
		}
		if r.Response == nil || r.Response.Request == nil {
			return true
		}
		r = r.Response.Request
	}
}

// sameHost reports whether the Host header names what the address does.
func sameHost(r *http.Request) bool {
	u := *r.URL
	u.Host = r.Host
	return originOf(&u) == originOf(r.URL)
}
