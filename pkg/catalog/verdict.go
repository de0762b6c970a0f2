package catalog

import (
	"fmt"
	"strings"
)

// A State is what is known about trust in a guide.
type State int

// The states. The zero value grants nothing.
const (
	// Unknown: nobody decided about these bytes in this place.
	Unknown State = iota
	// Changed: other bytes were approved in this place.
	Changed
	// Denied: a person refused these bytes.
	Denied
	// Trusted: the guide is part of the binary, or these bytes were approved in this place.
	Trusted
)

// String is the state as a word.
func (s State) String() string {
	switch s {
	case Unknown:
		return "unknown"
	case Changed:
		return "changed"
	case Denied:
		return "denied"
	case Trusted:
		return "trusted"
	}
	return fmt.Sprintf("State(%d)", int(s))
}

// A Verdict says whether a guide may run, and why.
type Verdict struct {
	State State
	// Decision is the one that says so: the approval, the denial, or the latest approval of other bytes.
	// It is nil for embedded and unknown guides, and for a denial whose file is spoilt.
	Decision *Decision
	// Notices are about files of the store that don't count.
	Notices []Notice
}

// A NotTrustedError says that nothing of a guide runs because no person has approved it. The exit code is that of
// an invalid or untrusted guide.
type NotTrustedError struct {
	Origin Origin
	Digest Digest
	// Reason is what stands in the way: it was never approved, nobody can be asked, the answer wasn't yes.
	Reason string
	// How says what a person can do about it.
	How string
}

// Error says which guide, why, its digest and what to do.
func (e *NotTrustedError) Error() string {
	return fmt.Sprintf("%s (%s) is not approved: %s; nothing of it was run. %s", e.Origin.Phrase(), e.Digest, e.Reason, e.How)
}

// A DeniedError says that a person has refused these bytes. Denials win over approvals until they are revoked.
type DeniedError struct {
	Origin   Origin
	Digest   Digest
	Decision *Decision // nil if its file is spoilt
}

// Error says when it was denied, and how to take that back.
func (e *DeniedError) Error() string {
	when := ""
	if e.Decision != nil {
		when = fmt.Sprintf(" on %s, as %s,", e.Decision.Time.Format("2006-01-02"), e.Decision.Origin.Path)
	}
	return fmt.Sprintf("%s (%s) was denied%s and nothing of it runs. To decide again: %s",
		e.Origin.Phrase(), e.Digest, when, revokeCommand(e.Digest))
}

// A DigestError says that another digest was named than that of the guide.
type DigestError struct {
	Origin Origin
	Named  string // as it was given
	Digest Digest // of the guide
}

// Error names both digests.
func (e *DigestError) Error() string {
	return fmt.Sprintf("%s has the digest %s, not %s; review it before you name its digest: %s",
		e.Origin.Phrase(), e.Digest, quoteDigest(e.Named), reviewCommand(e.Origin))
}

// quoteDigest leaves a digest as it is and quotes anything else.
func quoteDigest(s string) string {
	if _, err := ParseDigest(s); err == nil {
		return s
	}
	return quote(s)
}

// howToApprove says what a person can do about a guide that isn't approved.
func howToApprove(o Origin, d Digest) string {
	if o.Certificates() {
		return "Review them in a terminal: " + reviewCommand(o) + ". Where nobody can be asked, they stand in the organisation's file itself (certificates), or where only the administrator can write"
	}
	if o.Kind == Overlay {
		return fmt.Sprintf("Review it in a terminal: %s. Where nobody can be asked, name the digest of the bytes that you reviewed: --org %s#%s",
			reviewCommand(o), shellWord(o.String()), strings.Replace(d.String(), ":", "=", 1))
	}
	return fmt.Sprintf("Review it in a terminal: %s. Where nobody can be asked, name the digest of the bytes that you reviewed: --trust %s",
		reviewCommand(o), d)
}

func reviewCommand(o Origin) string {
	command, place := "trust ", o.String()
	if o.Kind == Overlay {
		command = "org trust "
	}
	if o.Certificates() {
		place = o.URL
	}
	return "`jupyter-onboard " + command + shellWord(place) + "`"
}

func revokeCommand(d Digest) string { return "`jupyter-onboard trust revoke " + d.String() + "`" }
