package overlay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// tell writes endpoints as lines: the address and who said so, the proxy, the certificates, notes.
func tell(endpoints []overlay.Endpoint) string {
	var b strings.Builder
	for _, e := range endpoints {
		fmt.Fprintf(&b, "%s (%s)\n", e.Address, e.Origin)
		if e.Via != "" {
			fmt.Fprintf(&b, "via %s (%s)\n", e.Via, e.ViaOrigin)
		}
		if e.CA != "" {
			word := "trusts"
			if e.Adds {
				word = "also trusts"
			}
			fmt.Fprintf(&b, "%s %s (%s)\n", word, e.CA, e.CAOrigin)
		}
		for _, n := range e.Notes {
			fmt.Fprintf(&b, "note: %s\n", n)
		}
	}
	return b.String()
}

func TestWhere(t *testing.T) {
	t.Parallel()
	pinned := []overlay.File{
		{Kind: overlay.YarnRCYML, Path: ".yarnrc.yml", Text: "npmRegistryServer: https://pinned.example/\nyarnPath: .yarn/x.js\n"},
		{Kind: overlay.NPMRC, Path: ".npmrc", Text: "registry=https://pinned.example/\n"},
	}
	proxied := overlay.Machine{Env: env{
		"HTTPS_PROXY": "http://ada:pw@proxy.example:3128", "NO_PROXY": "near.example", "SSL_CERT_FILE": "/etc/corp.pem",
	}}
	for name, c := range map[string]struct {
		machine overlay.Machine
		site    overlay.Site
		tool    overlay.Tool
		want    string
	}{
		"nobody knows": {tool: overlay.Pip, want: "(its own default)"},
		"the tool's word": {
			tool: overlay.Pip, site: overlay.Site{Defaults: map[overlay.Tool]string{overlay.Pip: "https://default.example/simple"}},
			want: "https://default.example/simple (its own default)",
		},
		"pip's file, uv's variable made from it": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.PipConf, "[global]\nindex-url=https://ada:pw@mirror.example/simple\nextra-index-url=https://more.example/simple\n")}},
			tool:    overlay.UV,
			want: `
				https://***@mirror.example/simple (index-url in /home/ada/pip.conf)
				https://more.example/simple (extra-index-url in /home/ada/pip.conf)`,
		},
		"a repository pins jlpm's registry": {
			tool: overlay.Yarn3, machine: proxied, site: overlay.Site{Files: pinned, Project: overlay.Project{Yarn: 3}},
			want: `
				https://pinned.example/ (npmRegistryServer in .yarnrc.yml)
				via http://***@proxy.example:3128 (HTTPS_PROXY)
				trusts /etc/corp.pem (SSL_CERT_FILE)
				note: Yarn 3.5.0 doesn't send the user and password of a proxy's address, so a proxy that asks for them refuses it (407)
				note: the repository's own file says so; YARN_NPM_REGISTRY_SERVER would win over it`,
		},
		"the person's mirror wins over the pin": {
			tool: overlay.Yarn3, site: overlay.Site{Files: pinned},
			machine: overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, "registry=https://near.example/npm/")}, Env: env{
				"HTTPS_PROXY": "http://proxy.example:3128", "NO_PROXY": "near.example", "NODE_EXTRA_CA_CERTS": "/etc/root.pem",
			}},
			want: `
				https://near.example/npm/ (registry in /home/ada/.npmrc)
				also trusts /etc/root.pem (NODE_EXTRA_CA_CERTS)`,
		},
		"npm, pinned": {
			tool: overlay.NPM, machine: proxied, site: overlay.Site{Files: pinned},
			want: `
				https://pinned.example/ (registry in .npmrc)
				via http://***@proxy.example:3128 (HTTPS_PROXY)
				trusts /etc/corp.pem (SSL_CERT_FILE)
				note: the repository's own file says so; npm_config_registry would win over it`,
		},
		"npm without the proxy": {
			tool: overlay.NPM, machine: overlay.Machine{Env: env{"HTTPS_PROXY": "http://proxy.example:3128", "NO_PROXY": "near.example", "npm_config_registry": "http://near.example/npm/"}},
			want: `
				http://near.example/npm/ (npm_config_registry)
				note: without TLS anybody on the way can change what arrives`,
		},
		"Go's first proxy": {
			tool: overlay.Go, machine: overlay.Machine{Env: env{"GOPROXY": "https://mirror.example/go|https://more.example,direct"}},
			want: "https://mirror.example/go (GOPROXY)",
		},
		"Go without one": {tool: overlay.Go, machine: overlay.Machine{Env: env{"GOPROXY": "direct"}}, want: "(GOPROXY)"},
		"git takes the longest beginning": {
			tool: overlay.Git, site: overlay.Site{Remote: "https://code.example/jupyter/notebook.git"},
			machine: overlay.Machine{Files: []overlay.File{file(overlay.GitConfig, "url.https://all.example/.insteadof\nhttps://\x00"+
				"url.https://mirror.example/code/.insteadof\nhttps://code.example/\x00http.proxy\nproxy.example:3128\x00http.sslcainfo\n/etc/git.pem\x00")}},
			want: `
				https://mirror.example/code/jupyter/notebook.git (url.https://mirror.example/code/.insteadof in /home/ada/git config)
				via http://proxy.example:3128 (http.proxy in /home/ada/git config)
				trusts /etc/git.pem (http.sslcainfo in /home/ada/git config)`,
		},
		"git over ssh": {tool: overlay.Git, site: overlay.Site{Remote: "git@code.example:jupyter/notebook.git"}, machine: proxied, want: "git@code.example:jupyter/notebook.git (remote)"},
		"uv's project file": {
			tool: overlay.UV, site: overlay.Site{Files: []overlay.File{{Kind: overlay.PyProject, Path: "pyproject.toml", Text: "[[tool.uv.index]]\nurl=\"https://pinned.example/simple\"\ndefault=true\n"}}},
			want: `
				https://pinned.example/simple (tool.uv.index in pyproject.toml)
				note: the repository's own file says so; UV_DEFAULT_INDEX would win over it`,
		},
		"uv's named index": {
			tool: overlay.UV, machine: overlay.Machine{Env: env{"UV_DEFAULT_INDEX": "https://mirror.example/simple", "UV_INDEX": "own=https://more.example/simple"}},
			want: `
				https://mirror.example/simple (UV_DEFAULT_INDEX)
				https://more.example/simple (UV_INDEX)`,
		},
		"Bun's own file comes first": {
			tool: overlay.Bun, machine: overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, "registry=https://mirror.example/npm/"), file(overlay.Bunfig, "[install]\nregistry=\"https://mirror.example/bun/\"")}},
			want: "https://mirror.example/bun/ (install.registry in /home/ada/bunfig.toml)",
		},
		"conda": {
			tool: overlay.Conda, machine: overlay.Machine{Files: []overlay.File{file(overlay.Condarc, "channel_alias: https://mirror.example/conda\nssl_verify: /etc/corp.pem\nproxy_servers:\n  https: http://proxy.example:3128\n")}},
			want: `
				https://mirror.example/conda (channel_alias in /home/ada/.condarc)
				via http://proxy.example:3128 (proxy_servers in /home/ada/.condarc)
				trusts /etc/corp.pem (ssl_verify in /home/ada/.condarc)`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := tell(overlay.FromMachine(c.machine).Where(c.tool, c.site))
			if diff := cmp.Diff(text(c.want), text(got)); diff != "" {
				t.Errorf("where (-want +got):\n%s", diff)
			}
		})
	}
}

