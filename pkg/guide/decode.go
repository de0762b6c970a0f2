package guide

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxKept is how many problems of one file are kept.
const maxKept = 200

// A decoder fills a value out of the nodes of a file and notes everything that doesn't fit.
type decoder struct {
	file     *File
	shapes   map[reflect.Type]*shape
	path     []place
	problems []Problem
	patterns int
	dropped  int
}

// A place is one step of a path: a key, or an index if the key is empty.
type place struct {
	key   string
	index int
}

// at notes a problem with a node.
func (d *decoder) at(n *yaml.Node, id, message, suggestion string) {
	d.add(Problem{
		ID: id, Line: n.Line, Col: n.Column, Path: pathString(d.path),
		Message: message, Suggestion: suggestion,
	})
}

// pathString writes a path as steps[2].needs[0].
func pathString(path []place) string {
	var b strings.Builder
	for _, p := range path {
		switch {
		case p.key == "":
			b.WriteString("[" + strconv.Itoa(p.index) + "]")
		case !plainKey(p.key):
			b.WriteString("[" + strconv.Quote(p.key) + "]")
		case b.Len() > 0:
			b.WriteString("." + p.key)
		default:
			b.WriteString(p.key)
		}
	}
	return b.String()
}

// plainKey reports whether a key can stand in a path as it is.
func plainKey(key string) bool {
	for _, r := range key {
		if r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return key != ""
}

// value decodes a node into v. The field, if there is one, says what v must hold.
func (d *decoder) value(n *yaml.Node, v reflect.Value, f *field) {
	if !d.plain(n) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		target := reflect.New(v.Type().Elem())
		d.value(n, target.Elem(), f)
		v.Set(target)
	case reflect.Struct:
		d.nested(n, yaml.MappingNode, "keys with values", func() { d.mapping(n, v) })
	case reflect.Map:
		d.nested(n, yaml.MappingNode, "keys with values", func() { d.dictionary(n, v, f) })
	case reflect.Slice:
		d.nested(n, yaml.SequenceNode, "a list", func() { d.sequence(n, v, f) })
	default:
		d.scalar(n, v, f)
	}
}

// plain refuses what YAML can do and guides don't use.
func (d *decoder) plain(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		d.at(n, "guide/alias", "an alias stands here; guides have none",
			"repeat the value, or put text that begins with * in quotes")
	case n.Anchor != "":
		d.at(n, "guide/anchor", "an anchor stands here; guides have none",
			"remove it, or put text that begins with & in quotes")
	case n.Style&yaml.TaggedStyle != 0:
		d.at(n, "guide/tag", fmt.Sprintf("the tag %q stands here; guides have none", cut(n.Tag)),
			"remove it, or put text that begins with ! in quotes")
	default:
		return true
	}
	return false
}

// nested decodes a mapping or a sequence.
func (d *decoder) nested(n *yaml.Node, kind yaml.Kind, want string, decode func()) {
	switch {
	case n.Kind != kind && isNull(n):
		d.at(n, "guide/empty", d.name()+" has no value", "leave the key out, or write "+want)
	case n.Kind != kind:
		d.at(n, "guide/type", fmt.Sprintf("%s wants %s, not %s", d.name(), want, kindOf(n)), "")
	default:
		decode()
	}
}

// mapping decodes a node into a struct.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	s := d.shapes[v.Type()]
	seen := make([]*yaml.Node, len(s.fields))
	meant := ""
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		if !d.key(key) {
			continue
		}
		at, ok := s.byKey[key.Value]
		if !ok {
			meant = d.unknownKey(key, s, n.Style&yaml.FlowStyle != 0 && isNull(val))
			continue
		}
		f := &s.fields[at]
		if seen[at] != nil {
			d.duplicate(key, seen[at])
			continue
		}
		seen[at] = key
		d.path = append(d.path, place{key: f.key})
		d.value(val, v.Field(f.index), f)
		d.path = d.path[:len(d.path)-1]
	}
	d.missing(n, s, seen, meant)
}

// missing notes the required keys that were not seen, but for one that a misspelt key was meant to be.
func (d *decoder) missing(n *yaml.Node, s *shape, seen []*yaml.Node, meant string) {
	var keys []string
	for i := range s.fields {
		if f := &s.fields[i]; f.required && seen[i] == nil && f.key != meant {
			keys = append(keys, strconv.Quote(f.key))
		}
	}
	if len(keys) > 0 {
		d.at(n, "guide/missing-key", s.noun+" has no "+list(keys, "and"), "")
	}
}

