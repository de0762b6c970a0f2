package practice

import "embed"

// files holds nbglance as it is at the tip of its history, in the folder project, and files as they were
// before, in the folder earlier. They are named one by one or by their ending, so that what a test run
// leaves behind never gets into the binary.
//
//go:embed project/.gitignore project/*.md project/LICENSE project/pyproject.toml
//go:embed project/src/nbglance/*.py project/tests/*.py project/examples/*.ipynb
//go:embed earlier/*.md
var files embed.FS

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
