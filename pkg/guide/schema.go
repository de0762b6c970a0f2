package guide

import (
	_ "embed" // the schema
	"slices"
)

//go:generate go run ./internal/genschema
//go:embed schema.json
var schema []byte

// JSONSchema is the JSON Schema of guides, for editors that complete and check them. It describes every key with
// its default and examples. [Load] checks more than a schema can say.
func JSONSchema() []byte { return slices.Clone(schema) }
