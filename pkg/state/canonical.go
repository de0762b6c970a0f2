package state

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
)

// Canonical is the absolute path of a folder with all links resolved, so that
// two ways to the same folder give the same string. Trailing parts that don't exist
// yet stay as they are.
func Canonical(path string) (string, error) {
	if path == "" || strings.IndexByte(path, 0) >= 0 {
		return "", fmt.Errorf("path %+q names no folder", path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("resolve %s: %w", path, err)
	}
	missing := ""
	for {
		resolved, err := filepath.EvalSymlinks(abs)
		if err == nil {
			return filepath.Join(resolved, missing), nil
		}
		up := filepath.Dir(abs)
		if !errors.Is(err, fs.ErrNotExist) || up == abs {
			return "", fmt.Errorf("resolve %s: %w", path, err)
		}
		missing = filepath.Join(filepath.Base(abs), missing)
		abs = up
	}
}

// maxSlug is how much of a folder's name a key repeats, in bytes.
const maxSlug = 40

// Key names a checkout in the state directory: the last part of its canonical path, for
// people, and a digest of all of it. It is always a [ValidName]. Where file names
// usually ignore case (Windows, macOS), so does the key.
func Key(canonicalPath string) string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		canonicalPath = strings.ToLower(canonicalPath)
	}
	sum := sha256.Sum256([]byte(canonicalPath))
	return slug(filepath.Base(canonicalPath)) + "-" + hex.EncodeToString(sum[:12])
}

// slug keeps what is harmless in a file name; never empty.
func slug(s string) string {
	out := make([]byte, 0, maxSlug)
	for i := 0; i < len(s) && len(out) < maxSlug; i++ {
		switch c := s[i]; {
		case alphanumeric(c):
			out = append(out, c)
		case len(out) > 0 && out[len(out)-1] != '-':
			out = append(out, '-')
		}
	}
	if trimmed := strings.Trim(string(out), "-"); trimmed != "" {
		return trimmed
	}
	return "checkout"
}
