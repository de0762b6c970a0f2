package state

import (
	"fmt"
	"strings"
	"time"
)

// Outcome is how a step ended, or that it didn't.
type Outcome string

// The outcomes of a step.
const (
	// OutcomeRunning: begun and not ended. In the journal of a run that was
	// killed it means interrupted, unless the process is still there ([Journal.Orphans]).
	OutcomeRunning   Outcome = "running"
	OutcomeSucceeded Outcome = "succeeded"
	OutcomeFailed    Outcome = "failed"
	// OutcomeInterrupted: ended by the person or by a signal.
	OutcomeInterrupted Outcome = "interrupted"
)

func (o Outcome) valid() bool {
	switch o {
	case OutcomeRunning, OutcomeSucceeded, OutcomeFailed, OutcomeInterrupted:
		return true
	}
	return false
}

// Record is what the journal knows of the last time a step ran.
type Record struct {
	Definition string    `json:"definition"`          // digest of the step as the guide had it
	Inputs     string    `json:"inputs"`              // digest of the files that it reads
	Start      time.Time `json:"start"`               // UTC
	End        time.Time `json:"end,omitzero"`        // zero while it runs
	Outcome    Outcome   `json:"outcome"`             // how it ended
	ExitCode   int       `json:"exit_code,omitempty"` // of its last command
	Log        string    `json:"log,omitempty"`       // as [Logs.Create] named it
	Process    Process   `json:"process,omitzero"`    // only while it runs
}

// Doubt gives the reason why the step can't be taken for done although its files
// are there, for a step that now has these digests. "" means that the journal
// has nothing against it, which alone doesn't make it done.
func (r Record) Doubt(definition, inputs string) string {
	const day = "2006-01-02 15:04 MST"
	start := r.Start.UTC().Format(day)
	switch {
	case r.Outcome == OutcomeFailed:
		return fmt.Sprintf("it failed on %s with exit code %d", start, r.ExitCode)
	case r.Outcome != OutcomeSucceeded:
		return fmt.Sprintf("it was begun on %s and didn't end by itself", start)
	case r.Definition != definition:
		return fmt.Sprintf("its definition has changed since it ran on %s", start)
	case r.Inputs != inputs:
		return fmt.Sprintf("the files it reads have changed since it ran on %s", start)
	}
	return ""
}

// check reports what is wrong with a record that was read or handed in.
func (r Record) check() error {
	switch {
	case !r.Outcome.valid():
		return fmt.Errorf("outcome %+q is unknown", r.Outcome)
	case (r.Outcome == OutcomeRunning) != r.End.IsZero():
		return fmt.Errorf("outcome %q and end %s don't fit", r.Outcome, r.End)
	case r.Process.PID < 0 || r.Process.PGID < 0:
		return fmt.Errorf("process id %d, group %d", r.Process.PID, r.Process.PGID)
	case len(r.Process.Boot) > MaxName:
		return fmt.Errorf("boot id of %d bytes", len(r.Process.Boot))
	}
	for _, d := range []string{r.Definition, r.Inputs} {
		if err := checkDigest(d); err != nil {
			return err
		}
	}
	if r.Log == "" {
		return nil
	}
	return checkLogName(r.Log)
}

// maxDigest is the longest digest, in bytes; SHA-512 in hex with its name fits.
const maxDigest = 160

func checkDigest(d string) error {
	if len(d) > maxDigest {
		return fmt.Errorf("digest of %d bytes, at most %d are allowed", len(d), maxDigest)
	}
	for i := range len(d) {
		if c := d[i]; !alphanumeric(c) && !strings.ContainsRune(":+/=_.-", rune(c)) {
			return fmt.Errorf("digest %+q has characters that none has", d)
		}
	}
	return nil
}
