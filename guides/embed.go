// Package guides holds the guide files that come with the binary, one file a repository.
//
// The package has no code of its own: [FS] is read by whoever loads guides, and what a guide file
// may say is defined by the types of pkg/guide.
package guides

import "embed"

// FS has the guide files in its root folder, each named after the id of its guide: nbformat.yaml.
//
//go:embed *.yaml
var FS embed.FS
