package gitrepo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotRepository says that a folder is no checkout.
var ErrNotRepository = errors.New("not a git repository")

// maxSmallFile bounds the small text files that are read of a git directory.
const maxSmallFile = 64 << 10

// Dir returns the git directory of the checkout at dir: where a file of our own
// about this checkout belongs. A linked worktree has its own.
func Dir(dir string) (string, error) {
	l, err := locate(dir)
	if err != nil {
		return "", err
	}
	return l.git, nil
}

// layout is where the parts of a repository are.
type layout struct {
	git    string // HEAD, index, operations in progress
	common string // refs, config, objects; the same except in a linked worktree
	bare   bool
	linked bool // a file .git points to the git directory
}

// locate finds the git directory of dir itself, not of a folder above it.
func locate(dir string) (layout, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return layout{}, fmt.Errorf("find the repository of %s: %w", dir, err)
	}
	dot := filepath.Join(dir, ".git")
	info, err := os.Stat(dot)
	switch {
	case errors.Is(err, fs.ErrNotExist) && isGitDir(dir):
		return layout{git: dir, common: dir, bare: true}, nil
	case errors.Is(err, fs.ErrNotExist):
		return layout{}, fmt.Errorf("%s: %w", dir, ErrNotRepository)
	case err != nil:
		return layout{}, fmt.Errorf("find the repository of %s: %w", dir, err)
	case info.IsDir():
		return withCommon(layout{git: dot})
	}
	text, err := readSmall(dot)
	if err != nil {
		return layout{}, err
	}
	target, ok := strings.CutPrefix(strings.TrimRight(text, "\r\n"), "gitdir: ")
	if !ok {
		return layout{}, fmt.Errorf("%s: %w", dir, ErrNotRepository)
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(dir, target)
	}
	return withCommon(layout{git: filepath.Clean(target), linked: true})
}

// withCommon fills in the directory that worktrees share.
func withCommon(l layout) (layout, error) {
	l.common = l.git
	text, err := readSmall(filepath.Join(l.git, "commondir"))
	if err == nil {
		target := strings.TrimRight(text, "\r\n")
		if !filepath.IsAbs(target) {
			target = filepath.Join(l.git, target)
		}
		l.common = filepath.Clean(target)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return layout{}, err
	}
	if !isGitDir(l.git) {
		return layout{}, fmt.Errorf("%s: %w", l.git, ErrNotRepository)
	}
	return l, nil
}

// isGitDir reports whether a folder has what every git directory has.
func isGitDir(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, "HEAD")); err != nil {
		return false
	}
	if _, err := os.Stat(filepath.Join(dir, "commondir")); err == nil {
		return true
	}
	for _, name := range []string{"objects", "refs"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// readSmall reads a small regular file.
func readSmall(path string) (string, error) {
	data, err := readBounded(path, maxSmallFile)
	return string(data), err
}

// readBounded reads a regular file of at most limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read a file of git: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, fmt.Errorf("%s: no file of at most %d bytes", path, limit)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read a file of git: %w", err)
	}
	return data, nil
}
