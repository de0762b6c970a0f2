package state

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
)

// MoveTo makes the journal live in the folder dir from now on: it is written there
// and removed where it was. So a journal can be begun in a folder of the state
// directory before the clone exists, and moved into the clone's git directory. If dir
// has a journal already, the two become one, and where both know something
// this one is right. Logs stay where they are.
// The Notice tells of a file in dir that couldn't be used.
func (j *Journal) MoveTo(dir string) (Notice, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.readOnly {
		return Notice{}, ErrReadOnly
	}
	same, err := samePlace(j.doc.place.path, dir)
	if err != nil || same {
		return Notice{}, err
	}
	doc := journalDocument(place{path: dir, gate: j.doc.place.gate})
	merged, notice, err := loadJournal(&doc, true, j.now())
	if err != nil {
		return notice, err
	}
	maps.Copy(merged.Steps, j.content.Steps)
	maps.Copy(merged.Proofs, j.content.Proofs)
	maps.Copy(merged.Facts, j.content.Facts)
	old := j.doc
	j.doc, j.content = doc, merged
	if err := j.save(); err != nil {
		return notice, err
	}
	if err := old.delete(); err != nil {
		return notice, err
	}
	old.place.removeIfEmpty()
	return notice, nil
}

func samePlace(a, b string) (bool, error) {
	realA, errA := Canonical(a)
	realB, errB := Canonical(b)
	return realA == realB, errors.Join(errA, errB)
}

// delete removes the file of a document, if it is there.
func (d *document) delete() error {
	err := d.deleteFile()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", d.path(), err)
	}
	d.saved = nil
	return nil
}

func (d *document) deleteFile() error {
	f, err := d.place.open(false)
	if err != nil {
		return err
	}
	defer f.close()
	if err := f.remove(d.name); err != nil {
		return err
	}
	return f.syncDir(".")
}

// removeIfEmpty removes the folder of a place; it stays if anything is in it.
func (p place) removeIfEmpty() {
	if up, err := p.parent(); err == nil {
		_ = up.remove(filepath.Base(p.path))
		up.close()
	}
}
