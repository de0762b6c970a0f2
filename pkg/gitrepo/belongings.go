package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Belongings is everything in a checkout that would be lost with it: what no remote has. The names were
// written by others: sanitise them before they are shown.
type Belongings struct {
	// Operation that is in progress.
	Operation Operation
	// Changed are paths whose content no commit holds. Paths are relative to the checkout, with slashes.
	Changed []string
	// Untracked and Ignored are files that git doesn't know; a folder of them is one path with a slash at its end.
	Untracked, Ignored []string
	// Unwatched are files that git was told not to look at, so that their changes don't show.
	Unwatched []string
	// Commits counts those that no remote has.
	Commits int
	// Stashes counts entries of the stash.
	Stashes int
	// Worktrees are the names of other work trees that live on the same repository.
	Worktrees []string
}

// Belongings lists what would be lost with the checkout at dir. knownTags are those that came with the
// clone, as [Git.Tags] listed them; their commits count as the remote's. It changes nothing.
func (g *Git) Belongings(ctx context.Context, dir string, knownTags []string) (Belongings, error) {
	var b Belongings
	if g.program == "" {
		return b, fmt.Errorf("look for work in %s: %w", dir, ErrNoGit)
	}
	l, err := locate(dir)
	if err != nil {
		return b, err
	}
	b.Operation = l.operation()
	b.Worktrees, err = l.worktrees()
	for _, look := range []func(context.Context, string) error{
		b.files(g), b.unwatched(g), b.stashes(g), b.commits(g, knownTags),
	} {
		if err == nil {
			err = look(ctx, dir)
		}
	}
	if err != nil {
		return b, fmt.Errorf("look for work in %s: %w", dir, err)
	}
	return b, nil
}

// Unknown lists the files of the checkout at dir that git doesn't know, as in [Belongings].
func (g *Git) Unknown(ctx context.Context, dir string) (untracked, ignored []string, err error) {
	if g.program == "" {
		return nil, nil, ErrNoGit
	}
	var b Belongings
	err = b.files(g)(ctx, dir)
	return b.Untracked, b.Ignored, err
}

// Tags lists the tags of the checkout at dir, each as its object and its full name.
func (g *Git) Tags(ctx context.Context, dir string) ([]string, error) {
	if g.program == "" {
		return nil, ErrNoGit
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{"for-each-ref", "--format=%(objectname) %(refname)", "refs/tags/"}})
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' }), err
}

// worktrees lists the other work trees by git's names for them, also those whose folder can't be found now.
func (l layout) worktrees() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(l.common, "worktrees"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if filepath.Join(l.common, "worktrees", e.Name()) != l.git {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// files fills in what git's status tells.
func (b *Belongings) files(g *Git) func(context.Context, string) error {
	return func(ctx context.Context, dir string) error {
		out, err := g.output(ctx, call{dir: dir, args: []string{
			"status", "--porcelain=v2", "-z", "--untracked-files=normal", "--ignored=matching", "--no-renames", "--ignore-submodules=none",
		}})
		for entry := range strings.SplitSeq(string(out), "\x00") {
			kind, rest, _ := strings.Cut(entry, " ")
			switch kind {
			case "?":
				b.Untracked = append(b.Untracked, rest)
			case "!":
				b.Ignored = append(b.Ignored, rest)
			case "1":
				b.Changed = append(b.Changed, afterFields(rest, 7))
			case "u":
				b.Changed = append(b.Changed, afterFields(rest, 9))
			}
		}
		return err
	}
}

// afterFields is what follows n fields that end with a space.
func afterFields(s string, n int) string {
	for range n {
		_, s, _ = strings.Cut(s, " ")
	}
	return s
}

// unwatched finds files that are assumed unchanged, and those of a sparse checkout that are there all the same.
func (b *Belongings) unwatched(g *Git) func(context.Context, string) error {
	return func(ctx context.Context, dir string) error {
		out, err := g.output(ctx, call{dir: dir, args: []string{"ls-files", "-v", "-z"}})
		for entry := range strings.SplitSeq(string(out), "\x00") {
			tag, name, ok := strings.Cut(entry, " ")
			if !ok || tag != "S" && tag == strings.ToUpper(tag) {
				continue
			}
			if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name))); err == nil {
				b.Unwatched = append(b.Unwatched, name)
			}
		}
		return err
	}
}

func (b *Belongings) stashes(g *Git) func(context.Context, string) error {
	return func(ctx context.Context, dir string) error {
		commit, err := g.resolve(ctx, dir, "refs/stash")
		if err != nil || commit == "" {
			return err
		}
		out, err := g.output(ctx, call{dir: dir, args: []string{"rev-list", "--walk-reflogs", "--count", "refs/stash", "--"}})
		if err != nil {
			return err
		}
		if b.Stashes, err = strconv.Atoi(strings.TrimSpace(string(out))); err != nil {
			return fmt.Errorf("count the stashes: %w", err)
		}
		b.Stashes = max(b.Stashes, 1) // The newest is there even if its log isn't.
		return nil
	}
}

// commits counts what is reachable from what is checked out, and from all names but those of remotes, the
// stash and known tags.
func (b *Belongings) commits(g *Git, knownTags []string) func(context.Context, string) error {
	return func(ctx context.Context, dir string) error {
		known := map[string]bool{}
		for _, tag := range knownTags {
			known[tag] = true
		}
		out, err := g.output(ctx, call{dir: dir, args: []string{
			"for-each-ref", "--format=%(objectname) %(refname) %(objecttype) %(*objecttype)",
		}})
		if err != nil {
			return err
		}
		args := []string{"rev-list", "--count"}
		head, err := g.Head(ctx, dir)
		if err != nil {
			return err
		}
		if head.Commit != "" {
			args = append(args, head.Commit)
		}
		for line := range strings.Lines(string(out)) {
			f := strings.Fields(line) // No name of a reference holds a space.
			if len(f) < 3 || f[len(f)-1] != "commit" || known[f[0]+" "+f[1]] || f[1] == "refs/stash" || strings.HasPrefix(f[1], "refs/remotes/") {
				continue
			}
			args = append(args, f[0])
		}
		if len(args) == 2 {
			return nil
		}
		out, err = g.output(ctx, call{dir: dir, args: append(args, "--not", "--remotes", "--")})
		if err != nil {
			return err
		}
		if b.Commits, err = strconv.Atoi(strings.TrimSpace(string(out))); err != nil {
			return fmt.Errorf("count the commits: %w", err)
		}
		return nil
	}
}
