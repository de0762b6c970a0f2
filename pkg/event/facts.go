package event

// A Finding is what the doctor found out about one thing.
type Finding struct {
	// Stable name, such as tool/node or disk/free.
	ID string `json:"id"`
	// How serious it is.
	Level Level `json:"level"`
	// What it is about.
	Title string `json:"title"`
	// File that it is about; left out where it is about none.
	File string `json:"file,omitempty"`
	// Line of the file, from 1.
	Line int `json:"line,omitempty"`
	// Column of the line, from 1, in characters.
	Column int `json:"column,omitempty"`
	// What was observed.
	Observed string `json:"observed"`
	// What was expected.
	Expected string `json:"expected,omitempty"`
	// Why it matters.
	Why string `json:"why,omitempty"`
	// Ways to mend it, those without admin rights first.
	Fixes []Fix `json:"fixes,omitempty"`
}

// A Fix is a way to mend a finding.
type Fix struct {
	// What it does; empty if the command says it.
	Title string `json:"title"`
	// Command to run.
	Command string `json:"command,omitempty"`
	// Page to read.
	URL string `json:"url,omitempty"`
	// True if it needs admin rights: then it is only shown.
	Admin bool `json:"admin,omitempty"`
	// True if set-up does it by itself.
	Automatic bool `json:"automatic,omitempty"`
}

// A Project is one line of the catalogue.
type Project struct {
	// Id of the guide.
	ID string `json:"id"`
	// Name of the project.
	Name string `json:"name"`
	// Repository as owner/name.
	Repo string `json:"repo"`
	// Id of the official sub-project that it belongs to, or none.
	Subproject string `json:"subproject"`
	// Name of that sub-project, under which projects are grouped.
	SubprojectName string `json:"subproject_name,omitempty"`
	// What the project is, in a sentence or two.
	Summary string `json:"summary"`
	// What one works on there.
	Areas []string `json:"areas"`
	// What one needs to know.
	Skills []string `json:"skills"`
	// Kinds of work that are welcome, such as code or docs.
	Kinds []string `json:"kinds"`
	// Difficulty from 1 to 5.
	Difficulty int `json:"difficulty" jsonschema:"minimum=0,maximum=5"`
	// Ids of the profiles: the purposes that it can be set up for.
	Profiles []string `json:"profiles"`
	// Day of the newest receipt; left out if the guide was never run.
	Proved string `json:"proved,omitempty"`
	// Where the guide came from.
	Origin string `json:"origin"`
}

// A Guide is one guide, whole.
type Guide struct {
	// Where the guide came from.
	Origin string `json:"origin"`
	// SHA-256 of the guide's bytes, in hexadecimal.
	SHA256 string `json:"sha256"`
	// Sub-project that the guide belongs to: its name, council, team pages, channels and sources; left out if it isn't
	// an official one.
	Subproject any `json:"subproject,omitempty"`
	// The guide's fields, by the names of the guide's own JSON Schema.
	Guide any `json:"guide"`
}

// A Correction is something that upstream's documents get wrong.
type Correction struct {
	// Id of the guide.
	Project string `json:"project"`
	// Repository that the file is in, as owner/name.
	Repo string `json:"repo"`
	// File, in the repository.
	File string `json:"file"`
	// Line of the file; left out if it is about the whole file.
	Line int `json:"line,omitempty"`
	// Page of the line as it was read; left out if it isn't known at which commit that was.
	URL string `json:"url,omitempty"`
	// What it is about.
	Topic string `json:"topic"`
	// What the file says, which was seen to be wrong.
	Says string `json:"says"`
	// What speaks against it: other files and what they say.
	Against []string `json:"against,omitempty"`
	// What works, and how that was seen.
	Instead string `json:"instead"`
}

// A File is a file that a command made, or would make.
type File struct {
	// Path of the file; empty if it is only shown.
	Path string `json:"path,omitempty"`
	// Whole content.
	Text string `json:"text"`
	// Difference to the file that is there, in the unified form; left out if there is none.
	Diff string `json:"diff,omitempty"`
	// What the file that is there says otherwise, and what was left alone.
	Kept []string `json:"kept,omitempty"`
	// True if it was written; false if it was only shown, or was so already.
	Written bool `json:"written"`
}

// A Checklist is where a person is on the way, recomputed from the machine.
type Checklist struct {
	// Id of the guide.
	Project string `json:"project"`
	// Folder of the checkout.
	Dir string `json:"dir,omitempty"`
	// Lines of the checklist, in the order of the journey.
	Items []Item `json:"items"`
	// Command that takes the next step.
	Next string `json:"next,omitempty"`
}

// An Item is one line of a checklist.
type Item struct {
	// Stage of the journey.
	Stage string `json:"stage"`
	// What is to be reached.
	Title string `json:"title"`
	// True if it is reached.
	Done bool `json:"done"`
	// What was seen, in words.
	Detail string `json:"detail,omitempty"`
}

// An Issue is one issue that a newcomer may take, with the verdict.
type Issue struct {
	// Id of the guide.
	Project string `json:"project"`
	// Number of the issue in its repository.
	Number int `json:"number"`
	// Title of the issue.
	Title string `json:"title"`
	// Page of the issue.
	URL string `json:"url,omitempty"`
	// Labels of the issue.
	Labels []string `json:"labels,omitempty"`
	// Verdict, such as free, probably taken, in review or not ready.
	Verdict string `json:"verdict"`
	// Reasons for the verdict.
	Reasons []string `json:"reasons,omitempty"`
	// What to do next, in words.
	Next string `json:"next,omitempty"`
	// When the issue last changed.
	Updated string `json:"updated,omitempty"`
	// Moment until which somebody's claim holds; left out where nobody can say.
	Until string `json:"until,omitempty"`
	// What the verdict doesn't rest on, since it wasn't looked at or couldn't be understood.
	Unchecked []string `json:"unchecked,omitempty"`
	// How its text does by the repository's criteria; for one issue only.
	Ready []Criterion `json:"ready,omitempty"`
	// The repository's rules that matter before the first line of code; for one issue only.
	Rules []Rule `json:"rules,omitempty"`
}

// A Criterion is one thing that makes an issue ready to work on.
type Criterion struct {
	// Short name.
	ID string `json:"id"`
	// What is asked for.
	Title string `json:"title"`
	// pass, fail or can't tell.
	Outcome string `json:"outcome"`
	// Line of the issue that meets it.
	Quote string `json:"quote,omitempty"`
	// What a maintainer can edit so that it passes.
	Edit string `json:"edit,omitempty"`
}

// A Rule is one of a community's rules.
type Rule struct {
	// What it is about: claim or ai.
	About string `json:"about"`
	// The rule, in the guide's words.
	Says string `json:"says"`
	// Page that says so.
	URL string `json:"url,omitempty"`
}
