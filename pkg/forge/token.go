package forge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
)

// A Token is a credential for one origin. Its value leaves this package only in the Authorization
// header of requests to that origin: every way to print, log or encode a Token gives its source.
type Token struct {
	// secret returns the value. Printing a struct that holds a Token shows a function's address; of a
	// string, even behind a pointer, some verbs would show the content.
	secret func() string
	source string
	origin origin
}

// Tokens of GitHub have 40 bytes and more. A word of everyday language isn't one; it couldn't be taken
// out of texts either.
const (
	minToken = 16
	maxToken = 1 << 10
)

// NewToken binds a value to the origin of a REST interface; empty means github.com's. The source is
// where the value came from, such as GH_TOKEN. An empty value is no token. The errors say what is
// wrong without the value.
func NewToken(value, source, api string) (Token, error) {
	u, err := parseAPI(api)
	if err != nil {
		return Token{}, err
	}
	value = strings.TrimSpace(value)
	if value == "" {
		return Token{}, nil
	}
	if len(value) < minToken || len(value) > maxToken || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Token{}, fmt.Errorf("what %s holds isn't a token: one is a single word of %d to %d letters, digits and signs", source, minToken, maxToken)
	}
	return Token{secret: func() string { return value }, source: source, origin: originOf(u)}, nil
}

// A Helper asks a program that is signed in to a host for its token, as "gh auth token" does. No
// token is an empty string; an error only says why there is none.
type Helper func(ctx context.Context, host string) (string, error)

// FindToken looks for a token for the REST interface at api: in GH_TOKEN, in GITHUB_TOKEN, then with
// the helper, which may be nil. No token is the normal case. An error is about a variable that holds
// something else than a token, or about api; the zero Token that comes with it can be used.
func FindToken(ctx context.Context, api string, getenv func(string) string, helper Helper) (Token, error) {
	for _, name := range []string{"GH_TOKEN", "GITHUB_TOKEN"} {
		if value := getenv(name); strings.TrimSpace(value) != "" {
			return NewToken(value, name, api)
		}
	}
	u, err := parseAPI(api)
	if err != nil || helper == nil {
		return Token{}, err
	}
	const source = "gh auth token"
	value, err := helper(ctx, webHost(u))
	if err != nil {
		// Not being signed in is no problem, and the text is a program's.
		return Token{}, nil //nolint:nilerr // No token is the normal case.
	}
	return NewToken(value, source, api)
}

// IsZero reports whether there is no token.
func (t Token) IsZero() bool { return t.secret == nil }

// Source is where the token came from: a variable's name or a command. Empty without a token.
func (t Token) Source() string { return t.source }

// String implements fmt.Stringer without the value.
func (t Token) String() string {
	if t.IsZero() {
		return "no token"
	}
	return "token from " + t.source
}

// Format implements fmt.Formatter, so that no verb prints the value.
func (t Token) Format(f fmt.State, _ rune) { fmt.Fprint(f, t.String()) }

// MarshalText implements encoding.TextMarshaler without the value.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// LogValue implements slog.LogValuer without the value.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }

// identity names whose answers are kept, without telling the token: the names of kept files hold it.
func (t Token) identity() string {
	if t.IsZero() {
		return "anonymous"
	}
	sum := sha256.Sum256([]byte("jupyter-onboard identity\x00" + t.origin.String() + "\x00" + t.secret()))
	return hex.EncodeToString(sum[:8])
}

// The functions below take the token out of what comes back: a server, or something that helps to find
// errors on the way, may repeat what it got, and answers are kept and shown.

func (t Token) scrub(text string) string {
	if t.IsZero() {
		return text
	}
	return strings.ReplaceAll(text, t.secret(), "***")
}

func (t Token) scrubHeader(h http.Header) http.Header {
	if t.IsZero() {
		return h
	}
	clean := make(http.Header, len(h))
	for name, values := range h {
		for _, v := range values {
			clean[t.scrub(name)] = append(clean[t.scrub(name)], t.scrub(v))
		}
	}
	return clean
}

func (t Token) scrubError(err error) error {
	if err == nil || t.IsZero() || !strings.Contains(err.Error(), t.secret()) {
		return err
	}
	return errors.New(t.scrub(err.Error()))
}