// key checks the node of a key.
func (d *decoder) key(key *yaml.Node) bool {
	switch {
	case !d.plain(key):
		return false
	case key.Kind != yaml.ScalarNode:
		d.at(key, "guide/type", "a key is text, not "+kindOf(key), "")
		return false
	case key.Value == "<<" && key.Style == 0:
		d.at(key, "guide/merge-key", "a merge key stands here; guides have none", "repeat the values")
		return false
	}
	return true
}

// unknownKey notes a key that the shape doesn't have, and returns the key that was probably meant. A bare key in
// braces is the rest of a text that a comma has cut.
func (d *decoder) unknownKey(key *yaml.Node, s *shape, bare bool) string {
	if bare && strings.Contains(key.Value, " ") {
		d.at(key, "guide/unknown-key", fmt.Sprintf("unknown key %q", cut(key.Value)),
			"between { and } a comma ends a text: put the text in quotes")
		return ""
	}
	if len(d.problems) >= maxKept {
		d.dropped++
		return ""
	}
	meant := nearest(key.Value, s.keys)
	if owners := d.owners(key.Value); meant == "" && owners != "" {
		d.at(key, "guide/misplaced-key", fmt.Sprintf("%s has no key %q", s.noun, key.Value),
			fmt.Sprintf("it belongs in %s", owners))
		return ""
	}
	d.at(key, "guide/unknown-key", fmt.Sprintf("unknown key %q", cut(key.Value)), didYouMean(key.Value, s.keys))
	return meant
}

// duplicate notes a key that stands twice.
func (d *decoder) duplicate(key, first *yaml.Node) {
	d.at(key, "guide/duplicate-key", fmt.Sprintf("key %q stands here again; it is on line %d", cut(key.Value), first.Line), "")
}

// owners names the places of a guide that have the key, if they are few.
func (d *decoder) owners(key string) string {
	var nouns []string
	for _, s := range d.shapes {
		if _, ok := s.byKey[key]; ok {
			nouns = append(nouns, s.noun)
		}
	}
	if len(nouns) > 4 {
		return ""
	}
	slices.Sort(nouns)
	return list(nouns, "or")
}

// dictionary decodes a node into a map with text as keys.
func (d *decoder) dictionary(n *yaml.Node, v reflect.Value, f *field) {
	m := reflect.MakeMapWithSize(v.Type(), len(n.Content)/2)
	lines := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		if !d.key(key) {
			continue
		}
		if first := lines[key.Value]; first != nil {
			d.duplicate(key, first)
			continue
		}
		lines[key.Value] = key
		d.path = append(d.path, place{key: key.Value})
		d.text(key, f)
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(val, item, &field{empty: true})
		m.SetMapIndex(reflect.ValueOf(key.Value), item)
		d.path = d.path[:len(d.path)-1]
	}
	if f.required && len(n.Content) == 0 {
		d.at(n, "guide/empty", d.name()+" is empty", "")
	}
	v.Set(m)
}

// sequence decodes a node into a slice.
func (d *decoder) sequence(n *yaml.Node, v reflect.Value, f *field) {
	if f != nil && f.required && len(n.Content) == 0 {
		d.at(n, "guide/empty", d.name()+" is empty", "")
	}
	list := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		d.path = append(d.path, place{index: i})
		d.value(item, list.Index(i), f)
		d.path = d.path[:len(d.path)-1]
	}
	v.Set(list)
}

// name is what messages call the current place.
func (d *decoder) name() string {
	if len(d.path) == 0 {
		return "the file"
	}
	last := d.path[len(d.path)-1]
	if last.key != "" {
		return strconv.Quote(last.key)
	}
	if len(d.path) > 1 {
		return fmt.Sprintf("item %d of %q", last.index+1, d.path[len(d.path)-2].key)
	}
	return fmt.Sprintf("item %d", last.index+1)
}

// isNull reports whether a node has no value.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// kindOf says what a node is.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	default:
		return fmt.Sprintf("%q", cut(n.Value))
	}
}

// cut shortens a value for a message.
func cut(s string) string {
	const most = 60
	if rs := []rune(s); len(rs) > most {
		return string(rs[:most-1]) + "…"
	}
	return s
}
