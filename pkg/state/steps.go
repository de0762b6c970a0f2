package state

import (
	"fmt"
	"maps"
	"slices"
)

// Steps lists the ids of the recorded steps in order.
func (j *Journal) Steps() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Sorted(maps.Keys(j.content.Steps))
}

// Step returns what is recorded of the last run of a step.
func (j *Journal) Step(id string) (Record, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	rec, ok := j.content.Steps[id]
	return rec, ok
}

// Begin records that the step id starts now. Of rec it takes the digests, the log
// and the process, if that is known already; it replaces an earlier record.
//
// Record the process before the step can do anything: a run that is killed
// between starting a step and recording its process leaves an orphan that can't be
// found. A child that waits on a pipe until [Journal.Started] returned closes that gap.
func (j *Journal) Begin(id string, rec Record) error {
	if err := ValidName(id); err != nil {
		return fmt.Errorf("begin step: %w", err)
	}
	rec = Record{
		Definition: rec.Definition, Inputs: rec.Inputs, Log: rec.Log, Process: rec.Process,
		Start: moment(j.now), Outcome: OutcomeRunning,
	}
	if err := rec.check(); err != nil {
		return fmt.Errorf("begin step %s: %w", id, err)
	}
	return j.change(func() error {
		j.content.Steps[id] = rec
		return nil
	})
}

// Started adds the process to a step that was begun.
func (j *Journal) Started(id string, p Process) error {
	return j.changeStep("start", id, func(rec *Record) { rec.Process = p })
}

// End records how a step that was begun ended, and its exit code.
func (j *Journal) End(id string, outcome Outcome, exitCode int) error {
	end := moment(j.now)
	return j.changeStep("end", id, func(rec *Record) {
		rec.End, rec.Outcome, rec.ExitCode, rec.Process = end, outcome, exitCode, Process{}
	})
}

// changeStep applies edit to the record of a running step.
func (j *Journal) changeStep(verb, id string, edit func(*Record)) error {
	return j.change(func() error {
		rec, ok := j.content.Steps[id]
		if !ok || rec.Outcome != OutcomeRunning {
			return fmt.Errorf("%s step %+q: it wasn't begun", verb, id)
		}
		edit(&rec)
		if err := rec.check(); err != nil {
			return fmt.Errorf("%s step %s: %w", verb, id, err)
		}
		j.content.Steps[id] = rec
		return nil
	})
}

// change applies edit under the mutex and saves what it changed.
func (j *Journal) change(edit func() error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.readOnly {
		return ErrReadOnly
	}
	if err := edit(); err != nil {
		return err
	}
	return j.save()
}
