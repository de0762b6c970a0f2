package guide

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// A File is a guide with the text that it was read from, so that what is found later can name a place.
type File struct {
	// Guide is valid and has its defaults filled in.
	Guide *Guide
	// Name is what problems call the file.
	Name string
	// Data is the text.
	Data []byte

	root *yaml.Node
}

// Load reads a guide, fills in its defaults and validates it. Name is what problems call the file.
// What is wrong is returned as an [*Error] that holds every problem with its place.
func Load(name string, data []byte) (*Guide, error) {
	f, err := LoadFile(name, data)
	if err != nil {
		return nil, err
	}
	return f.Guide, nil
}

// LoadFile is [Load] for those who find more problems later and want to name their places.
func LoadFile(name string, data []byte) (*File, error) {
	f := &File{Name: name, Data: data}
	g := new(Guide)
	d, err := decodeFile(f, reflect.ValueOf(g).Elem())
	if err != nil {
		return nil, err
	}
	f.Guide = g
	setDefaults(g)
	validate(d, g)
	if err := d.err(); err != nil {
		return nil, err
	}
	return f, nil
}

// decodeFile parses the file's one document into v.
func decodeFile(f *File, v reflect.Value) (*decoder, error) { return decodeInto(f, v, shapes()) }

// decodeInto is decodeFile for a value whose types are among the shapes.
func decodeInto(f *File, v reflect.Value, known map[reflect.Type]*shape) (*decoder, error) {
	d := &decoder{file: f, shapes: known}
	if p := checkText(f); p != nil {
		d.add(*p)
		return nil, d.err()
	}
	root, p := parse(f.Data)
	if p != nil {
		d.add(*p)
		return nil, d.err()
	}
	f.root = root
	if p := checkSchema(root); p != nil {
		d.add(*p)
		return nil, d.err()
	}
	d.value(root, v, nil)
	return d, d.err()
}

// parse returns the root of the one document in data.
func parse(data []byte) (*yaml.Node, *Problem) {
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(limits{}))
	if err != nil {
		return nil, syntaxProblem(err, data)
	}
	var doc, second yaml.Node
	err = loader.Load(&doc)
	if errors.Is(err, io.EOF) || err == nil && (len(doc.Content) == 0 || isNull(doc.Content[0])) {
		return nil, &Problem{ID: "guide/empty", Message: "the file holds no guide"}
	}
	if err != nil {
		return nil, syntaxProblem(err, data)
	}
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
		return doc.Content[0], checkDepth(doc.Content[0], 0)
	case err != nil:
		return nil, syntaxProblem(err, data)
	}
	return nil, &Problem{
		ID: "guide/documents", Line: second.Line, Col: second.Column,
		Message:    "a second document begins here",
		Suggestion: "a file holds one guide: remove the ---",
	}
}

// checkDepth refuses lists and mappings that are nested too deep, wherever they stand.
func checkDepth(n *yaml.Node, depth int) *Problem {
	if n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode {
		return nil
	}
	if depth == MaxDepth {
		return &Problem{ID: "guide/depth", Line: n.Line, Col: n.Column, Message: errDepth.Error()}
	}
	for _, c := range n.Content {
		if p := checkDepth(c, depth+1); p != nil {
			return p
		}
	}
	return nil
}

// checkSchema refuses a file of another version of the format, of which nothing else would make sense.
func checkSchema(root *yaml.Node) *Problem {
	_, n := child(root, place{key: "schema"})
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag != "!!int" || n.Value == strconv.Itoa(SchemaVersion) {
		return nil
	}
	return &Problem{
		ID: "guide/schema", Line: n.Line, Col: n.Column, Path: "schema",
		Message:    fmt.Sprintf("schema %s is not the one that this version reads: %d", cut(n.Value), SchemaVersion),
		Suggestion: "a newer jupyter-onboard may read it",
	}
}

// add notes a problem and gives it its file and snippet.
func (d *decoder) add(p Problem) {
	if len(d.problems) >= maxKept {
		d.dropped++
		return
	}
	p.File = d.file.Name
	d.problems = append(d.problems, p)
}

// err is what was noted, in the order of the file, or nil.
func (d *decoder) err() error {
	if len(d.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(d.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	for i := range d.problems[:min(len(d.problems), maxShown)] {
		p := &d.problems[i]
		p.Snippet = snippet(d.file.Data, p.Line, p.Col)
	}
	return &Error{Problems: d.problems, Dropped: d.dropped}
}
