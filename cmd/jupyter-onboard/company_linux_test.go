package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay/overlaytest"
)

// inCompany names the case that runs inside a network without a way out.
const inCompany = "JUPYTER_ONBOARD_TEST_COMPANY"

// yarn3 is where testdata/yarn/fetch.sh puts Yarn 3.
const yarn3 = "../../testdata/yarn/cache/yarn.js"

// TestCompany sets projects up from nothing where every direct connection is refused, names of the outside aren't known,
// and the proxy's certificates are the company's own. The organisation's file alone makes it work; without it the
// doctor's first line names the cause.
func TestCompany(t *testing.T) {
	t.Parallel()
	if os.Getenv(inCompany) != "" {
		employed(t, os.Getenv(inCompany))
		return
	}
	for name, needs := range map[string][]string{"python": {"python3", "git"}, "jlpm": {"python3", "git", "node", yarn3}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, need := range needs {
				if _, err := exec.LookPath(need); err != nil && strings.HasSuffix(need, ".js") {
					_, err = os.Stat(need)
					lacks(t, err, "Yarn 3 isn't there: bash testdata/yarn/fetch.sh")
				} else {
					lacks(t, err, need+" is not installed")
				}
			}
			enclosed(t, name)
		})
	}
}

// lacks skips the test where something isn't there; CI must have it.
func lacks(t *testing.T, err error, why string) {
	t.Helper()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s, and CI must have it", why)
	default:
		t.Skip(why)
	}
}

// TestCompanyWithoutNamespaces runs the test where the system bars networks of one's own: a person is told what is missing,
// and CI fails, since nothing else shows that the program gets along there.
func TestCompanyWithoutNamespaces(t *testing.T) {
	t.Parallel()
	for _, need := range []string{"python3", "git"} {
		_, err := exec.LookPath(need)
		lacks(t, err, need+" is not installed")
	}
	barred := t.TempDir()
	if err := os.WriteFile(filepath.Join(barred, "unshare"), []byte("#!/bin/sh\necho Operation not permitted >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for ci, want := range map[string]string{"": "--- SKIP: TestCompany/python", "true": "--- FAIL: TestCompany/python"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCompany$/^python$", "-test.timeout=1m", "-test.v")
		cmd.Env = append(os.Environ(), "CI="+ci, "PATH="+barred+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := cmd.CombinedOutput()
		if (err != nil) != (ci == "true") || !bytes.Contains(out, []byte(want)) || !bytes.Contains(out, []byte("Operation not permitted): it takes root")) {
			t.Errorf("with CI=%s: %v, want %q and what is missing:\n%s", ci, err, want, out)
		}
	}
}

// enclosed runs the case in a network namespace of its own, which has a loopback interface and nothing else.
func enclosed(t *testing.T, name string) {
	t.Helper()
	begin := []string{"unshare", "--net"}
	if os.Getuid() != 0 {
		begin = append(begin, "--map-root-user")
	}
	begin = append(begin, "sh", "-c", `ip link set lo up && exec "$@"`, "sh")
	if out, err := exec.CommandContext(t.Context(), begin[0], append(slices.Clip(begin[1:]), "true")...).CombinedOutput(); err != nil {
		lacks(t, err, fmt.Sprintf("user %d may not have a network of its own (%s: %v %s): it takes root with CAP_SYS_ADMIN, or user namespaces for all "+
			"(sysctl kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0, where there is one)",
			os.Getuid(), strings.Join(begin[:2], " "), err, bytes.TrimSpace(out)))
	}
	argv := append(begin, os.Args[0], "-test.run=^TestCompany$", "-test.timeout=4m", "-test.v")
	cmd := exec.CommandContext(t.Context(), argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), inCompany+"="+name)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// employed is the case, inside.
func employed(t *testing.T, name string) {
	t.Helper()
	network, work := overlaytest.Start(t, ""), t.TempDir()
	repo := gittest.NewRepo(t)
	guide := pythonProject
	if name == "jlpm" {
		guide = jlpmProject
		script, err := os.ReadFile(yarn3)
		if err != nil {
			t.Fatal(err)
		}
		network.Publish("onboard-jlpm", "", map[string]string{
			"onboard_jlpm/__init__.py": jlpm, "onboard_jlpm/yarn.js": string(script),
			"onboard_jlpm-1.0.dist-info/entry_points.txt": "[console_scripts]\njlpm = onboard_jlpm:main\n",
		})
		repo.Write("package.json", `{"name":"site","version":"1.0.0","private":true,"dependencies":{"`+overlaytest.Package+`":"1.0.0"}}`)
		repo.Write(".yarnrc.yml", "nodeLinker: node-modules\nenableTelemetry: false\nenableImmutableInstalls: false\n")
		repo.Write("yarn.lock", "")
	} else {
		repo.Write("pyproject.toml", pyproject)
		repo.Write("backend.py", backend)
		repo.Write("site_fixture.py", "import onboard_probe\n")
	}
	repo.Write("README", "x\n")
	repo.Commit("one")
	network.Handle("/code/", http.StripPrefix("/code", gittest.Repos(map[string]string{"example/site": repo.Dir})))
	e := employee{work: work, guide: filepath.Join(work, "site.yaml"), org: filepath.Join(work, "org.yaml")}
	e.write(t, e.guide, guide)
	e.write(t, e.org, organisationOf(t, network))

	code, said := e.run(t, "doctor", "--network")
	if first, _, _ := strings.Cut(said[strings.Index(said, "\n")+1:], "\n"); code != 4 || !strings.HasPrefix(first, "✗  git: https://github.com/example/site") {
		t.Errorf("without the file the doctor ends with %d, and its first line is %q:\n%s", code, first, said)
	}
	if name == "python" { // Once is enough: it tries again for a while.
		if code, said := e.run(t, "setup", "--yes"); code != 4 {
			t.Errorf("without the file set-up ends with %d:\n%s", code, said)
		}
	}
	e.employed = true
	if code, said := e.run(t, "setup", "--yes"); code != 0 {
		t.Fatalf("with the file set-up ends with %d:\n%s", code, said)
	}
	if code, said := e.run(t, "doctor", "--network"); code != 0 || !strings.Contains(said, overlaytest.Issuer) {
		t.Errorf("with the file the doctor ends with %d:\n%s", code, said)
	}
	for _, r := range network.Requests() {
		if r.At == "proxy" && !strings.HasPrefix(r.Host, overlaytest.Name) {
			t.Errorf("the proxy was asked for %s", r.Host)
		}
	}
}

// organisationOf is the file of a company with this network.
func organisationOf(t *testing.T, n *overlaytest.Network) string {
	t.Helper()
	pem, err := os.ReadFile(n.CA)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`schema: 1
name: Example Corp
contact: open-source@corp.example
mirrors:
  python: https://%[1]s/simple
  npm: https://%[1]s/npm/
  git: [{from: 'https://github.com/', to: 'https://%[1]s/code/'}]
proxy: {https: '%[2]s'}
certificates: |
  %[3]s
`, overlaytest.Name, n.Proxy, strings.ReplaceAll(strings.TrimSpace(string(pem)), "\n", "\n  "))
}

