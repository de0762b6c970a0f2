//go:build unix

package system_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

// programs answers for programs by the name of their file, and notes who was asked.
type programs struct {
	mu    sync.Mutex
	asked []string
	say   map[string]string
	slow  map[string]bool
}

func (p *programs) Run(_ context.Context, c system.Command) (system.Result, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	name := filepath.Base(c.Argv[0])
	p.asked = append(p.asked, name)
	if p.slow[name] {
		return system.Result{}, &system.TimeoutError{Program: c.Argv[0], After: c.Timeout}
	}
	_, err := c.Stdout.Write([]byte(strings.ReplaceAll(p.say[name], "PATH", c.Argv[0])))
	return system.Result{}, err
}

// bin makes a folder of programs; a name with = is a link to another.
func bin(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		link, target, isLink := strings.Cut(name, "=")
		var err error
		if isLink {
			err = os.Symlink(target, filepath.Join(dir, link))
		} else {
			err = os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// memory is a cache.
type memory struct{ kept sync.Map }

func (m *memory) Get(key string) (string, bool) {
	v, ok := m.kept.Load(key)
	text, _ := v.(string)
	return text, ok
}

func (m *memory) Put(key, value string) { m.kept.Store(key, value) }

// An interpreter that is too slow is there, with the reason why nothing is known of it; its other names aren't asked.
func TestPythonsThatAreSlow(t *testing.T) {
	t.Parallel()
	dir := bin(t, "python3.12", "python3=python3.12", "python=python3.12", "python3.11")
	p := &programs{
		slow: map[string]bool{"python3": true},
		say:  map[string]string{"python3.11": `{"version":"3.11.7","venv":true,"path":"PATH"}`},
	}
	prober := system.Prober{Machine: p, Environ: []string{"PATH=" + dir}, Timeout: 3 * time.Second}
	want := []plan.Interpreter{
		{Path: filepath.Join(dir, "python3"), Problem: "did not answer in 3 s"},
		{Path: filepath.Join(dir, "python3.11"), Version: "3.11.7", Venv: true},
	}
	if diff := cmp.Diff(want, prober.Pythons(t.Context())); diff != "" {
		t.Errorf("interpreters (-want +got):\n%s", diff)
	}
	if len(p.asked) != 2 {
		t.Errorf("%q were asked, want each file once", p.asked)
	}
}

// A program such as mise decides by its name which Python it is, so every name is asked.
func TestPythonsByName(t *testing.T) {
	t.Parallel()
	dir := bin(t, "mise", "python3=mise", "python3.11=mise")
	p := &programs{say: map[string]string{}}
	_ = system.Prober{Machine: p, Environ: []string{"PATH=" + dir}}.Pythons(t.Context())
	if len(p.asked) != 2 {
		t.Errorf("%q were asked, want both names", p.asked)
	}
}

// A tool that is too slow is there, too.
func TestToolsThatAreSlow(t *testing.T) {
	t.Parallel()
	dir := bin(t, "node")
	prober := system.Prober{Machine: &programs{slow: map[string]bool{"node": true}}, Environ: []string{"PATH=" + dir}}
	got := prober.Tools(t.Context(), []plan.Probe{{Name: "node", Command: []string{"node", "--version"}}})
	want := map[string]plan.Program{"node": {Path: filepath.Join(dir, "node"), Problem: "did not answer in 10 s"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tools (-want +got):\n%s", diff)
	}
}

// What a program said is kept as long as its file is the same.
func TestAskKeepsAnswers(t *testing.T) {
	t.Parallel()
	dir := bin(t, "npm")
	p := &programs{say: map[string]string{"npm": "https://mirror.example/npm/\n"}}
	prober := system.Prober{Machine: p, Environ: []string{"PATH=" + dir}, Cache: &memory{}}
	q := system.Query{Argv: []string{"npm", "config", "get", "registry"}}
	for range 2 {
		if got := prober.Ask(t.Context(), q); got != "https://mirror.example/npm/\n" {
			t.Errorf("%q", got)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "npm"), []byte("#!/bin/sh\nexit\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	prober.Ask(t.Context(), q)
	if len(p.asked) != 2 {
		t.Errorf("asked %d times, want once for each file", len(p.asked))
	}
	if got := prober.Ask(t.Context(), system.Query{Argv: []string{"nothing"}}); got != "" {
		t.Errorf("a program that isn't there says %q", got)
	}
}

// The identity is the one that git would write, from wherever the person's settings are.
func TestIdentityOfElsewhere(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	file := filepath.Join(home, "elsewhere")
	if err := os.WriteFile(file, []byte("[user]\n\tname = Ada\n\temail = ada@example.org\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	prober := system.Prober{Machine: system.Machine{}, Environ: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "GIT_CONFIG_GLOBAL=" + file, "GIT_CONFIG_NOSYSTEM=1",
	}}
	got := prober.MachineFacts(t.Context(), home)
	if got.GitName != "Ada" || got.GitEmail != "ada@example.org" {
		t.Errorf("%q <%s>", got.GitName, got.GitEmail)
	}
}
