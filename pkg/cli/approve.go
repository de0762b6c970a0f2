package cli

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
)

// trust is what the person decided about guides that didn't come with the binary.
func (a *app) trust() *catalog.Trust {
	dir := filepath.Join(a.directory(stateFolder()), "trust")
	return catalog.NewTrust(trustStore{dir}, nil)
}

// approve lets a guide pass that came with the binary or was approved byte for byte: earlier, by
// --trust with its digest, or now by a person who has seen all of it.
func (a *app) approve(ctx context.Context, entry *catalog.Entry, folder, digest string) error {
	trust := a.trust()
	if digest != "" {
		return trust.ApproveDigest(entry, digest)
	}
	err := trust.Admit(entry)
	var unknown *catalog.NotTrustedError
	if !errors.As(err, &unknown) || a.catalogTerminal().Refusal() != "" || a.flags.json {
		return err
	}
	if err := a.review(entry, folder); err != nil {
		return err
	}
	if err := a.consent(ctx, entry); err != nil {
		return err
	}
	return trust.Approve(entry)
}

// catalogTerminal says whether a person can be asked.
func (a *app) catalogTerminal() catalog.Terminal {
	return catalog.Terminal{
		Interactive: a.inIsTerminal() && a.outIsTerminal(),
		CI:          a.getenv("CI") != "" && a.getenv("CI") != "false",
		Term:        a.getenv("TERM"),
	}
}

// review shows every byte of the guide and everything of it that runs.
func (a *app) review(entry *catalog.Entry, folder string) error {
	r, err := entry.Review(folder)
	if err != nil {
		return err
	}
	a.prose().Review(reviewPage(r))
	return nil
}

// consent asks for the word yes. The answer is read from the same reader as all other answers, so that
// nothing typed ahead is taken for it by accident and nothing is lost after it.
func (a *app) consent(ctx context.Context, entry *catalog.Entry) error {
	a.prose().Prompt("Approve exactly these bytes? Type yes, anything else is a no")
	return entry.Consent(ctx, a.catalogTerminal(), a.reader())
}

// explainTrust turns refusals of trust into problems.
func explainTrust(err error) *problem {
	var unknown *catalog.NotTrustedError
	var denied *catalog.DeniedError
	var digest *catalog.DigestError
	switch {
	case errors.As(err, &unknown) && unknown.Origin.Certificates():
		return &problem{
			code: exitGuide, message: "The certificates of your organisation's file aren't approved, and nothing of it is used.",
			observed: unknown.Error(), expected: "an approval of exactly these certificates, " + unknown.Digest.String(),
			next: "jupyter-onboard org trust " + unknown.Origin.URL,
		}
	case errors.As(err, &unknown) && unknown.Origin.Kind == catalog.Overlay:
		return &problem{
			code: exitGuide, message: "Your organisation's file isn't approved, and nothing of it is used.",
			observed: unknown.Error(), expected: "an approval of exactly these bytes, " + unknown.Digest.String(),
			next: "jupyter-onboard org trust " + unknown.Origin.String(),
		}
	case errors.As(err, &unknown):
		return &problem{
			code: exitGuide, message: "This guide isn't approved, and nothing of it has run.",
			observed: unknown.Error(), expected: "an approval of exactly these bytes, " + unknown.Digest.String(),
			next: "jupyter-onboard trust " + unknown.Origin.Path + ", or the same command with --trust " + unknown.Digest.String(),
		}
	case errors.As(err, &denied):
		return &problem{
			code: exitGuide, message: "You have refused this guide.", observed: denied.Error(), expected: "no refusal",
			next: "jupyter-onboard trust revoke " + denied.Digest.String(),
		}
	case errors.As(err, &digest) && digest.Origin.Kind == catalog.Overlay:
		return &problem{
			code: exitGuide, message: "The digest isn't that of your organisation's file, and nothing of it is used.", observed: digest.Error(),
			expected: "the bytes that " + digest.Named + " belongs to", next: "ask your organisation which of the two is right",
		}
	case errors.As(err, &digest):
		return &problem{
			code: exitGuide, message: "The digest isn't that of the guide, and nothing of it has run.", observed: digest.Error(),
			expected: "--trust " + digest.Digest.String(), next: "look at the guide: jupyter-onboard trust " + digest.Origin.Path,
		}
	}
	return nil
}
