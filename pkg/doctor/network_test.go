package doctor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/doctor"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// write puts a finding into lines.
func write(f doctor.Finding) string {
	severity := map[doctor.Severity]string{doctor.Blocker: "blocker", doctor.Warning: "warning", doctor.Info: "info", doctor.OK: "ok"}[f.Severity]
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s\nobserved: %s\n", severity, f.ID, f.Title, f.Observed)
	if f.Expected != "" {
		fmt.Fprintf(&b, "expected: %s\n", f.Expected)
	}
	if f.Why != "" {
		fmt.Fprintf(&b, "why: %s\n", f.Why)
	}
	for _, fix := range f.Fixes {
		fmt.Fprintf(&b, "fix: %s\n", fix.Run)
	}
	return b.String()
}

// A case of the table below: the result, and the finding's lines.
type networkCase struct {
	result doctor.NetworkResult
	want   string
}

// networkCases are the situations of company networks, with the words for each.
func networkCases() map[string]networkCase {
	pip := doctor.NetworkResult{Tool: "pip", Title: "pip", Address: "https://mirror.example/simple", Origin: "PIP_INDEX_URL", Needed: true, Elapsed: 320 * time.Millisecond}
	with := func(base doctor.NetworkResult, change func(*doctor.NetworkResult)) doctor.NetworkResult {
		change(&base)
		return base
	}
	yarn := doctor.NetworkResult{
		Tool: "yarn3", Title: "jlpm (Yarn 3)", Address: "https://mirror.example/npm/", Origin: "npmRegistryServer in .yarnrc.yml",
		Via: "http://***@proxy.example:3128", ViaOrigin: "HTTPS_PROXY", Elapsed: time.Second,
	}
	return map[string]networkCase{
		"well": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Status, r.Issuer, r.Via = doctor.NetworkAnswered, 200, "Example Corp Root CA", "http://proxy.example:3128"
		}), `ok network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL) through http://proxy.example:3128: answers 200 in 0.3 s, certificate signed by Example Corp Root CA
`},
		"unknown": {doctor.NetworkResult{Tool: "bun", Title: "Bun"}, `info network/bun: Bun
observed: nobody set an address, and Bun doesn't tell its own
`},
		"DNS": {with(pip, func(r *doctor.NetworkResult) { r.Kind = doctor.NetworkName }), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): the name mirror.example isn't known
expected: an answer from mirror.example within 5 s
why: The name is mistyped, or only known inside a network that you aren't in (VPN), or only to the company's proxy.
fix: export HTTPS_PROXY=http://proxy.example:3128
fix: export PIP_INDEX_URL=https://mirror.example/…
`},
		"refused": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Needed = doctor.NetworkRefused, false }), `warning network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): nothing listens at mirror.example
expected: an answer from mirror.example within 5 s
why: The server is down, or the port in the address is wrong.
fix: export HTTPS_PROXY=http://proxy.example:3128
fix: export PIP_INDEX_URL=https://mirror.example/…
`},
		"time-out": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Elapsed = doctor.NetworkTimeout, 5*time.Second }), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): no answer in 5.0 s
expected: an answer from mirror.example within 5 s
why: A firewall usually drops what should go through the company's proxy.
fix: export HTTPS_PROXY=http://proxy.example:3128
fix: export PIP_INDEX_URL=https://mirror.example/…
`},
		"time-out behind the proxy": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Elapsed, r.Via = doctor.NetworkTimeout, 5*time.Second, "http://proxy.example:3128"
		}), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL) through http://proxy.example:3128: no answer in 5.0 s
expected: an answer from mirror.example within 5 s
why: The proxy was reached, the server behind it wasn't. If the server is inside your network, it belongs into NO_PROXY.
fix: export NO_PROXY=mirror.example
`},
		"proxy down": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Via, r.Detail = doctor.NetworkProxyDown, "http://***@proxy.example:3128", "connection refused"
		}), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL) through http://***@proxy.example:3128: the proxy can't be reached (connection refused)
expected: a proxy that answers at proxy.example:3128
why: Its address is mistyped, or it is only there inside the company's network (VPN). Outside of it, no proxy is needed.
fix: unset HTTPS_PROXY
fix: unset HTTP_PROXY
`},
		"proxy down, by a variable": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Via, r.ViaOrigin, r.Detail = doctor.NetworkProxyDown, "http://proxy.example:3128", "https_proxy", "connection refused"
		}), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL) through http://proxy.example:3128 (https_proxy): the proxy can't be reached (connection refused)
