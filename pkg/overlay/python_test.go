package overlay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func TestPythonIndexes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		machine overlay.Machine
		want    string
	}{
		"pip's variable reaches uv": {
			machine: overlay.Machine{Env: env{"PIP_INDEX_URL": "https://mirror.example/simple"}},
			want:    "UV_INDEX_URL=https://mirror.example/simple",
		},
		"pip's file reaches uv, with the password": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.PipConf, `
[global]
index-url = https://ada:pw@mirror.example/simple
extra-index-url =
    https://more.example/simple
    https://ada:pw@third.example/simple
`)}},
			want: `
				!UV_EXTRA_INDEX_URL=https://more.example/simple https://ada:pw@third.example/simple
				!UV_INDEX_URL=https://ada:pw@mirror.example/simple`,
		},
		"[install] wins over [global], _ is -": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.PipConf, "[install]\nindex_url: https://mirror.example/install\n[global]\nindex-url=https://mirror.example/global\n")}},
			want:    "UV_INDEX_URL=https://mirror.example/install",
		},
		"the first file wins": {
			machine: overlay.Machine{Files: []overlay.File{
				file(overlay.PipConf, "[global]\nindex-url=https://mirror.example/user\n"),
				file(overlay.PipConf, "[global]\nindex-url=https://mirror.example/machine\n"),
			}},
			want: "UV_INDEX_URL=https://mirror.example/user",
		},
		"no file is read if pip is told so": {
			machine: overlay.Machine{
				Env:   env{"PIP_CONFIG_FILE": "/dev/null", "UV_NO_CONFIG": "1"},
				Files: []overlay.File{file(overlay.PipConf, "[global]\nindex-url=https://mirror.example/simple\n"), file(overlay.UVToml, `index-url = "https://mirror.example/simple"`)},
			},
		},
		"uv's new form reaches pip, and stays uv's": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.UVToml, `
# company
[[index]]
name = "explicit"
url = "https://explicit.example/simple"
explicit = true

[[index]]
url = "https://mirror.example/simple"
default = true
`)}},
			want: `
				PIP_INDEX_URL=https://mirror.example/simple
				UV_INDEX_URL=https://mirror.example/simple`,
		},
		"uv's older forms": {
			machine: overlay.Machine{Files: []overlay.File{file(overlay.UVToml, "[pip]\nindex-url = 'http://mirror.example:8081/simple'\n")}},
			want: `
				PIP_INDEX_URL=http://mirror.example:8081/simple
				PIP_TRUSTED_HOST=mirror.example:8081
				UV_INDEX_URL=http://mirror.example:8081/simple`,
		},
		"both have their own": {
			machine: overlay.Machine{Env: env{"PIP_INDEX_URL": "https://mirror.example/pip"}, Files: []overlay.File{file(overlay.UVToml, `index-url = "https://mirror.example/uv"`)}},
			want:    "UV_INDEX_URL=https://mirror.example/uv",
		},
		"uv's newer name is the same variable": {
			machine: overlay.Machine{Env: env{"PIP_INDEX_URL": "https://mirror.example/pip", "UV_DEFAULT_INDEX": "https://mirror.example/uv"}},
		},
		"uv's further indexes aren't pip's, which would mix them": {
			machine: overlay.Machine{Env: env{"UV_INDEX": "own=https://mirror.example/own"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vars := overlay.FromMachine(c.machine).Variables(overlay.Project{})
			if diff := cmp.Diff(text(c.want), show(vars)); diff != "" {
				t.Errorf("variables (-want +got):\n%s", diff)
			}
		})
	}
}
