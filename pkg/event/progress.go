package event

// StepStarted says that a step begins.
type StepStarted struct {
	ID string `json:"id"`
	// Try, from 1.
	Attempt int `json:"attempt"`
	// Log file that takes the whole output.
	Log string `json:"log,omitempty"`
}

// StepOutput is a piece of a step's output, whole lines where the step writes lines.
type StepOutput struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// StepProgress says how far a step is that can measure itself.
type StepProgress struct {
	ID string `json:"id"`
	// What is being done, such as "receiving objects".
	Phase string `json:"phase"`
	// Percent of the phase, -1 if unknown.
	Percent int `json:"percent"`
	// Bytes received so far, and bytes a second; 0 if unknown.
	Bytes int64 `json:"bytes,omitempty"`
	Rate  int64 `json:"bytes_per_second,omitempty"`
	// Seconds since the step began; 0 if unknown.
	Elapsed float64 `json:"elapsed_seconds,omitempty"`
}

// A Result is how a step ended.
type Result string

// The results of a step.
const (
	// Succeeded: it ran, and is done.
	Succeeded Result = "succeeded"
	// AlreadyDone: it didn't run, because nothing was left to do.
	AlreadyDone Result = "already-done"
	// Failed: it ran, and isn't done.
	Failed Result = "failed"
	// Cancelled: it was stopped by the person.
	Cancelled Result = "cancelled"
	// NotRun: a step that it needs failed or was cancelled.
	NotRun Result = "not-run"
	// Skipped: the person said so.
	Skipped Result = "skipped"
)

// StepFinished says that a step ended.
type StepFinished struct {
	ID     string `json:"id"`
	Result Result `json:"result"`
	// Why, in words.
	Reason string `json:"reason,omitempty"`
	// Exit code of its command, if there was one.
	ExitCode int `json:"exit_code,omitempty"`
	// Seconds that it took.
	Seconds float64 `json:"seconds"`
	Log     string  `json:"log,omitempty"`
}

// A Failure explains why a step failed, and how to go on.
type Failure struct {
	// Step that failed.
	Step string `json:"step"`
	// What was observed and what was expected.
	Observed string `json:"observed"`
	Expected string `json:"expected"`
	// Known causes, the likeliest first.
	Diagnoses []Diagnosis `json:"diagnoses,omitempty"`
	// Last lines of the output, when no cause is known.
	LastLines []string `json:"last_lines,omitempty"`
	// Log file with the whole output.
	Log string `json:"log,omitempty"`
	// Command that continues.
	Continue string `json:"continue"`
	// Where to ask a person.
	Ask string `json:"ask,omitempty"`
}

// A Diagnosis is a known failure that the output shows.
type Diagnosis struct {
	ID string `json:"id"`
	// Line of the output that shows it.
	Line     string   `json:"line"`
	Cause    string   `json:"cause"`
	Remedy   string   `json:"remedy"`
	Evidence []string `json:"evidence,omitempty"`
	// True if the network, a proxy or a sign-in is the cause.
	Network bool `json:"network,omitempty"`
}

// A Level says how serious a note or finding is.
type Level string

// The levels.
const (
	// OK: it is as it should be.
	OK Level = "ok"
	// Info: worth knowing.
	Info Level = "info"
	// Warning: it may hurt later.
	Warning Level = "warning"
	// Blocker: nothing goes on without it.
	Blocker Level = "blocker"
)

// A Note is something a person should know that belongs to no step.
type Note struct {
	Level Level  `json:"level"`
	Text  string `json:"text"`
}

// An Outcome is how a command ended. It is the last event of a run.
type Outcome struct {
	// Exit code of the program, and its meaning in words.
	ExitCode int    `json:"exit_code"`
	Meaning  string `json:"meaning"`
	// What was reached, in a sentence.
	Message string `json:"message,omitempty"`
	// What was observed and what was expected, if it went wrong.
	Observed string `json:"observed,omitempty"`
	Expected string `json:"expected,omitempty"`
	// Command or action that comes next.
	Next string `json:"next,omitempty"`
	// Log file to look into.
	Log string `json:"log,omitempty"`
	// Where to ask a person.
	Ask string `json:"ask,omitempty"`
	// Exit code of the person's own command, for run TASK.
	CommandExitCode int `json:"command_exit_code,omitempty"`
	// Steps by how they ended.
	Steps map[Result]int `json:"steps,omitempty"`
	// Seconds of the whole run.
	Seconds float64 `json:"seconds,omitempty"`
}