expected: a proxy that answers at proxy.example:3128
why: Its address is mistyped, or it is only there inside the company's network (VPN). Outside of it, no proxy is needed.
fix: unset https_proxy
`},
		"proxy down, by a file": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Via, r.ViaOrigin, r.Detail = doctor.NetworkProxyDown, "http://proxy.example:3128", "proxy.https in /etc/jupyter-onboard/org.yaml", "connection refused"
		}), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL) through http://proxy.example:3128 (proxy.https in /etc/jupyter-onboard/org.yaml): the proxy can't be reached (connection refused)
expected: a proxy that answers at proxy.example:3128
why: Its address is mistyped, or it is only there inside the company's network (VPN). Outside of it, no proxy is needed. It is proxy.https in /etc/jupyter-onboard/org.yaml that names it: mend it there, or ask those who wrote it.
`},
		"407": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Status, r.Via, r.ViaOrigin = doctor.NetworkProxySignIn, 407, "http://proxy.example:3128", "HTTPS_PROXY"
		}), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL) through http://proxy.example:3128 (HTTPS_PROXY): the proxy asks for a user and a password (407)
expected: a proxy that lets you through
why: The address of the proxy has no user and password, or wrong ones. Characters such as @ : / in them have to be written as %40 %3A %2F. Where the company signs in by Kerberos or NTLM, a small proxy on your machine does that for every tool.
fix: export HTTPS_PROXY=http://USER:PASSWORD@proxy.example:3128
`},
		"407, jlpm": {with(yarn, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkProxySignIn, 407 }), `warning network/yarn3: jlpm (Yarn 3)
observed: https://mirror.example/npm/ (npmRegistryServer in .yarnrc.yml) through http://***@proxy.example:3128 (HTTPS_PROXY): the proxy asks for a user and a password (407)
expected: a proxy that lets you through
why: The address of the proxy has no user and password, or wrong ones. Characters such as @ : / in them have to be written as %40 %3A %2F. Where the company signs in by Kerberos or NTLM, a small proxy on your machine does that for every tool. Yarn 3.5.0 (jlpm) sends no user and password whatever you set: it needs such a proxy on your machine, or a mirror that needs no proxy.
fix: export YARN_HTTPS_PROXY=http://127.0.0.1:3128
fix: export YARN_NPM_REGISTRY_SERVER=https://mirror.example/…
`},
		"CONNECT refused": {with(yarn, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkProxyRefuses, 403 }), `warning network/yarn3: jlpm (Yarn 3)
observed: https://mirror.example/npm/ (npmRegistryServer in .yarnrc.yml) through http://***@proxy.example:3128 (HTTPS_PROXY): the proxy doesn't connect to mirror.example (403)
expected: a proxy that connects to mirror.example, or an address that it connects to
why: The company's proxy forbids this host, or can't find it. An internal mirror is the usual way; a server inside your network belongs into NO_PROXY.
fix: export YARN_NPM_REGISTRY_SERVER=https://mirror.example/…
fix: export NO_PROXY=mirror.example
`},
		"unknown authority": {with(yarn, func(r *doctor.NetworkResult) { r.Kind, r.Issuer = doctor.NetworkUnknownCA, "Example Corp Root CA" }), `warning network/yarn3: jlpm (Yarn 3)
observed: https://mirror.example/npm/ (npmRegistryServer in .yarnrc.yml) through http://***@proxy.example:3128 (HTTPS_PROXY): the certificate is signed by Example Corp Root CA, whom the list of this machine doesn't know
expected: a certificate of an authority that jlpm (Yarn 3) trusts
why: Your company probably opens encrypted connections, and signs them anew as Example Corp Root CA. jlpm (Yarn 3) must be told to trust that authority, by a file that has the public authorities, too. SSL_CERT_FILE is enough: set-up tells every tool by the name that it knows. Never switch the check off.
fix: export SSL_CERT_FILE=/path/to/company-bundle.pem
fix: export NODE_EXTRA_CA_CERTS=/path/to/company-bundle.pem
`},
		"certificate": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Issuer, r.Detail = doctor.NetworkCertificate, "Example Corp Root CA", "certificate has expired"
		}), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): the certificate, signed by Example Corp Root CA, isn't valid here (certificate has expired)
expected: a certificate for mirror.example that is valid today
why: The certificate is for another name or out of date; or the clock of this machine is wrong.
`},
		"CA file": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Detail = doctor.NetworkCAFile, "open /x.pem: no such file" }), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): the certificates can't be read (open /x.pem: no such file)
