package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// Begun counts how the steps of a branch's plan ended, and says what failed.
type Begun struct {
	Steps map[event.Result]int
	// Failed is the step that failed, empty if none did.
	Failed string
	Err    error
}

// Begin carries the plan of a branch out on its checkout, which must be held. It stops at the first step that fails;
// what was done until then stays, and the same command again continues there.
func (e *Engine) Begin(ctx context.Context, h *Hold, b plan.BranchPlan, hub Hub, sink event.Sink) Begun {
	begun := Begun{Steps: map[event.Result]int{}}
	if h.dir != b.Dir {
		begun.Err = fmt.Errorf("begin a branch in %s: another folder is held, %s", b.Dir, h.dir)
		return begun
	}
	w := &beginner{engine: e, git: e.Fetching(ctx), hub: hub, plan: b, sink: sink}
	finish := func(id string, r event.Result, reason string, began time.Time) {
		begun.Steps[r]++
		var seconds float64
		if !began.IsZero() {
			seconds = e.now().Sub(began).Seconds()
		}
		w.send(event.StepFinished{ID: id, Result: r, Reason: reason, Seconds: max(0, seconds)})
	}
	for _, s := range b.Steps {
		switch {
		case begun.Err != nil:
			finish(s.ID, event.NotRun, "the step "+begun.Failed+" isn't done", time.Time{})
			continue
		case s.Satisfied != "":
			finish(s.ID, event.AlreadyDone, s.Satisfied, time.Time{})
			continue
		}
		began := e.now()
		w.send(event.StepStarted{ID: s.ID, Attempt: 1})
		if err := w.do(ctx, s); err != nil {
			begun.Err, begun.Failed = classify(err), s.ID
			finish(s.ID, event.Failed, err.Error(), began)
			continue
		}
		finish(s.ID, event.Succeeded, "", began)
	}
	return begun
}

// A beginner carries out the steps of one plan.
type beginner struct {
	engine *Engine
	git    *gitrepo.Git
	hub    Hub
	plan   plan.BranchPlan
	sink   event.Sink
	commit string // that was fetched
	fork   string // that was made, as owner/name
}

func (w *beginner) send(b event.Body) { w.sink(event.Event{Time: w.engine.now(), Body: b}) }

func (w *beginner) do(ctx context.Context, s plan.Step) error {
	do := s.Action.Begin
	switch {
	case do == nil:
		return fmt.Errorf("the step %s does nothing", s.ID)
	case do.Fetch != nil:
		return w.fetch(ctx, s.ID, *do.Fetch)
	case do.Branch != nil:
		return w.git.Branch(ctx, w.plan.Dir, do.Branch.Name, w.commit)
	case do.Fork != nil:
		made, err := w.hub.MakeFork(ctx, *do.Fork)
		w.fork = made
		return err
	case do.Remote != nil:
		return w.remote(ctx, *do.Remote)
	}
	for _, c := range do.Settings {
		if err := w.git.Set(ctx, w.plan.Dir, c.Key, c.To); err != nil {
			return err
		}
	}
	return nil
}

func (w *beginner) fetch(ctx context.Context, id string, f plan.Fetching) error {
	commit, err := w.git.Fetch(ctx, w.plan.Dir, f.Remote, f.Branch, func(p gitrepo.Progress) {
		w.send(event.StepProgress{ID: id, Phase: string(p.Phase), Percent: p.Percent, Bytes: p.Bytes, Rate: p.PerSecond})
	})
	w.commit = commit
	return err
}

// remote adds a remote. The address of a fork that was just made is the one that the server gave it.
func (w *beginner) remote(ctx context.Context, r plan.NewRemote) error {
	address, err := gitrepo.ValidateURL(r.URL)
	if err != nil {
		return err
	}
	if r.Fork && w.fork != "" {
		if address, err = gitrepo.Like(address, w.fork); err != nil {
			return err
		}
	}
	return w.git.AddRemote(ctx, w.plan.Dir, r.Name, address)
}

// ForkAge says how the fork's branch stands against upstream's, in words: it may be long out of date, which does no harm.
// It is empty where there is nothing to say. The person's own credentials are used, and nothing is fetched.
func (e *Engine) ForkAge(ctx context.Context, p plan.Plan, f plan.BranchFacts) string {
	branch := p.Guide.Clone.Branch
	address, err := gitrepo.ValidateURL(f.Fork.URL)
	if f.Fork.Repo == "" || f.Upstream == "" || err != nil {
		return ""
	}
	git := e.Fetching(ctx)
	commit, err := git.RemoteBranch(ctx, address, branch)
	if failed, ok := errors.AsType[*gitrepo.GitError](err); ok {
		return fmt.Sprintf("%s can't be asked with your credentials (%s): a push will need some.", f.Fork.Repo, failed.Reason)
	}
	if err != nil || commit == "" {
		return ""
	}
	tip, err := git.TrackingAt(ctx, p.Dir, f.Upstream, branch)
	if err != nil || tip == "" {
		return ""
	}
	switch ahead, behind, known, err := git.Behind(ctx, p.Dir, commit, tip); {
	case err != nil, commit == tip:
		return ""
	case !known:
		return fmt.Sprintf("%s has commits on %s that aren't here. That doesn't matter: your branch begins at upstream.", f.Fork.Repo, branch)
	case ahead > 0:
		return fmt.Sprintf("%s has %d commit(s) of its own on %s. They don't come along: your branch begins at upstream.", f.Fork.Repo, ahead, branch)
	default:
		return fmt.Sprintf("%s is %d commit(s) behind on %s. That doesn't matter: your branch begins at upstream.", f.Fork.Repo, behind, branch)
	}
}
