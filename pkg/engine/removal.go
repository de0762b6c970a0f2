package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// A Removal says what the tool made for a checkout and can take away, and what it leaves.
type Removal struct {
	// Folder of the checkout, with all links resolved.
	Dir string
	// Own are the things that the tool made and that go.
	Own []Thing
	// Stays are things that stand there and aren't the tool's.
	Stays []Thing
	// Theirs is what is in the way because it is a person's: nothing goes as long as there is any.
	Theirs []Thing

	environmentOnly bool
}

// A Thing is something at a path, and what is to be said of it.
type Thing struct {
	Path, What string
}

// Empty reports whether there is nothing to take away.
func (r *Removal) Empty() bool { return len(r.Own) == 0 }

// Removal finds out what the tool made for the checkout at dir, all of it or its environment only. It
// changes nothing.
func (e *Engine) Removal(ctx context.Context, dir string, environmentOnly bool) (*Removal, error) {
	canonical, err := state.Canonical(dir)
	if err != nil {
		return nil, fmt.Errorf("find the folder %s: %w", dir, err)
	}
	ledger, notice, err := state.ReadLedger(e.ledgers(), canonical)
	if err != nil {
		return nil, fmt.Errorf("read what was made for %s: %w", dir, err)
	}
	e.notice(notice)
	r := &Removal{Dir: canonical, environmentOnly: environmentOnly}
	entries := ledger.Entries()
	for _, entry := range entries {
		if entry.Step == removeStep && there(entry.Path) {
			r.own(entry.Path, "what an earlier removal left")
		}
	}
	if !environmentOnly {
		r.checkouts(ctx, e, entries)
	}
	r.environment(entries)
	if !environmentOnly {
		r.private(entries)
	}
	return r, nil
}

func (r *Removal) own(path, what string) { r.Own = append(r.Own, Thing{Path: path, What: what}) }

func (r *Removal) stays(path, what string) { r.Stays = append(r.Stays, Thing{Path: path, What: what}) }

func (r *Removal) theirs(path, what string) {
	r.Theirs = append(r.Theirs, Thing{Path: path, What: what})
}

// checkouts judges the checkout and its companions.
func (r *Removal) checkouts(ctx context.Context, e *Engine, entries []state.Entry) {
	if there(r.Dir) && !own(entries, r.Dir) {
		r.stays(r.Dir, "a checkout that this program didn't make, or can't tell that it did")
	}
	for _, entry := range entries {
		switch {
		case entry.Kind != state.KindCheckout || !there(entry.Path):
			continue
		case own(entries, entry.Path):
			r.own(entry.Path, "the checkout, which was cloned")
			r.belongings(ctx, e, entry.Path, entries)
		case entry.Path != r.Dir:
			r.stays(entry.Path, "a checkout that isn't the one that was cloned")
		}
	}
}

// belongings finds what of a person's is in a checkout.
func (r *Removal) belongings(ctx context.Context, e *Engine, dir string, entries []state.Entry) {
	tags, _ := marked(dir)
	b, err := e.git().Belongings(ctx, dir, tags)
	if err != nil {
		r.theirs(dir, "can't be looked through: "+err.Error())
		return
	}
	if b.Operation != gitrepo.OperationNone {
		r.theirs(dir, fmt.Sprintf("a %s is in progress", b.Operation))
	}
	r.listed(dir, b.Changed, "with changes that no commit holds", "with changes that no commit holds")
	r.listed(dir, b.Unwatched, "that git was told not to look at", "that git was told not to look at")
	r.counted(dir, b.Commits, "commit that no remote has", "commits that no remote has")
	r.counted(dir, b.Stashes, "stash", "stashes")
	r.listed(dir, b.Worktrees, "is another work tree of the same repository", "are other work trees of the same repository")
	r.files(dir, append(b.Untracked, b.Ignored...), entries)
}

// files sorts what git doesn't know: what is as the steps left it goes, the rest is the person's.
func (r *Removal) files(dir string, names []string, entries []state.Entry) {
	made := map[string]state.Entry{}
	environment := ""
	for _, entry := range entries {
		made[entry.Path] = entry
		if entry.Step == environmentStep {
			environment = entry.Path // It is judged as a whole.
		}
	}
	var unknown []string
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		entry, ok := made[path]
		switch {
		case madeAnew(name), within(environment, path):
		case !ok:
			unknown = append(unknown, name)
		default:
			if changed, how := state.Changed(entry); changed {
				r.theirs(path, "it "+how)
			}
		}
	}
	r.listed(dir, unknown, "that no step made and git doesn't know", "that no step made and git doesn't know")
}

