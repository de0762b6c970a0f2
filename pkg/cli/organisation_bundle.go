package cli

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

// maxBundle is how large a file with certificates may be.
const maxBundle = 8 << 20

// onlyAdministrator is why bytes are trusted that nobody else can have written.
const onlyAdministrator = "only the administrator of this machine can write it"

// readBundle reads the certificates that the organisation's file names by their path. It is done once: what is approved
// is what tools get.
func (a *app) readBundle(o *organisation) error {
	path := o.file.CABundle
	if path == "" || o.bundle != nil {
		return nil
	}
	origin := o.entry.Origin()
	if !filepath.IsAbs(path) {
		if origin.Path == "" {
			return &problem{code: exitGuide, message: "The organisation's CA bundle has no folder.", observed: "ca_bundle: " + path, expected: "an absolute path, because the file itself came from an address", next: "ask " + o.file.Contact}
		}
		path = filepath.Join(filepath.Dir(origin.Path), path)
	}
	data, err := readCertificates(path)
	if err != nil || len(certificatesIn(data)) == 0 {
		return &problem{code: exitGuide, message: "The organisation's CA bundle can't be used.", observed: path, expected: "a readable file with certificates in PEM form", next: "ask " + o.file.Contact, cause: err}
	}
	o.bundle = catalog.CertificatesOf(origin, path, data)
	return nil
}

// readCertificates reads a regular file that isn't too large.
func readCertificates(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("read %s: it is no regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // It is only read.
	data, err := io.ReadAll(io.LimitReader(f, maxBundle+1))
	if err == nil && len(data) > maxBundle {
		err = fmt.Errorf("read %s: it has more than %d bytes", path, maxBundle)
	}
	return data, err
}

// certificatesIn lists whose certificates there are, a line each.
func certificatesIn(data []byte) []string {
	var lines []string
	for {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			return lines
		}
		if block.Type != "CERTIFICATE" && block.Type != "TRUSTED CERTIFICATE" {
			continue
		}
		whose := "a certificate that can't be read here"
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			whose = fmt.Sprintf("%s, until %s", c.Subject, c.NotAfter.Format("2006-01-02"))
		}
		lines = append(lines, whose+", "+catalog.DigestOf(block.Bytes).String())
	}
}

// admitBundle lets certificates pass that only the administrator can have written, or whose bytes a person has approved.
func (a *app) admitBundle(o *organisation) error {
	if o.bundle == nil {
		return nil
	}
	path := o.bundle.Origin().Path
	why := guarded(path)
	switch {
	case why == "":
		o.bundleTrusted = onlyAdministrator
		return nil
	case o.by == systemOrg:
		return &problem{
			code: exitGuide, message: "The organisation's file of this machine isn't used, because of its certificates: " + why + ".", observed: why,
			expected: "certificates in a file and a folder that only the administrator can write", next: "ask the administrator, or name the file with --org",
		}
	}
	if err := a.trust().Admit(o.bundle); err != nil {
		return err
	}
	o.bundleTrusted = approvedHere
	return nil
}

// reviewBundle shows whose certificates a person approves with the file.
func (a *app) reviewBundle(o *organisation) {
	if o.bundle == nil || guarded(o.bundle.Origin().Path) == "" {
		return
	}
	a.prose().Review(journey.Review{
		Kind: "certificates", Name: o.file.Name, Origin: o.bundle.Origin().Path, Digest: o.bundle.Digest().String(),
		Text:        strings.Join(certificatesIn([]byte(o.bundle.Text())), "\n") + "\n",
		Environment: "every step of every project is told to trust these certificates",
		Statement:   "These are the names in the certificates, and the digest of each. They are approved together with the file, as exactly these bytes: when they change, you are asked again.",
	})
}

// orgBundle is the path of the organisation's certificates: those of the file, or that a person approved, are kept where
// nobody else writes.
func (a *app) orgBundle(o *organisation) (string, error) {
	switch {
	case o.file.Certificates != "":
		return a.keepCertificates(o.file.Certificates)
	case o.bundle == nil:
		return "", nil
	case o.bundleTrusted == onlyAdministrator:
		return o.bundle.Origin().Path, nil
	case o.bundleTrusted == "":
		return "", errors.New("use the certificates " + o.bundle.Origin().Path + ": nobody has approved them")
	}
	return a.keepCertificates(o.bundle.Text())
}
