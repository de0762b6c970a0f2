package state

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// Checkouts lists the checkouts that have a ledger in the state directory dir, by
// path, and tells of ledgers that can't be read. It changes nothing.
func Checkouts(dir string) ([]string, []Notice, error) {
	p := place{path: dir, home: true}
	f, err := p.open(false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("list checkouts: %w", err)
	}
	defer f.close()
	names, err := f.names(".")
	if err != nil {
		return nil, nil, fmt.Errorf("list checkouts: %w", err)
	}
	var checkouts []string
	var notices []Notice
	slices.Sort(names)
	for _, name := range names {
		if !strings.HasSuffix(name, ledgerSuffix) {
			continue
		}
		var c ledgerContent
		doc := ledgerDocument(p, name)
		notice, err := doc.load(&c, func() error { return c.check(c.Checkout) }, false, time.Time{})
		switch {
		case err != nil:
			return checkouts, notices, fmt.Errorf("list checkouts: %w", err)
		case !notice.IsZero():
			notices = append(notices, notice)
		case c.Checkout != "":
			checkouts = append(checkouts, c.Checkout)
		}
	}
	slices.Sort(checkouts)
	return checkouts, notices, nil
}
