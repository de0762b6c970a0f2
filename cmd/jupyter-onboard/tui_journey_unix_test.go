//go:build unix

package main

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// threeSteps is a guide whose second step fails until a file is there.
const threeSteps = `schema: 1
id: sample
name: Sample
repo: example/sample
subproject: none
summary: A small project of three steps.
choose: {areas: [test], skills: [bash], kinds: [code], difficulty: 1}
profiles:
  - {id: all, title: All}
steps:
  - {id: one, title: The first step, why: It comes first., run: "echo from one; touch made-one", creates: [made-one]}
  - {id: two, title: The second step, why: It needs a file., needs: [one], run: "test -e ready || { echo 'no file named ready'; exit 3; }; touch made-two", creates: [made-two]}
  - {id: three, title: The third step, why: It comes last., needs: [one], run: touch made-three, creates: [made-three]}
known_failures:
  - {id: no-ready, pattern: no file named ready, cause: The file ready isn't there., remedy: Make it., evidence: [README], sample: no file named ready}
verify:
  - {id: works, proves: The sample says hello., run: "cat greeting", expect: hello}
tasks:
  - {id: test, title: Look for the greeting, run: "grep -q 'hello world' greeting"}
issues:
  labels: [good first issue]
  first_tasks: [{title: Greet the world, how: Write it into the file., kind: code}]
  claim: {rule: never-ask, says: Don't ask.}
pull_request: {checks: [test]}
`

// A sampleProject is a project on a server of this machine, with issues on a GitHub of this machine.
type sampleProject struct {
	*screen

	dir    string
	github *forgetest.Server
}

func startSample(t *testing.T) *sampleProject {
	t.Helper()
	needTools(t)
	work := t.TempDir()
	repo := gittest.NewRepo(t)
	repo.Write("README", "x\n")
	repo.Write("greeting", "hello\n")
	repo.Commit("one")
	url, _ := gittest.Server(t, map[string]string{"example/sample": repo.Dir})
	p := &sampleProject{dir: filepath.Join(work, "code"), github: githubOf(t, "example/sample")}
	api := httptest.NewServer(p.github)
	t.Cleanup(api.Close)
	guide := filepath.Join(work, "sample.yaml")
	if err := os.WriteFile(guide, []byte(threeSteps), 0o644); err != nil {
		t.Fatal(err)
	}
	env := testEnv(t, "GITHUB_SERVER_URL="+url, "GITHUB_API_URL="+api.URL, "GITHUB_TOKEN=", "GH_TOKEN=", "GIT_AUTHOR_NAME=", "EMAIL=")
	p.screen = onScreen(t, work, env, "start", "sample", "--guide", guide, "--trust", digestOf(t, guide), "--dir", p.dir, "--jobs", "1")
	return p
}

// githubOf is a GitHub with two issues of a repository: one free, one that somebody is assigned to.
func githubOf(t *testing.T, name string) *forgetest.Server {
	t.Helper()
	repo, err := forge.ParseRepo(name)
	if err != nil {
		t.Fatal(err)
	}
	issue := func(number int, title string) forge.Thread {
		return forge.Thread{Issue: forge.Issue{
			Repo: repo, Number: number, Title: title, Body: "It should say more.\n\nSee `greeting`.", Author: forge.Person{Login: "sam"}, Open: true,
			Labels: []string{"good first issue"}, Created: time.Now().AddDate(0, -1, 0), Updated: time.Now().AddDate(0, 0, -2),
		}}
	}
	unlabelled := issue(12, "Nobody has labelled this")
	unlabelled.Issue.Labels = nil
	server := forgetest.NewServer()
	server.Add(issue(7, "Greet the whole world"), unlabelled)
	return server
}

// play waits for texts and presses keys, in turn.
func (s *screen) play(t *testing.T, seeAndPress ...string) {
	t.Helper()
	for i := 0; i < len(seeAndPress); i += 2 {
		s.see(t, seeAndPress[i])
		s.press(t, seeAndPress[i+1])
	}
}

const (
	enter = "\r"
	down  = "\x1b[B"
)

