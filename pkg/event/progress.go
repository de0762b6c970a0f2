package event

// StepStarted says that a step begins, or begins again.
type StepStarted struct {
	// Step that begins.
	ID string `json:"id"`
	// Number of the try, from 1.
	Attempt int `json:"attempt" jsonschema:"minimum=1"`
	// Log file that takes the whole output.
	Log string `json:"log,omitempty"`
}

// StepOutput is a piece of a step's output. The pieces of a step, one after the other, are what it printed.
type StepOutput struct {
	// Step that printed it.
	ID string `json:"id"`
	// What was printed: whole lines where the step writes lines. Credentials in addresses are hidden.
	Text string `json:"text"`
}

// PhaseRunning is the phase of a step that can't measure itself: the event only says that it still runs.
const PhaseRunning = "running"

// StepProgress says how far a step is that can measure itself, or that it still runs.
type StepProgress struct {
	// Step that makes progress.
	ID string `json:"id"`
	// What is being done: connect, server, receive, resolve or checkout for a clone, else running.
	Phase string `json:"phase"`
	// Percent of the phase; -1 if unknown.
	Percent int `json:"percent" jsonschema:"minimum=-1,maximum=100"`
	// Bytes received so far; left out if unknown.
	Bytes int64 `json:"bytes,omitempty" jsonschema:"minimum=0"`
	// Bytes a second at present; left out if unknown.
	Rate int64 `json:"bytes_per_second,omitempty" jsonschema:"minimum=0"`
	// Seconds since the step began; left out if unknown.
	Elapsed float64 `json:"elapsed_seconds,omitempty" jsonschema:"minimum=0"`
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
	// Cancelled: it ran and was stopped by the person.
	Cancelled Result = "cancelled"
	// NotRun: it wasn't begun, because the run stopped before or a step that it needs isn't done.
	NotRun Result = "not-run"
	// Skipped: the person said so.
	Skipped Result = "skipped"
)

// Results lists the results of a step.
func Results() []Result {
	return []Result{Succeeded, AlreadyDone, Failed, Cancelled, NotRun, Skipped}
}

// StepFinished says that a step ended, or that it won't run.
type StepFinished struct {
	// Step that ended.
	ID string `json:"id"`
	// How it ended.
	Result Result `json:"result"`
	// Why, in words.
	Reason string `json:"reason,omitempty"`
	// Exit code of its command; left out if it is 0 or there was none.
	ExitCode int `json:"exit_code,omitempty"`
	// Seconds that its last try took.
	Seconds float64 `json:"seconds" jsonschema:"minimum=0"`
	// Log file with the whole output.
	Log string `json:"log,omitempty"`
}

// A Failure explains why a step failed, and how to go on.
type Failure struct {
	// Step that failed.
	Step string `json:"step"`
	// What was observed.
	Observed string `json:"observed"`
	// What was expected.
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
	// Name of the known failure.
	ID string `json:"id"`
	// Line of the output that shows it.
	Line string `json:"line"`
	// What causes it.
	Cause string `json:"cause"`
	// What to do about it.
	Remedy string `json:"remedy"`
	// Where it was seen before, as owner/repo#number.
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

// Levels lists the levels, the least serious first.
func Levels() []Level { return []Level{OK, Info, Warning, Blocker} }

// A Note is something a person should know that belongs to no step.
type Note struct {
	// How serious it is.
	Level Level `json:"level"`
	// What there is to know.
	Text string `json:"text"`
}

// An Outcome is how a command ended. It is the last event of a run.
type Outcome struct {
	// Exit code of the program.
	ExitCode int `json:"exit_code" jsonschema:"minimum=0,maximum=255"`
	// What the exit code means, in words.
	Meaning string `json:"meaning"`
	// What was reached, in a sentence.
	Message string `json:"message,omitempty"`
	// What was observed, if it went wrong.
	Observed string `json:"observed,omitempty"`
	// What was expected, if it went wrong.
	Expected string `json:"expected,omitempty"`
	// Command or action that comes next.
	Next string `json:"next,omitempty"`
	// Log file to look into.
	Log string `json:"log,omitempty"`
	// Where to ask a person.
	Ask string `json:"ask,omitempty"`
	// Exit code of the person's own command, for run TASK; left out if it is 0.
	CommandExitCode int `json:"command_exit_code,omitempty"`
	// Number of steps by how they ended.
	Steps map[Result]int `json:"steps,omitempty"`
	// Seconds of the whole run; left out where nothing ran.
	Seconds float64 `json:"seconds,omitempty" jsonschema:"minimum=0"`
}
