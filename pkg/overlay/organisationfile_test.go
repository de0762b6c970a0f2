package overlay_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
)

const corp = `schema: 1
name: Example Corp
contact: open-source@corp.example
mirrors:
  python: https://mirror.example/simple
  npm: https://mirror.example/npm/
  conda: https://mirror.example/conda
  conda_defaults: [https://mirror.example/a, https://mirror.example/b]
  go: https://mirror.example/go
  git:
    - {from: https://code.example/, to: https://mirror.example/git/}
proxy: {https: "http://proxy.example:3128", except: [localhost, .corp.example]}
ca_bundle: /etc/corp.pem
commits: {email_domains: [corp.example], sign_off: true}
allowed: {licences: [BSD-3-Clause], projects: [nbformat, jupyterlab/jupyterlab], cla: false}
notes:
  - {text: Ask your manager for the time first.}
  - {at: clone, text: The clone goes through the mirror.}
approval: {questions: [Which cost centre?]}
`

func load(t *testing.T, text string) *overlay.Organisation {
	t.Helper()
	o, err := overlay.LoadOrganisation("org.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// The file says the same as the settings that the translation is tested with, and every value knows its key.
func TestOrganisationSettings(t *testing.T) {
	t.Parallel()
	s := load(t, corp).Settings("org.yaml", "/etc/corp.pem")
	want := `CONDA_CHANNEL_ALIAS CONDA_DEFAULT_CHANNELS CONDA_SSL_VERIFY CURL_CA_BUNDLE GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 GIT_SSL_CAINFO ` +
		`GOPROXY HTTPS_PROXY NODE_EXTRA_CA_CERTS NODE_USE_ENV_PROXY NO_PROXY PIP_CERT PIP_INDEX_URL REQUESTS_CA_BUNDLE SSL_CERT_FILE UV_INDEX_URL ` +
		`YARN_CA_FILE_PATH YARN_HTTPS_PROXY YARN_HTTP_PROXY YARN_NPM_REGISTRY_SERVER http_proxy npm_config_cafile npm_config_registry`
	var names []string
	for _, v := range overlay.FromMachine(overlay.Machine{}).Over(s).Variables(overlay.Project{Yarn: 3}) {
		names = append(names, v.Name)
	}
	if diff := cmp.Diff(strings.Fields(want), names); diff != "" {
		t.Errorf("variables (-want +got):\n%s", diff)
	}
	if got := s.NPMRegistry.Origin.String(); got != "mirrors.npm in org.yaml" {
		t.Errorf("the registry is from %q", got)
	}
}

// Who may work on what.
func TestOrganisationRefuses(t *testing.T) {
	t.Parallel()
	o := load(t, corp)
	for _, c := range []struct {
		id, repo, clone, licence string
		own                      bool // a file of the person's, not this program's
		cla                      bool
		from                     string
		want                     []string
	}{
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause"},
		{id: "lab", repo: "JupyterLab/jupyterlab", licence: "bsd-3-clause"},
		{id: "x", repo: "a/x", licence: "GPL-3.0-only", want: []string{"project", "licence"}},
		{id: "nbformat", repo: "jupyter/nbformat", want: []string{"licence"}},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", cla: true, want: []string{"cla"}},
		// A file that borrows an id, or a repository's name.
		{id: "nbformat", repo: "evil/nbformat", licence: "BSD-3-Clause", own: true, want: []string{"project"}},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", own: true, want: []string{"project"}},
		{id: "x", repo: "jupyterlab/jupyterlab", licence: "BSD-3-Clause", own: true},
		{id: "x", repo: "jupyterlab/jupyterlab", clone: "evil/jupyterlab", licence: "BSD-3-Clause", own: true, want: []string{"project"}},
		{id: "x", repo: "jupyterlab/jupyterlab", clone: "elsewhere/code", licence: "BSD-3-Clause"},
		// Code from elsewhere.
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "https://code.example/jupyter/nbformat.git"},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "git@code.example:Jupyter/nbformat.git"},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "https://mirror.example/git/jupyter/nbformat"},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "https://mirror.example/git/evil/nbformat", want: []string{"source"}},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "http://code.example/jupyter/nbformat", want: []string{"source"}},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "https://evil.example/jupyter/nbformat", want: []string{"source"}},
		{id: "nbformat", repo: "jupyter/nbformat", licence: "BSD-3-Clause", from: "/home/ada/nbformat", want: []string{"source"}},
	} {
		var got []string
		g := &guide.Guide{ID: c.id, Repo: c.repo, Clone: guide.Clone{Repo: c.clone}, PullRequest: guide.PullRequest{Licence: c.licence, CLA: c.cla}}
		for _, r := range o.Refuses(overlay.Work{Guide: g, Embedded: !c.own, From: c.from, Upstream: "https://code.example/" + c.repo}) {
			got = append(got, r.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c, diff)
		}
	}
	if o.To() != "open-source@corp.example" || !o.KnowsEmail("ada@Corp.example") || o.KnowsEmail("ada@corp.example.org") {
		t.Errorf("to %s", o.To())
	}
	if diff := cmp.Diff([]string{"Example Corp: The clone goes through the mirror."}, o.NotesAt("clone-kernel", "clone")); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// Nothing but data: files that want to set trust, the tools' environment, hosts, tokens or PATH, to run something, or to
