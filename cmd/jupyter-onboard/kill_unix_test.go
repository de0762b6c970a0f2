//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// kills is how often a run is killed: few in a short run, all that is promised when
// JUPYTER_ONBOARD_FULL_COUNTS is set.
func kills(short, full int) int {
	if os.Getenv("JUPYTER_ONBOARD_FULL_COUNTS") != "" {
		return full
	}
	return short
}

// A killing is a set-up that is killed again and again until it is through.
type killing struct {
	t    *testing.T
	args []string
	env  []string
	dir  string
	// longest is how long a run may take before it is killed.
	longest time.Duration
	// done are the steps that a run has said are done.
	done  map[string]bool
	kills int
}

// TestKillSixSteps kills the set-up of a guide with six steps (TRUST R2): it converges, and no step that
// was said to be done is run again.
func TestKillSixSteps(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Write("README", "six steps\n")
	repo.Commit("one")
	guide := sixSteps(t, work)
	k := newKilling(t, work, 900*time.Millisecond, "setup", "six", "--yes", "--json",
		"--guide", guide, "--trust", digestOf(t, guide), "--from", repo.Dir, "--dir", filepath.Join(work, "out"))
	k.until(kills(8, 300))
	for i := 1; i <= 6; i++ {
		if _, err := os.Stat(filepath.Join(work, "out", fmt.Sprintf("made-%d", i))); err != nil {
			t.Errorf("after the last run: %v", err)
		}
	}
}

// TestKillPractice kills the set-up of the practice project.
func TestKillPractice(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("python3"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("python3 is not installed, and CI must have it")
		}
		t.Skip("python3 is not installed")
	}
	work := t.TempDir()
	k := newKilling(t, work, 4*time.Second, "setup", "practice", "--yes", "--json", "--dir", filepath.Join(work, "out"))
	k.until(kills(4, 240))
}

// TestKillReal kills the set-up of a real project: JUPYTER_ONBOARD_REAL=id,owner/name,/path/to/bare.git.
func TestKillReal(t *testing.T) {
	t.Parallel()
	project := strings.Split(os.Getenv("JUPYTER_ONBOARD_REAL"), ",")
	if len(project) != 3 {
		t.Skip("set JUPYTER_ONBOARD_REAL=id,owner/name,/path/to/bare.git to kill the set-up of a real project")
	}
	work := t.TempDir()
	url, _ := gittest.Server(t, map[string]string{project[1]: project[2]})
	k := newKilling(t, work, 12*time.Second, "setup", project[0], "--yes", "--json", "--dir", filepath.Join(work, "out"))
	k.env = append(k.env, "GITHUB_SERVER_URL="+url)
	k.until(kills(3, 60))
}

func newKilling(t *testing.T, work string, longest time.Duration, args ...string) *killing {
	t.Helper()
	home := filepath.Join(work, "home")
	if err := os.MkdirAll(home, 0o755); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "JUPYTER_ONBOARD_TEST_MAIN=1", "HOME="+home, "XDG_STATE_HOME="+home+"/state",
		"XDG_CACHE_HOME="+home+"/cache", "GIT_CONFIG_GLOBAL="+home+"/gitconfig", "GIT_CONFIG_NOSYSTEM=1", "NO_COLOR=1", "CI=")
	return &killing{t: t, args: args, env: env, dir: filepath.Join(work, "out"), longest: longest, done: map[string]bool{}}
}

// until kills n runs; whenever one comes through, the checkout is removed and it begins anew.
func (k *killing) until(n int) {
	k.t.Helper()
	mine := k.personsWork()
	for k.kills < n {
		through := k.once(time.Duration(rand.Int64N(int64(k.longest))))
		mine = k.checkPersonsWork(mine)
		if through {
			k.reset()
			mine = nil
		}
	}
	for tries := 0; !k.once(time.Minute * 5); tries++ {
		if tries > 20 {
			k.t.Fatal("it doesn't converge: twenty runs to the end, and none ended with 0")
		}
	}
	k.checkPersonsWork(mine)
	k.t.Logf("promise: R2 %s; tries: %d; failures: 0", k.t.Name(), n)
}

// once starts a run and kills it after a while, unless it has ended. It reports whether it ended with 0.
func (k *killing) once(after time.Duration) bool {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 6*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], k.args...)
	cmd.Env = k.env
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	// A step that outlives its run holds the outputs open; the run itself has ended.
	cmd.WaitDelay = 100 * time.Millisecond
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
	err := cmd.Wait()
	timer.Stop()
	code := cmd.ProcessState.ExitCode()
	k.read(out.Bytes())
	switch {
	case err == nil && code == 0, code == 0 && errors.Is(err, exec.ErrWaitDelay):
		return true
	case code == -1:
		k.kills++
		return false
	case code == 75:
		// A step of a killed run still runs, and was found. It ends by itself.
		return false
	}
	k.t.Fatalf("exit code %d\n%s\n%s", code, tail(out.String()), tail(errs.String()))
	return false
}

// read checks what a run said: no step that was done is started again.
func (k *killing) read(out []byte) {
	k.t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e struct{ Type, ID, Result string }
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // A killed run may stop within a line.
		}
		switch {
		case e.Type == "step.started" && k.done[e.ID] && !strings.HasPrefix(e.ID, "verify-"):
			k.t.Errorf("the step %s was done, and is run again", e.ID)
		case e.Type == "step.finished" && e.Result == "succeeded":
			k.done[e.ID] = true
		}
	}
}

func (k *killing) reset() {
	k.t.Helper()
	if err := os.RemoveAll(k.dir); err != nil {
		k.t.Fatal(err)
	}
	clear(k.done)
}

// personsWork puts something of the person's into the checkout once it is there: a new file and a changed one.
func (k *killing) personsWork() map[string]string {
	k.t.Helper()
	readme := filepath.Join(k.dir, "README")
	for _, name := range []string{"README", "README.md"} {
		if _, err := os.Stat(filepath.Join(k.dir, name)); err == nil {
			readme = filepath.Join(k.dir, name)
		}
	}
	if _, err := os.Stat(filepath.Join(k.dir, ".git", "HEAD")); err != nil {
		return nil
	}
	mine := map[string]string{filepath.Join(k.dir, "my-notes.txt"): "mine\n", readme: "changed by me\n"}
	for path, content := range mine {
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			k.t.Fatal(err)
		}
	}
	return mine
}

func (k *killing) checkPersonsWork(mine map[string]string) map[string]string {
	k.t.Helper()
	if mine == nil {
		return k.personsWork()
	}
	for path, want := range mine {
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			k.t.Fatalf("%s of the person was changed: %q, %v", path, got, err)
		}
	}
	return mine
}

func sixSteps(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`schema: 1
id: six
name: Six steps
repo: example/six
subproject: none
summary: Six steps for a test.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
steps:
`)
	for i := 1; i <= 6; i++ {
		n := strconv.Itoa(i)
		b.WriteString("  - id: step-" + n + "\n    title: Step " + n + "\n    why: One of six.\n")
		b.WriteString("    run: |\n      sleep 0.08\n      echo x > made-" + n + "\n    creates: [made-" + n + "]\n")
	}
	b.WriteString(`verify:
  - id: all
    proves: All six ran.
    run: ls made-* | wc -l
    expect: '6'
issues:
  labels: [x]
  claim: {rule: none, says: Nothing is written.}
`)
	path := filepath.Join(dir, "six.yaml")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func digestOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func tail(s string) string {
	if len(s) > 3000 {
		return "…" + s[len(s)-3000:]
	}
	return s
}
