package overlay_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func TestVariables(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		machine overlay.Machine
		yarn    int
		want    string
	}{
		"nothing said": {want: ""},
		"a proxy in the environment reaches Yarn 3 and Node": {
			machine: overlay.Machine{Env: env{"HTTPS_PROXY": "http://proxy.example:3128", "HTTP_PROXY": "http://proxy.example:3129", "NO_PROXY": ".corp.example"}},
			yarn:    3,
			want: `
				NODE_USE_ENV_PROXY=1
				YARN_HTTPS_PROXY=http://proxy.example:3128
				YARN_HTTP_PROXY=http://proxy.example:3129
				http_proxy=http://proxy.example:3129`,
		},
		"small letters serve every tool": {
			machine: overlay.Machine{Env: env{"https_proxy": "http://proxy.example:3128", "http_proxy": "http://proxy.example:3128"}},
			want: `
				NODE_USE_ENV_PROXY=1
				YARN_HTTPS_PROXY=http://proxy.example:3128
				YARN_HTTP_PROXY=http://proxy.example:3128`,
		},
		"Windows knows one spelling": {
			machine: overlay.Machine{OS: "windows", Env: env{"Http_Proxy": "http://proxy.example:3129", "https_proxy": "http://proxy.example:3128"}},
			want: `
				NODE_USE_ENV_PROXY=1
				YARN_HTTPS_PROXY=http://proxy.example:3128
				YARN_HTTP_PROXY=http://proxy.example:3129`,
		},
		"ALL_PROXY isn't read by npm, Go and Yarn": {
			machine: overlay.Machine{Env: env{"ALL_PROXY": "http://proxy.example:3128"}},
			want: `
				HTTPS_PROXY=http://proxy.example:3128
				NODE_USE_ENV_PROXY=1
				YARN_HTTPS_PROXY=http://proxy.example:3128
				YARN_HTTP_PROXY=http://proxy.example:3128
				http_proxy=http://proxy.example:3128`,
		},
		"a SOCKS proxy is left to the tools that know it": {
			machine: overlay.Machine{Env: env{"ALL_PROXY": "socks5h://proxy.example:1080"}},
		},
		"npm, Yarn and Node need the scheme that others do without": {
			machine: overlay.Machine{Env: env{"HTTPS_PROXY": "proxy.example:3128"}},
			want: `
				YARN_HTTPS_PROXY=http://proxy.example:3128
				npm_config_https_proxy=http://proxy.example:3128`,
		},
		"the password of a proxy is for network steps": {
			machine: overlay.Machine{Env: env{"HTTPS_PROXY": "http://ada:pw@proxy.example:3128"}},
			want: `
				NODE_USE_ENV_PROXY=1
				!YARN_HTTPS_PROXY=http://ada:pw@proxy.example:3128`,
		},
		"a proxy that was switched off stays off": {
			machine: overlay.Machine{
				Env:   env{"HTTPS_PROXY": "", "YARN_HTTPS_PROXY": ""},
				Files: []overlay.File{file(overlay.NPMRC, "https-proxy=http://proxy.example:3128")},
			},
			want: "NODE_USE_ENV_PROXY=1",
		},
		"Yarn can't make exceptions, so a registry that is one gets no proxy": {
			machine: overlay.Machine{Env: env{
				"HTTPS_PROXY": "http://proxy.example:3128", "NO_PROXY": "mirror.example", "npm_config_registry": "https://npm.mirror.example/",
			}},
			want: `
				NODE_USE_ENV_PROXY=1
				YARN_NPM_REGISTRY_SERVER=https://npm.mirror.example/`,
		},
		"npm's proxy and registry reach everybody": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, `
				; company
				registry = "https://mirror.example/npm/"
				proxy = http://proxy.example:3128
				noproxy = .corp.example`)}},
			want: `
				HTTPS_PROXY=http://proxy.example:3128
				NODE_USE_ENV_PROXY=1
				NO_PROXY=.corp.example
				YARN_HTTPS_PROXY=http://proxy.example:3128
				YARN_HTTP_PROXY=http://proxy.example:3128
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/
				http_proxy=http://proxy.example:3128
				npm_config_registry=https://mirror.example/npm/`,
		},
		"npm's login reaches Yarn": {
			machine: overlay.Machine{Env: env{"COMPANY_TOKEN": "t0k3n"}, Files: []overlay.File{file(overlay.NPMRC, `
				registry=https://mirror.example/npm/
				//other.example/:_authToken=other
				//mirror.example/:_authToken=${COMPANY_TOKEN}`)}},
			want: `
				!YARN_NPM_ALWAYS_AUTH=true
				!YARN_NPM_AUTH_TOKEN=t0k3n
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/
				npm_config_registry=https://mirror.example/npm/`,
		},
		"a login for another host stays at home": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, `
				registry=https://mirror.example/npm/
				//mirror.example.org/npm/:_authToken=other
				//mirror.example/np/:_authToken=other`)}},
			want: `
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/
				npm_config_registry=https://mirror.example/npm/`,
		},
		"a password of npm": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, `
				registry=https://mirror.example/npm/
				//mirror.example/npm/:username=ada
				//mirror.example/npm/:_password=cHc=`)}},
			want: `
				!YARN_NPM_ALWAYS_AUTH=true
				!YARN_NPM_AUTH_IDENT=YWRhOnB3
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/
				npm_config_registry=https://mirror.example/npm/`,
		},
		"a password in the registry's address": {
			machine: overlay.Machine{Env: env{"NPM_CONFIG_REGISTRY": "https://ada:pw@mirror.example/npm/"}},
			want: `
				!YARN_NPM_ALWAYS_AUTH=true
				!YARN_NPM_AUTH_IDENT=ada:pw
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/`,
		},
		"a registry without TLS": {
			machine: overlay.Machine{Env: env{"npm_config_registry": "http://mirror.example:8081/npm/"}},
			want: `
				YARN_NPM_REGISTRY_SERVER=http://mirror.example:8081/npm/
				YARN_UNSAFE_HTTP_WHITELIST=mirror.example`,
		},
		"the person's .yarnrc.yml must win over the repository's": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.YarnRCYML, "npmRegistryServer: \"https://mirror.example/npm\"\n")}},
			want: `
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm
				npm_config_registry=https://mirror.example/npm`,
		},
		"Bun has a registry of its own": {
			machine: overlay.Machine{Files: []overlay.File{
				file(overlay.NPMRC, "registry=https://mirror.example/npm/"),
				file(overlay.Bunfig, "[install]\nregistry = { url = \"https://mirror.example/bun/\" }"),
			}},
			want: `
				BUN_CONFIG_REGISTRY=https://mirror.example/bun/
				YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/
				npm_config_registry=https://mirror.example/npm/`,
		},
		"conda and Go by the environment need nothing": {
			machine: overlay.Machine{Env: env{"CONDA_CHANNEL_ALIAS": "https://mirror.example/conda", "GOPROXY": "https://mirror.example/go"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := show(overlay.FromMachine(c.machine).Variables(overlay.Project{Yarn: c.yarn}))
			if diff := cmp.Diff(text(c.want), got); diff != "" {
				t.Errorf("variables (-want +got):\n%s", diff)
			}
		})
	}
}

