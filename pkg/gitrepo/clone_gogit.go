package gitrepo

import (
	"context"
	"errors"
	"fmt"

	gogit "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/transport"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// cloneWithGoGit clones without the git program. go-git can't leave file
// contents with the server and honours few of a person's git settings.
func cloneWithGoGit(ctx context.Context, s *stage, opts Options, m *meter) error {
	if opts.From.IsFile() {
		return fmt.Errorf("a folder: %w", ErrNoGit)
	}
	if len(opts.Submodules) > 0 {
		return fmt.Errorf("submodules: %w", ErrNoGit)
	}
	lines := &tail{progress: func(line string) { m.line("remote: " + line) }}
	options := &gogit.CloneOptions{
		URL:               opts.From.String(),
		RemoteName:        UpstreamRemote,
		SingleBranch:      !opts.Full,
		Tags:              gogit.NoTags,
		Progress:          lines,
		RecurseSubmodules: gogit.NoRecurseSubmodules,
	}
	if opts.Tags {
		options.Tags = gogit.TagFollowing
	}
	if opts.Full {
		options.Tags = gogit.AllTags
	}
	if opts.Branch != "" {
		options.ReferenceName = plumbing.NewBranchReferenceName(opts.Branch)
	}
	_, err := gogit.PlainCloneContext(ctx, s.repo, false, options)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("go-git: %w", context.Cause(ctx))
	}
	return goGitError(err, lines.String())
}

// goGitError gives go-git's errors the shape of git's.
func goGitError(err error, messages string) error {
	reason := reasonOf(err.Error() + "\n" + messages)
	switch {
	case errors.Is(err, transport.ErrAuthenticationRequired), errors.Is(err, transport.ErrAuthorizationFailed):
		reason = ReasonSignIn
	case errors.Is(err, transport.ErrEmptyRemoteRepository):
		reason = ReasonEmpty
	case errors.Is(err, transport.ErrRepositoryNotFound):
		reason = ReasonNotFound
	case errors.Is(err, plumbing.ErrReferenceNotFound), errors.As(err, new(gogit.NoMatchingRefSpecError)):
		reason = ReasonNoBranch
	}
	return &GitError{Command: "clone", Code: 1, Reason: reason, Message: system.Redact(err.Error())}
}
