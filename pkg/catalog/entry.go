package catalog

import (
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// An Entry is a guide with the bytes that it was read from. Nobody can change it, so what is hashed, what
// is shown and what runs are the same. Only this package makes entries.
type Entry struct {
	origin Origin
	digest Digest
	text   string
	head   Head
	hides  bool
	load   func() (*guide.Guide, error)
}

// Origin says where the guide comes from.
func (e *Entry) Origin() Origin { return e.origin }

// Digest is the SHA-256 of the guide's bytes.
func (e *Entry) Digest() Digest { return e.digest }

// Text is the guide's bytes. They come from outside: show them through a function that makes control
// characters visible.
func (e *Entry) Text() string { return e.text }

// Head is what a list of guides shows.
func (e *Entry) Head() Head { return e.head }

// Hides reports whether the guide takes the place of one of the same id in the binary.
func (e *Entry) Hides() bool { return e.hides }

// Guide is the guide that the bytes hold. Its callers share it and must not change it. An entry of
// [Catalog.List] may hold a guide that isn't valid, which the error (a [*guide.Error]) says; entries
// from elsewhere were checked when they were read.
func (e *Entry) Guide() (*guide.Guide, error) { return e.load() }

// newEntry reads the whole guide, so that the entry is valid.
func newEntry(origin Origin, data []byte) (*Entry, error) {
	e := bareEntry(origin, data)
	g, err := e.load()
	if err != nil {
		return nil, err
	}
	e.head = headOf(g)
	return e, nil
}

// quickEntry reads as little as a list needs. It is for guides that tests of the binary have read whole.
func quickEntry(origin Origin, data []byte) (*Entry, error) {
	head, ok := readHead(data)
	if !ok {
		return newEntry(origin, data)
	}
	e := bareEntry(origin, data)
	e.head = head
	return e, nil
}

func bareEntry(origin Origin, data []byte) *Entry {
	text := string(data)
	return &Entry{
		origin: origin,
		digest: DigestOf(data),
		text:   text,
		load: sync.OnceValues(func() (*guide.Guide, error) {
			return guide.Load(origin.name(), []byte(text))
		}),
	}
}

// FromBinary makes an entry of a guide that is part of the binary but not of the catalogue, such as the
// one of a practice project. It is trusted with the binary: never pass anything that was read at run time.
func FromBinary(name string, data []byte) (*Entry, error) {
	return newEntry(Origin{Kind: Embedded, Path: name}, data)
}
