package view_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

// asJSON is what the JSON view writes of events.
func asJSON(t *testing.T, events ...event.Event) string {
	t.Helper()
	var out strings.Builder
	v := view.NewJSON(&out)
	for _, e := range events {
		v.Show(e)
	}
	if err := v.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// schema is the published schema of events as an independent validator reads it.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(event.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("event.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("event.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A recorded run is written again as it was recorded, and every line is as the schema says.
func TestJSON(t *testing.T) {
	t.Parallel()
	s := schema(t)
	for _, run := range runs() {
		path := filepath.Join("testdata", run+".jsonl")
		got := asJSON(t, recorded(t, run)...)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
		for line := range strings.Lines(got) {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			if err := s.Validate(doc); err != nil {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
}

// The value is exact though nothing of it can act: a terminal gets no control character, and GitHub Actions
// no command.
func TestJSONIsExact(t *testing.T) {
	t.Parallel()
	text := "a && b > c <d>\n::error::x\n##[error]x ###[group] \x1b[2J\u202e\u200b\U000e0041 é 日本\u2028"
	line := asJSON(t, at(0, event.Note{Level: event.Info, Text: text}))
	if strings.Count(line, "\n") != 1 || !term.Safe(line) || strings.Contains(line, "##[") || !strings.Contains(line, "a && b > c <d>") {
		t.Errorf("%q", line)
	}
	var e event.Event
	if err := json.Unmarshal([]byte(line), &e); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(event.Note{Level: event.Info, Text: text}, e.Body); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An event that can't be encoded is told as an error.
func TestJSONRefuses(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	v := view.NewJSON(&out)
	v.Show(event.Event{})
	if v.Err() == nil || out.Len() != 0 {
		t.Errorf("%v, %q", v.Err(), out.String())
	}
}
