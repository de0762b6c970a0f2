package system

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxInput is the largest file whose contents are hashed; of a larger one, size and time count.
const maxInput = 32 << 20

// Files looks at files without changing them. The zero value is ready to use.
type Files struct{}

// Exists reports whether a path is there, or at least one match of a glob pattern. A broken symbolic
// link isn't.
func (Files) Exists(pattern string) bool {
	return anyMatch(pattern, func(fs.FileInfo) bool { return true })
}

// NonEmpty reports whether a path is a regular file with something in it, or at least one match of a
// glob pattern is. A symbolic link counts as what it leads to.
func (Files) NonEmpty(pattern string) bool {
	return anyMatch(pattern, func(info fs.FileInfo) bool { return info.Mode().IsRegular() && info.Size() > 0 })
}

// anyMatch reports whether a path, or a match of a glob pattern, is there and fits.
func anyMatch(pattern string, fits func(fs.FileInfo) bool) bool {
	matches := []string{pattern}
	if strings.ContainsAny(pattern, "*?[") {
		var err error
		if matches, err = filepath.Glob(pattern); err != nil {
			return false
		}
	}
	return slices.ContainsFunc(matches, func(m string) bool {
		info, err := os.Stat(m)
		return err == nil && fits(info)
	})
}

// Digest identifies names and contents of the regular files below root that match the glob patterns.
// A pattern without a match counts too, so that a file that appears changes the digest.
func (Files) Digest(root string, patterns []string) (string, error) {
	h := sha256.New()
	for _, p := range patterns {
		// The pattern is matched below root, whose own name may hold what is special in patterns.
		matches, err := fs.Glob(os.DirFS(root), p)
		if err != nil {
			return "", fmt.Errorf("pattern %q: %w", p, err)
		}
		fmt.Fprintf(h, "%q %d\n", p, len(matches))
		for _, m := range matches {
			if err := hashFile(h, root, filepath.Join(root, filepath.FromSlash(m))); err != nil {
				return "", err
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

func hashFile(w io.Writer, root, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%q %d\n", filepath.ToSlash(rel), info.Size())
	switch {
	case !info.Mode().IsRegular():
		return nil
	case info.Size() > maxInput:
		fmt.Fprintln(w, info.ModTime().UnixNano())
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// Distribution reports whether a Python distribution is in a folder of packages (a glob pattern), by
// its *.dist-info folder. For an editable one it returns the folder it was installed from, as its
// direct_url.json says (PEP 610).
func (Files) Distribution(site, name string) (installed bool, editable string) {
	sites, err := filepath.Glob(site)
	if err != nil {
		return false, ""
	}
	for _, s := range sites {
		entries, err := os.ReadDir(s)
		if err != nil {
			continue
		}
		for _, e := range entries {
			base, ok := strings.CutSuffix(e.Name(), ".dist-info")
			if !ok {
				continue
			}
			project, _, _ := strings.Cut(base, "-")
			if normalName(project) == normalName(name) {
				return true, editableFrom(filepath.Join(s, e.Name(), "direct_url.json"))
			}
		}
	}
	return false, ""
}

// normalName makes names of Python distributions comparable (PEP 503).
func normalName(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "-", ".", "-").Replace(name))
}

func editableFrom(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	var direct struct {
		URL     string `json:"url"`
		DirInfo struct {
			Editable bool `json:"editable"`
		} `json:"dir_info"`
	}
	if json.Unmarshal(data, &direct) != nil || !direct.DirInfo.Editable {
		return ""
	}
	u, err := url.Parse(direct.URL)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return filepath.FromSlash(trimDrive(u.Path))
}

// trimDrive makes /C:/x of a file address C:/x.
func trimDrive(p string) string {
	if len(p) > 2 && p[0] == '/' && p[2] == ':' {
		return p[1:]
	}
	return p
}

// Packages identifies what can be imported from a folder of packages (a glob pattern): the names of its
// entries, and the times of those that say what is installed and what is put on the path. What Python
// itself caches there doesn't count.
func (Files) Packages(site string) (string, error) {
	sites, err := filepath.Glob(site)
	if err != nil {
		return "", fmt.Errorf("pattern %q: %w", site, err)
	}
	h := sha256.New()
	for _, s := range sites {
		entries, err := os.ReadDir(s)
		if err != nil {
			return "", err
		}
		for _, e := range entries {
			if err := describeEntry(h, e); err != nil {
				return "", err
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

func describeEntry(w io.Writer, e fs.DirEntry) error {
	if e.Name() == "__pycache__" {
		return nil
	}
	if e.IsDir() && !strings.HasSuffix(e.Name(), ".dist-info") {
		// Its time changes when Python caches what it compiles in it.
		fmt.Fprintf(w, "%q\n", e.Name())
		return nil
	}
	info, err := e.Info()
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return err
	}
	size := int64(0)
	if info.Mode().IsRegular() {
		size = info.Size()
	}
	fmt.Fprintf(w, "%q %d %d\n", e.Name(), info.ModTime().UnixNano(), size)
	return nil
}
