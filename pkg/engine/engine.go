// Package engine puts the real machine beneath the runner.
//
// It finds the facts that a plan is built from ([Engine.Facts]), and carries plans out on a checkout
// that it holds for itself meanwhile ([Engine.SetUp]). It is the one place where runner, system,
// gitrepo and state meet; it decides nothing that the plan could.
package engine

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// Engine is the machine for one command. Its fields are set before use and not changed afterwards.
type Engine struct {
	// Environment of the person, as KEY=VALUE.
	Environ []string
	// Folders for what must last and for what can be found out again.
	StateDir, CacheDir string
	// GitHub server, such as https://github.com.
	Server string
	// Clock; nil for the real one.
	Now func() time.Time
	// Command as a person typed it, for whoever finds the checkout held.
	Command string
	// Told of files of state that couldn't be used.
	Notice func(text string)
	// Text of the known failures that all guides share, asked for when a step fails; nil for none.
	KnownFailures func() []byte
	// What the person's organisation says, and of that what is about mirrors, proxies and certificates; nil and nothing
	// without one.
	Organisation *overlay.Organisation
	Below        overlay.Settings

	// settings are what is said of the network, looked for once.
	settings struct {
		once sync.Once
		said overlay.Settings
	}
}

func (e *Engine) now() time.Time {
	if e.Now != nil {
		return e.Now()
	}
	return time.Now()
}

func (e *Engine) notice(n state.Notice) {
	if !n.IsZero() && e.Notice != nil {
		e.Notice(n.String())
	}
}

func (e *Engine) git() *gitrepo.Git {
	return gitrepo.New(system.Machine{}, e.Environ)
}

// locks is the folder of the locks, and begun that of journals of checkouts that aren't there yet.
func (e *Engine) locks() string { return filepath.Join(e.StateDir, "locks") }

func (e *Engine) begun(canonical string) string {
	return filepath.Join(e.StateDir, "begun", state.Key(canonical))
}

// journalDir is where the journal of a checkout is: in its git directory, or in the state directory before it is there.
func (e *Engine) journalDir(dir string) (string, error) {
	git, err := gitrepo.Dir(dir)
	if err == nil {
		return filepath.Join(git, "jupyter-onboard"), nil
	}
	canonical, err := state.Canonical(dir)
	if err != nil {
		return "", fmt.Errorf("find the folder %s: %w", dir, err)
	}
	return e.begun(canonical), nil
}

// Options say how a plan is carried out.
type Options struct {
	// Most steps at the same time.
	Jobs int
	// Asked during the run; nil means go on.
	Asker runner.Asker
	// Command that continues a run that failed, and where to ask a person.
	Continue, Ask string
}

// A Hold is the right to change one checkout, from before the plan is made until the run has ended.
type Hold struct {
	dir  string
	lock *state.Lock
	// tree identifies the work tree as it was when Look was called; nil if it wasn't.
	tree func() (string, error)
}

// Look begins to look at the work tree while other things are found out, so that the answer is there when the run
// asks whether its proofs still hold. It holds until a step runs.
func (e *Engine) Look(ctx context.Context, h *Hold) {
	if _, err := gitrepo.Dir(h.dir); err != nil {
		return
	}
	h.tree = sync.OnceValues(func() (string, error) { return e.git().WorkTreeDigest(ctx, h.dir) })
	go func() { _, _ = h.tree() }()
}

// Hold takes the checkout at dir for this run, whether it is there yet or not. It doesn't wait: the error is a
// *state.HeldError if another run has it.
func (e *Engine) Hold(dir string) (*Hold, error) {
	canonical, err := state.Canonical(dir)
	if err != nil {
		return nil, fmt.Errorf("find the folder %s: %w", dir, err)
	}
	lock, err := state.Acquire(e.locks(), canonical, state.Holder{Command: e.Command, Since: e.now()})
	if err != nil {
		return nil, fmt.Errorf("take the checkout %s: %w", dir, err)
	}
	return &Hold{dir: dir, lock: lock}, nil
}

// Release gives the checkout back. The lock ends with the process in any case.
func (h *Hold) Release() {
	if h != nil && h.lock != nil {
		_ = h.lock.Release()
		h.lock = nil
	}
}

// SetUp carries the plan out on the checkout that is held.
func (e *Engine) SetUp(ctx context.Context, h *Hold, p plan.Plan, o Options, sink event.Sink) (runner.Report, error) {
	if h.dir != p.Dir {
		return runner.Report{}, fmt.Errorf("set up %s: another folder is held, %s", p.Dir, h.dir)
	}
	s, err := e.open(p.Dir)
	if err != nil {
		return runner.Report{}, err
	}
	if err := s.tellOrphans(sink, e.now()); err != nil {
		return runner.Report{}, err
	}
	if err := e.register(p); err != nil {
		return runner.Report{}, err
	}
	s.remember(p)
	s.made = e.newMaker(ctx, p)
	defer func() { s.made.finish(context.WithoutCancel(ctx)) }()
	kept := newRecorder(s)
	var ran atomic.Bool
	r := &runner.Runner{
		Executor: executor{environ: e.Environ, secrets: overlay.Secrets(p.Variables), ran: &ran}, Cloner: kept, Files: files{git: e.git(), tree: h.tree, checkout: h.dir, ran: &ran}, Journal: kept,
		Diagnoser: e.newDiagnoser(p.Guide, kept.path), Asker: o.Asker, Jobs: o.Jobs, Now: e.Now, Continue: o.Continue, Ask: o.Ask,
	}
	return r.Run(ctx, p, sink), nil
}

// Inspect tells which steps of the plan are done. It changes nothing and holds nothing.
func (e *Engine) Inspect(ctx context.Context, p plan.Plan) ([]runner.State, error) {
	s, err := e.read(p.Dir)
	if err != nil {
		return nil, err
	}
	r := &runner.Runner{
		Executor: executor{environ: e.Environ}, Files: files{git: e.git()}, Journal: s, Now: e.Now,
	}
	return r.Inspect(ctx, p), nil
}
