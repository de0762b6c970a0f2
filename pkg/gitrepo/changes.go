package gitrepo

import (
	"context"
	"fmt"
	"strings"

	gogit "github.com/go-git/go-git/v5"
)

// changes looks at the work tree. File contents that were left with the server
// aren't fetched for it, and the index isn't written.
func (g *Git) changes(ctx context.Context, dir string) (Changes, error) {
	if g.program == "" {
		// git itself refuses someone else's folder, unless told to trust it.
		if ownedByOther(dir) {
			return Changes{}, &GitError{Command: "status", Code: 1, Reason: ReasonOwner, Message: dir + " belongs to another user"}
		}
		return goGitChanges(dir)
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{
		"status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal", "--no-renames",
	}})
	if err != nil {
		return Changes{}, err
	}
	var c Changes
	for entry := range strings.SplitSeq(string(out), "\x00") {
		c.count(entry)
	}
	return c, nil
}

// count takes one entry of git's status into account.
func (c *Changes) count(entry string) {
	kind, rest, _ := strings.Cut(entry, " ")
	switch kind {
	case "#":
		name, value, _ := strings.Cut(rest, " ")
		switch name {
		case "branch.upstream":
			c.Tracking = value
		case "branch.ab":
			// Without such a line the counts stay 0: the branch is unknown here.
			_, _ = fmt.Sscanf(value, "+%d -%d", &c.Ahead, &c.Behind)
		}
	case "1", "2":
		if len(rest) > 0 && rest[0] != '.' {
			c.Staged++
		}
		if len(rest) > 1 && rest[1] != '.' {
			c.Modified++
		}
	case "u":
		c.Conflicted++
	case "?":
		c.Untracked++
	}
}

// goGitChanges is the slow way without the git program.
func goGitChanges(dir string) (Changes, error) {
	repo, err := gogit.PlainOpenWithOptions(dir, &gogit.PlainOpenOptions{EnableDotGitCommonDir: true})
	if err != nil {
		return Changes{}, fmt.Errorf("%s: %w", dir, err)
	}
	tree, err := repo.Worktree()
	if err != nil {
		return Changes{}, fmt.Errorf("%s: %w", dir, err)
	}
	status, err := tree.Status()
	if err != nil {
		return Changes{}, fmt.Errorf("%s: %w", dir, err)
	}
	var c Changes
	for _, file := range status {
		switch {
		case file.Worktree == gogit.Untracked:
			c.Untracked++
			continue
		case file.Staging == gogit.UpdatedButUnmerged || file.Worktree == gogit.UpdatedButUnmerged:
			c.Conflicted++
			continue
		}
		if file.Staging != gogit.Unmodified {
			c.Staged++
		}
		if file.Worktree != gogit.Unmodified {
			c.Modified++
		}
	}
	return c, nil
}
