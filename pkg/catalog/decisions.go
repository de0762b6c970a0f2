package catalog

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// List returns all decisions, ordered by place and then by time, and notices about files that don't count. A
// denial whose file is spoilt is listed with its digest alone, as it still denies.
func (t *Trust) List() ([]Decision, []Notice, error) {
	names, err := t.store.Names()
	if err != nil {
		return nil, nil, fmt.Errorf("list the decisions about guides: %w", err)
	}
	slices.Sort(names)
	var decisions []Decision
	var v Verdict
	for _, name := range names {
		if !strings.HasPrefix(name, approvedPrefix) && !strings.HasPrefix(name, deniedPrefix) {
			continue
		}
		d, notice := readDecision(t.store, name)
		v.note(notice)
		if digest, denied := deniedBy(name); denied && d == nil && notice != nil {
			d = &Decision{Denied: true, Digest: digest}
		}
		if d != nil {
			decisions = append(decisions, *d)
		}
	}
	slices.SortStableFunc(decisions, func(a, b Decision) int {
		return cmp.Or(strings.Compare(a.Origin.Path, b.Origin.Path), a.Time.Compare(b.Time))
	})
	return decisions, v.Notices, nil
}

// note keeps a notice, if it is one.
func (v *Verdict) note(n *Notice) {
	if n != nil {
		v.Notices = append(v.Notices, *n)
	}
}

// Revoke takes back all decisions about a digest (sha256: and 64 digits), a guide's file, or the checkout in
// a folder, and returns them. Such a file or folder may be gone. That there is nothing to take back is an error.
func (t *Trust) Revoke(what string) ([]Decision, error) {
	decisions, _, err := t.List()
	if err != nil {
		return nil, err
	}
	concerns := matcher(what)
	decisions = slices.DeleteFunc(decisions, func(d Decision) bool { return !concerns(d) })
	if len(decisions) == 0 {
		return nil, fmt.Errorf("nothing was decided about %s; `jupyter-onboard trust list` shows what was", quote(what))
	}
	// Approvals first: if this ends half-way, nothing that was to be revoked is trusted because its denial has gone.
	slices.SortStableFunc(decisions, func(a, b Decision) int {
		switch {
		case a.Denied == b.Denied:
			return 0
		case b.Denied:
			return -1
		}
		return 1
	})
	for i, d := range decisions {
		name, err := d.name()
		if err == nil {
			err = t.store.Remove(name)
		}
		if err != nil {
			return decisions[:i], fmt.Errorf("revoke the decision about %s: %w", d.Origin, err)
		}
	}
	return decisions, nil
}

// matcher tells which decisions a digest or a path concerns.
func matcher(what string) func(Decision) bool {
	if digest, err := ParseDigest(what); err == nil {
		return func(d Decision) bool { return d.Digest == digest }
	}
	var paths []string
	if what != "" {
		if abs, err := filepath.Abs(what); err == nil {
			paths = append(paths, abs)
		}
		if target, err := canonical(what); err == nil {
			paths = append(paths, target)
		}
	}
	for _, p := range paths {
		paths = append(paths, filepath.Join(p, RepositoryFile))
	}
	return func(d Decision) bool { return slices.Contains(paths, d.Origin.Path) }
}
