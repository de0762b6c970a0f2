package overlay_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
)

// toolTime is far more than a tool takes for one small package.
const toolTime = 2 * time.Minute

// A trial is one tool that fetches something.
type trial struct {
	name string
	// Program on PATH, how it tells its version, and what that begins with; empty for --version and anything.
	program string
	ask     []string
	version string
	argv    []string
	files   map[string]string
	project overlay.Project
}

func trials() []trial {
	// Repositories pin their registry; the mirror has to win.
	pinned := map[string]string{
		"package.json": `{"name":"x","version":"1.0.0","private":true,"dependencies":{"` + overlaytest.Package + `":"1.0.0"}}`,
		".npmrc":       "registry=http://127.0.0.1:9/\n",
	}
	modern := map[string]string{"package.json": pinned["package.json"], "yarn.lock": "", ".yarnrc.yml": "npmRegistryServer: \"https://127.0.0.1:9/\"\n"}
	return []trial{
		{name: "pip", program: "python3", ask: []string{"-m", "pip", "--version"}, argv: []string{"-m", "pip", "download", "--no-cache-dir", "--no-deps", "--retries", "0", "--dest", "out", overlaytest.Package}},
		{
			name: "uv", program: "uv", argv: []string{"pip", "install", "--no-cache", "--target", "out", overlaytest.Package},
			files: map[string]string{"uv.toml": "index-url = \"http://127.0.0.1:9/\"\n"},
		},
		{name: "npm", program: "npm", argv: []string{"install", "--fetch-retries=0", "--ignore-scripts", "--no-audit"}, files: pinned},
		{name: "Yarn 1", program: "yarn", version: "1.", argv: []string{"install", "--no-progress"}, files: pinned},
		{name: "Yarn 3", program: "jlpm", version: "3.", argv: []string{"install"}, files: modern, project: overlay.Project{Yarn: 3}},
		{name: "Yarn 3, not known", program: "jlpm", version: "3.", argv: []string{"install"}, files: modern},
		{name: "Yarn 4", program: "yarn4", version: "4.", argv: []string{"install"}, files: modern, project: overlay.Project{Yarn: 4}},
		{name: "Yarn 4, not known", program: "yarn4", version: "4.", argv: []string{"install"}, files: modern},
		{name: "Bun", program: "bun", argv: []string{"install", "--no-cache"}, files: pinned},
		{name: "git", program: "git", argv: []string{"ls-remote", "https://" + overlaytest.Name + "/git/probe.git"}},
		{name: "curl", program: "curl", argv: []string{"--silent", "--show-error", "--fail", "https://" + overlaytest.Name + "/simple/"}},
		{name: "Go", program: "go", ask: []string{"version"}, argv: []string{"list", "-m", "-versions", overlaytest.Name + "/probe"}, files: map[string]string{"go.mod": "module x\n"}},
	}
}

// A person who has set a proxy, a bundle and two mirrors in the usual way has set them for every tool: each
// of those that are installed gets its package through the proxy, from a mirror that only the bundle makes
// trustworthy, whatever the repository's own file says.
func TestToolsGoWhereTheyAreTold(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("what the tools read was measured on Linux")
	}
	for _, tr := range trials() {
		t.Run(tr.name, func(t *testing.T) {
			t.Parallel()
			program := installed(t, tr)
			network := overlaytest.Start(t, "")
			person := map[string]string{
				"HTTPS_PROXY": network.Proxy, "SSL_CERT_FILE": network.CA, "GOPROXY": "https://" + overlaytest.Name + "/go",
				"PIP_INDEX_URL": "https://" + overlaytest.Name + "/simple", "NPM_CONFIG_REGISTRY": "https://" + overlaytest.Name + "/npm/",
			}
			machine := overlay.Machine{Env: person, OS: runtime.GOOS}
			variables := overlay.Environment(overlay.FromMachine(machine).Variables(tr.project), true)
			output := runTool(t, program, tr, person, variables)
			proxied, answered := 0, 0
			for _, r := range network.Requests() {
				if r.At == "proxy" {
					proxied++
				} else {
					answered++
				}
			}
			if proxied == 0 || answered == 0 {
				t.Errorf("%d requests at the proxy, %d at the mirror behind it:\n%s", proxied, answered, output)
			}
		})
	}
}

// installed finds the program, or skips the test.
func installed(t *testing.T, tr trial) string {
	t.Helper()
	program, err := exec.LookPath(tr.program)
	if err != nil {
		t.Skipf("%s isn't installed", tr.program)
	}
	if tr.ask == nil {
		tr.ask = []string{"--version"}
	}
	ctx, cancel := context.WithTimeout(t.Context(), toolTime)
	defer cancel()
	if said, err := exec.CommandContext(ctx, program, tr.ask...).Output(); err != nil || !strings.HasPrefix(string(said), tr.version) {
		t.Skipf("%s says it is version %q (%v), wanted %q", tr.program, strings.TrimSpace(string(said)), err, tr.version)
	}
	return program
}

// runTool runs a tool in a folder and a home of its own, with nothing of the machine's environment but PATH.
func runTool(t *testing.T, program string, tr trial, environments ...map[string]string) string {
	t.Helper()
	dir, home := t.TempDir(), t.TempDir()
	// Go's telemetry is written by a process that outlives the program, into a home that is being removed by then.
	telemetry := filepath.Join(home, ".config", "go", "telemetry")
	if err := os.MkdirAll(telemetry, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(telemetry, "mode"), []byte("off"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, content := range tr.files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), toolTime)
	defer cancel()
	c := exec.CommandContext(ctx, program, tr.argv...)
	c.Dir, c.WaitDelay = dir, time.Second
	c.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "PYENV_ROOT=" + os.Getenv("PYENV_ROOT"), "PIP_DISABLE_PIP_VERSION_CHECK=1", "PIP_CONFIG_FILE=/dev/null",
		"npm_config_globalconfig=" + filepath.Join(home, "none"), "npm_config_update_notifier=false", "YARN_ENABLE_TELEMETRY=0", "YARN_HTTP_RETRY=0",
		"GOPATH=" + home, "GOCACHE=" + filepath.Join(home, "cache"), "GOFLAGS=-mod=mod -modcacherw", "GOSUMDB=off", "GOTOOLCHAIN=local", "GOENV=off",
	}
	for _, e := range environments {
		for name, value := range e {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		t.Fatalf("%s took longer than %s:\n%s", tr.name, toolTime, out.String())
	}
	if err != nil {
		t.Errorf("%s: %v\n%s", tr.name, err, out.String())
	}
	return out.String()
}
