// Package schemagen writes the JSON Schemas of guides and of organisations' files out of their types, the tags and the comments.
//
// [Generate] is its entry point. It runs when the schema is generated and in tests, never in the program.
package schemagen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

const (
	guidePath   = "github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	overlayPath = "github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// An enum is a type with a fixed set of values.
type enum interface{ Values() []string }

// Generate returns the schema. Dir holds the source of package guide, relative to the current folder.
func Generate(dir string) ([]byte, error) {
	return generate(reflect.TypeFor[guide.Guide](), "A guide of jupyter-onboard", guidePath, dir)
}

// GenerateOrganisation returns the schema of organisations' files. Dir holds the source of package overlay, relative to
// the current folder.
func GenerateOrganisation(dir string) ([]byte, error) {
	return generate(reflect.TypeFor[overlay.Organisation](), "An organisation's file of jupyter-onboard", overlayPath, dir)
}

func generate(t reflect.Type, title, path, dir string) ([]byte, error) {
	r := &jsonschema.Reflector{Anonymous: true, RequiredFromJSONSchemaTags: true, Mapper: scalar}
	if err := r.AddGoComments(path, dir, jsonschema.WithFullComment()); err != nil {
		return nil, fmt.Errorf("comments of %s: %w", path, err)
	}
	root := r.ReflectFromType(t)
	root.Title = title
	g := &generator{root: root, path: path, comments: r.CommentMap, done: map[reflect.Type]bool{}}
	if err := g.decorate(t); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		return nil, fmt.Errorf("encode the schema: %w", err)
	}
	return b.Bytes(), nil
}

// scalar gives the types that a guide writes as text their schema.
func scalar(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[guide.Duration]():
		return &jsonschema.Schema{
			Type: "string", Pattern: `^([0-9]+(\.[0-9]+)?h)?([0-9]+(\.[0-9]+)?m)?([0-9]+s)?$`, MinLength: one(),
			Examples: []any{"90s", "10m", "48h"},
		}
	case reflect.TypeFor[guide.Size]():
		return &jsonschema.Schema{
			Type: "string", Pattern: `^([0-9]{1,6}(\.[0-9]{1,3})?(kB|MB|GB|TB)|[0-9]{1,15}B)$`,
			Examples: []any{"300MB", "1.5GB"},
		}
	}
	if e, ok := reflect.TypeAssert[enum](reflect.Zero(t)); ok && t.Kind() == reflect.String {
		s := &jsonschema.Schema{Type: "string"}
		for _, v := range e.Values() {
			s.Enum = append(s.Enum, v)
		}
		return s
	}
	return nil
}

func one() *uint64 { return new(uint64(1)) }

// A generator adds to the reflected schema what only the guide's own tags and comments know.
type generator struct {
	root     *jsonschema.Schema
	path     string
	comments map[string]string
	done     map[reflect.Type]bool
}

// decorate walks a type and all types inside it.
func (g *generator) decorate(t reflect.Type) error {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || g.done[t] {
		return nil
	}
	g.done[t] = true
	def := g.root.Definitions[t.Name()]
	if def == nil || def.Properties == nil {
		return fmt.Errorf("type %s has no definition", t.Name())
	}
	def.Description = oneLine(g.comments[g.path+"."+t.Name()])
	for f := range t.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		p, ok := def.Properties.Get(key)
		if !ok {
			return fmt.Errorf("type %s has no property %q", t.Name(), key)
		}
		p.Description = oneLine(g.comments[g.path+"."+t.Name()+"."+f.Name])
		if p.Description == "" {
			return fmt.Errorf("field %s.%s has no comment", t.Name(), f.Name)
		}
		property(p, f, slices.Contains(def.Required, key))
		if value, ok := defaults()[t.Name()+"."+key]; ok {
			p.Default = value
		}
		if err := g.decorate(f.Type); err != nil {
			return err
		}
	}
	return nil
}

// property adds what the field's tags say.
func property(p *jsonschema.Schema, f reflect.StructField, required bool) {
	tag := f.Tag.Get("guide")
	if required && p.Type == "array" {
		p.MinItems = one()
	}
	if required && f.Type.Kind() == reflect.Map {
		p.MinProperties = one()
	}
	target := p
	switch {
	case f.Type.Kind() == reflect.Map && tag != "":
		p.PropertyNames = text(&jsonschema.Schema{}, tag)
		return
	case p.Type == "array" && p.Items != nil && p.Items.Type == "string":
		target = p.Items
	case p.Type != "string":
		return
	}
	text(target, tag)
}

// text limits a string: by its format, and to something rather than nothing.
func text(s *jsonschema.Schema, tag string) *jsonschema.Schema {
	if s.Enum == nil && s.Pattern == "" && tag != "empty" {
		s.MinLength = one()
	}
	if f, ok := formats()[tag]; ok {
		s.Pattern, s.Format, s.Examples = f.pattern, f.format, f.examples
		for _, v := range f.enum {
			s.Enum = append(s.Enum, v)
		}
		if f.pattern != "" || f.enum != nil {
			s.MinLength = nil
		}
	}
	return s
}

// oneLine joins the lines of a comment.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
