package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Found records things that stand at paths now because the step made them, although it wasn't known
// before that it would. Only the caller knows that they weren't there before the step. What is gone again is
// struck out, and what is neither file, folder nor link is passed over.
func (l *Ledger) Found(step string, paths ...string) error {
	var entries []Entry
	gone := map[string]bool{}
	for _, path := range paths {
		e, err := found(path, step)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			gone[path] = true
		case err != nil:
			return fmt.Errorf("ledger: %w", err)
		case e.Kind != "":
			entries = append(entries, e)
		}
	}
	if len(entries)+len(gone) == 0 {
		return nil
	}
	return l.change(func() error {
		kept := l.content.Entries[:0:0]
		for _, e := range l.content.Entries {
			if !gone[e.Path] {
				kept = append(kept, e)
			}
		}
		l.content.Entries = kept
		for _, e := range entries {
			e.Outside, e.Planned, e.Made = !within(l.content.Checkout, e.Path), moment(l.now), moment(l.now)
			if i := l.find(e.Path); i >= 0 {
				l.content.Entries[i] = e
			} else {
				l.content.Entries = append(l.content.Entries, e)
			}
		}
		return nil
	})
}

// found looks at what stands at path. Its kind is empty if that is nothing a ledger holds.
func found(path, step string) (Entry, error) {
	fi, err := os.Lstat(path)
	if err != nil {
		return Entry{}, pathError("look at", path, err)
	}
	e := Entry{Path: path, Step: step}
	for _, kind := range []Kind{KindFile, KindFolder, KindLink} {
		if kind.fits(fi.Mode()) {
			e.Kind = kind
		}
	}
	if e.Kind == "" {
		return e, nil
	}
	if e.As, err = snapshot(path, e.Kind); err != nil {
		return Entry{}, err
	}
	return e, e.check()
}
