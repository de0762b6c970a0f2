package event

// A Finding is what the doctor found out about one thing.
type Finding struct {
	// Stable name, such as tool/node or disk/free.
	ID    string `json:"id"`
	Level Level  `json:"level"`
	Title string `json:"title"`
	// What was observed and what was expected.
	Observed string `json:"observed"`
	Expected string `json:"expected,omitempty"`
	// Why it matters.
	Why string `json:"why,omitempty"`
	// Ways to mend it, those without admin rights first.
	Fixes []Fix `json:"fixes,omitempty"`
}

// A Fix is a way to mend a finding.
type Fix struct {
	Title string `json:"title"`
	// Command to run, or page to read.
	Command string `json:"command,omitempty"`
	URL     string `json:"url,omitempty"`
	// True if it needs admin rights: then it is only shown.
	Admin bool `json:"admin,omitempty"`
	// True if set-up does it by itself.
	Automatic bool `json:"automatic,omitempty"`
}

// A Project is one line of the catalogue.
type Project struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Repo       string   `json:"repo"`
	Subproject string   `json:"subproject"`
	Summary    string   `json:"summary"`
	Areas      []string `json:"areas"`
	Skills     []string `json:"skills"`
	Kinds      []string `json:"kinds"`
	Difficulty int      `json:"difficulty"`
	Profiles   []string `json:"profiles"`
	// Day of the newest receipt, empty if the guide was never run.
	Proved string `json:"proved,omitempty"`
	Origin string `json:"origin"`
}

// A Guide is one guide, whole, as its fields stand in the file.
type Guide struct {
	Origin string `json:"origin"`
	SHA256 string `json:"sha256"`
	// The guide's fields, by the names of the guide's JSON Schema.
	Guide any `json:"guide"`
}

// A Checklist is where a person is on the way, recomputed from the machine.
type Checklist struct {
	Project string `json:"project"`
	Dir     string `json:"dir,omitempty"`
	Items   []Item `json:"items"`
	// Command that takes the next step.
	Next string `json:"next,omitempty"`
}

// An Item is one line of a checklist.
type Item struct {
	// Stage of the journey.
	Stage string `json:"stage"`
	Title string `json:"title"`
	Done  bool   `json:"done"`
	// What was seen, in words.
	Detail string `json:"detail,omitempty"`
}

// An Issue is one issue that a newcomer may take, with the verdict.
type Issue struct {
	Project string   `json:"project"`
	Number  int      `json:"number"`
	Title   string   `json:"title"`
	URL     string   `json:"url,omitempty"`
	Labels  []string `json:"labels,omitempty"`
	// Verdict, such as free, probably-taken, in-review, not-ready.
	Verdict string `json:"verdict"`
	// Reasons for it.
	Reasons []string `json:"reasons,omitempty"`
	// What to do next, in words.
	Next    string `json:"next,omitempty"`
	Updated string `json:"updated,omitempty"`
}
