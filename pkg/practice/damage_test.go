package practice_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A damage is done to the repository in a folder.
type damage func(repo string) error

// without removes a file or folder of the repository, or all of it.
func without(path string) damage {
	return func(repo string) error { return os.RemoveAll(filepath.Join(repo, path)) }
}

// with gives a file of the repository another content.
func with(path, content string) damage {
	return func(repo string) error {
		// Objects are read-only, so it is replaced.
		return errors.Join(without(path)(repo), os.WriteFile(filepath.Join(repo, path), []byte(content), 0o600))
	}
}

// half cuts a file of the repository short.
func half(path string) damage {
	return func(repo string) error {
		whole, err := os.ReadFile(filepath.Join(repo, path))
		if err != nil {
			return err
		}
		return with(path, string(whole[:len(whole)/2]))(repo)
	}
}

// swapped gives a file of the repository the content of another.
func swapped(path, other string) damage {
	return func(repo string) error {
		content, err := os.ReadFile(filepath.Join(repo, other))
		if err != nil {
			return err
		}
		return with(path, string(content))(repo)
	}
}

// loose is the path of an object's file.
func loose(id string) string {
	return filepath.Join("objects", id[:2], id[2:])
}

func TestCreateReplacesWhatIsDamaged(t *testing.T) {
	t.Parallel()
	main := filepath.Join("refs", "heads", "main")
	tests := map[string]damage{
		"empty folder":       func(repo string) error { return errors.Join(without("")(repo), os.Mkdir(repo, 0o755)) },
		"a file instead":     with("", "?"),
		"no HEAD":            without("HEAD"),
		"empty HEAD":         with("HEAD", ""),
		"other branch":       with("HEAD", "ref: refs/heads/x\n"),
		"no refs":            without("refs"),
		"no branch":          without(main),
		"branch of nonsense": with(main, "main\n"),
		"branch to nowhere":  with(main, strings.Repeat("1", 40)+"\n"),
		"branch rewound":     with(main, beforeTip+"\n"),
		"no config":          without("config"),
		"broken config":      with("config", "[core\n"),
		"no filters":         with("config", "[core]\n\tbare = true\n"),
		"not bare":           with("config", "[core]\n\tbare = false\n[uploadpack]\n\tallowFilter = true\n"),
		"no objects":         without("objects"),
		"one less":           without(loose(beforeTip)),
		"one empty":          with(loose(beforeTip), ""),
		"one cut short":      half(loose(beforeTip)),
		"one swapped":        swapped(loose(beforeTip), loose(tip)),
	}
	for name, harm := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := create(t, dir).Dir
			for _, aside := range []string{path + ".aside-1", path + ".aside-2"} {
				if err := harm(path); err != nil {
					t.Fatal(err)
				}
				repo := create(t, dir)
				if !repo.Made || repo.SetAside != aside {
					t.Errorf("Made %v, SetAside %q; want it made anew and the old one at %s", repo.Made, repo.SetAside, aside)
				}
				if _, err := os.Lstat(aside); err != nil {
					t.Errorf("the damaged repository is lost: %v", err)
				}
				git(t, repo.Dir, "fsck", "--strict", "--full")
			}
			if create(t, dir).Made {
				t.Error("a repository that was just repaired is made again")
			}
		})
	}
}
