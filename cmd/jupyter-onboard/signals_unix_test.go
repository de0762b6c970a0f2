//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// TestSignals sends signals to the real program while it does different things (TRUST R3, all but the
// screen): it ends with the documented exit code, and nothing that it started is left.
func TestSignals(t *testing.T) {
	t.Parallel()
	signals := []struct {
		name string
		send []syscall.Signal
		code int
	}{
		{"INT", []syscall.Signal{syscall.SIGINT}, 130},
		{"TERM", []syscall.Signal{syscall.SIGTERM}, 143},
		{"HUP", []syscall.Signal{syscall.SIGHUP}, 129},
		{"QUIT", []syscall.Signal{syscall.SIGQUIT}, 131},
		{"TSTP+CONT+INT", []syscall.Signal{syscall.SIGTSTP, syscall.SIGCONT, syscall.SIGINT}, 130},
		{"INT+INT", []syscall.Signal{syscall.SIGINT, syscall.SIGINT}, 130},
	}
	situations := []struct {
		name  string
		start func(t *testing.T, stubborn bool) *running
	}{
		{"step", startStep}, {"clone", startClone}, {"question", startQuestion}, {"github", startGitHub},
	}
	for _, sit := range situations {
		for _, sig := range signals {
			t.Run(sit.name+"/"+sig.name, func(t *testing.T) {
				t.Parallel()
				r := sit.start(t, sig.name == "INT+INT")
				for _, s := range sig.send {
					r.signal(t, s)
				}
				r.ends(t, sig.code)
				t.Logf("promise: R3 %s; tries: 1; failures: 0", t.Name())
			})
		}
	}
}

// A running is the program while it does something.
type running struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	marker string // in the command line of everything that its steps start
	absent string // path that must not be there afterwards
	exited chan struct{}
	mu     sync.Mutex
	said   strings.Builder
}

// launch starts the program and waits until it has said something.
func launch(t *testing.T, env []string, until string, args ...string) *running {
	t.Helper()
	r := &running{cmd: exec.CommandContext(t.Context(), os.Args[0], args...), exited: make(chan struct{})}
	r.cmd.Env = env
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	r.cmd.Stderr = r.cmd.Stdout
	if r.stdin, err = r.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan struct{})
	go func() {
		defer close(r.exited)
		var once sync.Once
		in := bufio.NewReader(out)
		for {
			b, err := in.ReadByte()
			if err != nil {
				return
			}
			r.mu.Lock()
			r.said.WriteByte(b)
			found := b == until[len(until)-1] && strings.HasSuffix(r.said.String(), until)
			r.mu.Unlock()
			if found {
				once.Do(func() { close(ready) })
			}
		}
	}()
	select {
	case <-ready:
	case <-r.exited:
		t.Fatalf("it ended before it said %q:\n%s", until, r.text())
	case <-time.After(60 * time.Second):
		_ = r.cmd.Process.Kill()
		t.Fatalf("it doesn't say %q:\n%s", until, r.text())
	}
	return r
}

func (r *running) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.said.String()
}

func (r *running) signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := r.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
}

// ends checks the exit code, and that nothing is left.
func (r *running) ends(t *testing.T, code int) {
	t.Helper()
	late := time.AfterFunc(30*time.Second, func() { _ = r.cmd.Process.Kill() })
	<-r.exited
	_ = r.cmd.Wait() // The code tells.
	late.Stop()
	if got := r.cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("exit code %d, want %d\n%s", got, code, r.text())
	}
	if r.marker != "" {
		if left := processes(t, r.marker); len(left) > 0 {
			t.Errorf("processes are left: %v", left)
		}
	}
	if r.absent != "" {
		if _, err := os.Stat(r.absent); err == nil {
			t.Errorf("%s is there", r.absent)
		}
	}
}

// processes lists those whose command line has a marker.
func processes(t *testing.T, marker string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ps", "-eo", "pid=,args=").Output()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, marker) {
			found = append(found, strings.TrimSpace(line))
		}
	}
	return found
}

func testEnv(t *testing.T, more ...string) []string {
	t.Helper()
	home := t.TempDir()
	return append(append(os.Environ(), "JUPYTER_ONBOARD_TEST_MAIN=1", "HOME="+home, "XDG_STATE_HOME="+home+"/state",
		"XDG_CACHE_HOME="+home+"/cache", "GIT_CONFIG_GLOBAL="+home+"/gitconfig", "NO_COLOR=1", "CI=", "TERM=dumb"), more...)
}

// startStep runs a step that has a child and a grandchild; a stubborn one doesn't end when it is asked to.
func startStep(t *testing.T, stubborn bool) *running {
	t.Helper()
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Write("README", "x\n")
	repo.Commit("one")
	marker := fmt.Sprintf("86%d%d", os.Getpid(), time.Now().UnixNano()%1e9)
	script := "echo begun\n      sleep " + marker + " &\n      (sleep " + marker + ")\n      wait"
	if stubborn {
		script = "trap '' TERM INT\n      echo begun\n      while :; do sleep " + marker + "; done"
	}
	guide := filepath.Join(work, "long.yaml")
	text := strings.Replace(oneStep, "SCRIPT", script, 1)
	if err := os.WriteFile(guide, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r := launch(t, testEnv(t), "| begun\n", "setup", "long", "--yes", "--guide", guide, "--trust", digestOf(t, guide),
		"--from", repo.Dir, "--dir", filepath.Join(work, "out"))
	r.marker = "sleep " + marker
	return r
}

const oneStep = `schema: 1
id: long
name: One long step
repo: example/long
subproject: none
summary: One long step.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
steps:
  - id: long
    title: A long step
    why: It runs until it is stopped.
    run: |
      SCRIPT
    creates: [never]
verify:
  - {id: none, proves: Nothing., run: "echo x", expect: x}
issues:
  labels: [x]
  claim: {rule: none, says: Nothing is written.}
`

// startClone clones from a server that stops in the middle.
func startClone(t *testing.T, _ bool) *running {
	t.Helper()
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Fill(3, 200_000)
	url, service := gittest.Server(t, map[string]string{"jupyter/nbformat": repo.Dir})
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	sending := make(chan struct{})
	var once sync.Once
	service.OnSend = func(sent int64) {
		if sent > 50_000 {
			once.Do(func() { close(sending) })
			<-stop
		}
	}
	dir := filepath.Join(work, "out")
	r := launch(t, testEnv(t, "GITHUB_SERVER_URL="+url), "$ git clone", "setup", "nbformat", "--yes", "--dir", dir)
	select {
	case <-sending:
	case <-time.After(30 * time.Second):
		t.Fatalf("the server wasn't asked:\n%s", r.text())
	}
	r.marker, r.absent = dir, dir
	return r
}

// startQuestion waits at a question.
func startQuestion(t *testing.T, _ bool) *running {
	t.Helper()
	return launch(t, testEnv(t), "> ", "start", "--practice")
}

// startGitHub waits for an answer that never comes.
func startGitHub(t *testing.T, _ bool) *running {
	t.Helper()
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Write("README", "x\n")
	repo.Commit("one")
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(silent.Close)
	guide := filepath.Join(work, "long.yaml")
	if err := os.WriteFile(guide, []byte(strings.Replace(oneStep, "SCRIPT", "touch never", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	r := launch(t, testEnv(t, "GITHUB_API_URL="+silent.URL, "GITHUB_TOKEN="), "Asking GitHub", "start", "long", "--yes", "--guide", guide,
		"--trust", digestOf(t, guide), "--from", repo.Dir, "--dir", filepath.Join(work, "out"))
	r.marker = work
	return r
}
