package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// ErrNoGit says that something needs the git program, which isn't installed.
var ErrNoGit = errors.New("needs the git program, which isn't installed")

// Fetch fetches a branch of a remote, updates the branch that tracks it, and
// returns the commit. Nothing of the work tree, the index or the person's own
// branches changes. Progress may be nil.
func (g *Git) Fetch(ctx context.Context, dir, remote, branch string, progress func(Progress)) (string, error) {
	if g.program == "" {
		return "", fmt.Errorf("fetch %s: %w", branch, ErrNoGit)
	}
	if err := ValidateRef(branch); err != nil {
		return "", err
	}
	r, err := findRemote(dir, remote)
	if err != nil {
		return "", fmt.Errorf("fetch %s: %w", branch, err)
	}
	protocols, err := protocolsIn(dir, r)
	if err != nil {
		return "", fmt.Errorf("fetch %s from %s: %w", branch, remote, err)
	}
	m := newMeter(progress)
	tracking := "refs/remotes/" + remote + "/" + branch
	err = g.run(ctx, call{
		dir: dir,
		args: []string{
			"fetch", "--progress", "--no-tags", "--no-recurse-submodules",
			"--", remote, "+refs/heads/" + branch + ":" + tracking,
		},
		protocol: protocols,
		progress: m.line,
	}, nil)
	if err != nil {
		return "", fmt.Errorf("fetch %s from %s: %w", branch, remote, err)
	}
	return g.resolve(ctx, dir, tracking)
}

// Branch makes the branch name at commit, with uncommitted work carried along,
// and switches to it. If that work is in the way, the error is a [GitError]
// with [ReasonConflict] and nothing has changed; if the branch exists, it is a
// [BranchExistsError].
func (g *Git) Branch(ctx context.Context, dir, name, commit string) error {
	if g.program == "" {
		return fmt.Errorf("branch %s: %w", name, ErrNoGit)
	}
	if err := ValidateRef(name); err != nil {
		return err
	}
	if !isHash(commit) {
		return &InvalidError{What: "commit", Value: commit, Reason: "is no full hash"}
	}
	l, err := locate(dir)
	if err != nil {
		return fmt.Errorf("branch %s: %w", name, err)
	}
	if o := l.operation(); o != OperationNone {
		return fmt.Errorf("branch %s: a %s is in progress: finish it or end it with `%s`", name, o, endOperation(o))
	}
	if err := g.checkFree(ctx, dir, name); err != nil {
		return fmt.Errorf("branch %s: %w", name, err)
	}
	// A checkout may have to fetch file contents.
	protocols, err := protocolsIn(dir, Remote{})
	if err != nil {
		return fmt.Errorf("branch %s: %w", name, err)
	}
	err = g.run(ctx, call{dir: dir, args: []string{"switch", "--quiet", "--no-track", "--create", name, commit}, protocol: protocols}, nil)
	if err != nil {
		return fmt.Errorf("branch %s: %w", name, err)
	}
	return nil
}

// checkFree makes sure that no branch has the name, or is a folder of it.
func (g *Git) checkFree(ctx context.Context, dir, name string) error {
	for i := range len(name) + 1 {
		if i < len(name) && name[i] != '/' {
			continue
		}
		hash, err := g.resolve(ctx, dir, "refs/heads/"+name[:i])
		if err != nil {
			return err
		}
		if hash != "" {
			return &BranchExistsError{Branch: name[:i], Commit: hash}
		}
	}
	return nil
}

// BranchExistsError says that a branch is there already.
type BranchExistsError struct {
	Branch string
	Commit string // that it is at
}

// Error implements error.
func (e *BranchExistsError) Error() string {
	return fmt.Sprintf("%s exists already, at %.12s: switch to it with `git switch %s`, or choose another name", e.Branch, e.Commit, e.Branch)
}

// AddRemote adds a remote, such as the person's fork. One of that name that has
// the same address is left as it is; another address is a [RemoteError].
func (g *Git) AddRemote(ctx context.Context, dir, name string, address Address) error {
	if !isWord(name) {
		return &InvalidError{What: "remote", Value: name, Reason: "is no plain name"}
	}
	if g.program == "" {
		return fmt.Errorf("add remote %s: %w", name, ErrNoGit)
	}
	r, err := findRemote(dir, name)
	switch {
	case err == nil && SameRepo(r.URL, address.String()):
		return nil
	case err == nil:
		return &RemoteError{Name: name, URL: r.URL, Wanted: address}
	case !errors.Is(err, errNoRemote):
		return fmt.Errorf("add remote %s: %w", name, err)
	}
	if err := g.run(ctx, call{dir: dir, args: []string{"remote", "add", "--", name, address.String()}}, nil); err != nil {
		return fmt.Errorf("add remote %s: %w", name, err)
	}
	return nil
}

// RemoteError says that a remote's name is taken by another address.
type RemoteError struct {
	Name   string
	URL    string // as the settings have it; it may hold credentials
	Wanted Address
}

// Error implements error.
func (e *RemoteError) Error() string {
	return fmt.Sprintf("remote %s is another repository; expected %s; it was left as it is", e.Name, e.Wanted)
}

// errNoRemote says that a checkout has no remote of a name.
var errNoRemote = errors.New("no such remote")

func findRemote(dir, name string) (Remote, error) {
	remotes, err := Remotes(dir)
	if err != nil {
		return Remote{}, err
	}
	for _, r := range remotes {
		if r.Name == name {
			return r, nil
		}
	}
	return Remote{}, fmt.Errorf("%w: %q", errNoRemote, name)
}

// protocolsIn returns what git may use in the checkout: what the remote needs,
// and the promisors that file contents come from. The address of a remote was
// chosen by the person, who may have used a folder; it is checked all the same.
func protocolsIn(dir string, remote Remote) (string, error) {
	remotes, err := Remotes(dir)
	if err != nil {
		return "", err
	}
	var addresses []Address
	for _, r := range remotes {
		if r.Name != remote.Name && !r.Promisor {
			continue
		}
		if a, err := parseAddress(r.URL); err == nil {
			addresses = append(addresses, a)
		} else if strings.HasPrefix(r.URL, "/") {
			addresses = append(addresses, Address{scheme: "file"})
		}
	}
	return protocolsFor(addresses...), nil
}
