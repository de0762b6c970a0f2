package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// A person is somebody with a home folder, files in it and an environment.
func person(t *testing.T, files map[string]string, environ ...string) *Engine {
	t.Helper()
	home := t.TempDir()
	for name, text := range files {
		path := filepath.Join(home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	base := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "USERPROFILE=" + home, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=" + filepath.Join(home, "gitconfig"), "PIP_CONFIG_FILE=" + os.DevNull, // Not that of this machine.
	}
	return &Engine{Environ: append(base, environ...), StateDir: filepath.Join(home, "state"), CacheDir: filepath.Join(home, "cache")}
}

// What a person told one tool, in whatever place, the others are told.
func TestNetworkIsFoundWhereItWasSaid(t *testing.T) {
	t.Parallel()
	bundle := filepath.Join(t.TempDir(), "corp.pem")
	if err := os.WriteFile(bundle, []byte(strings.Repeat(certificateBegins+"\nx\n-----END CERTIFICATE-----\n", 30)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		files   map[string]string
		environ []string
		want    map[string]string
	}{
		"pip's file": {
			environ: []string{"PIP_CONFIG_FILE="}, // The last one counts.
			files:   map[string]string{".config/pip/pip.conf": "[global]\nindex-url = https://mirror.example/simple\ncert = " + bundle + "\n"},
			want:    map[string]string{"UV_INDEX_URL": "https://mirror.example/simple", "SSL_CERT_FILE": bundle, "GIT_SSL_CAINFO": bundle, "NODE_EXTRA_CA_CERTS": bundle},
		},
		"git's file, and one that it includes": {
			files: map[string]string{
				"gitconfig": "[include]\n\tpath = company\n", "company": "[http]\n\tproxy = proxy.example:3128\n\tsslCAInfo = " + filepath.ToSlash(bundle) + "\n",
			},
			want: map[string]string{"HTTPS_PROXY": "http://proxy.example:3128", "YARN_HTTPS_PROXY": "http://proxy.example:3128", "PIP_CERT": bundle},
		},
		"npm's file": {
			files: map[string]string{".npmrc": "registry=https://mirror.example/npm/\n//mirror.example/npm/:_authToken=t0k3n\n"},
			want: map[string]string{
				"YARN_NPM_REGISTRY_SERVER": "https://mirror.example/npm/", "YARN_NPM_AUTH_TOKEN": "t0k3n", "npm_config_registry": "https://mirror.example/npm/",
			},
		},
		"the environment": {
			environ: []string{"PIP_INDEX_URL=https://mirror.example/simple"},
			want:    map[string]string{"UV_INDEX_URL": "https://mirror.example/simple", "PIP_INDEX_URL": ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if filepath.Separator != '/' {
				t.Skip("the files are where Unix has them")
			}
			e := person(t, c.files, c.environ...)
			got := overlay.Environment(e.Network(t.Context()).Variables(overlay.Project{}), true)
			for variable, want := range c.want {
				if got[variable] != want {
					t.Errorf("%s=%s, want %s", variable, got[variable], want)
				}
			}
		})
	}
}

// Secrets reach steps that use the network, and no others.
func TestSecretsReachNetworkStepsOnly(t *testing.T) {
	t.Parallel()
	secrets := map[string]string{"YARN_NPM_AUTH_TOKEN": "t0k3n"}
	for network, want := range map[bool]bool{true: true, false: false} {
		env := stepEnvironment(nil, secrets, runner.Command{Network: network, Env: map[string]string{"UV_INDEX_URL": "https://mirror.example"}})
		got := strings.Contains(strings.Join(env, " "), "t0k3n")
		if got != want || !strings.Contains(strings.Join(env, " "), "UV_INDEX_URL=https://mirror.example") {
			t.Errorf("network %v: %q", network, env)
		}
	}
}

// A company's own certificate becomes a bundle with the public ones, since most tools take a file in the place
// of their list.
func TestWholeBundle(t *testing.T) {
	t.Parallel()
	network := overlaytest.Start(t, "")
	e := person(t, nil, "NODE_EXTRA_CA_CERTS="+network.CA)
	vars := overlay.Environment(e.Network(t.Context()).Variables(overlay.Project{}), true)
	path := vars["PIP_CERT"]
	text, ok := readText(path, maxCertificates)
	if !ok {
		if _, there := readText(systemBundles()[0], maxCertificates); !there {
			t.Skip("this system has no file with the public authorities")
		}
		t.Fatalf("PIP_CERT=%s can't be read", path)
	}
	own, err := os.ReadFile(network.CA)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, string(own)) || strings.Count(text, certificateBegins) < 20 {
		t.Errorf("%d certificates in the bundle, the company's is among them: %v", strings.Count(text, certificateBegins), strings.Contains(text, string(own)))
	}
	again := person(t, nil)
	again.CacheDir = e.CacheDir
	if diff := cmp.Diff(map[string]string{}, overlay.Environment(again.Network(t.Context()).Variables(overlay.Project{}), true)); diff != "" {
		t.Errorf("somebody who set nothing (-want +got):\n%s", diff)
	}
	for name, engine := range map[string]*Engine{
		"no file":        person(t, nil, "NODE_EXTRA_CA_CERTS=/nowhere/corp.pem"),
		"no certificate": person(t, map[string]string{"empty.pem": "nothing"}, "NODE_EXTRA_CA_CERTS="+filepath.Join(e.CacheDir, "empty.pem")),
	} {
		if got := engine.Network(t.Context()); got.CABundle.IsSet() {
			t.Errorf("%s: a bundle was made: %s", name, got.CABundle)
		}
	}
}

// The plan is told what the machine says.
func TestFactsHaveTheNetwork(t *testing.T) {
	t.Parallel()
	e := person(t, nil, "npm_config_registry=https://mirror.example/npm/")
	f := e.Host(t.Context(), t.TempDir())
	if f.Network.NPMRegistry.Text != "https://mirror.example/npm/" {
		t.Errorf("%+v", f.Network)
	}
}
