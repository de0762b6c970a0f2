//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDraftAsks answers the questions of guide init on a terminal, one by one: an empty answer leaves one open, and so does
// the end of input for the rest.
func TestDraftAsks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte("# X\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := append(environ(dir), "JUPYTER_ONBOARD_TEST_MAIN=1")
	s := onScreen(t, dir, env, "guide", "init", dir, "--out", filepath.Join(dir, "x.yaml"), "--plain")
	for _, step := range []struct{ question, answer string }{
		{"as owner/name?", "owner/x"},
		{"does a newcomer work?", "main"},
		{"runs the project's tests", "make check"},
		{"official sub-project", "none"},
		{"that a newcomer understands", `It's "small"`},
		{"does it work on?", ""},
		{"or learn?", "python, writing"},
	} {
		s.see(t, step.question)
		s.press(t, step.answer+"\n")
	}
	s.see(t, "How hard is it")
	s.press(t, "\x04")
	<-s.exited
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	data, err := os.ReadFile(filepath.Join(dir, "x.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"repo: owner/x\n", "id: x # likely", "subproject: none\n", `summary: "It's \"small\""` + "\n", `  areas: "TODO: `, "  skills: [python, writing]\n", `    run: "make check"` + "\n", `  difficulty: "TODO: `,
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the draft lacks %q:\n%s", want, data)
		}
	}
}
