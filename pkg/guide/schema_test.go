package guide_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide/internal/schemagen"
)

func TestSchemaIsCurrent(t *testing.T) {
	t.Parallel()
	want, err := schemagen.Generate(".")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(guide.JSONSchema())); diff != "" {
		t.Errorf("schema.json is not what the types say; run go generate ./pkg/guide (-want +got):\n%s", diff)
	}
}

// TestSchemaDescribesEverything checks each property of each definition.
func TestSchemaDescribesEverything(t *testing.T) {
	t.Parallel()
	var schema struct {
		Defs map[string]struct {
			Description, Type    string
			AdditionalProperties any
			Properties           map[string]struct{ Description string }
			Required             []string
		} `json:"$defs"`
	}
	if err := json.Unmarshal(guide.JSONSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	properties := 0
	for name, def := range schema.Defs {
		if def.Type != "object" {
			continue // A named list; its field has the description.
		}
		if def.Description == "" || def.AdditionalProperties != false || len(def.Properties) == 0 {
			t.Errorf("%s: description %q, additionalProperties %v, %d properties", name, def.Description, def.AdditionalProperties, len(def.Properties))
		}
		for key, p := range def.Properties {
			properties++
			if len(p.Description) < 5 || !strings.HasSuffix(p.Description, ".") && !strings.HasSuffix(p.Description, "…") &&
				!strings.Contains(p.Description, ":") {
				t.Errorf("%s.%s is described as %q", name, key, p.Description)
			}
		}
	}
	if len(schema.Defs) < 30 || properties < 170 {
		t.Errorf("%d definitions with %d properties", len(schema.Defs), properties)
	}
}

// compiled is the published schema as an independent validator reads it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(guide.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("guide.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("guide.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain reads YAML as an editor does: values, but no types. Dates stay text.
func plain(t *testing.T, text string) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Load([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	untime(&n)
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func untime(n *yaml.Node) {
	if n.Tag == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, c := range n.Content {
		untime(c)
	}
}

func TestSchemaAcceptsGoodGuides(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	files, err := filepath.Glob("testdata/good/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := filepath.Glob("../../guides/*.yaml")
	if err != nil || len(files) < 14 || len(shipped) == 0 {
		t.Fatalf("%d samples, %d guides, %v", len(files), len(shipped), err)
	}
	for _, file := range append(files, shipped...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := guide.Load(file, data); err != nil && slices.Contains(shipped, file) {
			continue // Package guides has the test that its guides load.
		}
		if err := schema.Validate(plain(t, string(data))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemaRefusesBadGuides checks that an editor sees what a schema can say.
func TestSchemaRefusesBadGuides(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	data, err := os.ReadFile("testdata/good/rich.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rich := string(data)
	tests := map[string][2]string{
		"unknown key":        {"\nsteps:\n", "\nstesp:\n"},
		"unknown key deeper": {"  tags: true", "  tag: true"},
		"missing key":        {"    why: Tests import it.\n", ""},
		"missing at the top": {"name: Rich\n", ""},
		"number as version":  {`  version: ">=3.10,<3.15"`, "  version: 3.10"},
		"range of npm":       {`  version: ">=3.10,<3.15"`, "  version: ^3.10"},
		"comma for npm":      {"  version: ^22.14 || ^24", `  version: ">=22,<25"`},
		"word for boolean":   {"  tags: true", `  tags: "yes"`},
		"number too large":   {"difficulty: 5", "difficulty: 6"},
		"duration":           {"timeout: 45m", "timeout: 45"},
		"duration in words":  {"timeout: 45m", "timeout: 45 minutes"},
		"size":               {"download: 290MB", "download: 290MiB"},
		"list for text":      {"      find: return 1", "      find: [return 1]"},
		"text for list":      {"  labels: [good first issue]", "  labels: good first issue"},
		"empty text":         {"    why: Tests import it.", `    why: ""`},
		"empty list":         {"  areas: [notebooks, server]", "  areas: []"},
		"two lines":          {"title: Install the package", `title: "Install\nit"`},
		"id":                 {"id: rich\n", "id: Rich\n"},
		"repo":               {"repo: example-org/rich\n", "repo: https://github.com/example-org/rich\n"},
		"absolute path":      {"  directory: rich\n", "  directory: /opt/rich\n"},
		"backslash":          {"      file: rich/core.py", `      file: rich\core.py`},
		"variable":           {"NODE_OPTIONS:", "NODE-OPTIONS:"},
		"address":            {`url: "https://example.org/ai"`, `url: "javascript:alert(1)"`},
		"commit":             {"{file: pyproject.toml, commit: 75f819f5b60bc6ffc72145c364132efe5b3c4b35", "{file: pyproject.toml, commit: 75f819f"},
		"date":               {"date: 2026-11-23, facts", "date: 23.11.2026, facts"},
		"time":               {`time: "09:00"`, `time: "9:00"`},
		"rule":               {"rule: FREQ=WEEKLY;BYDAY=WE", "rule: every week"},
		"kind":               {"kinds: [code, docs, design,", "kinds: [code, doc, design,"},
		"system":             {"os: [linux, darwin], arch", "os: [linux, macos], arch"},
		"architecture":       {"arch: [amd64, arm64]", "arch: [x86_64]"},
		"pip and run":        {"    pip: [\"-e\", \".[test]\"]\n", "    pip: [\"-e\", \".[test]\"]\n    run: make\n"},
		"neither":            {"    pip: [\"-e\", \".[test]\"]\n", ""},
		"two providers":      {"provide: {npm: configurable-http-proxy@4}", "provide: {npm: x, pip: y}"},
		"port":               {"ports: [8888]", "ports: [70000]"},
		"schema":             {"schema: 1\n", "schema: 2\n"},
		"retries":            {"retries: 3", "retries: 9"},
		"no group":           {`pattern: 'pandoc (\d+(\.\d+)*)'`, `pattern: 'pandoc \d+'`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if strings.Count(rich, tt[0]) != 1 {
				t.Fatalf("rich.yaml has the text to find %d times", strings.Count(rich, tt[0]))
			}
			text := strings.Replace(rich, tt[0], tt[1], 1)
			if schema.Validate(plain(t, text)) == nil {
				t.Error("the schema accepts it")
			}
			if _, err := guide.Load("x.yaml", []byte(text)); err == nil {
				t.Error("Load accepts it")
			}
		})
	}
}

// TestSchemaDefaults checks that the defaults that the schema names are those that Load fills in.
func TestSchemaDefaults(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/good/minimal.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data) + "people: {channels: [{name: a, kind: chat, url: \"https://example.org\"}]}\n"
	text += "tasks: [{id: a, title: b, run: c}]\nrequires: [{tool: git, why: d}]\n"
	g, err := guide.Load("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	holders := map[string]any{
		"Clone": g.Clone, "Python": *g.Python, "Step": g.Steps[0], "Verify": g.Verify[0], "Channel": g.People.Channels[0],
		"Tool": g.Requires[0], "Task": g.Tasks[0],
	}
	var schema struct {
		Defs map[string]struct {
			Properties map[string]struct{ Default any }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(guide.JSONSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, def := range schema.Defs {
		for key, p := range def.Properties {
			if p.Default == nil {
				continue
			}
			found++
			if got := valueOf(t, holders[name], key); got != p.Default {
				t.Errorf("%s.%s: Load fills in %v, the schema says %v", name, key, got, p.Default)
			}
		}
	}
	if found < 9 {
		t.Errorf("the schema has %d defaults", found)
	}
}

// valueOf is the value of a key as JSON would have it.
func valueOf(t *testing.T, holder any, key string) any {
	t.Helper()
	if holder == nil {
		t.Fatalf("no sample for the default of %s", key)
	}
	for f, v := range reflect.ValueOf(holder).Fields() {
		if tag, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); tag != key {
			continue
		}
		data, err := json.Marshal(v.Interface())
		if err != nil {
			t.Fatal(err)
		}
		var value any
		if err := json.Unmarshal(data, &value); err != nil {
			t.Fatal(err)
		}
		return value
	}
	t.Fatalf("no key %s", key)
	return nil
}
