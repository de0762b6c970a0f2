package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Want says what a checkout should be.
type Want struct {
	// Upstream is the repository that is wanted.
	Upstream Address
	// Same lists other addresses of it, such as a mirror's.
	Same []Address
	// Branch is the branch that work starts from; empty means any.
	Branch string
}

// Kind names a way in which a checkout differs from what is wanted.
type Kind string

// The kinds of differences. The first group refuses, the second informs.
const (
	KindNotRepository Kind = "not-a-repository"
	KindOtherRepo     Kind = "other-repository"
	KindBare          Kind = "bare"
	KindOwner         Kind = "other-owner"
	KindOperation     Kind = "operation-in-progress"

	KindForkOnly  Kind = "fork-only"
	KindDirty     Kind = "dirty"
	KindBranch    Kind = "other-branch"
	KindDetached  Kind = "detached"
	KindUnborn    Kind = "no-commit"
	KindWorktree  Kind = "worktree"
	KindSubmodule Kind = "submodule"
	KindShallow   Kind = "shallow"
	KindSparse    Kind = "sparse"
	KindAhead     Kind = "ahead"
	KindBehind    Kind = "behind"
)

// Difference is one way in which a checkout differs from what is wanted. Its
// texts may hold names that others chose: sanitise them before they are shown.
type Difference struct {
	Kind Kind
	// Refuses says that the checkout can't be used as it is.
	Refuses  bool
	Observed string
	Expected string
	// Do is what the person can do about it; "" if nothing needs to be done.
	Do string
}

// RefusedError says that an existing folder can't be used. Nothing in it was
// changed.
type RefusedError struct {
	Dir         string
	Differences []Difference // those that refuse
}

// Error implements error.
func (e *RefusedError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s can't be used as it is, and nothing in it was changed", e.Dir)
	for _, d := range e.Differences {
		fmt.Fprintf(&b, ": it is %s; expected %s; %s", d.Observed, d.Expected, d.Do)
	}
	return b.String()
}

// Adopt looks whether the folder dir can be used as the checkout that is
// wanted, and returns everything that differs. It changes nothing. The error is
// a [RefusedError] if a difference refuses, else it comes from reading. A
// folder that is missing or empty has no differences: see [State].
func (g *Git) Adopt(ctx context.Context, dir string, want Want) (State, []Difference, error) {
	state, err := g.Inspect(ctx, dir)
	if err == nil && (state.Missing || state.Empty) {
		return state, nil, nil
	}
	differences, err := g.compare(ctx, &state, want, err)
	if err != nil {
		return state, nil, fmt.Errorf("look at %s: %w", dir, err)
	}
	refused := &RefusedError{Dir: state.Dir}
	for _, d := range differences {
		if d.Refuses {
			refused.Differences = append(refused.Differences, d)
		}
	}
	if len(refused.Differences) > 0 {
		return state, differences, refused
	}
	return state, differences, nil
}

// compare lists the differences; inspectErr is what Inspect said.
func (g *Git) compare(ctx context.Context, s *State, want Want, inspectErr error) ([]Difference, error) {
	var failed *GitError
	switch {
	case errors.Is(inspectErr, ErrNotRepository):
		return []Difference{notRepository(want)}, nil
	case errors.As(inspectErr, &failed) && failed.Reason == ReasonOwner:
		return []Difference{otherOwner(s.Dir)}, nil
	case inspectErr != nil:
		return nil, inspectErr
	}
	differences := g.compareRemotes(ctx, s, want)
	if s.Bare {
		differences = append(differences, Difference{
			Kind: KindBare, Refuses: true,
			Observed: "a bare repository, without files",
			Expected: "a checkout with files",
			Do:       "choose another folder",
		})
	}
	if s.Operation != OperationNone {
		differences = append(differences, Difference{
			Kind: KindOperation, Refuses: true,
			Observed: fmt.Sprintf("in the middle of a %s", s.Operation),
			Expected: "no operation in progress",
			Do:       fmt.Sprintf("finish it or end it with `%s`", endOperation(s.Operation)),
		})
	}
	if s.Bare {
		return differences, nil
	}
	differences = append(differences, compareHead(s, want)...)
	differences = append(differences, compareChanges(s)...)
	return append(differences, compareShape(s)...), nil
}

func notRepository(want Want) Difference {
	return Difference{
		Kind: KindNotRepository, Refuses: true,
		Observed: "a folder with files that is no git repository",
		Expected: "a checkout of " + want.Upstream.String() + ", an empty folder, or nothing",
		Do:       "choose another folder with --dir, or move this one away",
	}
}

func otherOwner(dir string) Difference {
	return Difference{
		Kind: KindOwner, Refuses: true,
		Observed: "a repository that belongs to another user, which git refuses to work on",
		Expected: "a repository of yours",
		Do:       fmt.Sprintf("choose another folder, or, if you trust its owner, run `git config --global --add safe.directory %s`", dir),
	}
}

// endOperation is the command that gives up an operation.
func endOperation(o Operation) string {
	if o == OperationBisect {
		return "git bisect reset"
	}
	return fmt.Sprintf("git %s --abort", o)
}

