package schemagen_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide/internal/schemagen"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func TestOrganisationSchemaIsCurrent(t *testing.T) {
	t.Chdir("../../../overlay") // Comments are found below the current folder only.
	want, err := schemagen.GenerateOrganisation(".")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(overlay.JSONSchema())); diff != "" {
		t.Errorf("schema.json is not what the types say; run go generate ./pkg/overlay (-want +got):\n%s", diff)
	}
}
