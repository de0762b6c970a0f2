package gitrepo

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Reason says what kind of obstacle git met.
type Reason string

// The reasons that callers act upon.
const (
	ReasonOther     Reason = "other"
	ReasonNetwork   Reason = "network"   // no name, no route, no answer, a broken connection
	ReasonTLS       Reason = "tls"       // a certificate that isn't trusted
	ReasonProxy     Reason = "proxy"     // the proxy refuses
	ReasonSignIn    Reason = "sign-in"   // credentials are asked for or refused
	ReasonNotFound  Reason = "not-found" // the server has no such repository
	ReasonNoBranch  Reason = "no-branch" // the repository has no such branch
	ReasonEmpty     Reason = "empty"     // nothing came: no commits, or no git server
	ReasonDisk      Reason = "disk"      // no space, quota, or read-only
	ReasonProtocol  Reason = "protocol"  // an address of a kind that isn't allowed
	ReasonOwner     Reason = "owner"     // the folder belongs to someone else
	ReasonNotARepo  Reason = "not-a-repository"
	ReasonConflict  Reason = "conflict" // local changes are in the way
	ReasonCorrupted Reason = "corrupted"
)

// GitError is a git command that failed.
type GitError struct {
	Command string // the subcommand, such as "clone"
	Code    int
	Reason  Reason
	// Message is git's own text with credentials masked. It may contain what a
	// server wrote: it has to be sanitised before it reaches a terminal.
	Message string
}

// Error implements error.
func (e *GitError) Error() string {
	if e.Message == "" {
		return fmt.Sprintf("git %s: exit code %d", e.Command, e.Code)
	}
	return fmt.Sprintf("git %s: %s", e.Command, e.Message)
}

// newGitError explains a failed command from what git wrote.
func newGitError(args []string, code int, stderr string) *GitError {
	command := ""
	for _, arg := range args {
		if !strings.HasPrefix(arg, "-") {
			command = arg
			break
		}
	}
	return &GitError{Command: command, Code: code, Reason: reasonOf(stderr), Message: system.Redact(strings.TrimSpace(stderr))}
}

// reasonOf reads git's messages, which are in English because we ask for it.
func reasonOf(stderr string) Reason {
	text := strings.ToLower(stderr)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
	switch {
	case has("dubious ownership"):
		return ReasonOwner
	case has("no space left", "disk quota", "read-only file system"):
		return ReasonDisk
	case has("from proxy after connect", "connect tunnel failed", "proxy connect aborted", "could not resolve proxy", "returned error: 407"):
		return ReasonProxy
	case has("certificate", "ssl connection", "gnutls_handshake", "schannel"):
		return ReasonTLS
	case has("transport '", "not allowed", "unable to find remote helper"):
		return ReasonProtocol
	case has("authentication failed", "could not read username", "could not read password", "terminal prompts disabled",
		"permission denied (", "host key verification failed", "returned error: 401", "returned error: 403"):
		return ReasonSignIn
	case has("remote branch", "couldn't find remote ref"):
		return ReasonNoBranch
	case has("returned error: 404", "repository not found", "' not found", "does not appear to be a git repository"):
		return ReasonNotFound
	case has("not a git repository", "must be run in a work tree"):
		return ReasonNotARepo
	case has("would be overwritten", "local changes"):
		return ReasonConflict
	case has("index-pack failed", "bad object", "corrupt", "inflate", "fsck error"):
		if has("unexpected disconnect", "early eof", "hung up", "rpc failed") {
			return ReasonNetwork
		}
		return ReasonCorrupted
	case has("could not resolve host", "couldn't connect", "failed to connect", "connection refused", "connection reset",
		"connection timed out", "network is unreachable", "no route to host", "operation timed out", "rpc failed",
		"early eof", "unexpected disconnect", "hung up", "returned error: 5", "could not read from remote"):
		return ReasonNetwork
	}
	return ReasonOther
}

// ExistsError says that there is something where a clone should go.
type ExistsError struct {
	Dir string
}

// Error implements error.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("%s exists already; nothing in it was touched: move it away, or choose another folder", e.Dir)
}

// InvalidError says that an address, branch or name isn't acceptable.
type InvalidError struct {
	What   string // "address", "branch", "repository"
	Value  string // with credentials masked
	Reason string
}

// Error implements error.
func (e *InvalidError) Error() string {
	return fmt.Sprintf("%s %q: %s", e.What, e.Value, e.Reason)
}
