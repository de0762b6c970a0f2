// Command genschema writes schema.json, the JSON Schema of events, into the current folder, which is that of package event.
package main

import (
	"log"
	"os"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event/internal/schemagen"
)

func main() {
	schema, err := schemagen.Generate(".")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("schema.json", schema, 0o644); err != nil {
		log.Fatal(err)
	}
}
