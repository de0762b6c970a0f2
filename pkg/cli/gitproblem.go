package cli

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// A cause is what a known obstacle is called, what should be instead, and what a person can do.
type cause struct {
	code                      int
	message, expected, advice string
}

// causeOf names the obstacle that git or the disk met; nil if it is none of those that are known.
func causeOf(err error) *cause {
	failed, ok := errors.AsType[*gitrepo.GitError](err)
	if !ok {
		return diskCause(err)
	}
	switch failed.Reason {
	case gitrepo.ReasonNetwork:
		return &cause{exitNetwork, "The server can't be reached.", "an answer from the server", "Check the connection; behind a proxy, set HTTPS_PROXY."}
	case gitrepo.ReasonProxy:
		return &cause{exitNetwork, "The proxy refuses.", "a proxy that lets the server through", "Check HTTPS_PROXY with its user name and password, and NO_PROXY."}
	case gitrepo.ReasonTLS:
		return &cause{
			exitNetwork, "The certificate of the server isn't trusted on this machine.", "a certificate that this machine trusts",
			"If your organisation signs it, set SSL_CERT_FILE or GIT_SSL_CAINFO to its CA bundle; never switch the check off.",
		}
	case gitrepo.ReasonSignIn:
		return &cause{
			exitNetwork, "The server asks for a sign-in.", "a server that gives the code to anyone, or to you",
			"Sign in with git's credential helper or an SSH key; many servers ask so for a repository that isn't there.",
		}
	case gitrepo.ReasonNotFound, gitrepo.ReasonEmpty:
		return &cause{exitFailed, "The server has no such repository.", "a repository at that address", "Check --from and GITHUB_SERVER_URL."}
	case gitrepo.ReasonNoBranch:
		return &cause{exitFailed, "The repository has no such branch.", "the branch that the guide names", "Check --from; a fork may lack it."}
	case gitrepo.ReasonDisk:
		return diskCause(syscall.ENOSPC)
	case gitrepo.ReasonOther, gitrepo.ReasonProtocol, gitrepo.ReasonOwner, gitrepo.ReasonNotARepo, gitrepo.ReasonConflict, gitrepo.ReasonCorrupted:
	}
	return nil
}

// diskCause names a full disk.
func diskCause(err error) *cause {
	if !errors.Is(err, syscall.ENOSPC) {
		return nil
	}
	return &cause{exitFailed, "The disk is full.", "free space for checkout and environment", "Make room, or choose a folder on another disk with --dir."}
}

// causeOfRun is causeOf for what ended a run, and knows besides that a clone writes into a folder that was chosen.
func causeOfRun(r runner.Report) *cause {
	if c := causeOf(r.Err); c != nil {
		return c
	}
	clone := r.Failure != nil && (r.Failure.Step == "clone" || strings.HasPrefix(r.Failure.Step, "clone-"))
	if clone && (errors.Is(r.Err, syscall.EROFS) || errors.Is(r.Err, fs.ErrPermission)) {
		return &cause{exitFailed, "The folder can't be written.", "a folder of yours", "Choose another folder with --dir."}
	}
	return nil
}