// An employee is somebody with nothing but a guide and, once employed, the organisation's file.
type employee struct {
	work, guide, org string
	employed         bool
}

func (e *employee) write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a command on the project, and returns its exit code and what it says.
func (e *employee) run(t *testing.T, command string, args ...string) (int, string) {
	t.Helper()
	argv := append([]string{command, "site", "--guide", e.guide, "--trust", digestOf(t, e.guide), "--dir", filepath.Join(e.work, "out")}, args...)
	cmd := exec.CommandContext(t.Context(), os.Args[0], argv...)
	home := filepath.Join(e.work, "home")
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd.Dir = e.work
	cmd.Env = []string{
		"JUPYTER_ONBOARD_TEST_MAIN=1", "PATH=" + os.Getenv("PATH"), "HOME=" + home, "GIT_CONFIG_NOSYSTEM=1", "PIP_CONFIG_FILE=" + os.DevNull,
		"PYENV_ROOT=" + os.Getenv("PYENV_ROOT"), "NO_COLOR=1", "TERM=dumb", "COLUMNS=300", "LC_ALL=C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK=1",
	}
	if e.employed {
		cmd.Env = append(cmd.Env, "JUPYTER_ONBOARD_ORG="+e.org+"#"+strings.Replace(digestOf(t, e.org), ":", "=", 1))
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // The code tells.
	return cmd.ProcessState.ExitCode(), out.String()
}

const siteHead = `schema: 1
id: site
name: Site
repo: example/site
subproject: none
summary: A small repository.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
python: {version: '>=3.8', environment: .venv}
issues:
  labels: [x]
  claim: {rule: none, says: Nothing is written.}
`

const pythonProject = siteHead + `steps:
  - {id: install, title: Install, why: It is needed., pip: [-e, .], check: {editable: [site-fixture], installed: [onboard-probe]}}
verify:
  - {id: runs, proves: The code runs., run: python -c 'import site_fixture; print("imported")', expect: imported, from_checkout: [site_fixture]}
`

const jlpmProject = siteHead + `node: {version: '>=14', manager: {name: jlpm, version: 3.5.0}}
steps:
  - {id: jlpm, title: Get jlpm, why: It is needed., pip: [onboard-jlpm], check: {installed: [onboard-jlpm]}}
  - {id: packages, title: Install packages, why: They are needed., run: jlpm install, network: true, creates: [node_modules/onboard-probe/package.json]}
verify:
  - {id: there, proves: The packages are there., run: jlpm --version && ls node_modules, expect: onboard-probe}
`

// jlpm is how JupyterLab starts Yarn.
const jlpm = `import os, pathlib, subprocess, sys
def main():
    sys.exit(subprocess.call(["node", str(pathlib.Path(__file__).parent / "yarn.js"), *sys.argv[1:]]))
`

const pyproject = `[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "site-fixture"
version = "1.0"
dependencies = ["onboard-probe"]
`

// backend builds without another package: a wheel that points into the checkout.
const backend = `import os, zipfile
def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name, info = "site_fixture-1.0-py3-none-any.whl", "site_fixture-1.0.dist-info/"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as z:
        z.writestr("site_fixture.pth", os.getcwd() + "\n")
        z.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: site-fixture\nVersion: 1.0\nRequires-Dist: onboard-probe\n")
        z.writestr(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        z.writestr(info + "RECORD", "site_fixture.pth,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n")
    return name
build_wheel = build_editable
`
