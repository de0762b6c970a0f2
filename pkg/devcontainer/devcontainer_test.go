package devcontainer_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tailscale/hujson"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/devcontainer"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

var update = flag.Bool("update", false, "write the golden files")

// all returns the guides of the catalogue.
func all(t *testing.T) []*guide.Guide {
	t.Helper()
	files, err := filepath.Glob("../../guides/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out []*guide.Guide
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(text, []byte("\nid: ")) {
			continue // The files that guides share.
		}
		g, err := guide.Load(file, text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	if len(out) < 3 {
		t.Fatalf("%d guides found", len(out))
	}
	return out
}

// schemaOf compiles a schema of github.com/devcontainers/spec, schemas/ at c95ffee.
func schemaOf(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid fails the test if text isn't valid by the schema.
func valid(t *testing.T, s *jsonschema.Schema, text []byte) {
	t.Helper()
	standard, err := hujson.Standardize(bytes.Clone(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(standard))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

func encoded(t *testing.T, g *guide.Guide, profile string) []byte {
	t.Helper()
	text, err := devcontainer.New(g, devcontainer.Choices{Profile: profile, Feature: "./" + devcontainer.FeatureDir}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEveryGuideIsValid(t *testing.T) {
	t.Parallel()
	s := schemaOf(t, "devContainer.base.schema.json")
	for _, g := range all(t) {
		for _, p := range g.Profiles {
			valid(t, s, encoded(t, g, p.ID))
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"image": "x", "forwardPorts": ["no port"]}`))
	if err != nil {
		t.Fatal(err)
	}
	if schemaOf(t, "devContainer.base.schema.json").Validate(doc) == nil {
		t.Error("the schema takes anything")
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, g := range all(t) {
		if g.ID != "nbformat" && g.ID != "jupyterhub" && g.ID != "jupyterlab" {
			continue
		}
		last := g.Profiles[len(g.Profiles)-1].ID
		got, file := encoded(t, g, last), filepath.Join("testdata", g.ID+".json")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s, profile %s (write with -update):\n%s", g.ID, last, diff)
		}
	}
}

// TestReadConfiguration asks the command line tool of the specification's authors (npm: @devcontainers/cli). It looks
// for a container that runs already; the program true says that there is none.
func TestReadConfiguration(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("devcontainer")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("needs the devcontainer program: npm install -g @devcontainers/cli")
		}
		t.Skip("needs the devcontainer program: npm install -g @devcontainers/cli")
	}
	files, err := devcontainer.Feature()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range all(t) {
		t.Run(g.ID, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			feature := filepath.Join(dir, ".devcontainer", devcontainer.FeatureDir)
			if err := os.MkdirAll(feature, 0o755); err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if err := os.WriteFile(filepath.Join(feature, f.Name), f.Data, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(dir, ".devcontainer", "devcontainer.json"), encoded(t, g, g.Profiles[0].ID), 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := exec.CommandContext(t.Context(), program, "read-configuration", "--docker-path", "true", "--workspace-folder", dir).CombinedOutput()
			if err != nil || !bytes.Contains(out, []byte(`"postCreateCommand":["jupyter-onboard","setup","`+g.ID+`"`)) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestFeatureIsValid(t *testing.T) {
	t.Parallel()
	files, err := devcontainer.Feature()
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	valid(t, schemaOf(t, "devContainerFeature.schema.json"), files[0].Data)
	if !files[1].Executable || !bytes.HasPrefix(files[1].Data, []byte("#!/bin/sh\n")) {
		t.Errorf("%s isn't a program", files[1].Name)
	}
}