expected: a readable file with certificates in PEM form
why: Every tool that is told to use this file fails.
fix: export PIP_CERT=/path/to/company-bundle.pem
`},
		"portal": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkPortal, 200 }), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): a page for people (status 200) where a program expects data
expected: data for pip
why: This is how the sign-in page of a hotel, a train or a guest network looks, or the warning page of a company's gateway. Open any page in a browser, sign in, and try again.
`},
		"elsewhere": {with(pip, func(r *doctor.NetworkResult) {
			r.Kind, r.Status, r.Location = doctor.NetworkElsewhere, 302, "login.example"
		}), `warning network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): the answer (302) leads to login.example
expected: an answer from mirror.example itself
why: It may be the sign-in page of a network or of the company, or a server that has moved. pip goes there, too; nothing was asked there, and no login was sent.
`},
		"401": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkAnswered, 401 }), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): answers 401 in 0.3 s
expected: a login for mirror.example
why: mirror.example asks for a login that it wasn't given. Logins belong into the tool's own file, or into a keyring; what you set there, set-up uses.
`},
		"403": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkAnswered, 403 }), `blocker network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): answers 403 in 0.3 s
expected: an address that you may use
why: Somebody forbids it: the mirror withholds this package, or the company's gateway blocks mirror.example. An internal mirror is the usual way.
fix: export PIP_INDEX_URL=https://mirror.example/…
`},
		"404": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkAnswered, 404 }), `warning network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): answers 404 in 0.3 s
expected: the address that your company documents, with its path
why: The server answers, but hasn't got what every pip mirror has; the path in the address may be wrong, or the mirror lacks packages.
fix: export PIP_INDEX_URL=https://mirror.example/…
`},
		"503": {with(pip, func(r *doctor.NetworkResult) { r.Kind, r.Status = doctor.NetworkAnswered, 503 }), `warning network/pip: pip
