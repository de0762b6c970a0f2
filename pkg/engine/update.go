package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// An InTheWayError says what of a person's keeps a checkout from being brought up to date. Nothing was changed.
type InTheWayError struct {
	Dir string
	// What was observed, what was expected, and the command that changes it by hand.
	Differences []plan.Difference
}

// Error implements error.
func (e *InTheWayError) Error() string {
	var seen []string
	for _, d := range e.Differences {
		seen = append(seen, d.Observed)
	}
	return e.Dir + " isn't brought up to date: it is " + strings.Join(seen, ", ")
}

// Updated is from which commit a checkout was brought to which.
type Updated struct{ From, To string }

// Updatable looks whether anything of the person's is in the way of bringing the plan's checkout up to date:
// the error is an *InTheWayError then. Neither the network nor anything on disk is touched.
func (e *Engine) Updatable(ctx context.Context, p plan.Plan) error {
	_, err := e.updatable(ctx, p)
	return err
}

func (e *Engine) updatable(ctx context.Context, p plan.Plan) (gitrepo.State, error) {
	want, err := e.want(p.Guide, p.Dir, p.From)
	if err != nil {
		return gitrepo.State{}, err
	}
	st, differences, err := e.git().Adopt(ctx, p.Dir, want)
	if refused, ok := errors.AsType[*gitrepo.RefusedError](err); ok {
		err = &InTheWayError{Dir: p.Dir, Differences: inTheWay(p, st, refused.Differences)}
	}
	if err != nil {
		return st, err
	}
	if found := inTheWay(p, st, differences); len(found) > 0 {
		return st, &InTheWayError{Dir: p.Dir, Differences: found}
	}
	return st, nil
}

// inTheWay keeps the differences that matter for an update, with the command for each. Files that git doesn't
// know don't: what would be overwritten is refused when it comes to that.
func inTheWay(p plan.Plan, st gitrepo.State, differences []gitrepo.Difference) []plan.Difference {
	var out []plan.Difference
	for _, d := range differences {
		next := ""
		switch d.Kind {
		case gitrepo.KindDirty:
			next = git(p, "stash") + ", and `git stash pop` afterwards; or commit it on a branch of its own"
			if c := st.Changes; c.Staged+c.Modified+c.Conflicted == 0 {
				continue
			}
		case gitrepo.KindBranch:
			next = git(p, "switch", p.Guide.Clone.Branch) + "; or bring your branch on: " + git(p, "pull", "--rebase", gitrepo.UpstreamRemote, p.Guide.Clone.Branch)
		case gitrepo.KindDetached:
			next = git(p, "switch", p.Guide.Clone.Branch)
		case gitrepo.KindForkOnly, gitrepo.KindUnborn:
			next = d.Do
		default:
			if !d.Refuses {
				continue
			}
			next = d.Do
		}
		out = append(out, plan.Difference{Observed: d.Observed, Expected: d.Expected, Next: next, Refuses: true})
	}
	return out
}

// git is a command of git for the plan's checkout, as a person would type it.
func git(p plan.Plan, args ...string) string {
	return plan.Quote(append([]string{"git", "-C", p.Dir}, args...))
}

// Update fetches upstream's branch into the plan's checkout, which must be held, and moves the person's branch on
// to it. If anything of the person's is in the way the error is an *InTheWayError, and nothing of theirs has changed.
func (e *Engine) Update(ctx context.Context, h *Hold, p plan.Plan) (Updated, error) {
	if h.dir != p.Dir {
		return Updated{}, fmt.Errorf("update %s: another folder is held, %s", p.Dir, h.dir)
	}
	st, err := e.updatable(ctx, p)
	if err != nil {
		return Updated{}, err
	}
	branch := p.Guide.Clone.Branch
	commit, err := e.Fetching(ctx).Fetch(ctx, p.Dir, st.Upstream, branch, nil)
	if err != nil {
		return Updated{}, classify(err)
	}
	err = e.git().FastForward(ctx, p.Dir, branch, commit)
	ahead, isAhead := errors.AsType[*gitrepo.AheadError](err)
	failed, isGit := errors.AsType[*gitrepo.GitError](err)
	switch {
	case isAhead:
		err = &InTheWayError{Dir: p.Dir, Differences: []plan.Difference{{
			Observed: fmt.Sprintf("%d commit(s) of your own on %s, and %d behind %s", ahead.Ahead, branch, ahead.Behind, st.Upstream),
			Expected: "no commit on " + branch + " that " + st.Upstream + " lacks",
			Next: fmt.Sprintf("keep them on a branch of their own: %s; then %s", git(p, "switch", "-c", "NAME"),
				git(p, "branch", "-f", branch, st.Upstream+"/"+branch)), Refuses: true,
		}}}
	case isGit && failed.Reason == gitrepo.ReasonConflict:
		err = &InTheWayError{Dir: p.Dir, Differences: []plan.Difference{{
			Observed: "with files of yours where upstream has files now: " + failed.Message,
			Expected: "no file of yours where upstream's new files go", Next: "move them away, then the same command again", Refuses: true,
		}}}
	}
	return Updated{From: st.Head.Commit, To: commit}, err
}

// Idle makes sure that no step of an earlier run, which was killed, still runs: the error is an *OrphanError then.
func (e *Engine) Idle(dir string) error {
	s, err := e.read(dir)
	if err != nil {
		return err
	}
	running, err := s.journal.Orphans()
	switch {
	case err != nil:
		return fmt.Errorf("look for steps of an earlier run: %w", err)
	case len(running) > 0:
		return &OrphanError{Running: running}
	}
	return nil
}

// IsCheckout reports whether dir is the top folder of a checkout.
func (e *Engine) IsCheckout(dir string) bool {
	_, err := gitrepo.Dir(dir)
	return err == nil
}
