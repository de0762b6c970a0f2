package gitrepo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	gogit "github.com/go-git/go-git/v5"
)

const (
	// digestFiles and digestBytes bound what is read of changed files; beyond
	// them a file's size and time of change stand for its content.
	digestFiles = 5000
	digestBytes = 64 << 20
)

// WorkTreeDigest returns a digest of what is checked out at dir: the commit,
// what differs from it, and the content of every changed and untracked file.
// Ignored files don't count. Two equal digests mean that the same code is
// there. It reads at most 64 MiB; of what is beyond, only size and time count.
func (g *Git) WorkTreeDigest(ctx context.Context, dir string) (string, error) {
	head, err := g.Head(ctx, dir)
	if err != nil {
		return "", err
	}
	entries, err := g.changedFiles(ctx, dir)
	if err != nil {
		return "", err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", fmt.Errorf("digest of %s: %w", dir, err)
	}
	defer func() { _ = root.Close() }()
	d := digester{root: root, sum: sha256.New(), files: digestFiles, bytes: digestBytes}
	d.add("commit", head.Commit)
	for _, e := range entries {
		if ctx.Err() != nil {
			return "", fmt.Errorf("digest of %s: %w", dir, context.Cause(ctx))
		}
		d.add("entry", e.status, e.path)
		if err := d.file(e.path); err != nil {
			return "", err
		}
		if e.submodule {
			d.add("submodule", g.submoduleDigest(ctx, filepath.Join(dir, filepath.FromSlash(e.path))))
		}
	}
	return hex.EncodeToString(d.sum.Sum(nil)), nil
}

// submoduleDigest is the digest of a submodule's own work tree; "" if it has none of its own.
func (g *Git) submoduleDigest(ctx context.Context, dir string) string {
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err != nil {
		return ""
	}
	within, err := g.WorkTreeDigest(ctx, dir)
	if err != nil {
		return ""
	}
	return within
}

// changed is one path that differs from the commit.
type changed struct {
	status, path string
	submodule    bool
}

// changedFiles lists the changed and untracked files, sorted by path.
func (g *Git) changedFiles(ctx context.Context, dir string) ([]changed, error) {
	if g.program == "" {
		return goGitChangedFiles(dir)
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{
		"status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=none",
	}})
	if err != nil {
		return nil, err
	}
	var entries []changed
	for line := range strings.SplitSeq(string(out), "\x00") {
		if e, ok := parseChanged(line); ok {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b changed) int { return strings.Compare(a.path, b.path) })
	return entries, nil
}

// parseChanged takes an entry of git status apart: the path comes after a
// number of fields that depends on the kind.
func parseChanged(line string) (changed, bool) {
	fields := map[byte]int{'1': 8, '2': 9, 'u': 10, '?': 1}
	if line == "" || fields[line[0]] == 0 {
		return changed{}, false
	}
	parts := strings.SplitN(line, " ", fields[line[0]]+1)
	if len(parts) != fields[line[0]]+1 {
		return changed{}, false
	}
	last := len(parts) - 1
	// The third field of what git tracks begins with S for a submodule, else with N.
	submodule := line[0] != '?' && strings.HasPrefix(parts[2], "S")
	return changed{status: strings.Join(parts[:last], " "), path: parts[last], submodule: submodule}, true
}

func goGitChangedFiles(dir string) ([]changed, error) {
	repo, err := gogit.PlainOpenWithOptions(dir, &gogit.PlainOpenOptions{EnableDotGitCommonDir: true})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	tree, err := repo.Worktree()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	status, err := tree.Status()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	var entries []changed
	for path, file := range status {
		if file.Staging != gogit.Unmodified || file.Worktree != gogit.Unmodified {
			entries = append(entries, changed{status: string(file.Staging) + string(file.Worktree), path: path})
		}
	}
	slices.SortFunc(entries, func(a, b changed) int { return strings.Compare(a.path, b.path) })
	return entries, nil
}

// digester adds files to a sum within bounds.
type digester struct {
	root  *os.Root
	sum   hash.Hash
	files int
	bytes int64
}

// add adds texts so that no two lists of texts look alike.
func (d *digester) add(texts ...string) {
	for _, text := range texts {
		// A hash never fails to take bytes.
		_, _ = fmt.Fprintf(d.sum, "%d:%s,", len(text), text)
	}
}

// file adds what is at path: nothing, a link's target, or a file's content. A
// path never leads out of the checkout.
func (d *digester) file(path string) error {
	name := filepath.FromSlash(strings.TrimSuffix(path, "/"))
	info, err := d.root.Lstat(name)
	switch {
	case err != nil:
		// Deleted, or replaced by something else meanwhile.
		d.add("absent")
		return nil
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := d.root.Readlink(name)
		if err != nil {
			return fmt.Errorf("digest of %s: %w", path, err)
		}
		d.add("link", target)
		return nil
	case !info.Mode().IsRegular():
		d.add("special", info.Mode().String())
		return nil
	}
	d.files--
	d.bytes -= info.Size()
	if d.files < 0 || d.bytes < 0 {
		d.add("stat", fmt.Sprint(info.Mode(), info.Size(), info.ModTime().UnixNano()))
		return nil
	}
	d.add("file", fmt.Sprint(info.Mode()&0o111 != 0, info.Size()))
	f, err := d.root.Open(name)
	if err != nil {
		// The person can't read it, so a step can't either.
		d.add("unreadable")
		return nil
	}
	defer func() { _ = f.Close() }()
	if _, err := io.Copy(d.sum, io.LimitReader(f, info.Size())); err != nil {
		return fmt.Errorf("digest of %s: %w", path, err)
	}
	return nil
}
