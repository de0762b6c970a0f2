//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A bench is a guide, a repository to clone and a home, for runs of the real program.
type bench struct {
	env   []string
	guide string
	args  []string
	repo  *gittest.Repo
	out   string
}

// newBench makes a bench whose one step runs a script.
func newBench(t *testing.T, script string) *bench {
	t.Helper()
	work := t.TempDir()
	b := &bench{env: testEnv(t), guide: filepath.Join(work, "long.yaml"), out: filepath.Join(work, "out"), repo: gittest.NewRepo(t)}
	b.repo.Write("README", "x\n")
	b.repo.Commit("one")
	text := strings.Replace(oneStep, "SCRIPT", strings.ReplaceAll(script, "\n", "\n      "), 1)
	text = strings.Replace(text, "creates: [never]", "creates: [made]", 1)
	if err := os.WriteFile(b.guide, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	b.args = []string{"setup", "long", "--yes", "--guide", b.guide, "--trust", digestOf(t, b.guide), "--from", b.repo.Dir, "--dir", b.out}
	return b
}

// run runs the program and returns what it wrote and its exit code.
func (b *bench) run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = b.env
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.WaitDelay = 10 * time.Second
	_ = cmd.Run() // The code tells.
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// TestFiftyStarts starts fifty set-ups of one checkout at once (TRUST R5): one wins, 49 end with 75, and after
// the holder is killed the next start succeeds.
func TestFiftyStarts(t *testing.T) {
	t.Parallel()
	const starts = 50
	b := newBench(t, "touch begun\nuntil test -e ../go-on; do sleep 0.05; done\ntouch made")
	holder := launch(t, b.env, "until test", b.args...)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !exists(filepath.Join(b.out, "begun")) {
		select {
		case <-tick.C:
		case <-holder.exited:
			t.Fatal(holder.text())
		}
	}
	var group sync.WaitGroup
	codes := make([]int, starts-1)
	took := make([]time.Duration, starts-1)
	for i := range codes {
		group.Go(func() {
			begin := time.Now()
			_, _, codes[i] = b.run(t, b.args...)
			took[i] = time.Since(begin)
		})
	}
	group.Wait()
	for i, code := range codes {
		if code != 75 {
			t.Errorf("start %d: exit code %d, want 75", i, code)
		}
	}
	holder.signal(t, syscall.SIGKILL)
	<-holder.exited
	if err := os.WriteFile(filepath.Join(filepath.Dir(b.out), "go-on"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	// The killed holder's step ends by itself now; until then it is found and said.
	for tries := 0; ; tries++ {
		out, errs, code := b.run(t, b.args...)
		if code == 0 {
			break
		}
		if code != 75 || tries > 100 {
			t.Fatalf("after the holder was killed: exit code %d\n%s%s", code, out, errs)
		}
	}
	t.Logf("promise: R5; tries: %d; failures: 0; slowest of %d at once: %s", starts, starts-1, slowest(took))
}

func slowest(all []time.Duration) time.Duration {
	var s time.Duration
	for _, d := range all {
		s = max(s, d)
	}
	return s
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// TestSpoiltState spoils the journal in many ways (TRUST R6): the program doesn't crash, keeps the file aside,
// tells the person, and the set-up is checked again and ends well.
func TestSpoiltState(t *testing.T) {
	t.Parallel()
	b := newBench(t, "touch made")
	if out, errs, code := b.run(t, b.args...); code != 0 {
		t.Fatalf("exit code %d\n%s%s", code, out, errs)
	}
	journal := filepath.Join(b.out, ".git", "jupyter-onboard", "journal.json")
	good, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := map[string]string{
		"empty": "", "NUL": "\x00\x00\x00", "half": string(good[:len(good)/2]), "text": "hello", "array": "[]", "null": "null",
		"number": "7", "string": `"x"`, "future": strings.Replace(string(good), `"schema": 1`, `"schema": 99`, 1),
		"no schema": "{}", "negative schema": `{"schema": -1}`, "text schema": `{"schema": "1"}`, "twice": string(good) + string(good),
		"duplicate": `{"schema": 1, "schema": 1}`, "deep": strings.Repeat("[", 5000), "bad UTF-8": "{\"schema\": 1, \"x\": \"\xff\"}",
		"unknown": `{"schema": 1, "unknown": {}}`, "steps is a list": `{"schema": 1, "steps": []}`, "BOM": "\ufeff" + string(good),
		"trailing": string(good) + "x", "one brace": "{", "quote": `"`, "huge number": `{"schema": 1e999}`, "comment": "// x\n" + string(good),
		"escape": "\x1b]0;x\x07", "spaces": strings.Repeat(" ", 1000), "yaml": "schema: 1\n", "bool": "true",
		"steps null": `{"schema": 1, "steps": {"a": null}}`, "record text": `{"schema": 1, "steps": {"long": "x"}}`,
	}
	for name, content := range spoilt {
		if content == string(good) {
			t.Errorf("%s: the journal isn't spoilt", name)
		}
		if err := os.WriteFile(journal, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, code := b.run(t, b.args...)
		if code != 0 {
			t.Fatalf("%s: exit code %d\n%s%s", name, code, out, errs)
		}
		if !strings.Contains(out+errs, "journal.json") {
			t.Errorf("%s: the person isn't told:\n%s%s", name, out, errs)
		}
		kept := false
		for _, path := range glob(t, journal+".kept-*/journal.json") {
			data, err := os.ReadFile(path)
			kept = kept || err == nil && string(data) == content
		}
		if !kept {
			t.Errorf("%s: what was found isn't kept aside", name)
		}
	}
	t.Logf("promise: R6; tries: %d; failures: 0", len(spoilt))
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestPersonsCheckout sets up in checkouts that a person has worked in (TRUST F4): each is adopted or refused,
// and not a byte of it is changed but for what the step makes.
func TestPersonsCheckout(t *testing.T) {
	t.Parallel()
	situations := []struct {
		name    string
		code    int
		prepare func(r *gittest.Repo)
	}{
		{"clean", 0, func(*gittest.Repo) {}},
		{"modified and staged", 0, func(r *gittest.Repo) {
			r.Write("README", "mine\n")
			r.Git("add", "README")
			r.Write("README", "mine too\n")
		}},
		{"untracked", 0, func(r *gittest.Repo) { r.Write("thesis.txt", "mine\n") }},
		{"other branch", 0, func(r *gittest.Repo) { r.Git("switch", "-q", "-c", "mine") }},
		{"detached head", 0, func(r *gittest.Repo) { r.Git("switch", "-q", "--detach", "HEAD") }},
		{"stash", 0, func(r *gittest.Repo) { r.Write("README", "stashed\n"); r.Git("stash") }},
		{"rebase in progress", 1, rebasing},
		{"merge in progress", 1, merging},
		{"another repository", 1, func(r *gittest.Repo) { r.Git("remote", "set-url", "upstream", "https://github.com/other/thing") }},
		{"bare", 1, func(r *gittest.Repo) { r.Git("config", "core.bare", "true") }},
	}
	for _, s := range situations {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "touch made")
			checkout := gittest.Open(t, cloneOf(t, b))
			s.prepare(checkout)
			before := persons(gittest.Snapshot(t, b.out))
			out, errs, code := b.run(t, b.args...)
			if code != s.code {
				t.Fatalf("exit code %d, want %d\n%s%s", code, s.code, out, errs)
			}
			after := persons(gittest.Snapshot(t, b.out))
			delete(after, "made")
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("the checkout was changed (-before +after):\n%s", diff)
			}
		})
	}
}

// cloneOf clones the bench's repository as a person would.
func cloneOf(t *testing.T, b *bench) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", "clone", "-q", "--origin", "upstream", b.repo.Dir, b.out)
	cmd.Env = b.env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return b.out
}

func rebasing(r *gittest.Repo) {
	diverge(r)
	_, _ = r.Try("rebase", "main") // It stops at a conflict.
}

func merging(r *gittest.Repo) {
	diverge(r)
	_, _ = r.Try("merge", "main") // It stops at a conflict.
}

// diverge makes a branch whose README conflicts with main's.
func diverge(r *gittest.Repo) {
	r.Git("switch", "-q", "-c", "mine")
	r.Write("README", "mine\n")
	r.Commit("mine")
	r.Git("switch", "-q", "main")
	r.Write("README", "theirs\n")
	r.Commit("theirs")
	r.Git("switch", "-q", "mine")
}

// persons leaves out what the program may make: its own folder in git's, and folders whose time that changes.
func persons(snapshot map[string]string) map[string]string {
	kept := map[string]string{}
	for path, what := range snapshot {
		if strings.HasPrefix(path, ".git/jupyter-onboard") || path == ".git" || path == "." {
			continue
		}
		kept[path] = what
	}
	return kept
}

// TestHostileOutput lets a step print what acts on terminals (TRUST T1): nothing of it reaches standard output or
// standard error, in a run that ends well and in one that fails.
func TestHostileOutput(t *testing.T) {
	t.Parallel()
	payloads := []string{
		`\033]0;title\007`, `\033[2J`, `\033]52;c;aGk=\007`, `\033]8;;http://evil.example\007link\033]8;;\007`, `\033P+q544e\033\\`,
		`\033[6n`, `\033[31mred`, `\2335n`, `\302\2335n`, `\342\200\256abc`, `\r\033[1Aup`, `\010\010\010`, `\033c`, `\033(0`,
		`\342\200\213`, `\363\240\201\241`, `\007`, `\016`, `\033_apc\033\\`, `\033^pm\033\\`, `\033X\033\\`, `\377\376`, `\000`, `\177`,
		`::error::injected`, `::set-output name=x::y`, `\033[?1049h`, `\033[8mhidden`, `\342\201\246x\342\201\251`, `\330\234`,
	}
	var script strings.Builder
	for i, p := range payloads {
		fmt.Fprintf(&script, "printf 'before-%d %s after-%d\\n'\n", i, p, i)
	}
	for _, ending := range []string{"touch made", "exit 3"} {
		for _, actions := range []string{"", "true"} {
			b := newBench(t, script.String()+ending)
			b.env = append(b.env, "GITHUB_ACTIONS="+actions)
			out, errs, code := b.run(t, b.args...)
			if want := map[string]int{"touch made": 0, "exit 3": 1}[ending]; code != want {
				t.Fatalf("exit code %d\n%q", code, out+errs)
			}
			if !term.Safe(out) || !term.Safe(errs) {
				t.Errorf("something that acts on a terminal was written: %q", out+errs)
			}
			for i := range payloads {
				if !strings.Contains(out, fmt.Sprintf("after-%d", i)) {
					t.Errorf("what follows payload %d isn't seen", i)
				}
			}
			for l := range strings.Lines(out) {
				if strings.HasPrefix(l, "::") && (strings.Contains(l, "injected") || strings.Contains(l, "set-output")) {
					t.Errorf("a workflow command was injected: %q", l)
				}
			}
		}
	}
	t.Logf("promise: T1 through the program; tries: %d; failures: 0", len(payloads)*4)
}