// TestProjectByKeys goes the whole way in a project with a server by keys alone: a pause before each step, a
// failure with its cause, a look at the log, another try, the proof, an issue with its thread, a branch, a red
// task and a green one.
func TestProjectByKeys(t *testing.T) {
	t.Parallel()
	p := startSample(t)
	p.play(
		t,
		"What do you want to work on?", enter,
		"Go on?", enter,
		"Carry this out?", "p",
		"It pauses before each step", enter,
		"Next is clone", enter,
		"Next is one", enter,
		"Next is two", enter,
		"The step two failed", "l",
		"Output of two", "\x1b",
		"The file ready isn't there.", "",
	)
	if err := os.WriteFile(filepath.Join(p.dir, "ready"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	p.press(t, "r")
	p.play(
		t,
		"Next is three", "p"+enter,
		"It works, and it is your code", enter,
		"candidate", enter,
		"Work on this one?", enter,
		"Name of the branch", enter,
		"user.name isn't set", "Ada Lovelace"+enter,
		"user.email isn't set", "ada@jupyter.org"+enter,
		"Carry this out in", enter,
		"You are on the branch 7-greet-the-whole-world", enter,
		"test is red", enter,
		"Run a task, or finish", "",
	)
	if err := os.WriteFile(filepath.Join(p.dir, "greeting"), []byte("hello world\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.press(t, enter)
	p.play(t, "test is green", enter, "end here", "2"+enter)
	p.ends(t, 0)
	p.saysNext(t)
	if asked := len(p.github.Requests()); asked == 0 || asked > 4 {
		t.Errorf("%d requests, at most 4 are needed", asked)
	}
}

// TestSkipAndResume leaves a failed step out, leaves the program, and begins it again where it stopped.
func TestSkipAndResume(t *testing.T) {
	t.Parallel()
	p := startSample(t)
	p.play(
		t,
		"What do you want to work on?", enter,
		"Go on?", enter,
		"Carry this out?", enter,
		"The step two failed", "s",
		"How do you want to go on?", "q",
	)
	p.ends(t, 0)
	p.saysNext(t)
	if _, err := os.Stat(filepath.Join(p.dir, "made-three")); err != nil {
		t.Error("a step that doesn't need the skipped one wasn't run")
	}
	if err := os.WriteFile(filepath.Join(p.dir, "ready"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	env := p.cmd.Env
	again := onScreen(t, p.cmd.Dir, env, "start", "sample", "--guide", filepath.Join(p.cmd.Dir, "sample.yaml"), "--dir", p.dir)
	again.play(
		t,
		"Carry this out? 3 of", enter,
		"It works, and it is your code", enter,
		"candidate", "12/", // The digits mean nothing here.
		"filter >", "other"+enter,
		"Its number", "12"+enter,
		"Nobody has labelled this", enter,
		"Name of the branch", enter,
		"user.name isn't set", "Ada Lovelace"+enter,
		"user.email isn't set", "ada@jupyter.org"+enter,
		"Carry this out in", enter,
		"You are on the branch", "q",
	)
	again.ends(t, 0)
	third := onScreen(t, p.cmd.Dir, env, "start", "sample", "--guide", filepath.Join(p.cmd.Dir, "sample.yaml"), "--dir", p.dir)
	third.play(t, "You are on the branch 12-nobody-has-labelled-this", "q")
	third.ends(t, 0)
}

// TestNoNetworkAtIssues says in a sentence that GitHub didn't answer, and goes on with the guide's first task.
func TestNoNetworkAtIssues(t *testing.T) {
	t.Parallel()
	needTools(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	s, _ := atProof(t, testEnv(t, "GITHUB_API_URL="+gone.URL, "GITHUB_TOKEN="))
	s.press(t, enter)
	s.play(t, "GitHub gave no answer", enter, "Name of the branch", enter)
	s.play(t, "user.name isn't set", "Ada Lovelace"+enter, "user.email isn't set", "ada@jupyter.org"+enter, "Carry this out in", enter, "You are on the branch my-change", "q")
	s.ends(t, 0)
}

// TestFixFromTheScreen sets git's identity by keys, for one checkout: nothing runs before a yes to exactly the
// commands shown.
func TestFixFromTheScreen(t *testing.T) {
	t.Parallel()
	needTools(t)
	env := testEnv(t)
	checkout := gittest.NewRepo(t)
	checkout.Write("README.md", "nbformat\n")
	checkout.Commit("one")
	checkout.Git("remote", "add", "upstream", "https://github.com/jupyter/nbformat")
	s := onScreen(t, t.TempDir(), env, "start", "nbformat", "--profile", "python", "--dir", checkout.Dir)
	s.play(
		t,
		"fix git identity", down+down+enter,
		"Your name", "--unset"+enter,
		"begins with a hyphen", "\x15Ada Lovelace"+enter,
		"Your e-mail address", "ada@jupyter.org"+enter,
		"Run it now?", enter,
		"is done.", enter,
		"Go on?", "q",
	)
	s.ends(t, 0)
	if got := checkout.Git("config", "--local", "user.name") + checkout.Git("config", "--local", "user.email"); got != "Ada Lovelaceada@jupyter.org" {
		t.Errorf("the checkout has %q", got)
	}
}

// TestNbformatByKeys is the real repository, from a folder of this machine over loopback, with the registry of
// packages that this machine uses.
func TestNbformatByKeys(t *testing.T) {
	t.Parallel()
	needTools(t)
	upstream := os.Getenv("JUPYTER_ONBOARD_TEST_NBFORMAT")
	if upstream == "" {
		t.Skip("JUPYTER_ONBOARD_TEST_NBFORMAT names no repository; TestProjectByKeys goes the same way in a small one")
	}
	url, _ := gittest.Server(t, map[string]string{"jupyter/nbformat": upstream})
	github := httptest.NewServer(githubOf(t, "jupyter/nbformat"))
	t.Cleanup(github.Close)
	s := onScreen(t, t.TempDir(), testEnv(t, "GITHUB_SERVER_URL="+url, "GITHUB_API_URL="+github.URL, "GITHUB_TOKEN="), "start", "nbformat")
	s.patience = 5 * time.Minute
	s.play(
		t,
		"What do you want to work on?", enter,
		"Go on?", enter,
		"Folder", enter,
		"Carry this out?", enter,
		"It works, and it is your code", enter,
		"candidate", enter,
		"Work on this one?", enter,
		"Name of the branch", enter,
		"You are on the branch", "2"+enter,
		"test is green", enter,
		"Run a task, or finish", "q",
	)
	s.ends(t, 0)
	out, err := exec.CommandContext(t.Context(), "git", "-C", filepath.Join(s.cmd.Dir, "nbformat"), "branch", "--show-current").Output()
	if err != nil || !strings.HasPrefix(string(out), "7-greet") {
		t.Errorf("the branch is %q, %v", out, err)
	}
}

// TestScreensRefused leaves where the organisation doesn't allow the project: the exit code says so, and the contact and the
// command that asks for an approval, with everything that it needs, are there when the screens are gone.
func TestScreensRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	org := filepath.Join(dir, "org.yaml")
	text := "schema: 1\nname: Example Corp\ncontact: open-source@corp.example\nallowed: {projects: [traitlets]}\n"
	if err := os.WriteFile(org, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	named := org + "#" + strings.Replace(digestOf(t, org), ":", "=", 1)
	s := onScreen(t, dir, testEnv(t), "start", "nbformat", "--profile", "python", "--dir", filepath.Join(dir, "out"), "--org", named)
	s.see(t, "the approval of Example Corp")
	s.press(t, "q")
	s.ends(t, 7)
	s.reads(t, "whom to ask, and how", func(text string) bool {
		last := strings.Join(strings.Fields(text[strings.LastIndex(text, "\x1b[?1049l")+1:]), " ")
		return strings.Contains(last, "open-source@corp.example approves it") && strings.Contains(last, "jupyter-onboard org request nbformat --org")
	})
}
