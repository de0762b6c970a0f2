package overlay

import (
	"encoding/pem"
	"fmt"
	"net/url"
	"strings"
)

// A noter notes what is wrong at a path.
type noter = func(path, id, message, suggestion string)

// check finds what the types of an organisation's file can't say.
func (o *Organisation) check(note noter) {
	o.checkAddresses(note)
	o.checkGit(note)
	o.checkCertificates(note)
	for i, d := range o.Commits.EmailDomains {
		if strings.ContainsAny(d, "@/ :") || !strings.Contains(d, ".") {
			note(fmt.Sprintf("commits.email_domains[%d]", i), "bad-domain", fmt.Sprintf("%q is no domain", d), "write what stands behind the @, such as example.com")
		}
	}
	for i, p := range o.Allowed.Projects {
		if strings.ContainsAny(p, " :*") || strings.Count(p, "/") > 1 {
			note(fmt.Sprintf("allowed.projects[%d]", i), "bad-project", fmt.Sprintf("%q is no project", p), "write the id of its guide, or owner/name")
		}
	}
	for i, h := range o.Proxy.Except {
		if strings.ContainsAny(h, ", \t;/@") {
			note(fmt.Sprintf("proxy.except[%d]", i), "bad-host", fmt.Sprintf("%q is no host", h), "one host, domain or network an entry, without a scheme")
		}
	}
	if len(o.Proxy.Except) > 0 && o.Proxy.HTTPS == "" && o.Proxy.HTTP == "" {
		note("proxy", "no-proxy", "there are exceptions, and no proxy", "add https")
	}
}

// checkAddresses refuses what would be more than a place: addresses with a query or a fragment, with room for
// a second one, or that a tool would fill in from the environment.
func (o *Organisation) checkAddresses(note noter) {
	for _, a := range o.addresses() {
		u, err := url.Parse(a.text)
		switch {
		case a.text == "":
		case err != nil || strings.ContainsAny(a.text, "$|,;'\"`<>{}"):
			note(a.path, "bad-url", fmt.Sprintf("%q is more than one plain address", a.text), "write one address without $ { } and separators")
		case u.RawQuery != "" || u.Fragment != "":
			note(a.path, "bad-url", fmt.Sprintf("%q has a query or a fragment", a.text), "write the address without what begins at ? or #")
		case a.place && u.Path != "" && u.Path != "/":
			note(a.path, "bad-url", fmt.Sprintf("%q has a path, which a proxy has not", a.text), "write scheme, host and port")
		}
	}
}

// checkGit refuses what git would refuse when it is about to clone: from https it goes to https and ssh only.
func (o *Organisation) checkGit(note noter) {
	for i, g := range o.Mirrors.Git {
		if strings.HasPrefix(g.To, "http://") && !strings.HasPrefix(g.From, "http://") {
			note(fmt.Sprintf("mirrors.git[%d].to", i), "plain-http", fmt.Sprintf("%q is plain http, to which git doesn't go from %q", g.To, g.From), "write an https or ssh address")
		}
	}
}

// An address is one of the file's, with its path; place says that it names a server only.
type address struct {
	path, text string
	place      bool
}

// addresses lists all addresses that tools will be given.
func (o *Organisation) addresses() []address {
	m := o.Mirrors
	out := []address{
		{"mirrors.python", m.Python, false},
		{"mirrors.npm", m.NPM, false},
		{"mirrors.conda", m.Conda, false},
		{"mirrors.go", m.Go, false},
		{"proxy.https", o.Proxy.HTTPS, true},
		{"proxy.http", o.Proxy.HTTP, true},
	}
	for i, text := range m.PythonExtra {
		out = append(out, address{fmt.Sprintf("mirrors.python_extra[%d]", i), text, false})
	}
	for i, text := range m.CondaDefaults {
		out = append(out, address{fmt.Sprintf("mirrors.conda_defaults[%d]", i), text, false})
	}
	for i, g := range m.Git {
		out = append(out, address{fmt.Sprintf("mirrors.git[%d].from", i), g.From, false}, address{fmt.Sprintf("mirrors.git[%d].to", i), g.To, false})
	}
	return out
}

// checkCertificates makes sure that certificates are certificates, and nothing secret.
func (o *Organisation) checkCertificates(note noter) {
	if o.CABundle != "" && o.Certificates != "" {
		note("certificates", "two-bundles", "certificates stand beside ca_bundle", "keep one of them")
	}
	if o.Certificates == "" {
		return
	}
	rest, found := []byte(o.Certificates), 0
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			note("certificates", "bad-certificate", fmt.Sprintf("there is a %q among the certificates", block.Type), "only certificates belong here, and never a private key")
			return
		}
		found++
	}
	if found == 0 || strings.TrimSpace(string(rest)) != "" {
		note("certificates", "bad-certificate", "these aren't certificates in PEM form", "paste the file as it is, from -----BEGIN CERTIFICATE----- on")
	}
}
