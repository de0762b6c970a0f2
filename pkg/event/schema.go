package event

import (
	_ "embed" // the schema
	"slices"
)

//go:generate go run ./internal/genschema
//go:embed schema.json
var schema []byte

// JSONSchema is the JSON Schema of one line of --json: one event. It describes every field of this
// version of the program.
func JSONSchema() []byte { return slices.Clone(schema) }
