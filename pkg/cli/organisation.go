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
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/state"
)

// maxBundle is how large a file with certificates may be.
const maxBundle = 8 << 20

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
}

// named is how the file is named again in another command.
func (o *organisation) named() string {
	if o.digest == "" {
		return o.entry.Origin().String()
	}
	return o.entry.Origin().String() + "#" + strings.Replace(o.digest, ":", "=", 1)
}

// joinOrganisation finds the organisation's file for the commands that use it, and makes sure that it was approved.
func (a *app) joinOrganisation(ctx context.Context, cmd *cobra.Command) error {
	if cmd.HasParent() && cmd.Parent().HasParent() || !slices.Contains([]string{"setup", "start", "doctor", "update", "run", "branch", "issues"}, cmd.Name()) {
		return nil
	}
	o, err := a.findOrganisation(ctx)
	if err != nil || o == nil {
		return err
	}
	if err := a.admitOrganisation(ctx, o); err != nil {
		if o.by == systemOrg {
			// Nobody asked for it, so nobody is stopped by it.
			a.say(event.Warning, err.Error())
			return nil
		}
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

// orgBundle is the path of the organisation's certificates: the file's own are kept where tools can read them.
func (a *app) orgBundle(o *organisation) (string, error) {
	if o.file.Certificates != "" {
		return a.keepCertificates(o.file.Certificates)
	}
	path := o.file.CABundle
	if path == "" {
		return "", nil
	}
	if !filepath.IsAbs(path) {
		if o.entry.Origin().Path == "" {
			return "", &problem{code: exitGuide, message: "The organisation's CA bundle has no folder.", observed: "ca_bundle: " + path, expected: "an absolute path, because the file itself came from an address", next: "ask " + o.file.Contact}
		}
		path = filepath.Join(filepath.Dir(o.entry.Origin().Path), path)
	}
	info, err := os.Stat(path)
	var data []byte
	if err == nil && info.Mode().IsRegular() && info.Size() < maxBundle {
		data, err = os.ReadFile(path)
	}
	if !strings.Contains(string(data), "BEGIN CERTIFICATE") {
		return "", &problem{code: exitGuide, message: "The organisation's CA bundle can't be used.", observed: path, expected: "a readable file with certificates in PEM form", next: "ask " + o.file.Contact, cause: err}
	}
	return path, nil
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
	trust := a.trust()
	if o.by == systemOrg {
		if why := guarded(systemOrg); why != "" {
			return &problem{
				code: exitGuide, message: "The organisation's file of this machine isn't used: " + why + ".", observed: why,
				expected: "a file and a folder that only the administrator can write", next: "ask the administrator, or name the file with --org",
			}
		}
	}
	if v := trust.Check(o.entry); v.State == catalog.Denied {
		return trust.Admit(o.entry)
	}
	switch {
	case o.by == systemOrg:
		o.trusted = "only the administrator of this machine can write it"
		return nil
	case o.digest != "" && o.digest == o.entry.Digest().String():
		o.trusted = "its digest was named"
		return nil
	case o.digest != "":
		return &catalog.DigestError{Origin: o.entry.Origin(), Named: o.digest, Digest: o.entry.Digest()}
	}
	err := trust.Admit(o.entry)
	var unknown *catalog.NotTrustedError
	switch {
	case err == nil:
		o.trusted = approvedHere
		return nil
	case !errors.As(err, &unknown), a.catalogTerminal().Refusal() != "", a.flags.json:
		return err
	}
	return a.approveOrganisation(ctx, o)
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
	if err := a.consent(ctx, o.entry); err != nil {
		return err
	}
	o.trusted = approvedHere
	return a.trust().Approve(o.entry)
}
