package guide

// A Failure is a known way for set-up to fail, with its remedy.
type Failure struct {
	// Short name.
	ID string `yaml:"id" json:"id" jsonschema:"required" guide:"id"`
	// Regular expression (RE2) that the failed step's output matches.
	Pattern string `yaml:"pattern" json:"pattern" jsonschema:"required" guide:"proof"`
	// What went wrong, for a person.
	Cause string `yaml:"cause" json:"cause" jsonschema:"required"`
	// What to do.
	Remedy string `yaml:"remedy" json:"remedy" jsonschema:"required"`
	// Threads or files that show it, as owner/repo#n or a file's name.
	Evidence []string `yaml:"evidence,omitempty" json:"evidence,omitempty"`
	// Output that the pattern matches.
	Sample string `yaml:"sample" json:"sample" jsonschema:"required"`
	// True if the message only wraps the true cause: others that match come first.
	Wrapper bool `yaml:"wrapper,omitempty" json:"wrapper,omitempty"`
	// True if the network, a proxy or a sign-in is the cause.
	Network bool `yaml:"network,omitempty" json:"network,omitempty"`
}

// A Source is an upstream file that facts of the guide were read from.
type Source struct {
	// Path in the repository, or owner/name:path in another.
	File string `yaml:"file" json:"file" jsonschema:"required" guide:"oneline"`
	// Commit it was read at, full.
	Commit string `yaml:"commit" json:"commit" jsonschema:"required" guide:"commit"`
	// Day of reading, as 2026-11-23.
	Date string `yaml:"date" json:"date" jsonschema:"required" guide:"date"`
	// Parts of this guide that rest on it, as paths: python.version, steps.install, issues.claim.
	Facts []string `yaml:"facts" json:"facts" jsonschema:"required" guide:"fact"`
}

// A Disagreement is a place where upstream contradicts itself.
type Disagreement struct {
	// What it is about.
	Topic string `yaml:"topic" json:"topic" jsonschema:"required"`
	// What each place says.
	Claims []ClaimedBy `yaml:"claims" json:"claims" jsonschema:"required"`
	// What this guide does, and what was seen.
	Recommended string `yaml:"recommended" json:"recommended" jsonschema:"required"`
}

// ClaimedBy is what one place upstream says.
type ClaimedBy struct {
	// File, with line where it helps: docs/source/contributing/setup.md:31.
	File string `yaml:"file" json:"file" jsonschema:"required"`
	// What it says.
	Says string `yaml:"says" json:"says" jsonschema:"required"`
	// True if it was seen to be wrong.
	Wrong bool `yaml:"wrong,omitempty" json:"wrong,omitempty"`
}

// Unproved is a part of the guide that could not be run.
type Unproved struct {
	// What was not run.
	What string `yaml:"what" json:"what" jsonschema:"required"`
	// Why it was not run.
	Why string `yaml:"why" json:"why" jsonschema:"required"`
}

// A Receipt is the record of a real run of the guide.
type Receipt struct {
	// Profile that was run.
	Profile string `yaml:"profile" json:"profile" jsonschema:"required"`
	// Recipe that was run.
	Recipe string `yaml:"recipe" json:"recipe" jsonschema:"required"`
	// Operating system by Go's name.
	OS OS `yaml:"os" json:"os" jsonschema:"required"`
	// Architecture by Go's name.
	Arch string `yaml:"arch" json:"arch" jsonschema:"required" guide:"arch"`
	// Upstream commit that was proved, full.
	Commit string `yaml:"commit" json:"commit" jsonschema:"required" guide:"commit"`
	// Day of the run, as 2026-11-23.
	Date string `yaml:"date" json:"date" jsonschema:"required" guide:"date"`
	// Versions of the tools that did it.
	Tools map[string]string `yaml:"tools,omitempty" json:"tools,omitempty"`
	// Seconds of each step.
	Seconds map[string]float64 `yaml:"seconds" json:"seconds" jsonschema:"required"`
	// Bytes fetched, where they were measured.
	Download Size `yaml:"download,omitempty" json:"download,omitempty"`
	// Disk taken by checkout and environment.
	Disk Size `yaml:"disk,omitempty" json:"disk,omitempty"`
	// Proofs that were green, and turned red under their mutation.
	Proved []string `yaml:"proved,omitempty" json:"proved,omitempty"`
	// Proofs that were seen red under their mutation.
	TurnedRed []string `yaml:"turned_red,omitempty" json:"turned_red,omitempty"`
}
