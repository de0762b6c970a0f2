package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	format "github.com/go-git/go-git/v5/plumbing/format/config"
)

// State is what is true about a folder. Names of branches and remotes, and
// addresses, were written by others: sanitise them before they are shown.
type State struct {
	Dir     string // absolute
	Missing bool   // nothing is there
	Empty   bool   // a folder without anything in it
	GitDir  string // where a file of our own about this checkout belongs
	Head    Head

	Remotes  []Remote
	Upstream string   // the remote that is the wanted repository; set by Adopt
	Forks    []string // remotes that look like forks of it; set by Adopt

	Bare      bool
	Worktree  bool // a linked worktree of another checkout
	Submodule bool
	Shallow   bool // history was cut off
	Partial   bool // file contents are fetched when they are needed
	Sparse    bool // only a part of the files is checked out
	Operation Operation

	Changes Changes
}

// Changes counts what in the work tree differs from the last commit.
type Changes struct {
	Staged, Modified, Untracked, Conflicted int
	// Tracking is the branch that Ahead and Behind are counted from, "" if the
	// branch follows none. The counts are as of the last fetch.
	Tracking      string
	Ahead, Behind int
}

// Dirty reports whether anything is there that no commit holds.
func (c Changes) Dirty() bool { return c.Staged+c.Modified+c.Untracked+c.Conflicted > 0 }

// Operation is something that git has begun and not ended.
type Operation string

// The operations that can be under way.
const (
	OperationNone       Operation = ""
	OperationRebase     Operation = "rebase"
	OperationMerge      Operation = "merge"
	OperationCherryPick Operation = "cherry-pick"
	OperationRevert     Operation = "revert"
	OperationBisect     Operation = "bisect"
	OperationApply      Operation = "am"
)

// Inspect finds out what is at dir and changes nothing. The error wraps
// [ErrNotRepository] if a folder with something in it is no checkout, and is a
// [GitError] with [ReasonOwner] if git refuses to work on someone else's.
func (g *Git) Inspect(ctx context.Context, dir string) (State, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return State{}, fmt.Errorf("inspect %s: %w", dir, err)
	}
	s := State{Dir: dir}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.Missing = true
		return s, nil
	case err != nil:
		return s, fmt.Errorf("inspect %s: %w", dir, err)
	case len(entries) == 0:
		s.Empty = true
		return s, nil
	}
	l, err := locate(dir)
	if err != nil {
		return s, err
	}
	if err := s.read(l); err != nil {
		return s, err
	}
	if s.Head, err = g.Head(ctx, dir); err != nil {
		return s, err
	}
	if s.Bare {
		return s, nil
	}
	s.Changes, err = g.changes(ctx, dir)
	return s, err
}

// read fills in what plain files tell.
func (s *State) read(l layout) error {
	config, err := l.config()
	if err != nil {
		return err
	}
	core := config.Section("core")
	s.GitDir = l.git
	s.Bare = l.bare || l.git == l.common && isTrue(core.Option("bare"))
	s.Worktree = l.git != l.common
	s.Submodule = l.linked && !s.Worktree && core.Option("worktree") != ""
	s.Shallow = exists(filepath.Join(l.common, "shallow"))
	s.Sparse = isTrue(core.Option("sparsecheckout")) || l.worktreeSparse(config)
	s.Operation = l.operation()
	s.Remotes = remotesOf(config)
	for _, r := range s.Remotes {
		s.Partial = s.Partial || r.Promisor
	}
	return nil
}

// worktreeSparse looks for the setting where a worktree keeps its own.
func (l layout) worktreeSparse(config *format.Config) bool {
	if !isTrue(config.Section("extensions").Option("worktreeconfig")) {
		return false
	}
	own, err := readConfig(filepath.Join(l.git, "config.worktree"))
	return err == nil && isTrue(own.Section("core").Option("sparsecheckout"))
}

// operation looks for the files that git keeps while something is under way.
func (l layout) operation() Operation {
	in := func(parts ...string) bool { return exists(filepath.Join(append([]string{l.git}, parts...)...)) }
	switch {
	case in("rebase-merge"):
		return OperationRebase
	case in("rebase-apply", "applying"):
		return OperationApply
	case in("rebase-apply"):
		return OperationRebase
	case in("MERGE_HEAD"):
		return OperationMerge
	case in("CHERRY_PICK_HEAD"):
		return OperationCherryPick
	case in("REVERT_HEAD"):
		return OperationRevert
	case in("BISECT_LOG"):
		return OperationBisect
	case in("sequencer", "todo"):
		// Between two picks there is only the list of those to come.
		text, err := readSmall(filepath.Join(l.git, "sequencer", "todo"))
		if err == nil && strings.HasPrefix(text, "revert") {
			return OperationRevert
		}
		return OperationCherryPick
	}
	return OperationNone
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
