package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

const (
	// ownFolder is the tool's own folder in that of git.
	ownFolder = "jupyter-onboard"
	// cloneFile lists, in the tool's own folder, the tags that came with the clone. A checkout without it isn't
	// the tool's: the ledger knows a folder by its number, which systems give again to another.
	cloneFile = "clone"
	// maxTags bounds that list.
	maxTags = 16 << 20
	// The steps that the ledger names: for clones, the environment, what steps leave in the checkout,
	// and what is on its way out.
	cloneStep       = "clone"
	environmentStep = "python"
	leftStep        = "left-by-steps"
	removeStep      = "remove"
)

// ledgers is the folder of the ledgers.
func (e *Engine) ledgers() string { return filepath.Join(e.StateDir, "made") }

// A maker writes into the ledger what a run makes, so that it can be taken away again. It begins with
// the first step that runs: a run with nothing to do writes nothing. What can't be recorded stays when
// the checkout is removed; the person is told and the run goes on.
type maker struct {
	engine *Engine
	plan   plan.Plan
	// begin looks, once, at how things are before the first step that isn't a clone.
	begin func()

	mu     sync.Mutex
	ledger *state.Ledger
	failed bool
	// begun says that a step ran. environment is the folder of the environment if it is the tool's.
	begun       bool
	environment string
	// before are the files that git doesn't know and that aren't the tool's, from before the steps.
	before map[string]bool
}

func (e *Engine) newMaker(ctx context.Context, p plan.Plan) *maker {
	m := &maker{engine: e, plan: p}
	m.begin = sync.OnceFunc(func() { m.trouble(m.look(ctx)) })
	return m
}

// trouble tells, once, that something can't be recorded.
func (m *maker) trouble(err error) {
	m.mu.Lock()
	told := m.failed
	m.failed = m.failed || err != nil
	m.mu.Unlock()
	if err != nil && !told && m.engine.Notice != nil {
		m.engine.Notice("What is made can't be recorded, so `remove` will leave it: " + err.Error())
	}
}

// open opens the ledger of the plan's checkout.
func (m *maker) open() (*state.Ledger, string, error) {
	canonical, err := state.Canonical(m.plan.Dir)
	if err != nil {
		return nil, "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ledger == nil {
		ledger, notice, err := state.OpenLedger(m.engine.ledgers(), canonical, m.engine.Now)
		if err != nil {
			return nil, "", err
		}
		m.engine.notice(notice)
		m.ledger = ledger
	}
	return m.ledger, canonical, nil
}

// cloning records that a clone is about to be made. What is there already, be it an empty folder, is the
// person's.
func (m *maker) cloning(dir string) (made func(ctx context.Context)) {
	ledger, _, err := m.open()
	var place string
	if err == nil {
		place, err = state.Canonical(dir)
	}
	if err == nil {
		err = ledger.Plan(place, state.KindCheckout, cloneStep)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return func(context.Context) {}
	case err != nil:
		m.trouble(err)
		return func(context.Context) {}
	}
	return func(ctx context.Context) {
		m.trouble(errors.Join(m.engine.markClone(ctx, place), ledger.Made(place)))
	}
}

