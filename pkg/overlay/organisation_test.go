package overlay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// organisation is what an organisation's overlay would say.
func organisation() overlay.Settings {
	from := func(text string) overlay.Value {
		return overlay.Value{Text: text, Origin: overlay.Origin{Kind: overlay.FromOrganisation, Name: "/etc/corp/overlay.yaml"}}
	}
	return overlay.Settings{
		HTTPSProxy: from("http://proxy.example:3128"), CABundle: from("/etc/corp.pem"),
		PythonIndex: from("https://mirror.example/simple"), NPMRegistry: from("https://mirror.example/npm/"),
		CondaAlias: from("https://mirror.example/conda"), CondaChannels: []overlay.Value{from("https://mirror.example/a"), from("https://mirror.example/b")},
		GoProxy:      from("https://mirror.example/go,direct"),
		GitInsteadOf: []overlay.Rewrite{{From: "https://code.example/", To: from("https://mirror.example/git/")}},
	}
}

func TestOrganisation(t *testing.T) {
	t.Parallel()
	want := text(`
		CONDA_CHANNEL_ALIAS=https://mirror.example/conda
		CONDA_DEFAULT_CHANNELS=https://mirror.example/a,https://mirror.example/b
		CONDA_SSL_VERIFY=/etc/corp.pem
		CURL_CA_BUNDLE=/etc/corp.pem
		GIT_CONFIG_COUNT=1
		GIT_CONFIG_KEY_0=url.https://mirror.example/git/.insteadOf
		GIT_CONFIG_VALUE_0=https://code.example/
		GIT_SSL_CAINFO=/etc/corp.pem
		GOPROXY=https://mirror.example/go,direct
		HTTPS_PROXY=http://proxy.example:3128
		NODE_EXTRA_CA_CERTS=/etc/corp.pem
		NODE_USE_ENV_PROXY=1
		PIP_CERT=/etc/corp.pem
		PIP_INDEX_URL=https://mirror.example/simple
		REQUESTS_CA_BUNDLE=/etc/corp.pem
		SSL_CERT_FILE=/etc/corp.pem
		UV_INDEX_URL=https://mirror.example/simple
		YARN_HTTPS_PROXY=http://proxy.example:3128
		YARN_NPM_REGISTRY_SERVER=https://mirror.example/npm/
		npm_config_cafile=/etc/corp.pem
		npm_config_registry=https://mirror.example/npm/`)
	if diff := cmp.Diff(want, show(organisation().Variables(overlay.Project{}))); diff != "" {
		t.Errorf("an organisation alone (-want +got):\n%s", diff)
	}
	nobody := overlay.FromMachine(overlay.Machine{}).Over(organisation())
	if diff := cmp.Diff(want, show(nobody.Variables(overlay.Project{}))); diff != "" {
		t.Errorf("below a machine that says nothing (-want +got):\n%s", diff)
	}
}

// What the person says wins over the organisation, and the rest of the organisation's stays.
func TestPersonOverOrganisation(t *testing.T) {
	t.Parallel()
	person := overlay.FromMachine(overlay.Machine{
		Env: env{"PIP_INDEX_URL": "https://own.example/simple", "SSL_CERT_FILE": "/home/ada/own.pem", "GOPROXY": "direct"},
		Files: []overlay.File{
			file(overlay.NPMRC, "registry=https://own.example/npm/\n//own.example/npm/:_authToken=t0k3n"),
			file(overlay.GitConfig, "url.https://own.example/.insteadof\nhttps://code.example/\x00"),
		},
	}).Over(organisation())
	got := overlay.Environment(person.Variables(overlay.Project{}), true)
	expected := env{
		"UV_INDEX_URL": "https://own.example/simple", "YARN_NPM_REGISTRY_SERVER": "https://own.example/npm/", "YARN_NPM_AUTH_TOKEN": "t0k3n",
		"PIP_CERT": "/home/ada/own.pem", "HTTPS_PROXY": "http://proxy.example:3128", "CONDA_CHANNEL_ALIAS": "https://mirror.example/conda",
		"GOPROXY": "", "PIP_INDEX_URL": "", "GIT_CONFIG_COUNT": "",
	}
	for name, want := range expected {
		if got[name] != want {
			t.Errorf("%s = %q, want %q", name, got[name], want)
		}
	}
}

// The settings that git gets by variables don't reach a step, so the ones that matter are made anew.
func TestGitVariables(t *testing.T) {
	t.Parallel()
	settings := overlay.FromMachine(overlay.Machine{Env: env{
		"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "/tmp/anything",
		"GIT_CONFIG_KEY_1": "url.https://ada:pw@mirror.example/.insteadOf", "GIT_CONFIG_VALUE_1": "https://code.example/",
	}})
	want := text(`
		!GIT_CONFIG_COUNT=1
		!GIT_CONFIG_KEY_0=url.https://ada:pw@mirror.example/.insteadOf
		!GIT_CONFIG_VALUE_0=https://code.example/`)
	if diff := cmp.Diff(want, show(settings.Variables(overlay.Project{}))); diff != "" {
		t.Errorf("variables (-want +got):\n%s", diff)
	}
}
