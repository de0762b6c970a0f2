package catalog

import (
	"fmt"
	"strings"
)

// A Kind is the kind of place that a guide comes from.
type Kind string

// The kinds of origin.
const (
	// Embedded guides are part of the binary.
	Embedded Kind = "embedded"
	// File is a file that a person named.
	File Kind = "file"
	// Organisation is the folder of guides that an organisation gives to its people.
	Organisation Kind = "organisation"
	// Repository is the file that a repository has in its own root.
	Repository Kind = "repository"
	// Overlay is an organisation's file of settings, which is no guide.
	Overlay Kind = "overlay"
)

// An Origin says where a guide comes from.
type Origin struct {
	Kind Kind `json:"kind"`
	// Path is the canonical path of the file, or its name in the binary.
	Path string `json:"path"`
	// URL is the address that the repository was cloned from, or that an overlay came from, without credentials;
	// of an organisation's certificates the place of the file that names them; other kinds have none.
	URL string `json:"url,omitempty"`
}

// String is the word embedded, or the path of the file.
func (o Origin) String() string {
	switch {
	case o.Kind == Embedded:
		return string(Embedded)
	case o.Kind == Overlay && o.Path == "":
		return o.URL
	}
	return o.Path
}

// Certificates reports whether these are the certificates that an organisation's file names, which URL is the place of.
func (o Origin) Certificates() bool { return o.Kind == Overlay && o.Path != "" && o.URL != "" }

// Phrase says in words what the guide is, as part of a sentence.
func (o Origin) Phrase() string {
	switch o.Kind {
	case Embedded:
		return fmt.Sprintf("the guide %s of this program", o.Path)
	case Organisation:
		return fmt.Sprintf("the organisation's guide %s", o.Path)
	case Repository:
		if o.URL == "" {
			return fmt.Sprintf("the repository's own guide %s", o.Path)
		}
		return fmt.Sprintf("the guide %s, which came with %s", o.Path, o.URL)
	case Overlay:
		if o.Certificates() {
			return fmt.Sprintf("the certificates %s, which %s names", o.Path, o.URL)
		}
		return "the organisation's file " + o.String()
	case File:
	}
	return fmt.Sprintf("the guide %s", o.Path)
}

// name is what problems of the guide call its file.
func (o Origin) name() string {
	if o.Kind == Embedded {
		return "guides/" + o.Path
	}
	return o.Path
}

// withoutCredentials drops what an address may carry beside the place: user and password, query and fragment.
// It doesn't need the address to be valid.
func withoutCredentials(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address // git@host:path names an account for SSH, which is no secret.
	}
	host, path, slash := strings.Cut(rest, "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	if slash {
		path = "/" + path
	}
	return scheme + "://" + host + path
}
