// Package guides holds the guide files that come with the binary, one file a repository, and the known
// failures that all of them share.
//
// The package has no code of its own: [FS] and [Failures] are read by whoever loads guides, and what
// the files may say is defined by the types of pkg/guide.
package guides

import "embed"

// FS has the guide files in its root folder, each named after the id of its guide: nbformat.yaml. The
// file known-failures.yaml beside them is no guide.
//
//go:embed *.yaml
var FS embed.FS

// Failures is the text of known-failures.yaml, for guide.LoadFailures. It is read from the binary with
// each call.
func Failures() []byte {
	data, err := FS.ReadFile("known-failures.yaml")
	if err != nil {
		return nil // The directive above puts it there, and a test of this package looks.
	}
	return data
}
