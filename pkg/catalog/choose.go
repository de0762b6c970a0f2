package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// A Request says which guide a run is for.
type Request struct {
	// Name is an id, owner/name or an address; see [Catalog.Find]. It may be empty if one of the others is set.
	Name string
	// File is the guide that a person named with --guide.
	File string
	// Checkout is the folder of a checkout that exists already, so that the repository's own guide counts.
	Checkout string
	// Remote is the address that the checkout was cloned from.
	Remote string
}

// A Choice is the one guide that wins, whole, and whether it may run.
type Choice struct {
	Entry   *Entry
	Verdict Verdict
	// Own is the repository's own guide, if it has one that isn't Entry.
	Own *Own
}

// Own is a guide that a repository has in its root and that this run doesn't use.
type Own struct {
	// Entry is nil if the guide can't be read.
	Entry   *Entry
	Verdict Verdict
	// Err is why it can't be used by any run.
	Err error
}

// String announces the guide as a sentence: what was seen, and what a person can do.
func (o *Own) String() string {
	if o.Err != nil {
		return fmt.Sprintf("the repository has a guide of its own, which isn't used: %v", o.Err)
	}
	where := o.Entry.origin.Path
	switch o.Verdict.State {
	case Trusted:
		return fmt.Sprintf("the repository has a guide of its own, %s, which you approved; this run uses another", where)
	case Denied:
		return fmt.Sprintf("the repository has a guide of its own, %s, which you denied; this run uses another", where)
	case Changed:
		return fmt.Sprintf("the repository's own guide %s has changed since you approved it; this run uses another. "+
			"To use it from the next run on, review it: %s", where, reviewCommand(o.Entry.origin))
	case Unknown:
	}
	return fmt.Sprintf("the repository has a guide of its own, %s; this run uses another. "+
		"To use it from the next run on, review it: %s", where, reviewCommand(o.Entry.origin))
}

// Choose applies the order of precedence. It is called when a run begins, and what it returns holds for all of the
// run. It decides which guide wins, not whether it runs: that is up to [Trust.Admit].
func (c *Catalog) Choose(ctx context.Context, want Request, trust *Trust) (*Choice, error) {
	if want.File != "" {
		e, err := FromFile(want.File)
		if err == nil {
			err = c.matches(e, want.Name)
		}
		if err != nil {
			return nil, err
		}
		return &Choice{Entry: e, Verdict: trust.Check(e), Own: LookAt(want.Checkout, want.Remote, trust)}, nil
	}
	own := LookAt(want.Checkout, want.Remote, trust)
	e, err := c.find(ctx, want.Name, own)
	if err == nil && own != nil && own.Entry != nil && !sameRepo(own.Entry, e) {
		own.Err = fmt.Errorf("%s is for %s, not for %s", own.Entry.origin.Path, own.Entry.head.Repo, e.head.Repo)
	}
	usable := own != nil && own.Err == nil && own.Verdict.State == Trusted
	switch _, absent := errors.AsType[*NotFoundError](err); {
	case absent && usable && (want.Name == "" || c.matches(own.Entry, want.Name) == nil),
		err == nil && usable && e.origin.Kind == Embedded:
		return &Choice{Entry: own.Entry, Verdict: own.Verdict}, nil
	case err != nil:
		return nil, err
	}
	return &Choice{Entry: e, Verdict: trust.Check(e), Own: own}, nil
}

// find finds the guide by name or, without one, by what the repository's own guide calls itself.
func (c *Catalog) find(ctx context.Context, name string, own *Own) (*Entry, error) {
	if name == "" && own != nil && own.Entry != nil {
		name = own.Entry.head.Repo
	}
	return c.Find(ctx, name)
}

// LookAt looks for the guide that the repository in a checkout has of its own; nil if there is none. It is
// for announcing it, after the clone too.
func LookAt(checkout, remote string, trust *Trust) *Own {
	if checkout == "" {
		return nil
	}
	e, err := FromRepository(checkout, remote)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &Own{Err: err}
	}
	return &Own{Entry: e, Verdict: trust.Check(e)}
}

// matches reports whether a guide is the one that was asked for by name, if one was.
func (c *Catalog) matches(e *Entry, name string) error {
	if name == "" {
		return nil
	}
	want, ok := c.parseName(name)
	if ok && (want.id == e.head.ID || want.repo != "" && fit(e, want.repo) > 0) {
		return nil
	}
	return fmt.Errorf("%s is for %s (%s), not for %s", e.origin.Phrase(), e.head.ID, e.head.Repo, quote(name))
}

// sameRepo reports whether two guides are for the same repository.
func sameRepo(a, b *Entry) bool {
	return strings.EqualFold(a.head.Repo, b.head.Repo)
}
