package guide

// A failureFile is a file of known failures that all guides share.
type failureFile struct {
	// Version of the guide format. Always 1.
	Schema int `yaml:"schema" json:"schema" jsonschema:"required,enum=1"`
	// The failures.
	KnownFailures []Failure `yaml:"known_failures" json:"known_failures" jsonschema:"required"`
}