// markClone notes that a clone is the tool's, and which tags came with it: they may name commits of branches
// that didn't. Without git there is no list, and all tags count as the person's.
func (e *Engine) markClone(ctx context.Context, dir string) error {
	tags, err := e.git().Tags(ctx, dir)
	if err != nil && !errors.Is(err, gitrepo.ErrNoGit) {
		return err
	}
	git, err := gitrepo.Dir(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(git, ownFolder), 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(filepath.Join(git, ownFolder))
	if err != nil {
		return err
	}
	defer root.Close()
	return state.WriteFile(root, cloneFile, []byte(strings.Join(tags, "\n")), 0o600)
}

// marked returns the tags that came with the clone at dir, and whether it is the tool's.
func marked(dir string) (tags []string, ok bool) {
	git, err := gitrepo.Dir(dir)
	if err != nil {
		return nil, false
	}
	name := filepath.Join(git, ownFolder, cloneFile)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxTags {
		return nil, false
	}
	data, err := os.ReadFile(name)
	return strings.Split(string(data), "\n"), err == nil
}

// look finds out, before the first step, what is the tool's.
func (m *maker) look(ctx context.Context) error {
	ledger, canonical, err := m.open()
	if err != nil {
		return err
	}
	m.begun = true
	if err := m.lookAtEnvironment(ledger); err != nil {
		return err
	}
	if !own(ledger.Entries(), canonical) {
		return nil
	}
	unknown, err := m.engine.unknown(ctx, canonical)
	if err != nil {
		return err
	}
	m.before = map[string]bool{}
	unchanged := map[string]bool{}
	for _, entry := range ledger.Entries() {
		changed, _ := state.Changed(entry)
		unchanged[entry.Path] = entry.Step == leftStep && !changed
	}
	for _, path := range unknown {
		m.before[path] = !unchanged[path]
	}
	return nil
}

// lookAtEnvironment plans the environment, if none is there, or the one that is there is as the tool made it.
func (m *maker) lookAtEnvironment(ledger *state.Ledger) error {
	if m.plan.Environment.IsZero() {
		return nil
	}
	place, err := canonicalIn(m.plan.Environment.Root)
	if err != nil {
		return err
	}
	for _, entry := range ledger.Entries() {
		if changed, _ := state.Changed(entry); entry.Path == place && changed && !entry.Made.IsZero() && there(place) {
			return nil // It stays the person's from now on.
		}
	}
	err = ledger.Plan(place, state.KindFolder, environmentStep)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return err
	}
	m.environment = place
	return nil
}

// finish records how things are after the last step.
func (m *maker) finish(ctx context.Context) {
	if !m.begun {
		return
	}
	if m.environment != "" && there(m.environment) {
		m.trouble(m.ledger.Made(m.environment))
	}
	if m.before == nil {
		return
	}
	canonical, err := state.Canonical(m.plan.Dir)
	if err != nil {
		return
	}
	unknown, err := m.engine.unknown(ctx, canonical)
	if err != nil {
		m.trouble(err)
		return
	}
	left := slices.DeleteFunc(unknown, func(p string) bool { return m.before[p] || within(m.environment, p) })
	m.trouble(m.ledger.Found(leftStep, left...))
}

// unknown lists what git doesn't know in a checkout, by absolute paths. What any program makes anew is left out.
func (e *Engine) unknown(ctx context.Context, canonical string) ([]string, error) {
	untracked, ignored, err := e.git().Unknown(ctx, canonical)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range slices.Concat(untracked, ignored) {
		if !madeAnew(name) {
			out = append(out, filepath.Join(canonical, filepath.FromSlash(name)))
		}
	}
	return out, nil
}

// madeAnew reports whether a path that git doesn't know lies in a folder that programs make again by
// themselves, by its name. Such a folder may ignore what is in it itself, so that git names that.
func madeAnew(name string) bool {
	parts := strings.Split(name, "/")
	for _, folder := range parts[:len(parts)-1] {
		switch folder {
		case "__pycache__", "node_modules", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".yarn", ".hatch", ".tox", ".nox":
			return true
		}
	}
	return strings.HasSuffix(name, ".pyc")
}

// own reports whether the checkout at path was made by the tool and is that folder still.
func own(entries []state.Entry, path string) bool {
	if _, ok := marked(path); !ok {
		return false
	}
	return slices.ContainsFunc(entries, func(e state.Entry) bool {
		if e.Path != path || e.Kind != state.KindCheckout {
			return false
		}
		changed, _ := state.Changed(e)
		return !changed
	})
}

// canonicalIn resolves the links of the folder that a path is in, not one in its own place.
func canonicalIn(path string) (string, error) {
	folder, err := state.Canonical(filepath.Dir(path))
	return filepath.Join(folder, filepath.Base(path)), err
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	if dir == "" {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// there reports whether anything stands at path.
func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
