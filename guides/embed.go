// Package guides holds the guide files that come with the binary, one file a repository, the known failures that
// all of them share, and the official sub-projects that they belong to.
//
// The package has no code of its own: [FS] and [Failures] are read by whoever loads guides, and what
// the files may say is defined by the types of pkg/guide.
package guides

import (
	"embed"
)

// FS has the guide files in its root folder, each named after the id of its guide: nbformat.yaml. The
// files known-failures.yaml and subprojects.yaml beside them are no guides.
//
//go:embed *.yaml
var FS embed.FS

// index has what lists show of the guides.
//
//go:generate go run ../pkg/catalog/internal/genindex
//go:embed index.json
var index []byte

// Index is the text of index.json, for catalog.WithIndex. After a change to a guide, `go generate ./guides` writes it
// anew.
func Index() []byte { return index }

// Failures is the text of known-failures.yaml, for guide.LoadFailures. It is read from the binary with
// each call.
func Failures() []byte { return text("known-failures.yaml") }

// Subprojects is the text of subprojects.yaml, for guide.LoadSubprojects. It is read from the binary with each call.
func Subprojects() []byte { return text("subprojects.yaml") }

func text(name string) []byte {
	data, err := FS.ReadFile(name)
	if err != nil {
		return nil // The directive above puts it there, and a test of this package looks.
	}
	return data
}
