//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// A mishap is a machine on which something is in the way, and what the program must say of it.
type mishap struct {
	name string
	// guide is put into the guide of the test, before its verify.
	guide string
	// prepare makes the machine so; args are added to those of the set-up.
	prepare func(t *testing.T, m *machine)
	code    int
	// Patterns of the outcome's fields.
	message, observed, expected, next string
	// Pattern of everything that it says.
	said string
}

// A machine is where a mishap happens.
type machine struct {
	work, out string
	repo      *gittest.Repo
	env       []string
	guide     string
	args      []string
	// box are the options of unshare, which gives the program a part of the machine of its own, and mount those of
	// a tmpfs that is mounted there.
	box   []string
	mount string
}

// TestMessages provokes what goes wrong on real machines: each has an exit code and a message of its own.
func TestMessages(t *testing.T) {
	t.Parallel()
	for _, tt := range mishaps() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, tt.guide)
			tt.prepare(t, m)
			m.must(t, tt)
		})
	}
}

func mishaps() []mishap {
	fromServer := func(url string) func(*testing.T, *machine) {
		return func(_ *testing.T, m *machine) { m.env = append(m.env, "GITHUB_SERVER_URL="+url) }
	}
	return []mishap{
		{
			name: "no network", code: 4,
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				fromServer(fmt.Sprintf("http://127.0.0.1:%d", closedPort(t)))(t, m)
			},
			message: "The server can't be reached. Check the connection", observed: "clone: .*(Failed to connect|[Cc]ouldn't connect|[Cc]onnection refused)",
			expected: "an answer from the server", next: "^jupyter-onboard setup mishap --yes",
		},
		{
			name: "no network at all", code: 4,
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				fromServer("https://server.example")(t, m)
				m.box = []string{"--net"}
			},
			message: "The server can't be reached", observed: "Could not resolve host", expected: "an answer", next: "^jupyter-onboard setup",
		},
		{
			name: "proxy refuses", code: 4, prepare: behindProxy(http.StatusForbidden),
			message: "The proxy refuses. Check HTTPS_PROXY", observed: "clone: .*403", expected: "a proxy that lets the server through", next: "^jupyter-onboard setup",
		},
		{
			name: "proxy asks for a password", code: 4, prepare: behindProxy(http.StatusProxyAuthRequired),
			message: "The proxy refuses. Check HTTPS_PROXY", observed: "clone: .*407", expected: "a proxy that lets the server through", next: "^jupyter-onboard setup",
		},
		{
			name: "certificate nobody trusts", code: 4,
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				server := httptest.NewUnstartedServer(http.NotFoundHandler())
				server.Config.ErrorLog = log.New(io.Discard, "", 0) // That the client hangs up is what is tested.
				server.StartTLS()
				t.Cleanup(server.Close)
				fromServer(server.URL)(t, m)
			},
			message: "The certificate of the server isn't trusted on this machine. If your organisation signs it", observed: "clone: .*certificate",
			expected: "a certificate that this machine trusts", next: "^jupyter-onboard setup",
		},
		{
			name: "no such repository", code: 1,
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				server := httptest.NewServer(http.NotFoundHandler())
				t.Cleanup(server.Close)
				fromServer(server.URL)(t, m)
			},
			message: "The server has no such repository", observed: "clone: .*not found", expected: "a repository at that address", next: "^jupyter-onboard setup",
		},
		{
			name: "full disk before", code: 8, guide: "resources: {disk: 999TB}\n", prepare: cloneHere,
			message: "Disk space is missing for Mishap", observed: "free where .* goes", expected: "999TB free", next: "--dir /a/folder/on/a/larger/disk",
		},
		{
			name: "full disk in the middle of a step", code: 1, guide: oneRun("head -c 20000000 /dev/zero > big"),
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				cloneHere(t, m)
				m.mounted(t, "size=4m")
			},
			said: `"cause":"[^"]*disk`, message: "Mishap is not set up yet", observed: "step: its command ended with exit code 1", expected: "exit code 0", next: "^jupyter-onboard setup",
		},
		{
			name: "full disk in the middle of the clone", code: 1,
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				m.repo.Fill(3, 3_000_000)
				cloneHere(t, m)
				m.mounted(t, "size=4m")
			},
			message: "The disk is full. Make room", observed: "clone: .*No space left", expected: "free space for checkout", next: "^jupyter-onboard setup",
		},
		{
			name: "read-only folder", code: 1,
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				cloneHere(t, m)
				m.mounted(t, "ro")
			},
			message: "The folder can't be written. Choose another folder with --dir", observed: "clone: .*read-only file system", expected: "a folder of yours", next: "^jupyter-onboard setup",
		},
		{
			name: "Node absent, and nothing may be brought", code: 8, guide: "node: {version: '>=20', manager: {name: npm}}\n",
			prepare: func(t *testing.T, m *machine) {
				t.Helper()
				cloneHere(t, m)
				m.only(t, "git", "bash", "sh", "env", "python3")
				m.args = append(m.args, "--no-fix")
			},
			message: "^Node is missing for Mishap", observed: "node was not found on PATH", expected: "node >=20", next: "nodejs.org",
		},
		{
			name: "port in use", code: 8, prepare: portInUse,
			message: `^Port \d+ is taken, and the task serve needs it`, observed: `another program listens on port \d+`, expected: `port \d+ free`, next: "jupyter-onboard run serve",
		},
		{
			name: "externally managed Python", code: 0,
			guide:   "python: {version: '>=3.9,<4', environment: .venv}\n" + oneRun("pip install --no-index ../tinywheel-1.0-py3-none-any.whl && python -c 'import tinywheel' && touch made"),
			prepare: managedPython, message: "Mishap is set up and proved", next: "status mishap",
		},
	}
}

