package cli

import (
	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// approve passes guides that came with the binary; any other must have been approved byte for byte.
func (a *app) approve(t *target, digest string) error {
	origin := t.entry.Origin()
	if origin.Kind == catalog.Embedded {
		return nil
	}
	approved, err := catalog.ParseDigest(digest)
	if digest != "" && err != nil {
		return &problem{code: exitUsage, message: "--trust takes sha256: and 64 hexadecimal digits.", observed: digest, expected: "the digest of the guide's bytes", next: a.helpCommand()}
	}
	if digest != "" && approved == t.entry.Digest() {
		return nil
	}
	return &problem{
		code: exitGuide, message: "This guide didn't come with the program, and isn't approved.",
		observed: origin.String() + ", " + t.entry.Digest().String(),
		expected: "an approval of exactly these bytes: its steps run commands on this machine",
		next:     "read the file, then the same command with --trust " + t.entry.Digest().String(),
	}
}
