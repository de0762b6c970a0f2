package doctor

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// set is the command that sets a variable: in this shell, or on Windows for new ones.
func set(os guide.OS, name, value string) guide.Fix {
	if os == guide.Windows {
		return guide.Fix{Run: "setx " + name + " " + value}
	}
	return guide.Fix{Run: "export " + name + "=" + value}
}

// mirrorVariable is the variable that sends a tool elsewhere; empty if there is none.
func mirrorVariable(tool string) string {
	return map[string]string{
		"pip": "PIP_INDEX_URL", "uv": "UV_INDEX_URL", "conda": "CONDA_CHANNEL_ALIAS", "go": "GOPROXY", "npm": "npm_config_registry",
		"yarn1": "npm_config_registry", "bun": "npm_config_registry", "yarn3": "YARN_NPM_REGISTRY_SERVER", "yarn4": "YARN_NPM_REGISTRY_SERVER",
	}[tool]
}

// caVariable is the variable that makes a tool trust a company's authority.
func caVariable(tool string) string {
	name := map[string]string{
		"pip": "PIP_CERT", "conda": "CONDA_SSL_VERIFY", "git": "GIT_SSL_CAINFO", "yarn1": "npm_config_cafile",
		"npm": "NODE_EXTRA_CA_CERTS", "yarn3": "NODE_EXTRA_CA_CERTS", "yarn4": "NODE_EXTRA_CA_CERTS", "bun": "NODE_EXTRA_CA_CERTS",
	}[tool]
	if name == "" {
		return "SSL_CERT_FILE"
	}
	return name
}

// aMirror is the fix for an address that isn't to be had.
func aMirror(r NetworkResult, os guide.OS) []guide.Fix {
	if name := mirrorVariable(r.Tool); name != "" {
		return []guide.Fix{set(os, name, "https://mirror.example/…")}
	}
	return nil
}

// rateStatus rates an answer by its status.
func rateStatus(f *Finding, r NetworkResult, os guide.OS) {
	switch {
	case r.Status < 400:
		f.Severity = OK
	case r.Status == 401:
		f.Why = r.host() + " asks for a login that it wasn't given. Logins belong into the tool's own file, or into a keyring; what you set there, set-up uses."
		f.Expected = "a login for " + r.host()
	case r.Status == 403:
		f.Why = "Somebody forbids it: the mirror withholds this package, or the company's gateway blocks " + r.host() + ". An internal mirror is the usual way."
		f.Expected = "an address that you may use"
		f.Fixes = aMirror(r, os)
	case r.Status == 404 || r.Status == 410:
		f.Severity = Warning
		f.Why = "The server answers, but hasn't got what every " + r.Title + " mirror has; the path in the address may be wrong, or the mirror lacks packages."
		f.Expected = "the address that your company documents, with its path"
		f.Fixes = aMirror(r, os)
	case r.Status == 429:
		f.Severity = Warning
		f.Why = "Too many requests came from this address, which a whole company may share. It passes; a mirror helps for good."
	default:
		f.Severity = Warning
		f.Why = "The server has a problem of its own. Try again later."
	}
}

// rateUnreachable rates an address that nobody answers at.
func rateUnreachable(f *Finding, r NetworkResult, os guide.OS) {
	switch {
	case r.Kind == NetworkStopped:
		f.Severity = Info
		return
	case r.Via != "":
		f.Why = "The proxy was reached, the server behind it wasn't. If the server is inside your network, it belongs into NO_PROXY."
		f.Fixes = []guide.Fix{set(os, "NO_PROXY", r.host())}
		return
	}
	switch r.Kind {
	case NetworkName:
		f.Why = "The name is mistyped, or only known inside a network that you aren't in (VPN), or only to the company's proxy."
	case NetworkRefused:
		f.Why = "The server is down, or the port in the address is wrong."
	default:
		f.Why = "A firewall usually drops what should go through the company's proxy."
	}
	f.Fixes = append([]guide.Fix{set(os, "HTTPS_PROXY", "http://proxy.example:3128")}, aMirror(r, os)...)
}

