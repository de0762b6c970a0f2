package gitrepo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Head is what a checkout has checked out.
type Head struct {
	// Commit is the full hash; "" on a branch without a commit.
	Commit string
	// Branch is the short name, "" when no branch is checked out. It comes from
	// the repository: sanitise it before it is shown.
	Branch string
	// Detached says that a commit and no branch is checked out.
	Detached bool
}

// errReftable says that references aren't kept in plain files.
var errReftable = errors.New("keeps its references in a reftable, which only git can read")

// ReadHead reads what is checked out at dir from plain files, without starting
// a program: it takes well under a millisecond. The error wraps
// [ErrNotRepository] if dir is no checkout. A repository in git's newer reftable
// format is an error here; [Git.Head] reads that, too.
func ReadHead(dir string) (Head, error) {
	l, err := locate(dir)
	if err != nil {
		return Head{}, err
	}
	return l.head()
}

// Head is [ReadHead], and asks the git program where plain files don't tell.
func (g *Git) Head(ctx context.Context, dir string) (Head, error) {
	head, err := ReadHead(dir)
	if !errors.Is(err, errReftable) || g.program == "" {
		return head, err
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{"rev-parse", "--verify", "--quiet", "HEAD"}})
	if failed, ok := errors.AsType[*GitError](err); err != nil && (!ok || failed.Message != "") {
		return Head{}, err
	}
	branch, err := g.output(ctx, call{dir: dir, args: []string{"symbolic-ref", "--quiet", "HEAD"}})
	if failed, ok := errors.AsType[*GitError](err); err != nil && (!ok || failed.Message != "") {
		return Head{}, err
	}
	head.Commit = strings.TrimSpace(string(out))
	head.Branch = strings.TrimPrefix(strings.TrimSpace(string(branch)), "refs/heads/")
	head.Detached = head.Branch == ""
	return head, nil
}

// resolve returns the commit of a full reference name, "" if there is none.
func (g *Git) resolve(ctx context.Context, dir, ref string) (string, error) {
	l, err := locate(dir)
	if err != nil {
		return "", err
	}
	commit, err := l.resolve(ref)
	if !errors.Is(err, errReftable) || g.program == "" {
		return commit, err
	}
	out, err := g.output(ctx, call{dir: dir, args: []string{"rev-parse", "--verify", "--quiet", ref}})
	if failed, ok := errors.AsType[*GitError](err); err != nil && (!ok || failed.Message != "") {
		return "", err
	}
	return strings.TrimSpace(string(out)), nil
}

// head reads HEAD and what it points to.
func (l layout) head() (Head, error) {
	text, err := readSmall(filepath.Join(l.git, "HEAD"))
	if err != nil {
		return Head{}, err
	}
	text = strings.TrimSpace(text)
	ref, symbolic := strings.CutPrefix(text, "ref:")
	if !symbolic {
		if !isHash(text) {
			return Head{}, fmt.Errorf("%s: HEAD is neither a branch nor a commit", l.git)
		}
		return Head{Commit: text, Detached: true}, nil
	}
	ref = strings.TrimSpace(ref)
	commit, ref, err := l.follow(ref)
	if err != nil {
		return Head{}, err
	}
	return Head{Commit: commit, Branch: strings.TrimPrefix(ref, "refs/heads/")}, nil
}

// resolve returns the commit of a full reference name, "" if there is no such
// reference.
func (l layout) resolve(ref string) (string, error) {
	commit, _, err := l.follow(ref)
	return commit, err
}

// follow is resolve that also returns the name that a symbolic reference stands
// for.
func (l layout) follow(ref string) (commit, name string, err error) {
	if _, err := os.Stat(filepath.Join(l.common, "reftable")); err == nil {
		return "", "", fmt.Errorf("%s: %w", l.common, errReftable)
	}
	// Links between references are rare; more than a few are a circle.
	for range 5 {
		if !filepath.IsLocal(ref) || !strings.HasPrefix(ref, "refs/") {
			return "", "", fmt.Errorf("%s: a reference has the name %q", l.common, ref)
		}
		text, err := readSmall(filepath.Join(l.common, filepath.FromSlash(ref)))
		if err != nil {
			commit, err := l.packedInstead(ref, err)
			return commit, ref, err
		}
		text = strings.TrimSpace(text)
		next, symbolic := strings.CutPrefix(text, "ref:")
		if !symbolic {
			if !isHash(text) {
				return "", "", fmt.Errorf("%s: the reference %q is broken", l.common, ref)
			}
			return text, ref, nil
		}
		ref = strings.TrimSpace(next)
	}
	return "", "", fmt.Errorf("%s: the reference %q points in a circle", l.common, ref)
}

// packedInstead looks into packed-refs for a reference that has no file of its
// own, or whose file is a folder of other references.
func (l layout) packedInstead(ref string, cause error) (string, error) {
	info, err := os.Stat(filepath.Join(l.common, filepath.FromSlash(ref)))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && info.IsDir() {
		return l.packed(ref)
	}
	return "", cause
}

// packed searches packed-refs.
func (l layout) packed(ref string) (string, error) {
	f, err := os.Open(filepath.Join(l.common, "packed-refs"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find %s: %w", ref, err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		hash, name, ok := strings.Cut(lines.Text(), " ")
		if ok && name == ref && isHash(hash) {
			return hash, nil
		}
	}
	if err := lines.Err(); err != nil {
		return "", fmt.Errorf("find %s: %w", ref, err)
	}
	return "", nil
}

// isHash reports whether s is a full SHA-1 or SHA-256 in hexadecimal.
func isHash(s string) bool {
	if len(s) != 40 && len(s) != 64 {
		return false
	}
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return false
		}
	}
	return true
}
