package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxDepth is deeper than any file of this package nests.
const maxDepth = 8

// decodeStrict reads one JSON document of the given schema into v. Whatever
// encoding/json would let pass (a key twice, an unknown field, a second document,
// invalid UTF-8) is an [*unusableError], like every other fault.
func decodeStrict(data []byte, schema int, v any) error {
	if err := checkShape(data, maxDepth); err != nil {
		return err
	}
	if err := checkSchema(data, schema); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return &unusableError{found: "doesn't hold what it should: " + err.Error()}
	}
	return nil
}

// checkSchema finds out who wrote a well-formed document.
func checkSchema(data []byte, want int) error {
	var head struct {
		Schema *int `json:"schema"`
	}
	err := json.Unmarshal(data, &head)
	switch {
	case err != nil || head.Schema == nil || *head.Schema < 1:
		return &unusableError{found: "doesn't begin with a schema number that this version knows"}
	case *head.Schema > want:
		return &unusableError{newer: true, found: fmt.Sprintf(
			"was written by a newer version of this program (schema %d, this version knows %d)", *head.Schema, want)}
	case *head.Schema < want:
		return &unusableError{found: fmt.Sprintf("has the old schema %d, this version knows %d", *head.Schema, want)}
	}
	return nil
}

// checkShape reports whether data is one JSON document in UTF-8 without duplicate
// keys, that nests at most depth levels.
func checkShape(data []byte, depth int) error {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return &unusableError{found: fmt.Sprintf("holds a NUL byte at offset %d", i)}
	}
	if !utf8.Valid(data) {
		return &unusableError{found: "isn't valid UTF-8"}
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber() // whether a number fits is the decoder's question
	w := shapeWalk{depth: depth}
	for {
		tok, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && w.whole():
			return nil
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return &unusableError{found: fmt.Sprintf("ends in the middle, after %d bytes", len(data))}
		case err != nil:
			return &unusableError{found: fmt.Sprintf("isn't JSON at offset %d: %v", dec.InputOffset(), err)}
		}
		if err := w.take(tok); err != nil {
			return err
		}
	}
}

// shapeWalk follows the tokens of a document.
type shapeWalk struct {
	depth int
	open  []shapeLevel
	count int // values at top level
}

type shapeLevel struct {
	keys  map[string]bool // nil in an array
	isKey bool            // the next token of an object is a key
}

func (w *shapeWalk) whole() bool { return len(w.open) == 0 && w.count == 1 }

func (w *shapeWalk) take(tok json.Token) error {
	delim, isDelim := tok.(json.Delim)
	if isDelim && (delim == '}' || delim == ']') {
		w.open = w.open[:len(w.open)-1]
		return nil
	}
	if len(w.open) == 0 {
		if w.count++; w.count > 1 {
			return &unusableError{found: "holds more than one document"}
		}
	} else if err := w.top().note(tok); err != nil {
		return err
	}
	if isDelim {
		return w.push(delim)
	}
	return nil
}

func (w *shapeWalk) top() *shapeLevel { return &w.open[len(w.open)-1] }

func (w *shapeWalk) push(delim json.Delim) error {
	if len(w.open) == w.depth {
		return &unusableError{found: fmt.Sprintf("nests deeper than %d levels", w.depth)}
	}
	level := shapeLevel{}
	if delim == '{' {
		level = shapeLevel{keys: map[string]bool{}, isKey: true}
	}
	w.open = append(w.open, level)
	return nil
}

// note takes a key or a value of the level.
func (l *shapeLevel) note(tok json.Token) error {
	if l.keys == nil {
		return nil
	}
	if l.isKey {
		key, _ := tok.(string)
		if l.keys[key] {
			return &unusableError{found: fmt.Sprintf("has the key %+q twice", key)}
		}
		l.keys[key] = true
	}
	l.isKey = !l.isKey
	return nil
}
