package devcontainer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/tailscale/hujson"
)

// A Merged is a project's own file with what was missing.
type Merged struct {
	Text []byte
	// What was put in, as "features/…".
	Added []string
	// Settings that the file has with another value. They were left alone.
	Kept []Conflict
}

// A Conflict is a setting that a file has with another value than the guide would give it.
type Conflict struct {
	Key string
	// The file's value and the guide's, as compact JSON.
	Has, Wants string
}

// Merge puts into a devcontainer.json what it lacks of c. Nothing that is there is changed or moved, comments
// included. Objects and lists are filled up; a value that differs is kept and reported. The error says where a
// file can't be read as JSON with comments, or that it is no object.
func Merge(file []byte, c Config) (Merged, error) {
	root, err := hujson.Parse(file)
	if err != nil {
		return Merged{}, fmt.Errorf("read devcontainer.json: %w", err)
	}
	object, ok := root.Value.(*hujson.Object)
	if !ok {
		return Merged{}, fmt.Errorf("read devcontainer.json: it holds %s, not an object", kindName(root.Value))
	}
	m := merger{unit: unitOf(object)}
	hasOwnImage := slices.ContainsFunc([]string{"build", "dockerFile", "dockerComposeFile"}, func(key string) bool { return member(object, key) != nil })
	for _, s := range c.Settings {
		if s.Key == "image" && hasOwnImage {
			continue
		}
		if err := m.setting(object, s); err != nil {
			return Merged{}, err
		}
	}
	return Merged{Text: root.Pack(), Added: m.added, Kept: m.kept}, nil
}

type merger struct {
	unit  string // one level of indentation
	added []string
	kept  []Conflict
}

// setting merges one key of the file.
func (m *merger) setting(object *hujson.Object, s Setting) error {
	text, err := encode(s.Value, m.unit, m.unit)
	if err != nil {
		return fmt.Errorf("write %s: %w", s.Key, err)
	}
	want, err := hujson.Parse(text)
	if err != nil {
		return fmt.Errorf("write %s: %w", s.Key, err)
	}
	has := member(object, s.Key)
	if has == nil {
		m.member(object, s.Key, s.Why, want, m.unit)
		m.added = append(m.added, s.Key)
		return nil
	}
	m.value(s.Key, has, want, m.unit)
	return nil
}

// value fills up what the file has at path with what is wanted there.
func (m *merger) value(path string, has *hujson.Value, want hujson.Value, indent string) {
	switch theirs := has.Value.(type) {
	case *hujson.Object:
		ours, ok := want.Value.(*hujson.Object)
		if !ok {
			m.command(path, theirs, want, indent)
			return
		}
		for i := range ours.Members {
			key := nameOf(ours.Members[i])
			if there := member(theirs, key); there != nil {
				m.value(path+"/"+key, there, ours.Members[i].Value, indent+m.unit)
				continue
			}
			m.member(theirs, key, "", ours.Members[i].Value.Clone(), indent+m.unit)
			m.added = append(m.added, path+"/"+key)
		}
		return
	case *hujson.Array:
		ours, ok := want.Value.(*hujson.Array)
		if !ok || strings.HasSuffix(path, "Command") {
			break
		}
		for _, element := range ours.Elements {
			if slices.ContainsFunc(theirs.Elements, func(e hujson.Value) bool { return same(e, element) }) {
				continue
			}
			m.element(theirs, element.Clone(), indent+m.unit)
			m.added = append(m.added, path+"/"+compact(element))
		}
		return
	}
	if !same(*has, want) && path != "name" {
		m.kept = append(m.kept, Conflict{Key: path, Has: compact(*has), Wants: compact(want)})
	}
}

// command puts a command beside the named ones that the file has: they run side by side.
func (m *merger) command(path string, theirs *hujson.Object, want hujson.Value, indent string) {
	const name = "jupyter-onboard"
	if has := member(theirs, name); has != nil {
		m.value(path+"/"+name, has, want, indent)
		return
	}
	if line, err := hujson.Parse([]byte(compact(want))); err == nil {
		want = line
	}
	m.member(theirs, name, "", want, indent+m.unit)
	m.added = append(m.added, path+"/"+name)
}

// member is the value of a key, or nil. A Feature is the same one in another version.
func member(o *hujson.Object, key string) *hujson.Value {
	for i := range o.Members {
		name := nameOf(o.Members[i])
		if name == key || isFeature(key) && withoutVersion(name) == withoutVersion(key) {
			return &o.Members[i].Value
		}
	}
	return nil
}

func isFeature(key string) bool { return strings.HasPrefix(key, "ghcr.io/") }

func withoutVersion(feature string) string {
	name, _, _ := strings.Cut(feature, ":")
	return name
}

func nameOf(m hujson.ObjectMember) string {
	if l, ok := m.Name.Value.(hujson.Literal); ok {
		return l.String()
	}
	return ""
}

// member puts a key behind the others, on a line of its own, with its reason above it.
func (m *merger) member(o *hujson.Object, key, why string, value hujson.Value, indent string) {
	before := "\n" + indent
	if why != "" {
		before += "// " + why + "\n" + indent
	}
	value.BeforeExtra = hujson.Extra(" ")
	o.Members = append(o.Members, hujson.ObjectMember{Name: hujson.Value{BeforeExtra: hujson.Extra(before), Value: hujson.String(key)}, Value: value})
	o.AfterExtra = closing(o.AfterExtra, strings.TrimSuffix(indent, m.unit))
}

// element puts an element behind the others, on a line of its own.
func (m *merger) element(a *hujson.Array, value hujson.Value, indent string) {
	value.BeforeExtra = hujson.Extra("\n" + indent)
	a.Elements = append(a.Elements, value)
	a.AfterExtra = closing(a.AfterExtra, strings.TrimSuffix(indent, m.unit))
}

// unitOf is what the file indents its keys by; a tab if it doesn't say.
func unitOf(o *hujson.Object) string {
	for i := range o.Members {
		before := string(o.Members[i].Name.BeforeExtra)
		if at := strings.LastIndexByte(before, '\n'); at >= 0 && len(before) > at+1 && strings.TrimLeft(before[at+1:], " \t") == "" {
			return before[at+1:]
		}
	}
	return "\t"
}

// closing is what stands before the bracket that ends something to which lines were added.
func closing(after hujson.Extra, indent string) hujson.Extra {
	if bytes.Contains(after, []byte("\n")) {
		return after
	}
	return append(after, "\n"+indent...)
}

// same reports whether two values mean the same.
func same(a, b hujson.Value) bool {
	var x, y any
	return json.Unmarshal(standard(a), &x) == nil && json.Unmarshal(standard(b), &y) == nil && reflect.DeepEqual(x, y)
}

func standard(v hujson.Value) []byte {
	v = v.Clone()
	v.Standardize()
	return v.Pack()
}

// compact writes a value on one line.
func compact(v hujson.Value) string {
	var b bytes.Buffer
	if err := json.Compact(&b, standard(v)); err != nil {
		return string(standard(v))
	}
	return b.String()
}

func kindName(v hujson.ValueTrimmed) string {
	if _, ok := v.(*hujson.Array); ok {
		return "a list"
	}
	return "a single value"
}
