package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// Trust remembers which guides a person approved or denied. It keeps nothing in memory, so what another
// run decides counts at once, and it may be used by several goroutines.
type Trust struct {
	store Store
	now   func() time.Time
}

// NewTrust makes a Trust over the person's store. A nil now means [time.Now].
func NewTrust(store Store, now func() time.Time) *Trust {
	if now == nil {
		now = time.Now
	}
	return &Trust{store: store, now: now}
}

// Check says whether the guide may run. Whatever can't be read counts against it.
func (t *Trust) Check(e *Entry) Verdict {
	if e.origin.Kind == Embedded {
		return Verdict{State: Trusted}
	}
	denial, state, notice := t.denial(e.digest)
	v := Verdict{State: state, Decision: denial}
	v.note(notice)
	if v.State == Denied || notice != nil {
		return v
	}
	name, err := approvalName(e.digest, e.origin)
	if err != nil { // Nothing can have been approved there.
		return v
	}
	approval, notice := readDecision(t.store, name)
	if approval != nil {
		return Verdict{State: Trusted, Decision: approval}
	}
	v.note(notice)
	if earlier := t.earlier(e.origin); earlier != nil {
		v.State, v.Decision = Changed, earlier
	}
	return v
}

// denial says whether a digest was denied. A file by that name denies, whatever it holds; one that can't be looked for
// leaves it unknown, which the notice says.
func (t *Trust) denial(digest Digest) (*Decision, State, *Notice) {
	name := denialName(digest)
	data, err := t.store.Read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, Unknown, nil
	case err != nil && !t.has(name):
		return nil, Unknown, &Notice{Found: fmt.Sprintf("can't be read (%v)", cause(err))}
	case err != nil:
		return nil, Denied, &Notice{Name: name, Found: fmt.Sprintf("can't be read (%v)", cause(err))}
	}
	d, notice := decode(name, data)
	if notice != nil {
		return nil, Denied, notice
	}
	return &d, Denied, nil
}

// has reports whether the store lists a file.
func (t *Trust) has(name string) bool {
	names, err := t.store.Names()
	return err == nil && slices.Contains(names, name)
}

// earlier is the latest approval of whatever was in that place.
func (t *Trust) earlier(origin Origin) *Decision {
	decisions, _, err := t.List()
	if err != nil {
		return nil
	}
	var latest *Decision
	for i, d := range decisions {
		if !d.Denied && d.Origin == origin && (latest == nil || !d.Time.Before(latest.Time)) {
			latest = &decisions[i]
		}
	}
	return latest
}

// Admit is the gate before anything of a guide runs: nil if it is trusted, else a [*NotTrustedError] or a
// [*DeniedError].
func (t *Trust) Admit(e *Entry) error {
	v := t.Check(e)
	reason := ""
	switch v.State {
	case Trusted:
		return nil
	case Denied:
		return &DeniedError{Origin: e.origin, Digest: e.digest, Decision: v.Decision}
	case Changed:
		reason = fmt.Sprintf("its bytes have changed since they were approved on %s (then %s)",
			v.Decision.Time.Format("2006-01-02"), v.Decision.Digest)
	case Unknown:
		reason = "nobody has approved these bytes in this place"
	}
	for _, n := range v.Notices {
		reason += "; " + n.String()
	}
	return e.notTrusted(reason)
}

func (e *Entry) notTrusted(reason string) *NotTrustedError {
	return &NotTrustedError{Origin: e.origin, Digest: e.digest, Reason: reason, How: howToApprove(e.origin, e.digest)}
}

// Approve keeps that a person approved these bytes in this place, after [Entry.Consent] or an equal question.
// What was denied stays denied: the error is a [*DeniedError].
func (t *Trust) Approve(e *Entry) error {
	if e.origin.Kind == Embedded {
		return nil
	}
	decision, state, notice := t.denial(e.digest)
	switch {
	case state == Denied:
		return &DeniedError{Origin: e.origin, Digest: e.digest, Decision: decision}
	case notice != nil: // There may be a denial.
		return fmt.Errorf("approve %s: %s", e.origin, notice)
	}
	return t.keep(Decision{Digest: e.digest, Origin: e.origin, Guide: e.head.ID, Time: t.now()})
}

// ApproveDigest is Approve for those who name the digest beforehand, as sha256: and 64 digits. If it isn't that of
// the guide's bytes, the error is a [*DigestError] that names both.
func (t *Trust) ApproveDigest(e *Entry, digest string) error {
	if d, err := ParseDigest(digest); err != nil || d != e.digest {
		return &DigestError{Origin: e.origin, Named: digest, Digest: e.digest}
	}
	return t.Approve(e)
}

// Deny keeps that a person refused these bytes. It holds wherever they turn up, and wins over approvals.
func (t *Trust) Deny(e *Entry) error {
	if e.origin.Kind == Embedded {
		return fmt.Errorf("%s can't be denied: it is trusted with the program", e.origin.Phrase())
	}
	if decision, state, _ := t.denial(e.digest); state == Denied && decision != nil {
		return nil
	}
	return t.keep(Decision{Denied: true, Digest: e.digest, Origin: e.origin, Guide: e.head.ID, Time: t.now()})
}

// keep writes a decision. A file in its place that isn't a decision is kept under another name first.
func (t *Trust) keep(d Decision) error {
	name, err := d.name()
	if err != nil {
		return err
	}
	old, err := t.store.Read(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keep the decision about %s: %w", d.Origin, err)
	}
	if err == nil {
		_, notice := decode(name, old)
		if notice == nil {
			return nil // Decided already.
		}
		if err := t.store.Write(keptName(name, t.now()), old); err != nil {
			return fmt.Errorf("keep %s, which %s, aside: %w", name, notice.Found, err)
		}
	}
	data, err := encode(d)
	if err != nil {
		return err
	}
	if len(data) > MaxDecision {
		return fmt.Errorf("keep the decision about %s: its place takes more than %d bytes", d.Origin, MaxDecision)
	}
	if err := t.store.Write(name, data); err != nil {
		return fmt.Errorf("keep the decision about %s: %w", d.Origin, err)
	}
	return nil
}

// keptName is where a spoilt file is kept: it begins with the time, and with a word that makes it no decision.
func keptName(name string, now time.Time) string {
	kind, digits, _ := strings.Cut(strings.TrimSuffix(name, decisionSuffix), "-")
	const enough = 16 // digits that tell files apart
	return keptPrefix + strings.ToLower(now.UTC().Format("20060102T150405.000000000")) + "-" + kind + "-" + digits[:enough] + decisionSuffix
}
