package overlay

import (
	_ "embed" // the schema
	"slices"
)

//go:generate go run ../guide/internal/genorgschema
//go:embed schema.json
var schema []byte

// JSONSchema is the JSON Schema of an organisation's file, for editors that complete and check it. [LoadOrganisation]
// checks more than a schema can say.
func JSONSchema() []byte { return slices.Clone(schema) }
