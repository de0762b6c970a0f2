package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// orgVariable names an organisation's file for every command.
const orgVariable = "JUPYTER_ONBOARD_ORG"

// An organisation is an organisation's file that was found.
type organisation struct {
	file     *overlay.Organisation
	settings overlay.Settings
	entry    *catalog.Entry
	// by is who named it, and trusted why it may be used; empty if it may not.
	by, trusted string
	// digest is the one that was named with it; empty for none.
	digest string
	// place is the path that was named, as it was.
	place string
	// bundle is the certificates that the file names by path, nil for none; bundleTrusted why they may be used.
	bundle        *catalog.Entry
	bundleTrusted string
}

// named is how the file is named again in another command.
func (o *organisation) named() string {
	if o.digest == "" {
		return o.entry.Origin().String()
	}
	return o.entry.Origin().String() + "#" + strings.Replace(o.digest, ":", "=", 1)
}

// joining are the commands that reach into the network for a person.
func joining() []string {
	return []string{"setup", "start", "doctor", "update", "run", "branch", "issues", "guide init", "guide test", "guide drift"}
}

// joinOrganisation finds the organisation's file for the commands that use it, and makes sure that it was approved.
func (a *app) joinOrganisation(ctx context.Context, cmd *cobra.Command) error {
	if !slices.Contains(joining(), strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")) {
		return nil
	}
	o, err := a.findOrganisation(ctx)
	if err != nil || o == nil {
		return err
	}
	return a.join(ctx, o)
}

// join uses a file. One that may not be used ends the command, whoever named it: without it nothing of what the
// organisation asks would hold.
func (a *app) join(ctx context.Context, o *organisation) error {
	if err := a.admitOrganisation(ctx, o); err != nil {
		return err
	}
	a.organisation = o
	return a.settle(o)
}

// findOrganisation reads the organisation's file that --org names, else the variable, else the one of this machine; nil if
// there is none.
func (a *app) findOrganisation(ctx context.Context) (*organisation, error) {
	switch {
	case a.flags.org != "":
		return a.openOrganisation(ctx, a.flags.org, "--org")
	case a.getenv(orgVariable) != "":
		return a.openOrganisation(ctx, a.getenv(orgVariable), orgVariable)
	}
	if _, err := os.Lstat(systemOrg); systemOrg == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return a.openOrganisation(ctx, systemOrg, systemOrg)
}

// openOrganisation reads a file, or fetches an address, and understands it.
func (a *app) openOrganisation(ctx context.Context, text, by string) (*organisation, error) {
	o := &organisation{by: by}
	place, digest, pinned := strings.Cut(text, "#sha256=")
	if pinned {
		o.digest = "sha256:" + digest
		if _, err := catalog.ParseDigest(o.digest); err != nil {
			return nil, &problem{code: exitUsage, message: "The digest in " + by + " is none.", observed: digest, expected: "#sha256= and 64 digits", next: "copy the address as your organisation gives it"}
		}
	}
	var err error
	if strings.Contains(place, "://") {
		o.entry, err = a.fetchOrganisation(ctx, place, o.digest, by)
	} else if place, err = a.absolute(place); err == nil {
		o.place = place
		o.entry, err = catalog.OverlayFromFile(place)
	}
	if err != nil {
		return nil, orgProblem(err, by)
	}
	if o.file, err = overlay.LoadOrganisation(o.entry.Origin().String(), []byte(o.entry.Text())); err != nil {
		return nil, err
	}
	return o, nil
}

// settle makes the settings of a file that may be used.
func (a *app) settle(o *organisation) error {
	bundle, err := a.orgBundle(o)
	if err == nil {
		o.settings = o.file.Settings(o.entry.Origin().String(), bundle)
	}
	return err
}

// orgProblem is that there is no file to read.
func orgProblem(err error, by string) error {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if d, ok := errors.AsType[*catalog.DigestError](err); ok {
		return d
	}
	return &problem{
		code: exitGuide, message: "Your organisation's file can't be read.", observed: err.Error(), expected: "a file of an organisation, which " + by + " names",
		next: "mend " + by, cause: err,
	}
}

// keepCertificates writes certificates into the cache, under a name that is made from them.
func (a *app) keepCertificates(pem string) (string, error) {
	dir := filepath.Join(a.directory(cacheFolder()), "certificates")
	name := "org-" + catalog.DigestOf([]byte(pem)).Hex()[:16] + ".pem"
	return filepath.Join(dir, name), keepFile(dir, name, []byte(pem))
}

// keepFile writes a file of the cache.
func keepFile(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder %s: %w", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open the folder %s: %w", dir, err)
	}
	defer func() { _ = root.Close() }() // It is only the folder's handle.
	if there, err := root.ReadFile(name); err == nil && string(there) == string(data) {
		return nil
	}
	return state.WriteFile(root, name, data, 0o600)
}

// admitOrganisation lets a file pass that the administrator of this machine put there, whose digest was named, or
// that a person has approved: earlier, or now.
func (a *app) admitOrganisation(ctx context.Context, o *organisation) error {
	if o.by == systemOrg {
		if why := guarded(o.place); why != "" {
			return &problem{
				code: exitGuide, message: "The organisation's file of this machine isn't used: " + why + ".", observed: why,
				expected: "a file and a folder that only the administrator can write", next: "ask the administrator, or name the file with --org",
			}
		}
	}
	trust := a.trust()
	if v := trust.Check(o.entry); v.State == catalog.Denied {
		return trust.Admit(o.entry)
	}
	if err := a.readBundle(o); err != nil {
		return err
	}
	err := a.admitFile(o)
	if err == nil {
		err = a.admitBundle(o)
	}
	var unknown *catalog.NotTrustedError
	if err == nil || !errors.As(err, &unknown) || a.catalogTerminal().Refusal() != "" || a.flags.json {
		return err
	}
	return a.approveOrganisation(ctx, o)
}

// admitFile is about the file's own bytes.
func (a *app) admitFile(o *organisation) error {
	switch {
	case o.by == systemOrg:
		o.trusted = onlyAdministrator
		return nil
	case o.digest != "" && o.digest == o.entry.Digest().String():
		o.trusted = "its digest was named"
		return nil
	case o.digest != "":
		return &catalog.DigestError{Origin: o.entry.Origin(), Named: o.digest, Digest: o.entry.Digest()}
	}
	if err := a.trust().Admit(o.entry); err != nil {
		return err
	}
	o.trusted = approvedHere
	return nil
}

// approvedHere is why a file is trusted that a person approved.
const approvedHere = "you approved these bytes in this place"

// approveOrganisation shows every byte of the file and asks for the word yes.
func (a *app) approveOrganisation(ctx context.Context, o *organisation) error {
	a.prose().Review(journey.Review{
		Kind: "organisation's file", Name: o.file.Name, Origin: o.entry.Origin().String(), Digest: o.entry.Digest().String(), Text: o.entry.Text(),
		Environment: "every step of every project is told of these mirrors, proxies and certificates",
		Statement: "Nothing of this file runs. But whoever holds the addresses in it decides what your tools install, and whoever holds the keys of " +
			"its certificates can read and change what they fetch. The approval holds for exactly these bytes in this place.",
	})
	a.reviewBundle(o)
	if err := a.consent(ctx, o.entry); err != nil {
		return err
	}
	if err := a.trust().Approve(o.entry); err != nil {
		return err
	}
	o.trusted = approvedHere
	if a.admitBundle(o) == nil {
		return nil
	}
	if err := a.trust().Approve(o.bundle); err != nil {
		return err
	}
	o.bundleTrusted = approvedHere
	return nil
}
