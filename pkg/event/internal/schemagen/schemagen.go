// Package schemagen writes the JSON Schema of events out of package event's types, their tags and their comments.
//
// [Generate] is its entry point. It runs when the schema is generated and in tests, never in the program.
package schemagen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
)

const eventPath = "github.com/jupyter-onboard/jupyter-onboard/pkg/event"

// Generate returns the schema. Dir holds the source of package event, relative to the current folder.
func Generate(dir string) ([]byte, error) {
	r := &jsonschema.Reflector{Anonymous: true, Mapper: enumerated}
	if err := r.AddGoComments(eventPath, dir, jsonschema.WithFullComment()); err != nil {
		return nil, fmt.Errorf("comments of package event: %w", err)
	}
	root := &jsonschema.Schema{
		Version: jsonschema.Version, Title: "An event of jupyter-onboard",
		Description: "One line of --json. The first event of a run is the plan, the last one the outcome.",
		Definitions: jsonschema.Definitions{},
	}
	g := &generator{defs: root.Definitions, comments: r.CommentMap, done: map[reflect.Type]bool{}}
	for _, b := range event.Bodies() {
		t := reflect.TypeOf(b)
		for name, def := range r.ReflectFromType(t).Definitions {
			if g.defs[name] == nil {
				g.defs[name] = def
			}
		}
		if err := g.describe(t); err != nil {
			return nil, err
		}
		if err := envelope(g.defs[t.Name()], b.Type()); err != nil {
			return nil, err
		}
		root.OneOf = append(root.OneOf, &jsonschema.Schema{Ref: "#/$defs/" + t.Name()})
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

// enumerated gives the types with a fixed set of values their schema.
func enumerated(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[event.Level]():
		return enum(event.Levels())
	case reflect.TypeFor[event.Result]():
		return enum(event.Results())
	case reflect.TypeFor[event.StepState]():
		return enum(event.StepStates())
	}
	return nil
}

func enum[T ~string](values []T) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}

// envelope adds the fields that every event has before those of its body.
func envelope(def *jsonschema.Schema, t event.Type) error {
	head := jsonschema.NewProperties()
	head.Set("v", &jsonschema.Schema{Const: event.Version, Description: "Version of the encoding."})
	head.Set("type", &jsonschema.Schema{Const: string(t), Description: "Type of the event."})
	head.Set("time", &jsonschema.Schema{
		Type: "string", Format: "date-time", Description: "When it was sent, in UTC.",
	})
	for p := def.Properties.Oldest(); p != nil; p = p.Next() {
		if _, taken := head.Get(p.Key); taken {
			return fmt.Errorf("%s has a field %q, which is the envelope's", t, p.Key)
		}
		head.Set(p.Key, p.Value)
	}
	def.Properties = head
	def.Required = append([]string{"v", "type", "time"}, def.Required...)
	return nil
}

// A generator adds the comments of package event to the reflected schema.
type generator struct {
	defs     jsonschema.Definitions
	comments map[string]string
	done     map[reflect.Type]bool
}

// describe walks a type and all types inside it.
func (g *generator) describe(t reflect.Type) error {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || g.done[t] {
		return nil
	}
	g.done[t] = true
	def := g.defs[t.Name()]
	if def == nil || def.Properties == nil {
		return fmt.Errorf("type %s has no definition", t.Name())
	}
	def.Description = oneLine(g.comments[eventPath+"."+t.Name()])
	for f := range t.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p, ok := def.Properties.Get(key)
		if !ok {
			return fmt.Errorf("type %s has no property %q", t.Name(), key)
		}
		text := oneLine(g.comments[eventPath+"."+t.Name()+"."+f.Name])
		if text == "" {
			return fmt.Errorf("field %s.%s has no comment", t.Name(), f.Name)
		}
		if reflect.DeepEqual(p, jsonschema.TrueSchema) {
			p = &jsonschema.Schema{}
			def.Properties.Set(key, p)
		}
		p.Description = text
		if f.Type.Kind() == reflect.Map {
			p.PropertyNames = enumerated(f.Type.Key())
		}
		if err := g.describe(f.Type); err != nil {
			return err
		}
	}
	return nil
}

// oneLine joins the lines of a comment.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
