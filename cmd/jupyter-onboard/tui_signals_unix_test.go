//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// TestScreenSignals is the screen's part of TRUST R3: whatever signal comes, the exit code is the
// documented one, the terminal is as it was, and nothing of the run is left.
func TestScreenSignals(t *testing.T) {
	t.Parallel()
	needTools(t)
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
		start func(t *testing.T, stubborn bool) screenAt
	}{
		{"question", atQuestion}, {"step", atStep}, {"clone", atClone}, {"github", atGitHub},
	}
	for _, sit := range situations {
		for _, sig := range signals {
			t.Run(sit.name+"/"+sig.name, func(t *testing.T) {
				t.Parallel()
				at := sit.start(t, sig.name == "INT+INT")
				at.signals(t, sig.send, sig.code, at.again)
				if at.marker == "" {
					return
				}
				if left := processes(t, at.marker); len(left) > 0 {
					t.Errorf("processes are left: %v", left)
				}
			})
		}
	}
}

// A screenAt is the program on a terminal while it does something.
type screenAt struct {
	*screen

	again  string // what is drawn again after a stop
	marker string // in the command line of everything that was started
}

func atQuestion(t *testing.T, _ bool) screenAt {
	t.Helper()
	s := onScreen(t, t.TempDir(), testEnv(t), "start", "--practice")
	s.see(t, "What do you want to work on?")
	return screenAt{screen: s, again: "What do you want to work on?"}
}

func atStep(t *testing.T, stubborn bool) screenAt {
	t.Helper()
	s, marker := longStep(t, stubborn)
	return screenAt{screen: s, again: "1 of 3 steps done", marker: marker}
}

// atClone clones from a server that stops in the middle.
func atClone(t *testing.T, _ bool) screenAt {
	t.Helper()
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
	dir := filepath.Join(t.TempDir(), "out")
	s := onScreen(t, t.TempDir(), testEnv(t, "GITHUB_SERVER_URL="+url), "start", "nbformat", "--profile", "python", "--dir", dir)
	for _, text := range []string{"Go on?", "Carry this out?"} {
		s.see(t, text)
		s.press(t, "\r")
	}
	select {
	case <-sending:
	case <-time.After(60 * time.Second):
		t.Fatalf("the server wasn't asked: %q", s.text())
	}
	return screenAt{screen: s, again: "0 of 4 steps done", marker: dir}
}

// atGitHub waits for an answer that never comes.
func atGitHub(t *testing.T, _ bool) screenAt {
	t.Helper()
	asked := make(chan struct{})
	var once sync.Once
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		once.Do(func() { close(asked) })
		<-r.Context().Done()
	}))
	t.Cleanup(silent.Close)
	s, _ := atProof(t, testEnv(t, "GITHUB_API_URL="+silent.URL, "GITHUB_TOKEN="))
	s.press(t, "\r")
	select {
	case <-asked:
	case <-time.After(60 * time.Second):
		t.Fatalf("GitHub wasn't asked: %q", s.text())
	}
	s.see(t, "Asking GitHub")
	return screenAt{screen: s, again: "Asking GitHub"}
}

// atProof comes by keys to the end of a short set-up, that of the guide long with an empty step.
func atProof(t *testing.T, env []string) (s *screen, dir string) {
	t.Helper()
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Write("README", "x\n")
	repo.Commit("one")
	guide := filepath.Join(work, "long.yaml")
	if err := os.WriteFile(guide, []byte(strings.Replace(oneStep, "SCRIPT", "touch never", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(work, "out")
	s = onScreen(t, work, env, "start", "long", "--guide", guide, "--trust", digestOf(t, guide),
		"--from", repo.Dir, "--dir", dir, "--profile", "all")
	for _, text := range []string{"Go on?", "Carry this out?"} {
		s.see(t, text)
		s.press(t, "\r")
	}
	s.see(t, "It works, and it is your code")
	return s, dir
}

// signals sends signals, and after a stop waits until the screen is there again.
func (s *screen) signals(t *testing.T, send []syscall.Signal, code int, again string) {
	t.Helper()
	for i, sig := range send {
		if sig == syscall.SIGINT && i > 0 && send[i-1] == syscall.SIGCONT {
			s.see(t, again)
		}
		if err := s.cmd.Process.Signal(sig); err != nil && i == 0 {
			t.Fatal(err)
		}
		if sig == syscall.SIGTSTP {
			s.see(t, "\x1b[?1049l")
		}
	}
	s.ends(t, code)
	s.saysNext(t)
	t.Logf("promise: R3 %s; tries: 1; failures: 0", t.Name())
}

// longStep comes by keys to a step that runs until it is stopped.
func longStep(t *testing.T, stubborn bool) (s *screen, marker string) {
	t.Helper()
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Write("README", "x\n")
	repo.Commit("one")
	number := fmt.Sprintf("87%d%d", os.Getpid(), time.Now().UnixNano()%1e9)
	script := "echo begun\n      sleep " + number + " &\n      (sleep " + number + ")\n      wait"
	if stubborn {
		script = "trap '' TERM INT\n      echo begun\n      while :; do sleep " + number + "; done"
	}
	guide := filepath.Join(work, "long.yaml")
	if err := os.WriteFile(guide, []byte(strings.Replace(oneStep, "SCRIPT", script, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	s = onScreen(t, work, testEnv(t), "start", "long", "--guide", guide, "--trust", digestOf(t, guide),
		"--from", repo.Dir, "--dir", filepath.Join(work, "out"), "--profile", "all")
	for _, text := range []string{"Go on?", "Carry this out?"} {
		s.see(t, text)
		s.press(t, "\r")
	}
	s.see(t, "begun")
	return s, "sleep " + number
}

// TestScreenKeysThatStop leaves a run by keys: asked once, forced the second time.
func TestScreenKeysThatStop(t *testing.T) {
	t.Parallel()
	needTools(t)
	for name, keys := range map[string]string{"q and yes": "q\r", "ctrl+c and yes": "\x03\r", "ctrl+c twice": "\x03\x03"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, marker := longStep(t, name == "ctrl+c twice")
			s.press(t, keys[:1])
			s.see(t, "Something still runs")
			s.press(t, keys[1:])
			code := 130
			if name == "q and yes" {
				code = 0
			}
			s.ends(t, code)
			s.saysNext(t)
			if left := processes(t, marker); len(left) > 0 {
				t.Errorf("processes are left: %v", left)
			}
		})
	}
}
