// Package event is the wire form of what a run plans, does and ends with.
//
// The engine sends events to a [Sink] in order; views render them. The same encoding is what
// --json prints, one event a line: an envelope with the format's version, the type and the time,
// followed by the fields of the body.
package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Version of the encoding. It changes only when a reader of the old one would misread the new.
const Version = 1

// A Type names the body of an event.
type Type string

// A Body is what an event says. The types of this package with a Type method are all there are.
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

// MarshalJSON writes the envelope and the body's fields as one object.
func (e Event) MarshalJSON() ([]byte, error) {
	head, err := json.Marshal(struct {
		V    int    `json:"v"`
		Type Type   `json:"type"`
		Time string `json:"time"`
	}{Version, e.Body.Type(), e.Time.UTC().Format(time.RFC3339Nano)})
	if err != nil {
		return nil, fmt.Errorf("encode the envelope of %s: %w", e.Body.Type(), err)
	}
	body, err := json.Marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", e.Body.Type(), err)
	}
	if bytes.Equal(body, []byte("{}")) {
		return head, nil
	}
	head[len(head)-1] = ','
	return append(head, body[1:]...), nil
}

// UnmarshalJSON reads an event that MarshalJSON wrote. It refuses unknown versions and types.
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
	for _, b := range Bodies() {
		if b.Type() == head.Type {
			body, err := decodeBody(b, data)
			if err != nil {
				return fmt.Errorf("decode %s: %w", head.Type, err)
			}
			e.Time, e.Body = head.Time, body
			return nil
		}
	}
	return fmt.Errorf("decode an event: unknown type %q", head.Type)
}
