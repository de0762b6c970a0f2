package gitrepo

import (
	"context"
	"fmt"
	"strings"
)

// Apart counts the commits by which what is checked out at dir and commit differ: ahead are those that only
// the checkout has, behind those that only commit has.
func (g *Git) Apart(ctx context.Context, dir, commit string) (ahead, behind int, err error) {
	if g.program == "" {
		return 0, 0, fmt.Errorf("compare with %.12s: %w", commit, ErrNoGit)
	}
	if !isHash(commit) {
		return 0, 0, &InvalidError{What: "commit", Value: commit, Reason: "is no full hash"}
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{"rev-list", "--left-right", "--count", "HEAD..." + commit, "--"}})
	if err != nil {
		return 0, 0, fmt.Errorf("compare with %.12s: %w", commit, err)
	}
	if _, err := fmt.Sscan(string(out), &ahead, &behind); err != nil {
		return 0, 0, fmt.Errorf("compare with %.12s: git says %q", commit, strings.TrimSpace(string(out)))
	}
	return ahead, behind, nil
}

// AheadError says that a branch has commits that the one it should follow lacks.
type AheadError struct {
	Branch        string
	Ahead, Behind int
}

// Error implements error.
func (e *AheadError) Error() string {
	return fmt.Sprintf("%s has %d commit(s) of its own and lacks %d: it was left as it is", e.Branch, e.Ahead, e.Behind)
}

// FastForward moves the branch that is checked out at dir on to commit, which must follow upon it. No file
// that git doesn't know is overwritten, ignored or not, and no hook runs. If something is in the way, nothing
// has changed: the error is an [AheadError] for commits of its own, and a [GitError] with [ReasonConflict] for
// files.
func (g *Git) FastForward(ctx context.Context, dir, branch, commit string) error {
	ahead, behind, err := g.Apart(ctx, dir, commit)
	if err != nil {
		return err
	}
	l, err := locate(dir)
	if err != nil {
		return fmt.Errorf("bring %s on: %w", branch, err)
	}
	head, err := g.Head(ctx, dir)
	switch o := l.operation(); {
	case err != nil:
		return fmt.Errorf("bring %s on: %w", branch, err)
	case o != OperationNone:
		return fmt.Errorf("bring %s on: a %s is in progress: finish it or end it with `%s`", branch, o, endOperation(o))
	case head.Branch != branch:
		return fmt.Errorf("bring %s on: it isn't checked out", branch)
	case ahead > 0:
		return &AheadError{Branch: branch, Ahead: ahead, Behind: behind}
	case behind == 0:
		return nil
	}
	// A checkout may have to fetch file contents.
	protocols, err := protocolsIn(dir, Remote{})
	if err != nil {
		return fmt.Errorf("bring %s on: %w", branch, err)
	}
	err = g.run(ctx, call{dir: dir, protocol: protocols, args: []string{
		"-c", "core.hooksPath=/dev/null", "-c", "merge.autoStash=false",
		"merge", "--ff-only", "--no-overwrite-ignore", "--no-stat", "--quiet", commit,
	}}, nil)
	if err != nil {
		return fmt.Errorf("bring %s on: %w", branch, err)
	}
	return nil
}
