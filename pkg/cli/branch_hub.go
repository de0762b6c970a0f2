package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// maxForks bounds how many repositories are asked about to find a fork.
const maxForks = 8

// A hub looks for forks on GitHub.
type hub struct {
	client *forge.Client
	server string // where people look at it
}

var _ engine.Hub = (*hub)(nil)

// Fork implements engine.Hub. What can't be found out is told as a problem, so that a branch can be made without.
func (h *hub) Fork(ctx context.Context, upstream string, candidates []string, asked string) (plan.ForkFacts, error) {
	f := plan.ForkFacts{Page: h.server + "/" + upstream + "/fork"}
	repo, err := forge.ParseRepo(upstream)
	if err != nil {
		return f, err
	}
	if asked != "" {
		return h.asked(ctx, f, repo, asked)
	}
	me, err := h.client.Account(ctx)
	if err != nil {
		return h.unknown(f, repo, candidates, err), nil
	}
	f.Account = me.Login
	if f.Account == "" {
		return h.anonymous(ctx, f, repo, candidates), nil
	}
	there, _, err := h.client.Repository(ctx, repo)
	if err != nil {
		return h.unknown(f, repo, candidates, err), nil
	}
	repo, f.MayPush = there.Repo, there.MayPush
	f.Of = repo.String()
	if err := h.own(ctx, &f, repo, candidates); err != nil {
		return h.unknown(f, repo, candidates, err), nil
	}
	return f, nil
}

// asked is the fork that a person named. It must be one.
func (h *hub) asked(ctx context.Context, f plan.ForkFacts, upstream forge.Repo, asked string) (plan.ForkFacts, error) {
	if !strings.Contains(asked, "/") {
		asked += "/" + upstream.Name()
	}
	wrong := &problem{
		code: exitFailed, message: "There is no such fork. Nothing was changed.", expected: "a fork of " + upstream.String() + " as OWNER/NAME",
		next: "make one at " + f.Page + ", then the same command again",
	}
	repo, err := forge.ParseRepo(asked)
	if err != nil {
		wrong.code, wrong.observed = exitUsage, err.Error()
		return f, wrong
	}
	r, _, err := h.client.Repository(ctx, repo)
	e, failed := errors.AsType[*forge.Error](err)
	switch {
	case failed && e.Kind == forge.NotFound:
		wrong.observed, wrong.cause = asked+" isn't there, or can't be seen without signing in", err
		return f, wrong
	case failed:
		// The person said that it is theirs, and git can be asked whether it is there.
		f.Repo, f.Problem = repo.String(), e.Error()
		return f, nil
	case err != nil:
		return f, err
	case !h.forkOf(ctx, r, upstream):
		wrong.observed = r.Repo.String() + " isn't a fork of " + upstream.String()
		return f, wrong
	case r.Archived:
		wrong.observed = r.Repo.String() + " is archived, so that nothing can be pushed to it"
		return f, wrong
	}
	f.Repo = r.Repo.String()
	return f, nil
}

// forkOf reports whether a repository is a fork of upstream, which may have another name by now.
func (h *hub) forkOf(ctx context.Context, r forge.Repository, upstream forge.Repo) bool {
	if !r.Fork || r.Of(upstream) {
		return r.Fork
	}
	there, _, err := h.client.Repository(ctx, upstream)
	return err == nil && r.Of(there.Repo)
}

// own looks for the account's fork: among the remotes, under the usual name, then among all of the account's forks.
func (h *hub) own(ctx context.Context, f *plan.ForkFacts, upstream forge.Repo, candidates []string) error {
	usual := f.Account + "/" + upstream.Name()
	var names []string
	for _, c := range append(slices.Clone(candidates), usual) {
		if owner, _, _ := strings.Cut(c, "/"); strings.EqualFold(owner, f.Account) {
			names = append(names, c)
		}
	}
	seen := map[string]bool{}
	taken, err := h.firstFork(ctx, f, upstream, names, seen)
	if err != nil || f.Repo != "" {
		return err
	}
	forks, err := h.client.OwnForks(ctx)
	if err != nil {
		return err
	}
	names = nil
	for _, r := range forks {
		names = append(names, r.Repo.String())
	}
	if _, err := h.firstFork(ctx, f, upstream, names, seen); err != nil || f.Repo != "" {
		return err
	}
	if taken {
		f.NewName = upstream.Name() + "-fork"
	}
	f.Request = h.client.Text(forge.ForkRequest{Of: upstream, Name: f.NewName})
	return nil
}

// firstFork takes the first name that is a fork, and reports whether one of them is something else.
func (h *hub) firstFork(ctx context.Context, f *plan.ForkFacts, upstream forge.Repo, names []string, seen map[string]bool) (taken bool, err error) {
	for _, name := range names {
		repo, err := forge.ParseRepo(name)
		key := strings.ToLower(name)
		if err != nil || seen[key] || len(seen) >= maxForks {
			continue
		}
		seen[key] = true
		r, _, err := h.client.Repository(ctx, repo)
		if e, ok := errors.AsType[*forge.Error](err); ok && e.Kind == forge.NotFound {
			continue
		}
		switch {
		case err != nil:
			return taken, err
		case r.Of(upstream) && !r.Archived:
			f.Repo = r.Repo.String()
			return taken, nil
		}
		taken = true
	}
	return taken, nil
}

// anonymous looks at the repositories that remotes name. Whose they are isn't known: a remote may be a colleague's.
func (h *hub) anonymous(ctx context.Context, f plan.ForkFacts, upstream forge.Repo, candidates []string) plan.ForkFacts {
	var forks []string
	for _, name := range candidates {
		repo, err := forge.ParseRepo(name)
		if err != nil || slices.Contains(forks, name) {
			continue
		}
		r, _, err := h.client.Repository(ctx, repo)
		if err != nil {
			return h.unknown(f, upstream, candidates, err)
		}
		if h.forkOf(ctx, r, upstream) {
			forks = append(forks, name)
		}
	}
	f.Several = forks
	return f
}

// unknown is what can be told without GitHub: a repository of the same name with another owner looks like a fork.
func (h *hub) unknown(f plan.ForkFacts, upstream forge.Repo, candidates []string, err error) plan.ForkFacts {
	var forks []string
	for _, name := range candidates {
		if _, base, _ := strings.Cut(name, "/"); strings.EqualFold(base, upstream.Name()) && !slices.Contains(forks, name) {
			forks = append(forks, name)
		}
	}
	// Nobody can be asked to make one either.
	f.Account, f.Request, f.Problem = "", "", err.Error()
	f.Several = forks
	return f
}

// MakeFork implements engine.Hub.
func (h *hub) MakeFork(ctx context.Context, f plan.NewFork) (string, error) {
	repo, err := forge.ParseRepo(f.Of)
	if err != nil {
		return "", err
	}
	request := forge.ForkRequest{Of: repo, Name: f.Name}
	if h.client.Text(request) != f.Request {
		return "", errors.New("fork " + f.Of + ": the request isn't the one that was shown; nothing was sent")
	}
	r, err := h.client.MakeFork(ctx, request)
	if err != nil {
		return "", err
	}
	return r.Repo.String(), nil
}
