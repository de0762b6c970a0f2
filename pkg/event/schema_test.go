package event_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event/internal/schemagen"
)

func TestSchemaIsCurrent(t *testing.T) {
	t.Parallel()
	want, err := schemagen.Generate(".")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(event.JSONSchema())); diff != "" {
		t.Errorf("schema.json is not what the types say; run go generate ./pkg/event (-want +got):\n%s", diff)
	}
}

// A caller can't change what the next one gets.
func TestSchemaIsACopy(t *testing.T) {
	t.Parallel()
	clear(event.JSONSchema())
	if !json.Valid(event.JSONSchema()) {
		t.Error("the schema was changed")
	}
}

func TestSchemaDescribesEverything(t *testing.T) {
	t.Parallel()
	var schema struct {
		OneOf []struct {
			Ref string `json:"$ref"`
		}
		Defs map[string]struct {
			Description          string
			AdditionalProperties any
			Properties           map[string]struct {
				Description string
				Const       any
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(event.JSONSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	for name, def := range schema.Defs {
		if !strings.HasSuffix(def.Description, ".") || def.AdditionalProperties != false {
			t.Errorf("%s: description %q, additionalProperties %v", name, def.Description, def.AdditionalProperties)
		}
		for key, p := range def.Properties {
			if !strings.HasSuffix(p.Description, ".") {
				t.Errorf("%s.%s is described as %q", name, key, p.Description)
			}
		}
	}
	var types []any
	for _, one := range schema.OneOf {
		def := schema.Defs[strings.TrimPrefix(one.Ref, "#/$defs/")]
		types = append(types, def.Properties["type"].Const)
	}
	var want []any
	for _, b := range event.Bodies() {
		want = append(want, string(b.Type()))
	}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("types of oneOf (-want +got):\n%s", diff)
	}
}

// compiled is the published schema as an independent validator reads it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(event.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("event.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("event.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, line string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return s.Validate(doc)
}

func TestSchemaAccepts(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for name, b := range bodies(t) {
		if name == "note empty" || name == "finding empty" || name == "step.finished empty" || name == "step.started empty" {
			continue // Their enumerated or numbered field always says something.
		}
		line, err := json.Marshal(event.Event{Time: moment(), Body: b})
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, string(line)); err != nil {
			t.Errorf("%s: %s: %v", name, line, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	const ok = `{"v":1,"type":"step.progress","time":"2026-11-23T09:30:00Z","id":"clone","phase":"receive","percent":34}`
	if err := validate(t, s, ok); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{`"v":1`, `"v":2`},
		{`"step.progress"`, `"weather"`},
		{`"step.progress"`, `"step.output"`},
		{`"2026-11-23T09:30:00Z"`, `"yesterday"`},
		{`"percent":34`, `"percent":101`},
		{`"percent":34`, `"percent":-2`},
		{`"percent":34`, `"percent":"34"`},
		{`"percent":34`, `"percent":34,"mood":"calm"`},
		{`,"percent":34`, ``},
		{`"id":"clone",`, ``},
	} {
		line := strings.Replace(ok, change[0], change[1], 1)
		if line == ok {
			t.Fatalf("%q changes nothing", change)
		}
		if validate(t, s, line) == nil {
			t.Errorf("accepted %s", line)
		}
	}
	for _, line := range []string{
		`{"v":1,"type":"note","time":"2026-11-23T09:30:00Z","level":"panic","text":"x"}`,
		`{"v":1,"type":"outcome","time":"2026-11-23T09:30:00Z","exit_code":0,"meaning":"done","steps":{"lost":1}}`,
		`{"v":1,"type":"checklist","time":"2026-11-23T09:30:00Z","project":"x","items":null}`,
		`{"v":1,"type":"plan","time":"2026-11-23T09:30:00Z"}`,
		`[]`,
	} {
		if validate(t, s, line) == nil {
			t.Errorf("accepted %s", line)
		}
	}
}