observed: https://mirror.example/simple (PIP_INDEX_URL): answers 503 in 0.3 s
expected: an answer from mirror.example within 5 s
why: The server has a problem of its own. Try again later.
`},
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for name, c := range networkCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			findings := doctor.Network([]doctor.NetworkResult{c.result}, guide.Linux)
			if len(findings) != 1 {
				t.Fatalf("%d findings, want 1", len(findings))
			}
			if diff := cmp.Diff(c.want, write(findings[0])); diff != "" {
				t.Errorf("finding (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNetworkOrderAndNames(t *testing.T) {
	t.Parallel()
	findings := doctor.Network([]doctor.NetworkResult{
		{Tool: "pip", Kind: doctor.NetworkAnswered, Status: 200, Notes: []string{"without TLS"}},
		{Tool: "pip", Kind: doctor.NetworkRefused},
		{Tool: "npm", Kind: doctor.NetworkRefused, Needed: true},
	}, guide.Windows)
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.ID)
	}
	if diff := cmp.Diff([]string{"network/npm", "network/pip/2", "network/pip"}, ids); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := findings[0].Fixes[0].Run; got != "setx HTTPS_PROXY http://proxy.example:3128" {
		t.Errorf("fix on Windows: %s", got)
	}
	if findings[2].Why != "Note: without TLS." {
		t.Errorf("note: %q", findings[2].Why)
	}
}

// The probe and the doctor use the same words.
func TestNetworkKinds(t *testing.T) {
	t.Parallel()
	var probed, rated []string
	for _, k := range []system.NetKind{
		system.NetAnswered, system.NetName, system.NetRefused, system.NetTimeout, system.NetProxyDown, system.NetProxySignIn, system.NetProxyRefuses,
		system.NetUnknownCA, system.NetCertificate, system.NetCAFile, system.NetPortal, system.NetElsewhere, system.NetStopped, system.NetBroken,
	} {
		probed = append(probed, string(k))
	}
	for _, k := range []doctor.NetworkKind{
		doctor.NetworkAnswered, doctor.NetworkName, doctor.NetworkRefused, doctor.NetworkTimeout, doctor.NetworkProxyDown, doctor.NetworkProxySignIn, doctor.NetworkProxyRefuses,
		doctor.NetworkUnknownCA, doctor.NetworkCertificate, doctor.NetworkCAFile, doctor.NetworkPortal, doctor.NetworkElsewhere, doctor.NetworkStopped, doctor.NetworkBroken,
	} {
		rated = append(rated, string(k))
	}
	if !slices.Equal(probed, rated) {
		t.Errorf("the probe says %q, the doctor knows %q", probed, rated)
	}
}

// From the person's settings to the finding: what each of the three packages says of the same network.
func TestNetworkFromSettings(t *testing.T) {
	t.Parallel()
	network := overlaytest.Start(t, "ada:hunter2")
	look := func(env map[string]string, tool overlay.Tool) doctor.Finding {
		endpoint := overlay.FromMachine(overlay.Machine{Env: env}).Where(tool, overlay.Site{Project: overlay.Project{Yarn: 3}})[0]
		request, _ := endpoint.Request()
		r := system.NetProbe(t.Context(), system.NetTarget{
			URL: request.URL, Accept: request.Accept, Authorization: request.Authorization, Page: request.Page,
			Proxy: request.Proxy, CABundle: request.CABundle, ExtraCA: request.ExtraCA,
		})
		return doctor.Network([]doctor.NetworkResult{{
			Tool: string(tool), Title: tool.Title(), Address: endpoint.Address, Origin: endpoint.Origin.String(), Via: endpoint.Via, ViaOrigin: endpoint.ViaOrigin.String(),
			CA: endpoint.CA, CAOrigin: endpoint.CAOrigin.String(), Notes: endpoint.Notes, Needed: true,
			Kind: doctor.NetworkKind(r.Kind), Status: r.Status, Issuer: r.Issuer, Location: r.Location, Detail: r.Detail, Elapsed: r.Elapsed,
		}}, guide.Linux)[0]
	}
	signed := network.WithUser("ada", "hunter2")
	for name, c := range map[string]struct {
		env      map[string]string
		tool     overlay.Tool
		severity doctor.Severity
		want     string
	}{
		"npm, untrusted": {
			map[string]string{"HTTPS_PROXY": signed, "npm_config_registry": "https://" + overlaytest.Name + "/npm/"}, overlay.NPM, doctor.Blocker, "signed by " + overlaytest.Issuer,
		},
		"npm, trusted by another tool's variable": {
			map[string]string{"HTTPS_PROXY": signed, "npm_config_registry": "https://" + overlaytest.Name + "/npm/", "SSL_CERT_FILE": network.CA}, overlay.NPM, doctor.OK, "answers 200",
		},
		"jlpm, which sends a proxy no password": {
			map[string]string{"HTTPS_PROXY": signed, "npm_config_registry": "https://" + overlaytest.Name + "/npm/", "SSL_CERT_FILE": network.CA}, overlay.Yarn3, doctor.Blocker, "(407)",
		},
		"pip, no password": {
			map[string]string{"HTTPS_PROXY": network.Proxy, "PIP_INDEX_URL": "https://" + overlaytest.Name + "/simple"}, overlay.Pip, doctor.Blocker, "(407)",
		},
		"uv, another host": {
			map[string]string{"HTTPS_PROXY": signed, "PIP_INDEX_URL": "https://other.example/simple"}, overlay.UV, doctor.Blocker, "doesn't connect to other.example (403)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := look(c.env, c.tool)
			if f.Severity != c.severity || !strings.Contains(f.Observed, c.want) {
				t.Errorf("want severity %d and %q:\n%s", c.severity, c.want, write(f))
			}
			if strings.Contains(write(f), "hunter2") {
				t.Errorf("the finding shows a password:\n%s", write(f))
			}
		})
	}
}
