package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	ledgerSuffix = ".ledger.json"
	ledgerSchema = 1
	ledgerLimit  = 4 << 20
	maxPath      = 4096
)

// Kind is what sort of thing the tool made.
type Kind string

// The kinds of things in a ledger.
const (
	KindFile   Kind = "file"
	KindFolder Kind = "folder"
	KindLink   Kind = "link"
	// KindCheckout is a folder with a person's work in it: only git can say what
	// has changed there.
	KindCheckout Kind = "checkout"
)

func (k Kind) valid() bool {
	switch k {
	case KindFile, KindFolder, KindLink, KindCheckout:
		return true
	}
	return false
}

// Entry is one thing that the tool made, or was about to make.
type Entry struct {
	Path    string    `json:"path"`             // absolute
	Kind    Kind      `json:"kind"`             //
	Step    string    `json:"step"`             // id of the step that made it
	Outside bool      `json:"outside"`          // not in the checkout
	Planned time.Time `json:"planned"`          // UTC
	Made    time.Time `json:"made,omitzero"`    // zero if the run ended before it was made
	As      Snapshot  `json:"as_made,omitzero"` // how it was then
}

// Ledger lists what the tool made for one checkout, inside and outside of it, so that
// it can be taken away again, and nothing else. It lies in the state directory and
// outlives the checkout. Its methods may be called from several goroutines.
type Ledger struct {
	now func() time.Time

	mu       sync.Mutex
	doc      document
	content  ledgerContent
	readOnly bool
}

type ledgerContent struct {
	Schema   int     `json:"schema"`
	Checkout string  `json:"checkout"`
	Entries  []Entry `json:"entries"`
}

// OpenLedger opens the ledger of the checkout at canonicalPath in the state
// directory dir. Call it only while holding the lock. A nil now means
// [time.Now]. Notice and error are those of [Open].
func OpenLedger(dir, canonicalPath string, now func() time.Time) (*Ledger, Notice, error) {
	return openLedger(place{path: dir, home: true}, canonicalPath, now, true)
}

// ReadLedger opens a ledger for looking, without the lock: nothing on disk is
// changed, and methods that would write return [ErrReadOnly].
func ReadLedger(dir, canonicalPath string) (*Ledger, Notice, error) {
	return openLedger(place{path: dir, home: true}, canonicalPath, nil, false)
}

func openLedger(p place, checkout string, now func() time.Time, write bool) (*Ledger, Notice, error) {
	if err := checkPath(checkout); err != nil {
		return nil, Notice{}, fmt.Errorf("ledger: %w", err)
	}
	if now == nil {
		now = time.Now
	}
	l := &Ledger{now: now, doc: ledgerDocument(p, Key(checkout)+ledgerSuffix), readOnly: !write}
	var c ledgerContent
	notice, err := l.doc.load(&c, func() error { return c.check(checkout) }, write, now())
	if err != nil {
		return nil, notice, err
	}
	if !notice.IsZero() {
		c.Entries = nil
	}
	c.Schema, c.Checkout = ledgerSchema, checkout
	l.content = c
	return l, notice, nil
}

func ledgerDocument(p place, name string) document {
	return document{
		place: p, name: name, limit: ledgerLimit, schema: ledgerSchema,
		follows: "What was made before is no longer known and stays when a checkout is removed; the file that was kept may still tell.",
	}
}

func (c ledgerContent) check(checkout string) error {
	if c.Checkout != checkout {
		return &unusableError{found: fmt.Sprintf("belongs to the checkout %+q", c.Checkout)}
	}
	seen := map[string]bool{}
	for i, e := range c.Entries {
		err := e.check()
		if seen[e.Path] {
			err = errors.New("listed twice")
		}
		if err != nil {
			return &unusableError{found: fmt.Sprintf("doesn't hold what it should: entry %d: %v", i+1, err)}
		}
		seen[e.Path] = true
	}
	return nil
}

func (e Entry) check() error {
	err := errors.Join(checkPath(e.Path), e.As.check())
	if !e.Kind.valid() {
		err = errors.Join(err, fmt.Errorf("kind %+q is unknown", e.Kind))
	}
	return errors.Join(err, ValidName(e.Step))
}

func checkPath(path string) error {
	switch {
	case !filepath.IsAbs(path) || filepath.Clean(path) != path:
		return fmt.Errorf("path %+q isn't absolute and clean", path)
	case len(path) > maxPath || strings.IndexByte(path, 0) >= 0 || !utf8.ValidString(path):
		return fmt.Errorf("path %+q can't be recorded", shorten(path, MaxName))
	}
	return nil
}

// Plan records that the step is about to make path, before it does. What stands
// there already and isn't in the ledger is not the tool's: the error then wraps
// [fs.ErrExist], and nothing is recorded.
func (l *Ledger) Plan(path string, kind Kind, step string) error {
	e := Entry{Path: path, Kind: kind, Step: step, Planned: moment(l.now)}
	if err := e.check(); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return l.change(func() error {
		e.Outside = !within(l.content.Checkout, path)
		if i := l.find(path); i >= 0 {
			l.content.Entries[i] = e
			return nil
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			if err == nil {
				err = fs.ErrExist
			}
			return fmt.Errorf("ledger: %s was there before: %w", path, err)
		}
		l.content.Entries = append(l.content.Entries, e)
		return nil
	})
}

// Made records that what was planned at path is there now, and how it looks.
func (l *Ledger) Made(path string) error {
	return l.change(func() error {
		i := l.find(path)
		if i < 0 {
			return fmt.Errorf("ledger: %s wasn't planned", path)
		}
		as, err := snapshot(path, l.content.Entries[i].Kind)
		if err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
		l.content.Entries[i].As, l.content.Entries[i].Made = as, moment(l.now)
		return nil
	})
}

// Drop strikes path out: it is gone, or no longer the tool's. An empty ledger has no
// file.
func (l *Ledger) Drop(path string) error {
	return l.change(func() error {
		if i := l.find(path); i >= 0 {
			l.content.Entries = slices.Delete(l.content.Entries, i, i+1)
		}
		return nil
	})
}

// Entries lists what was made, in order of time.
func (l *Ledger) Entries() []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.content.Entries)
}

func (l *Ledger) find(path string) int {
	return slices.IndexFunc(l.content.Entries, func(e Entry) bool { return e.Path == path })
}

// change applies edit and saves. The entries stay changed if the write fails, as
// those of the journal do.
func (l *Ledger) change(edit func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.readOnly {
		return ErrReadOnly
	}
	if err := edit(); err != nil {
		return err
	}
	if len(l.content.Entries) == 0 {
		return l.doc.delete()
	}
	return l.doc.save(l.content)
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