func newMachine(t *testing.T, guide string) *machine {
	t.Helper()
	work := t.TempDir()
	m := &machine{work: work, out: filepath.Join(work, "out"), repo: gittest.NewRepo(t), guide: filepath.Join(work, "mishap.yaml")}
	m.repo.Write("README", "x\n")
	m.repo.Commit("one")
	m.env = testEnv(t, "HTTPS_PROXY=", "https_proxy=", "HTTP_PROXY=", "http_proxy=", "NO_PROXY=", "no_proxy=", "ALL_PROXY=", "all_proxy=")
	m.write(t, guide)
	m.args = []string{"setup", "mishap", "--yes", "--guide", m.guide, "--dir", m.out}
	return m
}

// write writes the guide of the test.
func (m *machine) write(t *testing.T, middle string) {
	t.Helper()
	text := mishapHead + middle + mishapTail
	if err := os.WriteFile(m.guide, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

const mishapHead = `schema: 1
id: mishap
name: Mishap
repo: example/mishap
subproject: none
summary: Something goes wrong.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
`

const mishapTail = `verify:
  - {id: there, proves: The code is there., run: ls, expect: README}
issues:
  labels: [x]
  claim: {rule: none, says: Nothing is written.}
`

func oneRun(script string) string {
	return "steps:\n  - id: step\n    title: A step\n    why: It is needed.\n    run: |\n      " + script + "\n    creates: [made]\n"
}

// must runs the program and compares the outcome.
func (m *machine) must(t *testing.T, want mishap) {
	t.Helper()
	got, text := m.run(t, append(m.args, "--trust", digestOf(t, m.guide), "--json")...)
	if got.ExitCode != want.code {
		t.Errorf("exit code %d, want %d", got.ExitCode, want.code)
	}
	for _, field := range []struct{ name, got, want string }{
		{"message", got.Message, want.message},
		{"observed", got.Observed, want.observed},
		{"expected", got.Expected, want.expected},
		{"next", got.Next, want.next},
		{"all of it", text, want.said},
	} {
		if !regexp.MustCompile("(?s)" + field.want).MatchString(field.got) {
			t.Errorf("%s: %q doesn't match %q", field.name, field.got, field.want)
		}
	}
	if t.Failed() {
		t.Log(tail(text))
	}
}

type outcome struct {
	ExitCode int `json:"exit_code"`
	Message  string
	Observed string
	Expected string
	Next     string
}

// run runs the program and returns the outcome that it wrote, which must have its exit code.
func (m *machine) run(t *testing.T, args ...string) (outcome, string) {
	t.Helper()
	argv := append([]string{os.Args[0]}, args...)
	if m.box != nil {
		argv = append(m.unshare(t), argv...)
	}
	cmd := exec.CommandContext(t.Context(), argv[0], argv[1:]...)
	cmd.Env, cmd.Dir = m.env, m.work
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // The code tells.
	var last outcome
	for line := range strings.Lines(out.String()) {
		var e struct {
			Type string
			outcome
		}
		if json.Unmarshal([]byte(line), &e) == nil && e.Type == "outcome" {
			last = e.outcome
		}
	}
	if code := cmd.ProcessState.ExitCode(); last.ExitCode != code || last.Message == "" {
		t.Fatalf("exit code %d, outcome %+v\n%s\n%s", code, last, tail(out.String()), tail(errs.String()))
	}
	return last, out.String() + errs.String()
}

// unshare is the beginning of a command that runs what follows in a box.
func (m *machine) unshare(t *testing.T) []string {
	t.Helper()
	begin := append([]string{"unshare"}, m.box...)
	if os.Getuid() != 0 {
		begin = append(begin, "--map-root-user")
	}
	if m.mount != "" {
		begin = append(begin, "sh", "-c", `mount -t tmpfs -o "$1" none "$2" && shift 2 && exec "$@"`, "sh", m.mount, m.out)
	}
	try := exec.CommandContext(t.Context(), begin[0], append(begin[1:], "true")...)
	if out, err := try.CombinedOutput(); err != nil {
		t.Skipf("this account may not have a box of its own: %v %s", err, out)
	}
	return begin
}

// mounted makes the folder that the checkout goes into a disk of its own.
func (m *machine) mounted(t *testing.T, options string) {
	t.Helper()
	disk := filepath.Join(m.work, "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	m.args = append(m.args, "--dir", filepath.Join(disk, "out")) // The last one counts.
	m.box, m.mount, m.out = []string{"--mount"}, options, disk
}

// only leaves nothing but some programs on PATH.
func (m *machine) only(t *testing.T, programs ...string) {
	t.Helper()
	bin := filepath.Join(m.work, "bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range programs {
		path, err := exec.LookPath(name)
		if _, system := os.Stat("/usr/bin/" + name); system == nil {
			path, err = "/usr/bin/"+name, nil // Not a shim, which needs more of PATH.
		}
		if err != nil {
			t.Skipf("%s is not installed", name)
		}
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	m.env = append(m.env, "PATH="+bin)
}

func cloneHere(_ *testing.T, m *machine) { m.args = append(m.args, "--from", m.repo.Dir) }

// behindProxy sends everything through a proxy that answers with a code.
func behindProxy(code int) func(*testing.T, *machine) {
	return func(t *testing.T, m *machine) {
		t.Helper()
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }))
		t.Cleanup(proxy.Close)
		m.env = append(m.env, "GITHUB_SERVER_URL=https://server.invalid", "HTTPS_PROXY="+proxy.URL, "https_proxy="+proxy.URL)
	}
}

// closedPort is a port that nobody listens on.
func closedPort(t *testing.T) int {
	t.Helper()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	a, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("%T", l.Addr())
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return a.Port
}

// portInUse sets up, runs the task with its port free, and takes the port then.
func portInUse(t *testing.T, m *machine) {
	t.Helper()
	port := closedPort(t)
	m.write(t, fmt.Sprintf("tasks:\n  - {id: serve, title: Serve, run: echo served, ports: [%d]}\n", port))
	cloneHere(t, m)
	serve := []string{"run", "serve", "--guide", m.guide, "--dir", m.out}
	for _, args := range [][]string{m.args, serve} {
		if got, text := m.run(t, append(args, "--trust", digestOf(t, m.guide), "--json")...); got.ExitCode != 0 {
			t.Fatal(text)
		}
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	m.args = serve
}

// managedPython leaves a Python on PATH into which pip refuses to install, and a package to install.
func managedPython(t *testing.T, m *machine) {
	t.Helper()
	markers, err := filepath.Glob("/usr/lib/python3*/EXTERNALLY-MANAGED")
	if err != nil || len(markers) == 0 {
		t.Skip("the system's Python isn't externally managed")
	}
	if err := exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", "import ensurepip, venv").Run(); err != nil {
		t.Skip("the system's Python can't make environments")
	}
	cloneHere(t, m)
	m.env = append(m.env, "PATH=/usr/bin:/bin")
	var wheel bytes.Buffer
	w := zip.NewWriter(&wheel)
	for name, content := range map[string]string{
		"tinywheel.py":                     "",
		"tinywheel-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tinywheel\nVersion: 1.0\n",
		"tinywheel-1.0.dist-info/WHEEL":    "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
		"tinywheel-1.0.dist-info/RECORD":   "",
	} {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.work, "tinywheel-1.0-py3-none-any.whl"), wheel.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
