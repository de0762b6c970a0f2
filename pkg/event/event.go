// Package event is the wire form of what a run plans, does and ends with.
//
// The engine sends events to a [Sink] in order; views render them. The same encoding is what
// --json prints, one event a line: an envelope with the format's version, the type and the time,
// followed by the fields of the body. [JSONSchema] describes it. A reader skips fields that it doesn't
// know: new ones may come without a new version.
package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Version of the encoding. It changes only when a reader of the old one would misread the new.
const Version = 1

// A Type names the body of an event.
type Type string

// A Body is what an event says: a value, not a pointer, of one of the types that [Bodies] lists.
type Body interface {
	Type() Type
}

// An Event is a body and when it was sent.
type Event struct {
	Time time.Time
	Body Body
}

// A Sink takes events in order. It returns only when it is done with the event, so a slow view slows
// the engine down instead of losing anything. A sink is never called by two goroutines at once.
type Sink func(Event)

// MarshalJSON writes the envelope and the body's fields as one object. Lists that are always there are
// written as empty, never as null.
func (e Event) MarshalJSON() ([]byte, error) {
	if e.Body == nil {
		return nil, errors.New("encode an event: it has no body")
	}
	t := e.Body.Type()
	head, err := encode(struct {
		V    int       `json:"v"`
		Type Type      `json:"type"`
		Time time.Time `json:"time"`
	}{Version, t, e.Time.UTC()})
	if err != nil {
		return nil, fmt.Errorf("encode the envelope of %s: %w", t, err)
	}
	body, err := encode(withLists(e.Body))
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", t, err)
	}
	if bytes.Equal(body, []byte("{}")) {
		return head, nil
	}
	head[len(head)-1] = ','
	return append(head, body[1:]...), nil
}

// encode writes a value as JSON that people can read too: < > & stay as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// withLists makes lists that a reader may count on empty instead of absent.
func withLists(b Body) Body {
	switch b := b.(type) {
	case Plan:
		b.Steps = list(b.Steps)
		return b
	case Project:
		b.Areas, b.Skills, b.Kinds, b.Profiles = list(b.Areas), list(b.Skills), list(b.Kinds), list(b.Profiles)
		return b
	case Checklist:
		b.Items = list(b.Items)
		return b
	}
	return b
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// UnmarshalJSON reads an event that MarshalJSON wrote; its time is in UTC. It refuses unknown versions
// and types, and passes over unknown fields.
func (e *Event) UnmarshalJSON(data []byte) error {
	var head struct {
		V    int       `json:"v"`
		Type Type      `json:"type"`
		Time time.Time `json:"time"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("decode an event's envelope: %w", err)
	}
	if head.V != Version {
		return fmt.Errorf("decode an event: version %d, this program reads version %d", head.V, Version)
	}
	at := head.Time.UTC()
	if at.Year() < 0 || at.Year() > 9999 {
		return fmt.Errorf("decode an event: its time is in the year %d", at.Year())
	}
	for _, b := range Bodies() {
		if b.Type() == head.Type {
			body, err := decodeBody(b, data)
			if err != nil {
				return fmt.Errorf("decode %s: %w", head.Type, err)
			}
			e.Time, e.Body = at, body
			return nil
		}
	}
	return fmt.Errorf("decode an event: unknown type %q", head.Type)
}