// rateProxy rates a proxy that is in the way.
func rateProxy(f *Finding, r NetworkResult, os guide.OS) {
	switch r.Kind {
	case NetworkProxySignIn:
		f.Expected = "a proxy that lets you through"
		f.Why = "The address of the proxy has no user and password, or wrong ones. Characters such as @ : / in them have to be written as %40 %3A %2F. " +
			"Where the company signs in by Kerberos or NTLM, a small proxy on your machine does that for every tool."
		f.Fixes = []guide.Fix{set(os, "HTTPS_PROXY", "http://USER:PASSWORD@"+hostName(r.Via))}
		if r.Tool == "yarn3" {
			f.Why += " Yarn 3.5.0 (jlpm) sends no user and password whatever you set: it needs such a proxy on your machine, or a mirror that needs no proxy."
			f.Fixes = append([]guide.Fix{set(os, "YARN_HTTPS_PROXY", "http://127.0.0.1:3128")}, aMirror(r, os)...)
		}
	case NetworkProxyRefuses:
		f.Expected = "a proxy that connects to " + r.host() + ", or an address that it connects to"
		f.Why = "The company's proxy forbids this host, or can't find it. An internal mirror is the usual way; a server inside your network belongs into NO_PROXY."
		f.Fixes = append(aMirror(r, os), set(os, "NO_PROXY", r.host()))
	default:
		f.Expected = "a proxy that answers at " + hostName(r.Via)
		f.Why = "Its address is mistyped, or it is only there inside the company's network (VPN). Outside of it, no proxy is needed."
		switch {
		case r.ViaOrigin == "":
			f.Fixes = unset(os, "HTTPS_PROXY", "HTTP_PROXY")
		case !strings.ContainsAny(r.ViaOrigin, " ./"):
			f.Fixes = unset(os, r.ViaOrigin)
		default: // A file: no variable takes back what it says.
			f.Why += " It is " + r.ViaOrigin + " that names it: mend it there, or ask those who wrote it."
		}
	}
}

// unset are the commands that take variables away.
func unset(os guide.OS, names ...string) []guide.Fix {
	var out []guide.Fix
	for _, name := range names {
		if os == guide.Windows {
			out = append(out, guide.Fix{Run: "setx " + name + ` ""`})
			continue
		}
		out = append(out, guide.Fix{Run: "unset " + name})
	}
	return out
}

// rateCertificate rates a certificate that isn't trusted.
func rateCertificate(f *Finding, r NetworkResult, os guide.OS) {
	switch r.Kind {
	case NetworkCAFile:
		f.Expected = "a readable file with certificates in PEM form"
		f.Why = "Every tool that is told to use this file fails."
		f.Fixes = []guide.Fix{set(os, caVariable(r.Tool), "/path/to/company-bundle.pem")}
	case NetworkCertificate:
		f.Expected = "a certificate for " + r.host() + " that is valid today"
		f.Why = "The certificate is for another name or out of date; or the clock of this machine is wrong."
	default:
		f.Expected = "a certificate of an authority that " + r.Title + " trusts"
		f.Why = "Your company probably opens encrypted connections, and signs them anew as " + orUnknown(r.Issuer) + ". " + r.Title +
			" must be told to trust that authority, by a file that has the public authorities, too. SSL_CERT_FILE is enough: set-up tells every tool by the name that it knows. Never switch the check off."
		if variable := caVariable(r.Tool); variable != "SSL_CERT_FILE" {
			f.Fixes = []guide.Fix{set(os, "SSL_CERT_FILE", "/path/to/company-bundle.pem"), set(os, variable, "/path/to/company-bundle.pem")}
			return
		}
		f.Fixes = []guide.Fix{set(os, "SSL_CERT_FILE", "/path/to/company-bundle.pem")}
	}
}

// ratePortal rates an answer from somebody else.
func ratePortal(f *Finding, r NetworkResult) {
	if r.Kind == NetworkElsewhere {
		f.Severity = Warning
		f.Expected = "an answer from " + r.host() + " itself"
		f.Why = "It may be the sign-in page of a network or of the company, or a server that has moved. " + r.Title + " goes there, too; nothing was asked there, and no login was sent."
		return
	}
	f.Expected = "data for " + r.Title
	f.Why = "This is how the sign-in page of a hotel, a train or a guest network looks, or the warning page of a company's gateway. Open any page in a browser, sign in, and try again."
}