// Credentials are in the request, and nowhere else.
func TestEndpointRequest(t *testing.T) {
	t.Parallel()
	settings := overlay.FromMachine(overlay.Machine{
		Env:   env{"HTTPS_PROXY": "http://ada:hunter2@proxy.example:3128", "PIP_INDEX_URL": "https://ada:hunter2@mirror.example/simple/", "SSL_CERT_FILE": "/etc/corp.pem"},
		Files: []overlay.File{file(overlay.NPMRC, "registry=https://mirror.example/npm/\n//mirror.example/npm/:_authToken=hunter2")},
	})
	pip := settings.Where(overlay.Pip, overlay.Site{})[0]
	got, ok := pip.Request()
	want := overlay.Request{
		URL: "https://mirror.example/simple/pip/", Authorization: "Basic YWRhOmh1bnRlcjI=", Accept: got.Accept, Page: "pip-",
		Proxy: "http://ada:hunter2@proxy.example:3128", CABundle: "/etc/corp.pem",
	}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("request, known: %v (-want +got):\n%s", ok, diff)
	}
	npm, _ := settings.Where(overlay.NPM, overlay.Site{})[0].Request()
	if npm.URL != "https://mirror.example/npm/semver" || npm.Authorization != "Bearer hunter2" {
		t.Errorf("npm asks %s with %q", npm.URL, npm.Authorization)
	}
	for _, tool := range overlay.Tools() {
		for _, e := range settings.Where(tool, overlay.Site{Remote: "https://ada:hunter2@code.example/x.git"}) {
			shown := fmt.Sprint(e.Address, e.Origin, e.Via, e.ViaOrigin, e.CA, e.CAOrigin, e.Notes)
			if strings.Contains(shown, "hunter2") {
				t.Errorf("%s shows a password: %s", tool, shown)
			}
		}
	}
	if _, ok := overlay.FromMachine(overlay.Machine{}).Where(overlay.Bun, overlay.Site{})[0].Request(); ok {
		t.Error("an endpoint without an address can be asked")
	}
}

// A login is for the address that it was given for.
func TestRepositoryGetsNoLogin(t *testing.T) {
	t.Parallel()
	settings := overlay.FromMachine(overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, "//mirror.example/npm/:_authToken=hunter2")}})
	site := overlay.Site{Files: []overlay.File{{Kind: overlay.NPMRC, Path: ".npmrc", Text: "registry=https://evil.example/npm/\n//evil.example/npm/:_authToken=theirs"}}}
	if r, _ := settings.Where(overlay.NPM, site)[0].Request(); r.Authorization != "" {
		t.Errorf("a repository's registry is given %q", r.Authorization)
	}
}