// compareRemotes recognises the wanted repository by address, not by name.
func (g *Git) compareRemotes(ctx context.Context, s *State, want Want) []Difference {
	wanted := []identity{identify(want.Upstream.String())}
	for _, a := range want.Same {
		wanted = append(wanted, identify(a.String()))
	}
	observed := make([]string, 0, len(s.Remotes))
	for _, r := range s.Remotes {
		at := g.identify(ctx, s.Dir, r, wanted)
		observed = append(observed, r.Name+" "+system.Redact(r.URL))
		for _, w := range wanted {
			switch {
			case at == w && s.Upstream == "":
				s.Upstream = r.Name
			case at != w && at.host == w.host && at.host != "" && at.name() == w.name():
				s.Forks = append(s.Forks, r.Name)
			}
		}
	}
	switch {
	case s.Upstream != "":
		return nil
	case len(s.Forks) > 0:
		return []Difference{{
			Kind:     KindForkOnly,
			Observed: "a checkout of what looks like a fork: " + strings.Join(observed, ", "),
			Expected: "a remote for " + want.Upstream.String(),
			Do:       fmt.Sprintf("add it: `git remote add %s %s`", UpstreamRemote, want.Upstream),
		}}
	}
	d := Difference{
		Kind: KindOtherRepo, Refuses: true,
		Observed: "a checkout of something else: " + strings.Join(observed, ", "),
		Expected: "a remote for " + want.Upstream.String(),
		Do:       fmt.Sprintf("choose another folder with --dir, or, if it is the same project, run `git remote add %s %s`", UpstreamRemote, want.Upstream),
	}
	if len(observed) == 0 {
		d.Observed = "a repository without remotes"
	}
	return []Difference{d}
}

// identify returns what a remote's address stands for. One that a person's
// insteadOf abbreviates is only understood by git.
func (g *Git) identify(ctx context.Context, dir string, r Remote, wanted []identity) identity {
	plain := identify(r.URL)
	for _, w := range wanted {
		if plain == w || plain.host == w.host {
			return plain
		}
	}
	if g.program == "" || strings.HasPrefix(r.Name, "-") {
		return plain
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{"ls-remote", "--get-url", "--", r.Name}})
	if err != nil {
		return plain
	}
	full := identify(strings.TrimSpace(string(out)))
	for _, w := range wanted {
		if full == w || full.host == w.host {
			return full
		}
	}
	return plain
}

// compareHead looks at what is checked out.
func compareHead(s *State, want Want) []Difference {
	switch {
	case s.Head.Detached && s.Operation == OperationNone:
		return []Difference{{
			Kind:     KindDetached,
			Observed: "at commit " + s.Head.Commit[:12] + " and on no branch",
			Expected: "a branch",
			Do:       "make a branch before you commit: `git switch -c NAME`",
		}}
	case s.Head.Commit == "":
		return []Difference{{Kind: KindUnborn, Observed: "without any commit", Expected: "a commit", Do: "fetch from the upstream remote"}}
	case want.Branch != "" && !s.Head.Detached && s.Head.Branch != want.Branch:
		return []Difference{{
			Kind:     KindBranch,
			Observed: "on branch " + s.Head.Branch,
			Expected: "branch " + want.Branch,
			Do:       "nothing, if that is where you work",
		}}
	}
	return nil
}

// compareChanges looks at the work tree and at the branch that is followed.
func compareChanges(s *State) []Difference {
	var out []Difference
	c := s.Changes
	if c.Dirty() {
		out = append(out, Difference{
			Kind: KindDirty,
			Observed: fmt.Sprintf("with uncommitted work: %d staged, %d modified, %d untracked, %d in conflict",
				c.Staged, c.Modified, c.Untracked, c.Conflicted),
			Expected: "nothing uncommitted",
			Do:       "nothing: it stays as it is, and what is proved is proved with it",
		})
	}
	if c.Ahead > 0 {
		out = append(out, Difference{
			Kind:     KindAhead,
			Observed: fmt.Sprintf("%d commit(s) ahead of %s", c.Ahead, c.Tracking),
			Expected: "the commits of " + c.Tracking,
		})
	}
	if c.Behind > 0 {
		out = append(out, Difference{
			Kind:     KindBehind,
			Observed: fmt.Sprintf("%d commit(s) behind %s", c.Behind, c.Tracking),
			Expected: "the commits of " + c.Tracking,
			Do:       "bring it up to date with `jupyter-onboard update`",
		})
	}
	return out
}

// compareShape looks at what kind of checkout it is.
func compareShape(s *State) []Difference {
	var out []Difference
	add := func(is bool, kind Kind, observed, expected, do string) {
		if is {
			out = append(out, Difference{Kind: kind, Observed: observed, Expected: expected, Do: do})
		}
	}
	add(s.Worktree, KindWorktree, "a linked worktree of another checkout", "a checkout of its own", "")
	add(s.Submodule, KindSubmodule, "a submodule of another checkout", "a checkout of its own", "")
	add(s.Shallow, KindShallow, "a shallow clone, whose history is cut off", "the whole history",
		"fetch the rest with `git fetch --unshallow` if blame, rebase or a version from tags needs it")
	add(s.Sparse, KindSparse, "a sparse checkout, in which files are left out", "all files",
		"check them out with `git sparse-checkout disable` if a step misses one")
	return out
}
