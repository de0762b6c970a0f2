package catalog

import (
	"fmt"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// overlayName is what decisions about organisations' files call them, in the place of a guide's id.
const overlayName = "organisation's file"

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

func overlayEntry(origin Origin, data []byte) *Entry {
	return &Entry{
		origin: origin, digest: DigestOf(data), text: string(data), head: Head{ID: overlayName},
		load: func() (*guide.Guide, error) { return nil, fmt.Errorf("%s is no guide", origin) },
	}
}
