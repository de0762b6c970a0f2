package gitrepo

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// ReadHead reads what is checked out at dir from plain files, without starting
// a program: it takes well under a millisecond. The error wraps
// [ErrNotRepository] if dir is no checkout.
func ReadHead(dir string) (Head, error) {
	l, err := locate(dir)
	if err != nil {
		return Head{}, err
	}
	return l.head()
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
	commit, err := l.resolve(ref)
	if err != nil {
		return Head{}, err
	}
	return Head{Commit: commit, Branch: strings.TrimPrefix(ref, "refs/heads/")}, nil
}

// resolve returns the commit of a full reference name, "" if there is no such
// reference.
func (l layout) resolve(ref string) (string, error) {
	if _, err := os.Stat(filepath.Join(l.common, "reftable")); err == nil {
		return "", fmt.Errorf("%s: keeps its references in a reftable, which can't be read here", l.common)
	}
	// Links between references are rare; more than a few are a circle.
	for range 5 {
		if !filepath.IsLocal(ref) || !strings.HasPrefix(ref, "refs/") {
			return "", fmt.Errorf("%s: a reference has the name %q", l.common, ref)
		}
		text, err := readSmall(filepath.Join(l.common, filepath.FromSlash(ref)))
		if errors.Is(err, fs.ErrNotExist) {
			return l.packed(ref)
		}
		if err != nil {
			return l.packedInstead(ref, err)
		}
		text = strings.TrimSpace(text)
		next, symbolic := strings.CutPrefix(text, "ref:")
		if !symbolic {
			if !isHash(text) {
				return "", fmt.Errorf("%s: the reference %q is broken", l.common, ref)
			}
			return text, nil
		}
		ref = strings.TrimSpace(next)
	}
	return "", fmt.Errorf("%s: the reference %q points in a circle", l.common, ref)
}

// packedInstead looks into packed-refs for a reference whose file is a folder
// of other references.
func (l layout) packedInstead(ref string, cause error) (string, error) {
	info, err := os.Stat(filepath.Join(l.common, filepath.FromSlash(ref)))
	if err == nil && info.IsDir() {
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
