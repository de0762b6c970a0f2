package system

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// oddFolders are names that glob patterns would misread, and those that a pattern of them would match.
func oddFolders() map[string]string {
	folders := map[string]string{"[work]": "w", "a[b-d]e": "ace", "plain": ""}
	if runtime.GOOS != "windows" {
		folders["st*r"] = "star"
		folders["what?"] = "whats"
		folders[`back\slash`] = "backslash"
		folders[`\[x]`] = "[x]"
	}
	return folders
}

// TestFilesInOddFolders finds what is there in folders with special names, and nothing beside them.
func TestFilesInOddFolders(t *testing.T) {
	t.Parallel()
	for name, decoy := range oddFolders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			root := filepath.Join(parent, name)
			layout := plan.NewLayout(guide.OS(runtime.GOOS), root)
			site := filepath.Join(root, "lib", "python3.12", "site-packages")
			if runtime.GOOS == "windows" {
				site = filepath.Join(root, "Lib", "site-packages")
			}
			if decoy != "" {
				put(t, filepath.Join(parent, decoy, site[len(root):], "other-1.0.dist-info", "METADATA"))
			}
			if (Files{}).Exists(layout.Site) {
				t.Errorf("%s matches the folder %s", layout.Site, decoy)
			}
			put(t, filepath.Join(site, "sample-1.0.dist-info", "METADATA"))
			if !(Files{}).Exists(layout.Site) {
				t.Errorf("%s isn't found", layout.Site)
			}
			if ok, _ := (Files{}).Distribution(layout.Site, "sample"); !ok {
				t.Error("the distribution isn't found")
			}
			if ok, _ := (Files{}).Distribution(layout.Site, "other"); ok {
				t.Errorf("the distribution of %s is found", decoy)
			}
			before, err := (Files{}).Packages(layout.Site)
			if err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(site, "more-1.0.dist-info", "METADATA"))
			if after, err := (Files{}).Packages(layout.Site); err != nil || after == before {
				t.Errorf("a new package changes nothing: %v", err)
			}
		})
	}
}

// TestDigestInOddFolders hashes inputs below a folder with a special name.
func TestDigestInOddFolders(t *testing.T) {
	t.Parallel()
	for name, decoy := range oddFolders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			root := filepath.Join(parent, name)
			if decoy != "" {
				put(t, filepath.Join(parent, decoy, "pyproject.toml"))
			}
			digest := func() string {
				d, err := (Files{}).Digest(root, []string{"pyproject.toml", "packages/*/package.json"})
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			seen := map[string]string{digest(): "nothing"}
			for _, file := range []string{"pyproject.toml", "packages/a/package.json", "packages/b/package.json"} {
				put(t, filepath.Join(root, filepath.FromSlash(file)))
				d := digest()
				if before, again := seen[d]; again {
					t.Errorf("%s changes nothing since %s", file, before)
				}
				seen[d] = file
			}
			if err := os.WriteFile(filepath.Join(root, "packages", "a", "package.json"), []byte("other"), 0o600); err != nil {
				t.Fatal(err)
			}
			if before, again := seen[digest()]; again {
				t.Errorf("other contents change nothing since %s", before)
			}
			put(t, filepath.Join(root, "unrelated"))
			if _, again := seen[digest()]; again {
				t.Error("an earlier digest comes back")
			}
		})
	}
}

// TestDigestIsOfTheTree gives two checkouts with the same files the same digest.
func TestDigestIsOfTheTree(t *testing.T) {
	t.Parallel()
	digest := func(root string) string {
		put(t, filepath.Join(root, "packages", "a", "package.json"))
		d, err := (Files{}).Digest(root, []string{"packages/*/package.json", "absent"})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if a, b := digest(filepath.Join(t.TempDir(), "a")), digest(filepath.Join(t.TempDir(), "[b]")); a != b {
		t.Errorf("digests %s and %s", a, b)
	}
	if _, err := (Files{}).Digest(t.TempDir(), []string{"["}); err == nil || !strings.Contains(err.Error(), `"["`) {
		t.Errorf("a broken pattern: %v", err)
	}
}

// put makes a file with the folders that it is in.
func put(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(filepath.Base(path)), 0o600); err != nil {
		t.Fatal(err)
	}
}