// What a tool would stop at, or take for another tool's, is never made.
func TestVariablesHaveNoStrangers(t *testing.T) {
	t.Parallel()
	machine := overlay.Machine{
		Env: env{
			"HTTPS_PROXY": "http://proxy.example:1", "HTTP_PROXY": "http://proxy.example:1", "SSL_CERT_FILE": "/etc/corp.pem",
			"PIP_INDEX_URL": "https://mirror.example/simple", "npm_config_registry": "https://mirror.example/npm/", "UV_NATIVE_TLS": "1",
		},
	}
	strangers := map[int][]string{
		0: {"YARN_CA_FILE_PATH", "YARN_HTTPS_CA_FILE_PATH", "YARN_CAFILE", "YARN_REGISTRY", "YARN_PROXY", "YARN_NOPROXY"},
		3: {"YARN_HTTPS_CA_FILE_PATH", "YARN_CAFILE", "YARN_REGISTRY", "YARN_PROXY", "YARN_NOPROXY"},
		4: {"YARN_CA_FILE_PATH", "YARN_CAFILE", "YARN_REGISTRY", "YARN_PROXY", "YARN_NOPROXY"},
	}
	for yarn, names := range strangers {
		made := overlay.Environment(overlay.FromMachine(machine).Variables(overlay.Project{Yarn: yarn}), true)
		for _, name := range names {
			if _, ok := made[name]; ok {
				t.Errorf("Yarn %d: %s was made, at which it stops", yarn, name)
			}
		}
		if len(made) < 8 {
			t.Errorf("Yarn %d: only %d variables were made: %v", yarn, len(made), made)
		}
	}
}

// Whatever the person has set is left alone, one name at a time.
func TestVariablesYieldToThePerson(t *testing.T) {
	t.Parallel()
	base := env{
		"ALL_PROXY": "http://ada:pw@proxy.example:1", "no_proxy": "x.example", "SSL_CERT_FILE": "/etc/corp.pem", "UV_SYSTEM_CERTS": "true",
		"UV_DEFAULT_INDEX": "http://mirror.example/simple",
	}
	files := []overlay.File{
		file(overlay.NPMRC, "registry=http://mirror.example/npm/\n//mirror.example/:_authToken=t0k3n"),
		file(overlay.PipConf, "[global]\nextra-index-url = https://more.example/simple"),
	}
	all := overlay.FromMachine(overlay.Machine{Env: base, Files: files}).Variables(overlay.Project{Yarn: 3})
	if len(all) < 20 {
		t.Fatalf("only %d variables to try: %v", len(all), all)
	}
	for _, v := range all {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			with := env{v.Name: "mine"}
			maps.Copy(with, base)
			with[v.Name] = "mine"
			for _, made := range overlay.FromMachine(overlay.Machine{Env: with, Files: files}).Variables(overlay.Project{Yarn: 3}) {
				if strings.EqualFold(made.Name, v.Name) {
					t.Errorf("%s was set by the person and is made all the same: %s", v.Name, made)
				}
			}
		})
	}
}

func TestVariableSaysWhy(t *testing.T) {
	t.Parallel()
	settings := overlay.FromMachine(overlay.Machine{Files: []overlay.File{file(overlay.NPMRC, "https-proxy=http://ada:pw@proxy.example:3128")}})
	for _, v := range settings.Variables(overlay.Project{}) {
		if !strings.Contains(v.Why, "https-proxy in /home/ada/.npmrc") || len(v.For) == 0 {
			t.Errorf("%s: why = %q, for %v; want the place it comes from, and the tools", v.Name, v.Why, v.For)
		}
		if strings.Contains(v.String()+v.Shown(), "pw@") {
			t.Errorf("%s shows its password: %s", v.Name, v)
		}
	}
	secret, rest := overlay.Secrets(settings.Variables(overlay.Project{})), overlay.Environment(settings.Variables(overlay.Project{}), false)
	if len(secret) != 2 || len(rest) != 1 {
		t.Errorf("secret %v, for all steps %v; want HTTPS_PROXY and YARN_HTTPS_PROXY secret and NODE_USE_ENV_PROXY for all", secret, rest)
	}
}