// listed names a few paths of which the same is to be said.
func (r *Removal) listed(dir string, names []string, one, many string) {
	const shown = 5
	switch n := len(names); {
	case n == 0:
	case n == 1:
		r.theirs(filepath.Join(dir, filepath.FromSlash(names[0])), "a file or folder "+one)
	case n <= shown:
		r.theirs(dir, fmt.Sprintf("%d files or folders %s: %s", n, many, strings.Join(names, ", ")))
	default:
		r.theirs(dir, fmt.Sprintf("%d files or folders %s: %s and %d more", n, many, strings.Join(names[:shown], ", "), n-shown))
	}
}

func (r *Removal) counted(dir string, n int, one, many string) {
	switch n {
	case 0:
	case 1:
		r.theirs(dir, "1 "+one)
	default:
		r.theirs(dir, fmt.Sprintf("%d %s", n, many))
	}
}

// environment judges the environment.
func (r *Removal) environment(entries []state.Entry) {
	for _, entry := range entries {
		if entry.Step != environmentStep || !there(entry.Path) {
			continue
		}
		if changed, how := state.Changed(entry); changed {
			r.theirs(entry.Path, "the environment isn't as the steps left it: it "+how)
			continue
		}
		r.own(entry.Path, "the environment")
	}
}

// private judges the tool's own folder in that of git.
func (r *Removal) private(entries []state.Entry) {
	git, err := gitrepo.Dir(r.Dir)
	if err != nil {
		return
	}
	path, err := canonicalIn(filepath.Join(git, ownFolder))
	if err != nil {
		return
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return
	}
	for _, entry := range entries {
		if entry.Step == environmentStep && within(path, entry.Path) {
			if changed, _ := state.Changed(entry); changed {
				return
			}
		}
	}
	r.own(path, "this program's own folder: journal, logs, tools that it brought")
}

// A ChangedError says that something changed between the look and the yes.
type ChangedError struct{ Dir string }

// Error implements error.
func (e *ChangedError) Error() string {
	return e.Dir + " was changed in the meantime, so nothing was removed"
}

// Remove takes away what a removal lists. The checkout must be held. What is there is looked at once more:
// if it isn't as it was listed, the error is a *ChangedError and nothing has been removed.
func (e *Engine) Remove(ctx context.Context, h *Hold, r *Removal) error {
	if canonical, err := state.Canonical(h.dir); err != nil || canonical != r.Dir {
		return fmt.Errorf("remove %s: another folder is held, %s", r.Dir, h.dir)
	}
	again, err := e.Removal(ctx, r.Dir, r.environmentOnly)
	if err != nil {
		return err
	}
	if len(again.Theirs) > 0 || !equal(again.Own, r.Own) {
		return &ChangedError{Dir: r.Dir}
	}
	ledger, notice, err := state.OpenLedger(e.ledgers(), r.Dir, e.Now)
	if err != nil {
		return fmt.Errorf("open what was made for %s: %w", r.Dir, err)
	}
	e.notice(notice)
	for _, thing := range r.Own {
		if err := takeAway(ledger, thing.Path); err != nil {
			return fmt.Errorf("remove %s: %w", thing.Path, err)
		}
	}
	for _, entry := range ledger.Entries() {
		if r.environmentOnly && entry.Step != environmentStep && entry.Step != removeStep {
			continue
		}
		if entry.Step == removeStep && there(entry.Path) {
			continue
		}
		if err := ledger.Drop(entry.Path); err != nil {
			return fmt.Errorf("note what was removed: %w", err)
		}
	}
	if r.environmentOnly {
		return nil
	}
	return errors.Join(e.forget(r.Dir)...)
}

func equal(a, b []Thing) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// forget removes what the state directory holds about a checkout, but for its lock, which is held.
func (e *Engine) forget(canonical string) []error {
	var out []error
	for _, name := range []string{
		filepath.Join("checkouts", state.Key(canonical)+".json"), filepath.Join("begun", state.Key(canonical)),
	} {
		root, err := os.OpenRoot(e.StateDir)
		if err != nil {
			return append(out, err)
		}
		out = append(out, root.RemoveAll(name))
		_ = root.Close()
	}
	return out
}
