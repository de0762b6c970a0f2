package practice

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
)

const (
	branch     = "main"
	repository = "nbglance.git"
)

// lockRetry is how long a Create waits before it looks again whether another one has finished.
const lockRetry = 5 * time.Millisecond

// Repo is the upstream repository of the practice project on disk.
type Repo struct {
	// Dir is the absolute path of the bare repository.
	Dir string
	// URL is its file:// address, to clone from. It serves partial clones.
	URL string
	// Branch is the branch that work begins from.
	Branch string
	// Commit is the full id of the newest commit that comes with the program. The branch may be ahead
	// of it if somebody has pushed.
	Commit string
	// Made is true if this call wrote the repository, false if it was already there and whole.
	Made bool
	// SetAside is where a damaged repository, or one of another version of the project, was moved from
	// Dir; empty if none was. It is kept, since a person may have pushed work to it.
	SetAside string
}

// Create makes sure that dir holds the practice project's upstream repository and returns it. The folder
// is made if it is missing.
//
// A repository that is there and whole is used as it is, with whatever was pushed to it. Anything else
// in its place is moved aside and made anew. The repository appears by a rename when it is complete: whoever
// is interrupted, even by kill -9, leaves none or a whole one. Several calls at the same time are safe.
//
// Errors are those of the file system and of ctx.
func Create(ctx context.Context, dir string) (Repo, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Repo{}, fmt.Errorf("practice repository: %w", err)
	}
	plan, err := draw()
	if err != nil {
		return Repo{}, err
	}
	path := filepath.Join(dir, repository)
	repo := Repo{Dir: path, URL: fileURL(path), Branch: branch, Commit: plan.tip.String()}
	if err := ctx.Err(); err != nil {
		return Repo{}, fmt.Errorf("make practice repository %s: %w", path, err)
	}
	if plan.check(path) == nil {
		return repo, nil
	}
	if err := repo.replace(ctx, plan); err != nil {
		return Repo{}, fmt.Errorf("make practice repository %s: %w", path, err)
	}
	return repo, nil
}

// replace puts a new repository in the place of a missing or damaged one.
func (r *Repo) replace(ctx context.Context, plan *blueprint) (err error) {
	if err := os.MkdirAll(filepath.Dir(r.Dir), 0o755); err != nil {
		return err
	}
	lock := flock.New(r.Dir + ".lock")
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if plan.check(r.Dir) == nil {
		return nil // Another call has made it in the meantime.
	}
	// The lock makes this name ours: what is there was left by a call that was killed.
	fresh := r.Dir + ".tmp"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(fresh)) }()
	if err := plan.write(ctx, fresh); err != nil {
		return err
	}
	if r.SetAside, err = setAside(r.Dir); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	r.Made = true
	return os.Rename(fresh, r.Dir)
}

// setAside moves what is at path to a free name beside it, and returns that; empty if nothing is there.
func setAside(path string) (string, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	for n := 1; ; n++ {
		target := path + ".aside-" + strconv.Itoa(n)
		_, err := os.Lstat(target)
		if errors.Is(err, fs.ErrNotExist) {
			return target, os.Rename(path, target)
		}
		if err != nil {
			return "", err
		}
	}
}