// smuggle a second thing into a value. Each is refused with its place.
func TestOrganisationRefused(t *testing.T) {
	t.Parallel()
	head := "schema: 1\nname: Example Corp\ncontact: open-source@corp.example\n"
	for name, c := range map[string]struct{ text, want string }{
		"trust":              {head + "trust: [sha256:00]\n", `org.yaml:4:1: unknown key "trust"`},
		"environment":        {head + "env: {PATH: /tmp}\n", `org.yaml:4:1: unknown key "env"`},
		"PATH":               {head + "path: [/tmp/bin]\n", `org.yaml:4:1: unknown key "path"`},
		"GitHub's host":      {head + "server: https://evil.example\n", `org.yaml:4:1: unknown key "server"`},
		"a token":            {head + "token: ghp_x\n", `org.yaml:4:1: unknown key "token"`},
		"a command":          {head + "run: curl x | sh\n", `org.yaml:4:1: unknown key "run"`},
		"steps":              {head + "steps: [{id: x, run: x}]\n", `org.yaml:4:1: unknown key "steps"`},
		"a login in a note":  {head + "notes: [{text: x, run: y}]\n", `org.yaml:4:19: unknown key "run"`},
		"an npm token":       {head + "mirrors: {npm: 'https://mirror.example/', npm_token: x}\n", `org.yaml:4:43: unknown key "npm_token"`},
		"a password":         {head + "mirrors: {python: 'https://a:b@mirror.example/simple'}\n", `org.yaml:4:19: "python": "https://a:b@mirror.example/simple" holds a user name or a password`},
		"a proxy's password": {head + "proxy: {https: 'http://a:b@proxy.example:3128'}\n", `org.yaml:4:16: "https": "http://a:b@proxy.example:3128" holds a user name or a password`},
		"a second line":      {head + "mirrors: {python: \"https://mirror.example/\\nPATH=/tmp\"}\n", `org.yaml:4:19: "python": "https://mirror.example/\nPATH=/tmp" is not an address`},
		"a variable":         {head + "mirrors: {npm: 'https://${GH_TOKEN}.evil.example/'}\n", `org.yaml:4:16: `},
		"a program for git":  {head + "mirrors: {git: [{from: 'https://code.example/', to: 'ext::sh -c x'}]}\n", `org.yaml:4:53: "to": "ext::sh -c x" is not an address`},
		"a folder for git":   {head + "mirrors: {git: [{from: 'https://code.example/', to: 'file:///tmp/'}]}\n", `org.yaml:4:53: "to": "file:///tmp/" is not an http or https address`},
		"plain http for git": {head + "mirrors: {git: [{from: 'https://code.example/', to: 'http://mirror.example/'}]}\n", `org.yaml:4:53: "http://mirror.example/" is plain http, to which git doesn't go from "https://code.example/"; write an https`},
		"all of git":         {head + "mirrors: {git: [{from: 'https://', to: 'https://evil.example/'}]}\n", `org.yaml:4:24: "from": "https://" names no host`},
		"two indexes":        {head + "mirrors: {conda: 'https://a.example/,https://b.example/'}\n", `org.yaml:4:18: "https://a.example/,https://b.example/" is more than one plain address`},
		"a fragment":         {head + "mirrors: {python: 'https://mirror.example/simple#x'}\n", `org.yaml:4:19: "https://mirror.example/simple#x" has a query or a fragment`},
		"a private key":      {head + "certificates: |\n  -----BEGIN PRIVATE KEY-----\n  AAAA\n  -----END PRIVATE KEY-----\n", `org.yaml:4:15: there is a "PRIVATE KEY" among`},
		"a misspelt key":     {head + "mirors: {}\n", `org.yaml:4:1: unknown key "mirors"; did you mean "mirrors"?`},
		"an anchor":          {head + "notes: [&a {text: x}, *a]\n", "such a file has none"},
		"twice":              {head + "name: Other\n", `org.yaml:4:1: key "name" stands here again`},
		"two documents":      {head + "---\nschema: 1\n", "a second document"},
		"nothing":            {"", "the file is empty"},
		"no contact":         {"schema: 1\nname: x\n", `an organisation has no "contact"`},
		"another version":    {"schema: 2\nname: x\n", "schema 2 is not the one"},
		"no domain":          {head + "commits: {email_domains: ['@corp.example']}\n", `"@corp.example" is no domain`},
		"no project":         {head + "allowed: {projects: ['*']}\n", `"*" is no project`},
		"no host":            {head + "proxy: {https: 'http://p.example:1', except: ['a,b']}\n", `"a,b" is no host`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := overlay.LoadOrganisation("org.yaml", []byte(c.text))
			var invalid *guide.Error
			if !errors.As(err, &invalid) {
				t.Fatalf("it was taken: %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q:\n%v", c.want, err)
			}
			for _, p := range invalid.Problems {
				if !strings.HasPrefix(p.ID, "org/") {
					t.Errorf("the id %s is a guide's", p.ID)
				}
			}
		})
	}
}

// Certificates may stand in the file itself.
func TestOrganisationCertificates(t *testing.T) {
	t.Parallel()
	pem, err := os.ReadFile(overlaytest.Start(t, "").CA)
	if err != nil {
		t.Fatal(err)
	}
	text := corp[:strings.Index(corp, "ca_bundle")] + "certificates: |\n  " + strings.ReplaceAll(strings.TrimSpace(string(pem)), "\n", "\n  ") + "\n"
	if o := load(t, text); !strings.Contains(o.Certificates, "BEGIN CERTIFICATE") {
		t.Errorf("%q", o.Certificates)
	}
	_, err = overlay.LoadOrganisation("org.yaml", []byte(text+"ca_bundle: x.pem\n"))
	if err == nil || !strings.Contains(err.Error(), "stand beside ca_bundle") {
		t.Errorf("both: %v", err)
	}
}
