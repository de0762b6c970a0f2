package state

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

const (
	journalName   = "journal.json"
	journalSchema = 1
	journalLimit  = 1 << 20

	maxSteps  = 500 // of several profiles and past guides; the oldest go first
	maxProofs = 50
)

// Journal is what is remembered of one checkout: how each step last ended,
// what was proved, and a few facts. It is read once, when opened, and written when
// something changes. Its methods may be called from several goroutines.
//
// When a write fails, the method returns the error and the journal keeps the
// change in memory; the next write tries to save all of it.
type Journal struct {
	now func() time.Time

	mu       sync.Mutex
	doc      document
	content  journalContent
	readOnly bool
}

// journalContent is the wire form. Any change of it needs a new schema number.
type journalContent struct {
	Schema int                  `json:"schema"`
	Steps  map[string]Record    `json:"steps,omitempty"`
	Proofs map[string]time.Time `json:"proofs,omitempty"`
	Facts  map[Fact]string      `json:"facts,omitempty"`
}

// ErrReadOnly is returned by the methods that would change what was only read.
var ErrReadOnly = errors.New("the journal was opened for reading only")

// Open opens the journal in the folder dir, which need not exist yet: it is made
// by the first write (its parent must exist then). Call it only while holding
// the lock of the checkout. A nil now means [time.Now].
//
// A file that can't be used is kept aside and the journal is empty; the Notice says
// so. An error means that the file could be neither used nor kept aside.
func Open(dir string, now func() time.Time) (*Journal, Notice, error) {
	return openJournal(place{path: dir}, now, true)
}

// Read opens the journal for looking, without the lock: nothing on disk is changed,
// not even a file that can't be used, and methods that would write return [ErrReadOnly].
func Read(dir string, now func() time.Time) (*Journal, Notice, error) {
	return openJournal(place{path: dir}, now, false)
}

func openJournal(p place, now func() time.Time, write bool) (*Journal, Notice, error) {
	if now == nil {
		now = time.Now
	}
	j := &Journal{now: now, doc: journalDocument(p), readOnly: !write}
	content, notice, err := loadJournal(&j.doc, write, now())
	if err != nil {
		return nil, notice, err
	}
	j.content = content
	return j, notice, nil
}

func journalDocument(p place) document {
	return document{
		place: p, name: journalName, limit: journalLimit, schema: journalSchema,
		follows: "What it said is not used: every step is checked again, and finished work that is still there is not repeated.",
	}
}

func loadJournal(doc *document, move bool, now time.Time) (journalContent, Notice, error) {
	var c journalContent
	notice, err := doc.load(&c, func() error { return c.check() }, move, now)
	if err != nil || !notice.IsZero() {
		c = journalContent{}
	}
	c.Schema = journalSchema
	if c.Steps == nil {
		c.Steps = map[string]Record{}
	}
	if c.Proofs == nil {
		c.Proofs = map[string]time.Time{}
	}
	if c.Facts == nil {
		c.Facts = map[Fact]string{}
	}
	return c, notice, err
}

// check reports what a well-formed journal must not hold.
func (c journalContent) check() error {
	fault := func(what, name string, err error) error {
		return &unusableError{found: fmt.Sprintf("doesn't hold what it should: %s %+q: %v", what, name, err)}
	}
	for id, rec := range c.Steps {
		if err := errors.Join(ValidName(id), rec.check()); err != nil {
			return fault("step", id, err)
		}
	}
	for key := range c.Proofs {
		if err := checkProofKey(key); err != nil {
			return fault("proof", key, err)
		}
	}
	for fact, value := range c.Facts {
		if err := fact.check(value); err != nil {
			return fault("fact", string(fact), err)
		}
	}
	return nil
}

// save writes the journal if it changed. The caller holds the mutex.
func (j *Journal) save() error {
	if j.readOnly {
		return ErrReadOnly
	}
	j.evict()
	return j.doc.save(j.content)
}

// evict drops the oldest entries over the limits, so that the file stays small.
func (j *Journal) evict() {
	steps, proofs := j.content.Steps, j.content.Proofs
	dropOldest(steps, maxSteps, func(r Record) time.Time { return r.Start })
	dropOldest(proofs, maxProofs, func(t time.Time) time.Time { return t })
}

// dropOldest deletes the oldest entries of m until at most keep are left.
func dropOldest[V any](m map[string]V, keep int, age func(V) time.Time) {
	if len(m) <= keep {
		return
	}
	keys := slices.Sorted(maps.Keys(m))
	slices.SortStableFunc(keys, func(a, b string) int { return age(m[a]).Compare(age(m[b])) })
	for _, key := range keys[:len(m)-keep] {
		delete(m, key)
	}
}

// moment is the present as it is stored: UTC, to the millisecond.
func moment(now func() time.Time) time.Time {
	return now().UTC().Truncate(time.Millisecond)
}
