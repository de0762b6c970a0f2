package catalog

import (
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// overlayName is what decisions about organisations' files call them, in the place of a guide's id.
const overlayName = "organisation's file"

// certificatesName is what decisions about an organisation's certificates call them.
const certificatesName = "organisation's certificates"

// OverlayFromFile reads the organisation's file that a person named, to be approved like a guide: its bytes, in that
// place. It is no guide, and [Entry.Guide] says so. Links are followed; the origin is where they lead.
func OverlayFromFile(path string) (*Entry, error) {
	target, err := canonical(path)
	if err != nil {
		return nil, err
	}
	data, err := readPath(target)
	if err != nil {
		return nil, err
	}
	return overlayEntry(Origin{Kind: Overlay, Path: target}, data), nil
}

// OverlayFromAddress is [OverlayFromFile] for bytes that came from an address.
func OverlayFromAddress(address string, data []byte) *Entry {
	return overlayEntry(Origin{Kind: Overlay, URL: withoutCredentials(address)}, data)
}

// CertificatesOf is [OverlayFromFile] for the certificates that an organisation's file names by their path: they are
// approved as these bytes, in that place, for that file. The path is absolute; links in it are resolved where they can be.
func CertificatesOf(file Origin, path string, data []byte) *Entry {
	if target, err := canonical(path); err == nil {
		path = target
	}
	e := overlayEntry(Origin{Kind: Overlay, Path: path, URL: file.String()}, data)
	e.head.ID = certificatesName
	return e
}

func overlayEntry(origin Origin, data []byte) *Entry {
	return &Entry{
		origin: origin, digest: DigestOf(data), text: string(data), head: Head{ID: overlayName},
		load: func() (*guide.Guide, error) { return nil, fmt.Errorf("%s is no guide", origin) },
	}
}
