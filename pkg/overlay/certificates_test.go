package overlay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func TestCertificates(t *testing.T) {
	t.Parallel()
	everything := `
		CONDA_SSL_VERIFY=/etc/corp.pem
		CURL_CA_BUNDLE=/etc/corp.pem
		GIT_SSL_CAINFO=/etc/corp.pem
		NODE_EXTRA_CA_CERTS=/etc/corp.pem
		PIP_CERT=/etc/corp.pem
		REQUESTS_CA_BUNDLE=/etc/corp.pem
		npm_config_cafile=/etc/corp.pem`
	for name, c := range map[string]struct {
		machine overlay.Machine
		yarn    int
		want    string
	}{
		"a bundle reaches everybody": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/corp.pem"}}, want: everything,
		},
		"Yarn 3 by its own name": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/corp.pem"}}, yarn: 3,
			want: `
				CONDA_SSL_VERIFY=/etc/corp.pem
				CURL_CA_BUNDLE=/etc/corp.pem
				GIT_SSL_CAINFO=/etc/corp.pem
				NODE_EXTRA_CA_CERTS=/etc/corp.pem
				PIP_CERT=/etc/corp.pem
				REQUESTS_CA_BUNDLE=/etc/corp.pem
				YARN_CA_FILE_PATH=/etc/corp.pem
				npm_config_cafile=/etc/corp.pem`,
		},
		"Yarn 4 by its own name": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/corp.pem"}}, yarn: 4,
			want: `
				CONDA_SSL_VERIFY=/etc/corp.pem
				CURL_CA_BUNDLE=/etc/corp.pem
				GIT_SSL_CAINFO=/etc/corp.pem
				NODE_EXTRA_CA_CERTS=/etc/corp.pem
				PIP_CERT=/etc/corp.pem
				REQUESTS_CA_BUNDLE=/etc/corp.pem
				YARN_HTTPS_CA_FILE_PATH=/etc/corp.pem
				npm_config_cafile=/etc/corp.pem`,
		},
		"what was given to one tool may be one server's": {
			machine: overlay.Machine{Env: env{"PIP_CERT": "/etc/pip-mirror.pem"}},
			want:    "NODE_EXTRA_CA_CERTS=/etc/pip-mirror.pem",
		},
		"unless it is a whole bundle": {
			machine: overlay.Machine{Env: env{"PIP_CERT": "/etc/corp.pem"}, Certificates: map[string]int{"/etc/corp.pem": 140}},
			want: `
				CONDA_SSL_VERIFY=/etc/corp.pem
				GIT_SSL_CAINFO=/etc/corp.pem
				CURL_CA_BUNDLE=/etc/corp.pem
				NODE_EXTRA_CA_CERTS=/etc/corp.pem
				REQUESTS_CA_BUNDLE=/etc/corp.pem
				SSL_CERT_FILE=/etc/corp.pem
				npm_config_cafile=/etc/corp.pem`,
		},
		"a company's root alone shuts nobody out": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/root.pem"}, Certificates: map[string]int{"/etc/root.pem": 1}},
			yarn:    3, want: "NODE_EXTRA_CA_CERTS=/etc/root.pem",
		},
		"Node's own additions aren't shadowed": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/corp.pem", "NODE_EXTRA_CA_CERTS": "/etc/root.pem"}}, yarn: 3,
			want: `
				CONDA_SSL_VERIFY=/etc/corp.pem
				CURL_CA_BUNDLE=/etc/corp.pem
				GIT_SSL_CAINFO=/etc/corp.pem
				PIP_CERT=/etc/corp.pem
				REQUESTS_CA_BUNDLE=/etc/corp.pem`,
		},
		"pip keeps its own: two variables would win over it": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/corp.pem"}, Files: []overlay.File{file(overlay.PipConf, "[global]\ncert = /etc/pip-mirror.pem")}},
			want: `
				CONDA_SSL_VERIFY=/etc/corp.pem
				GIT_SSL_CAINFO=/etc/corp.pem
				NODE_EXTRA_CA_CERTS=/etc/corp.pem
				npm_config_cafile=/etc/corp.pem`,
		},
		"git, conda and npm keep their own": {
			machine: overlay.Machine{Env: env{"SSL_CERT_FILE": "/etc/corp.pem"}, Files: []overlay.File{
				file(overlay.GitConfig, "http.sslcainfo\n/etc/git.pem\x00"),
				file(overlay.Condarc, "ssl_verify: truststore\n"),
				file(overlay.NPMRC, "cafile=/etc/npm.pem"),
			}},
			want: `
				CURL_CA_BUNDLE=/etc/corp.pem
				NODE_EXTRA_CA_CERTS=/etc/corp.pem
				PIP_CERT=/etc/corp.pem
				REQUESTS_CA_BUNDLE=/etc/corp.pem`,
		},
		"the system's list, said to uv": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.UVToml, "native-tls = true")}},
			want: `
				NODE_USE_SYSTEM_CA=1
				UV_NATIVE_TLS=true`,
		},
		"the system's list, said to Node": {
			machine: overlay.Machine{Env: env{"NODE_USE_SYSTEM_CA": "1"}}, want: "UV_NATIVE_TLS=true",
		},
		"switched off is not on": {
			machine: overlay.Machine{Env: env{"NODE_USE_SYSTEM_CA": "0", "UV_NATIVE_TLS": "false"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vars := overlay.FromMachine(c.machine).Variables(overlay.Project{Yarn: c.yarn})
			want := lineSet(text(c.want))
			if diff := cmp.Diff(want, lineSet(show(vars))); diff != "" {
				t.Errorf("variables (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCAFiles(t *testing.T) {
	t.Parallel()
	got := overlay.CAFiles(overlay.Machine{
		Env:   env{"SSL_CERT_FILE": "/a.pem", "PIP_CERT": "/a.pem", "NODE_EXTRA_CA_CERTS": "/b.pem", "CONDA_SSL_VERIFY": "false"},
		Files: []overlay.File{file(overlay.NPMRC, "cafile=/c.pem"), file(overlay.Condarc, "ssl_verify: true")},
	})
	if diff := cmp.Diff([]string{"/a.pem", "/b.pem", "/c.pem"}, got); diff != "" {
		t.Errorf("files to count (-want +got):\n%s", diff)
	}
}
