package doctor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A NetworkKind is how asking an endpoint ended, in the words of the probe that asked.
type NetworkKind string

// The ways in which asking ends.
const (
	// NetworkUnknown: nobody knows the address, so nobody was asked.
	NetworkUnknown      NetworkKind = ""
	NetworkAnswered     NetworkKind = "answered"
	NetworkName         NetworkKind = "name"
	NetworkRefused      NetworkKind = "refused"
	NetworkTimeout      NetworkKind = "timeout"
	NetworkProxyDown    NetworkKind = "proxy-down"
	NetworkProxySignIn  NetworkKind = "proxy-sign-in"
	NetworkProxyRefuses NetworkKind = "proxy-refuses"
	NetworkUnknownCA    NetworkKind = "unknown-ca"
	NetworkCertificate  NetworkKind = "certificate"
	NetworkCAFile       NetworkKind = "ca-file"
	NetworkPortal       NetworkKind = "portal"
	NetworkElsewhere    NetworkKind = "elsewhere"
	NetworkStopped      NetworkKind = "stopped"
	NetworkBroken       NetworkKind = "broken"
)

// NetworkResult is where one tool goes, and what came of asking there. No field holds credentials.
type NetworkResult struct {
	// The tool: its id, such as yarn3, and its name for people.
	Tool, Title string
	// Address that it goes to, and who said so.
	Address, Origin string
	// Proxy that it goes through, and who said so; empty for none.
	Via, ViaOrigin string
	// File with the certificates that it trusts, and who said so; empty for its own list.
	CA, CAOrigin string
	// What a person should know besides.
	Notes []string
	// True if set-up needs the tool.
	Needed bool

	// How it ended; the status, the name of who signed the certificate, the host that the answer leads to,
	// the system's words, the time.
	Kind     NetworkKind
	Status   int
	Issuer   string
	Location string
	Detail   string
	Elapsed  time.Duration
}

// Network rates what came of asking the endpoints of tools, the gravest first. The fixes are for a machine with
// the system os. A tool's first endpoint has the id network/TOOL, the next ones network/TOOL/2 and so on.
func Network(results []NetworkResult, os guide.OS) []Finding {
	out := make([]Finding, 0, len(results))
	seen := map[string]int{}
	for _, r := range results {
		seen[r.Tool]++
		f := rate(r, os)
		f.ID = "network/" + r.Tool
		if n := seen[r.Tool]; n > 1 {
			f.ID += fmt.Sprintf("/%d", n)
		}
		f.Title = r.Title
		if len(r.Notes) > 0 {
			f.Why = strings.TrimSpace(f.Why + " Note: " + strings.Join(r.Notes, "; ") + ".")
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return int(a.Severity) - int(b.Severity) })
	return out
}

// rate says what one result means and what to do about it.
func rate(r NetworkResult, os guide.OS) Finding {
	f := Finding{Severity: r.gravity(), Observed: r.place() + ": " + r.seen(), Expected: r.expected()}
	switch r.Kind {
	case NetworkUnknown:
		f.Severity, f.Observed, f.Expected = Info, "nobody set an address, and "+r.Title+" doesn't tell its own", ""
	case NetworkAnswered:
		rateStatus(&f, r, os)
	case NetworkName, NetworkRefused, NetworkTimeout, NetworkBroken, NetworkStopped:
		rateUnreachable(&f, r, os)
	case NetworkProxyDown, NetworkProxySignIn, NetworkProxyRefuses:
		rateProxy(&f, r, os)
	case NetworkUnknownCA, NetworkCertificate, NetworkCAFile:
		rateCertificate(&f, r, os)
	case NetworkPortal, NetworkElsewhere:
		ratePortal(&f, r)
	}
	return f
}

// gravity is how much it matters that a tool can't get through.
func (r NetworkResult) gravity() Severity {
	if r.Needed {
		return Blocker
	}
	return Warning
}

// place is where it goes, and on whose word.
func (r NetworkResult) place() string {
	text := r.Address
	if r.Origin != "" {
		text += " (" + r.Origin + ")"
	}
	if r.Via != "" {
		text += " through " + r.Via
		if r.ViaOrigin != "" {
			text += " (" + r.ViaOrigin + ")"
		}
	}
	return text
}

func (r NetworkResult) seconds() string { return fmt.Sprintf("%.1f s", r.Elapsed.Seconds()) }

// host is the name in the address.
func (r NetworkResult) host() string { return hostName(r.Address) }

func hostName(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	return host
}

// seen says what came back.
func (r NetworkResult) seen() string {
	switch r.Kind {
	case NetworkAnswered:
		text := fmt.Sprintf("answers %d in %s", r.Status, r.seconds())
		if r.Issuer != "" {
			text += ", certificate signed by " + r.Issuer
		}
		return text
	case NetworkName:
		return "the name " + r.host() + " isn't known"
	case NetworkRefused:
		return "nothing listens at " + r.host()
	case NetworkTimeout:
		return "no answer in " + r.seconds()
	case NetworkProxyDown:
		return "the proxy can't be reached (" + r.Detail + ")"
	case NetworkProxySignIn:
		return "the proxy asks for a user and a password (407)"
	case NetworkProxyRefuses:
		return fmt.Sprintf("the proxy doesn't connect to %s (%d)", r.host(), r.Status)
	case NetworkUnknownCA:
		return "the certificate is signed by " + orUnknown(r.Issuer) + ", whom " + r.trust() + " doesn't know"
	case NetworkCertificate:
		return "the certificate, signed by " + orUnknown(r.Issuer) + ", isn't valid here (" + r.Detail + ")"
	case NetworkCAFile:
		return "the certificates can't be read (" + r.Detail + ")"
	case NetworkPortal:
		return fmt.Sprintf("a page for people (status %d) where a program expects data", r.Status)
	case NetworkElsewhere:
		return fmt.Sprintf("the answer (%d) leads to %s", r.Status, r.Location)
	case NetworkStopped:
		return "stopped before there was an answer"
	case NetworkUnknown, NetworkBroken:
	}
	return "no answer (" + r.Detail + ")"
}

func orUnknown(name string) string {
	if name == "" {
		return "somebody without a name"
	}
	return name
}

// trust is what is asked who is trusted.
func (r NetworkResult) trust() string {
	if r.CA == "" {
		return "the list of this machine"
	}
	if r.CAOrigin == "" {
		return r.CA
	}
	return r.CA + " (" + r.CAOrigin + ")"
}

func (r NetworkResult) expected() string {
	if r.Kind == NetworkAnswered && r.Status < 400 {
		return ""
	}
	return "an answer from " + r.host() + " within 5 s"
}
