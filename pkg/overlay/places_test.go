package overlay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

func TestPlaces(t *testing.T) {
	t.Parallel()
	paths := func(env map[string]string, home, goos string, kind overlay.FileKind) []string {
		var out []string
		for _, p := range overlay.Places(env, home, goos) {
			if p.Kind == kind {
				out = append(out, p.Path)
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		env        map[string]string
		home, goos string
		kind       overlay.FileKind
		want       []string
	}{
		"pip":              {home: "/home/ada", goos: "linux", kind: overlay.PipConf, want: []string{"/home/ada/.config/pip/pip.conf", "/home/ada/.pip/pip.conf", "/etc/pip.conf"}},
		"pip, XDG":         {env: env{"XDG_CONFIG_HOME": "/cfg"}, home: "/home/ada", goos: "linux", kind: overlay.PipConf, want: []string{"/cfg/pip/pip.conf", "/home/ada/.pip/pip.conf", "/etc/pip.conf"}},
		"pip, told":        {env: env{"PIP_CONFIG_FILE": "/p.conf"}, home: "/home/ada", goos: "linux", kind: overlay.PipConf, want: []string{"/p.conf", "/etc/pip.conf"}},
		"pip on a Mac":     {home: "/Users/ada", goos: "darwin", kind: overlay.PipConf, want: []string{"/Users/ada/Library/Application Support/pip/pip.conf", "/Users/ada/.config/pip/pip.conf", "/Users/ada/.pip/pip.conf", "/etc/pip.conf"}},
		"pip on Windows":   {env: env{"AppData": `C:\Users\ada\AppData\Roaming`}, home: `C:\Users\ada`, goos: "windows", kind: overlay.PipConf, want: []string{`C:\Users\ada\AppData\Roaming\pip\pip.ini`, `C:\Users\ada\pip\pip.ini`}},
		"uv":               {home: "/home/ada", goos: "linux", kind: overlay.UVToml, want: []string{"/home/ada/.config/uv/uv.toml", "/etc/uv/uv.toml"}},
		"uv, told":         {env: env{"UV_CONFIG_FILE": "/u.toml"}, home: "/home/ada", goos: "linux", kind: overlay.UVToml, want: []string{"/u.toml"}},
		"npm":              {home: "/home/ada/", goos: "linux", kind: overlay.NPMRC, want: []string{"/home/ada/.npmrc"}},
		"npm, told":        {env: env{"NPM_CONFIG_USERCONFIG": "/n"}, home: "/home/ada", goos: "linux", kind: overlay.NPMRC, want: []string{"/n"}},
		"conda, told":      {env: env{"CONDARC": "/c"}, home: "/home/ada", goos: "linux", kind: overlay.Condarc, want: []string{"/c", "/home/ada/.condarc"}},
		"nobody's home":    {goos: "linux", kind: overlay.NPMRC},
		"Bun's own folder": {env: env{"XDG_CONFIG_HOME": "/cfg"}, home: "/home/ada", goos: "linux", kind: overlay.Bunfig, want: []string{"/cfg/.bunfig.toml"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, paths(c.env, c.home, c.goos, c.kind)); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tool overlay.Tool
		said string
		want string
	}{
		"pip": {overlay.Pip, `
  -i, --index-url <url>       Base URL of the Python Package Index (default
                              https://default.example/simple). This should point to`, "https://default.example/simple"},
		"uv": {overlay.UV, `
      --index <INDEX>
          The URLs to use (see https://docs.example/index) [env: UV_INDEX]
      --default-index <DEFAULT_INDEX>
          The default package index (by default: <https://default.example/simple>) [env: UV_DEFAULT_INDEX]`, "https://default.example/simple"},
		"uv, broken line": {overlay.UV, "  -i, --index-url <INDEX_URL>\n     (Deprecated: use `--default-index` instead) The URL of the Python package index (by\n          default: <https://default.example/simple>)", "https://default.example/simple"},
		"npm":             {overlay.NPM, "npm warn something\nhttps://default.example/\n", "https://default.example/"},
		"Go":              {overlay.Go, "https://default.example,direct\n", "https://default.example"},
		"conda":           {overlay.Conda, "channel_alias: https://default.example\n", "https://default.example"},
		"nothing":         {overlay.NPM, "undefined\n", ""},
		"not an address":  {overlay.Yarn3, "Usage Error: see https://docs.example/\n", ""},
	} {
		if got := overlay.Answer(c.tool, c.said); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for _, tool := range overlay.Tools() {
		if q := overlay.Question(tool); (q == nil) != (tool == overlay.Git || tool == overlay.Bun) {
			t.Errorf("question to %s: %q", tool, q)
		}
	}
}
