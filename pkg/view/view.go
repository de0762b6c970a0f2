// Package view renders events and pages as lines: for people ([Plain]) and for programs ([JSON]).
//
// A view takes the events of a run in order and writes as they come: nothing is redrawn, nothing
// moves. Everything that it writes for people goes through package term, because guides,
// repositories and tools are strangers; and no line of theirs is a command to a CI service that reads
// the output.
package view

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A View shows the events of one command.
type View interface {
	// Show shows one event. It is an event.Sink.
	Show(e event.Event)
	// Err returns the first error of writing, such as a closed pipe.
	Err() error
}

var (
	_ View = (*Plain)(nil)
	_ View = (*JSON)(nil)
)

// JSON writes each event as one line of JSON.
type JSON struct {
	mu  sync.Mutex
	out io.Writer
	err error
}

// NewJSON returns a view that writes JSON Lines to out.
func NewJSON(out io.Writer) *JSON { return &JSON{out: out} }

// Show writes the event as a line. Characters that could act on a terminal or a CI service are escaped;
// the value is exact.
func (v *JSON) Show(e event.Event) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err != nil {
		return
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		v.err = fmt.Errorf("encode an event: %w", err)
		return
	}
	_, v.err = v.out.Write(neutralJSON(term.JSON(line.Bytes())))
}

// Err returns the first error of writing.
func (v *JSON) Err() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.err
}
