package forge

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// A Kind says what stood between a question and its answer.
type Kind string

// The kinds of [Error].
const (
	Limited      Kind = "limited"      // GitHub asks to wait.
	Unauthorized Kind = "unauthorized" // The token is refused.
	NeedsSSO     Kind = "needs-sso"    // The token lacks a company's sign-in.
	Forbidden    Kind = "forbidden"
	NotFound     Kind = "not-found"
	Gone         Kind = "gone" // It was deleted.
	Invalid      Kind = "invalid"
	Unavailable  Kind = "unavailable" // GitHub has a problem.
	Broken       Kind = "broken"      // An answer that ends early or makes no sense.
	Intercepted  Kind = "intercepted" // Something else than GitHub answered.
	Timeout      Kind = "timeout"
	NoName       Kind = "no-name" // The host's name can't be resolved.
	Unreachable  Kind = "unreachable"
	Untrusted    Kind = "untrusted" // The certificate.
	Proxy        Kind = "proxy"
	Offline      Kind = "offline" // Nothing may be asked, and nothing is kept.
)

// An Error says what was asked, what was seen, and what to do next. It holds no token and no
// passwords of addresses; what a server said in it has neither control characters nor more than one
// short line.
type Error struct {
	Kind Kind
	// Op is what was asked, such as "read issue jupyterlab/jupyterlab#1".
	Op string
	// Status is the answer's, 0 if there was none.
	Status int
	// Observed is what was seen, Next what to do about it.
	Observed, Next string
	// Until is before when nothing more is asked, by this machine's clock; zero if nothing stands against it.
	Until time.Time
	// again is true if the same question may have an answer a moment later.
	again bool
	// primary is true if the limit is one resource's, not everything's.
	primary bool
	cause   error
}

// Error implements error.
func (e *Error) Error() string {
	text := e.Op + ": " + e.Observed
	if e.Next != "" {
		text += "; " + e.Next
	}
	return text
}

// Unwrap returns the network's error, if there was one.
func (e *Error) Unwrap() error { return e.cause }

// maxSaid is how much of a server's own words an error repeats, in bytes.
const maxSaid = 200

// said makes a server's own words fit for an error: one short line without control characters.
func said(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxSaid {
		text = strings.ToValidUTF8(text[:maxSaid], "") + " …"
	}
	return text
}

// quoted is a server's words in brackets, or nothing.
func quoted(text string) string {
	if text = said(text); text == "" {
		return ""
	}
	return fmt.Sprintf(" (it says: %s)", text)
}
