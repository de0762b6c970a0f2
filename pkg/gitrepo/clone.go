package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// UpstreamRemote is the name of the remote that a clone is made from; "origin"
// stays free for the person's fork.
const UpstreamRemote = "upstream"

// Options says what to clone and how.
type Options struct {
	// From is the checked place to clone from.
	From Address
	// Dir is the destination: a name that nothing has, or an empty folder, which
	// is replaced. Its parent is made.
	Dir string
	// Branch is what to check out; empty means the server's default.
	Branch string
	// Tags also fetches the tags of the history; some builds read versions
	// from them.
	Tags bool
	// Full makes a complete clone, with all branches, tags and file contents,
	// for working offline. Otherwise old file contents are fetched when they
	// are needed, and other branches when they are asked for.
	Full bool
	// Submodules are the paths of the submodules to check out, and no others.
	Submodules []string
}

// CloneResult is what a clone has brought.
type CloneResult struct {
	Dir     string // absolute
	Commit  string // that was checked out; "" for an empty repository
	Branch  string
	Bytes   int64 // received and stored
	Objects int64
	Elapsed time.Duration
	// Filtered says that old file contents were left with the server. A server
	// that can't do that sends everything.
	Filtered bool
	// Program is "git" or "go-git".
	Program string
	// Removed lists the folders of earlier, killed clones that were removed.
	Removed []string
}

// Clone clones into a temporary folder beside the destination and renames it
// when it is whole: whatever happens, the destination is absent or complete.
// What a clone of ours left behind when it was killed is removed first. The
// error is an [ExistsError], [InvalidError], [GitError] or the cause of ctx,
// wrapped. Progress, which may be nil, is called by one goroutine at a time.
func (g *Git) Clone(ctx context.Context, opts Options, progress func(Progress)) (CloneResult, error) {
	started := time.Now()
	if err := opts.check(); err != nil {
		return CloneResult{}, err
	}
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return CloneResult{}, fmt.Errorf("clone %s: %w", opts.From, err)
	}
	opts.Dir = dir
	if err := absent(dir); err != nil {
		return CloneResult{}, err
	}
	stage, err := newStage(ctx, dir)
	if err != nil {
		return CloneResult{}, fmt.Errorf("clone %s: %w", opts.From, err)
	}
	result, err := g.cloneInto(ctx, stage, opts, progress)
	if err == nil {
		err = stage.publish()
	}
	if cleanErr := stage.remove(); err == nil {
		err = cleanErr
	}
	if err != nil {
		return CloneResult{}, fmt.Errorf("clone %s: %w", opts.From, err)
	}
	result.Dir, result.Elapsed, result.Removed = dir, time.Since(started), stage.removed
	return result, nil
}

// check refuses options that git must not see.
func (o Options) check() error {
	if o.From.text == "" {
		return &InvalidError{What: "address", Reason: "is missing"}
	}
	if o.Dir == "" {
		return errors.New("clone: no destination given")
	}
	if o.Branch != "" {
		if err := ValidateRef(o.Branch); err != nil {
			return err
		}
	}
	for _, path := range o.Submodules {
		if !filepath.IsLocal(path) || path != filepath.ToSlash(filepath.Clean(path)) || path[0] == '-' || path[0] == ':' || printable(path) != nil {
			return &InvalidError{What: "submodule", Value: path, Reason: "is no plain path inside the repository"}
		}
	}
	return nil
}

// absent makes sure that nothing exists at dir, not even a broken link, except
// perhaps an empty folder.
func absent(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("clone: %w", err)
	case !info.IsDir():
		return &ExistsError{Dir: dir}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("clone: %w", err)
	}
	if len(entries) > 0 {
		return &ExistsError{Dir: dir}
	}
	return nil
}

// cloneInto fills the stage and measures what came.
func (g *Git) cloneInto(ctx context.Context, s *stage, opts Options, progress func(Progress)) (CloneResult, error) {
	m := newMeter(progress)
	stop := watchPacks(s.repo, m)
	result := CloneResult{Program: "git"}
	var err error
	if g.program != "" {
		err = g.cloneWithGit(ctx, s, opts, m, &result)
	} else {
		result.Program = "go-git"
		err = cloneWithGoGit(ctx, s, opts, m)
	}
	stop()
	if err != nil {
		return CloneResult{}, err
	}
	head, err := g.Head(ctx, s.repo)
	if err != nil {
		return CloneResult{}, err
	}
	if head.Commit == "" {
		// A sign-in page in place of the server looks like this, too.
		return CloneResult{}, &GitError{Command: "clone", Reason: ReasonEmpty, Message: "the repository has no commits, or what answered is no git server"}
	}
	result.Commit, result.Branch = head.Commit, head.Branch
	result.Bytes, result.Objects = measurePacks(s.repo)
	return result, nil
}
