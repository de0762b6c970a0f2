package gitrepo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

const (
	// stageMark is the middle of a stage's name.
	stageMark = ".jupyter-onboard-"
	// ownerFile says whose a stage is.
	ownerFile = "owner.json"
	// foreignAge is how old a stage of another computer or container has to be
	// to count as left behind: nobody here can see whether its owner runs.
	foreignAge = 24 * time.Hour
)

// stage is the temporary folder in which a clone grows, beside its destination
// so that it can be renamed.
type stage struct {
	dir     string // the temporary folder
	repo    string // the clone inside it
	dest    string
	owner   owner
	removed []string
}

// owner is what the owner file says.
type owner struct {
	Dest string `json:"dest"`
	Host string `json:"host"`
	// Owner is the program that clones, Git the process that it started.
	Owner system.Process  `json:"owner"`
	Git   *system.Process `json:"git,omitempty"`
}

// newStage makes a stage, after removing those that killed clones of the same
// destination left behind.
func newStage(ctx context.Context, dest string) (*stage, error) {
	parent := filepath.Dir(dest)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, fmt.Errorf("make the folder above: %w", err)
	}
	removed, err := removeLeftovers(ctx, dest)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, stagePrefix(dest)+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	host, _ := os.Hostname() // without a name the stage is nobody else's either
	s := &stage{
		dir: dir, repo: filepath.Join(dir, "repo"), dest: dest, removed: removed,
		owner: owner{Dest: dest, Host: host, Owner: system.Current()},
	}
	if err := s.writeOwner(); err != nil {
		return nil, errors.Join(err, os.Remove(dir))
	}
	return s, nil
}

func stagePrefix(dest string) string { return "." + filepath.Base(dest) + stageMark }

// writeOwner writes the owner file in one piece.
func (s *stage) writeOwner() error {
	data, err := json.Marshal(s.owner)
	next := filepath.Join(s.dir, ownerFile+".new")
	if err == nil {
		err = os.WriteFile(next, data, 0o600)
	}
	if err == nil {
		err = os.Rename(next, filepath.Join(s.dir, ownerFile))
	}
	if err != nil {
		return fmt.Errorf("note whose temporary folder it is: %w", err)
	}
	return nil
}

// started notes the git process, so that a later run finds it if this one is
// killed. Without the note that run only finds the folder, which is enough.
func (s *stage) started(p system.Process) {
	s.owner.Git = &p
	_ = s.writeOwner()
}

// publish puts the clone in its place, unless something came into being there
// in the meantime.
func (s *stage) publish() error {
	// Only an empty folder can be removed like this.
	if err := syscall.Rmdir(s.dest); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &ExistsError{Dir: s.dest}
	}
	if err := renameNew(s.repo, s.dest); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return &ExistsError{Dir: s.dest}
		}
		return err
	}
	return nil
}

// remove removes the stage and all that is in it.
func (s *stage) remove() error { return removeStage(s.dir) }

// removeStage removes a stage, the owner file last: as long as anything is
// left, it says whose it is.
func removeStage(dir string) error {
	if err := removeAll(filepath.Join(dir, "repo")); err != nil {
		return err
	}
	return removeAll(dir)
}

// removeLeftovers removes the stages of clones into dest whose owner is dead,
// and returns their names. A git that such an owner started and that still runs
// is ended first.
func removeLeftovers(ctx context.Context, dest string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(dest))
	if err != nil {
		return nil, fmt.Errorf("look for earlier clones: %w", err)
	}
	var removed []string
	for _, entry := range entries {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), stagePrefix(dest)) {
			continue
		}
		dir := filepath.Join(filepath.Dir(dest), entry.Name())
		gone, err := removeLeftover(ctx, dir, dest)
		if err != nil {
			return nil, fmt.Errorf("remove what an earlier clone left at %s: %w", dir, err)
		}
		if gone {
			removed = append(removed, dir)
		}
	}
	return removed, nil
}

// removeLeftover removes one stage if it is ours and its owner is dead.
func removeLeftover(ctx context.Context, dir, dest string) (bool, error) {
	info, err := os.Lstat(dir)
	if err != nil {
		return false, ignoreAbsent(err)
	}
	data, err := readBounded(filepath.Join(dir, ownerFile), maxSmallFile)
	if errors.Is(err, fs.ErrNotExist) {
		return removeUnowned(dir, info.ModTime())
	}
	if err != nil {
		return false, err
	}
	var o owner
	readable := json.Unmarshal(data, &o) == nil
	if !readable || filepath.Base(o.Dest) != filepath.Base(dest) || !o.dead(info.ModTime()) {
		return false, nil
	}
	if o.Git != nil {
		if err := (system.Machine{}).End(ctx, *o.Git, time.Second); err != nil {
			return false, fmt.Errorf("end its git: %w", err)
		}
	}
	return true, removeStage(dir)
}

// removeUnowned removes a stage whose owner was killed before the owner file
// was in its place: there is nothing in it, or only that file's first version.
// Then the number in its name tells whose it was.
func removeUnowned(dir string, touched time.Time) (bool, error) {
	name := filepath.Base(dir)
	number, _, _ := strings.Cut(name[strings.LastIndex(name, stageMark)+len(stageMark):], "-")
	pid, err := strconv.Atoi(number)
	if running := err != nil || system.Running(pid); running && time.Since(touched) < time.Minute {
		return false, nil
	}
	if err := os.Remove(filepath.Join(dir, ownerFile+".new")); ignoreAbsent(err) != nil {
		return false, fmt.Errorf("remove its owner file: %w", err)
	}
	return syscall.Rmdir(dir) == nil, nil
}

// dead reports whether the owner certainly doesn't run any more.
func (o owner) dead(touched time.Time) bool {
	if o.Owner.Local() {
		return !system.Alive(o.Owner)
	}
	host, err := os.Hostname()
	sameHost := err == nil && host == o.Host
	return sameHost || time.Since(touched) > foreignAge
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// removeAll removes a tree; git makes its objects read-only, which keeps them
// from being removed on some systems until they are made writable.
func removeAll(path string) error {
	err := os.RemoveAll(path)
	if err == nil {
		return nil
	}
	walkErr := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type()&fs.ModeSymlink == 0 {
			return os.Chmod(p, 0o700)
		}
		return err
	})
	if walkErr == nil {
		err = os.RemoveAll(path)
	}
	if err != nil {
		return fmt.Errorf("remove a temporary folder: %w", err)
	}
	return nil
}
