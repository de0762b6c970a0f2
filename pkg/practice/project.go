package practice

import (
	"embed"
	"io/fs"
	"strings"
)

// project holds the files of nbglance as they are at the tip of its history. They are named one by
// one or by their ending, so that what a test run leaves behind never gets into the binary.
//
//go:embed project/.gitignore project/*.md project/LICENSE project/pyproject.toml
//go:embed project/src/nbglance/*.py project/tests/*.py project/examples/*.ipynb
var project embed.FS

// earlier holds files as they were before the tip.
//
//go:embed earlier
var earlier embed.FS

//go:embed practice.yaml
var guideText string

//go:embed solution.patch
var solution string

// ID is the id of the practice guide.
const ID = "practice"

// A Person is somebody of the practice project. All of them are made up.
type Person struct {
	Name  string
	Email string
}

// Identity is who a person is in a practice checkout. It is for that checkout's own configuration, so
// that practising needs no global git identity and changes none.
func Identity() Person {
	return Person{Name: "You (practice)", Email: "you@practice.example"}
}

// Guide returns the text of the practice project's guide, in the format of the catalogue's guides.
func Guide() []byte {
	return []byte(guideText)
}

// Solution returns a patch for `git apply` that solves the free issue: the answer sheet of a workshop,
// and the way for a test to go the whole journey.
func Solution() []byte {
	return []byte(solution)
}

// read returns the file at a path of the project, from its embedded state root.
func read(files embed.FS, root, path string) ([]byte, error) {
	return files.ReadFile(root + "/" + path)
}

// paths lists the files of the project at the tip, with slashes, sorted.
func paths() ([]string, error) {
	var found []string
	err := fs.WalkDir(project, "project", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found = append(found, strings.TrimPrefix(path, "project/"))
		}
		return err
	})
	return found, err
}
