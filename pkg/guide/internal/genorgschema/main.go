// Command genorgschema writes schema.json, the JSON Schema of organisations' files, into the current folder, which is that
// of package overlay.
package main

import (
	"log"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide/internal/schemagen"
)

func main() {
	schema, err := schemagen.GenerateOrganisation(".")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("schema.json", schema, 0o644); err != nil {
		log.Fatal(err)
	}
}
