//go:build unix

package cli

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/gitrepo/gittest"
)

// A land is JupyterHub's repository with forks, on a git server and on a GitHub, and a checkout of it.
type land struct {
	*bench
	upstream *gittest.Repo
	forks    map[string]*gittest.Repo
	checkout *gittest.Repo
	server   string
	args     string // the issue
}

const hubRepo = "jupyterhub/jupyterhub"

// settle makes one. Forks are owner/name; the checkout has the remotes that are given, as name=owner/name, the first of which
// it is cloned from.
func settle(t *testing.T, forks []string, remotes ...string) *land {
	t.Helper()
	l := &land{bench: newBench(t), upstream: gittest.NewRepo(t), forks: map[string]*gittest.Repo{}}
	l.upstream.Write("app.py", "one\n")
	l.upstream.Commit("one")
	served := map[string]string{hubRepo: l.upstream.Dir}
	l.bench.server.AddRepos(forgetest.Repository{Repo: l.repo(hubRepo)})
	for _, name := range forks {
		dir := filepath.Join(t.TempDir(), "fork")
		l.upstream.Git("clone", "--quiet", l.upstream.Dir, dir)
		l.forks[name] = gittest.Open(t, dir)
		l.forks[name].Git("switch", "--quiet", "--create", "aside") // A branch that is checked out can't be pushed to.
		served[name] = dir
		l.bench.server.AddRepos(forgetest.Repository{Repo: l.repo(name), Parent: l.repo(hubRepo), MayPush: strings.HasPrefix(name, "lee/")})
	}
	// Whatever is made meanwhile has its repository already.
	bare := filepath.Join(t.TempDir(), "later.git")
	l.upstream.Git("clone", "--quiet", "--bare", l.upstream.Dir, bare)
	for _, later := range []string{"lee/jupyterhub", "lee/jupyterhub-fork"} {
		if served[later] == "" {
			served[later] = bare
			l.forks[later] = gittest.Open(t, bare)
		}
	}
	service := gittest.Repos(served)
	service.Push = true
	l.server = gittest.Serve(t, service)
	l.upstream.Write("app.py", "two\n")
	l.upstream.Commit("two")
	dir := filepath.Join(t.TempDir(), "jupyterhub")
	for i, r := range remotes {
		name, repo, _ := strings.Cut(r, "=")
		if i == 0 {
			l.upstream.Git("clone", "--quiet", "--origin", name, "--branch", "main", l.server+"/"+repo, dir)
			l.checkout = gittest.Open(t, dir)
			continue
		}
		l.checkout.Git("remote", "add", name, l.server+"/"+repo)
	}
	l.upstream.Write("app.py", "three\n")
	l.upstream.Commit("three")
	l.path = os.Getenv("PATH")
	l.env = append(l.env, "GITHUB_SERVER_URL="+l.server, "GIT_CONFIG_NOSYSTEM=1")
	l.author("Ada Lovelace", "ada@jupyter.org")
	l.add(7, func(th *forge.Thread) { th.Issue.Title = "Mend the page" })
	return l
}

func (l *land) repo(name string) forge.Repo {
	l.tb.Helper()
	repo, err := forge.ParseRepo(name)
	if err != nil {
		l.tb.Fatal(err)
	}
	return repo
}

// author writes the person's settings for all repositories.
func (l *land) author(name, email string) {
	l.tb.Helper()
	if err := os.WriteFile(filepath.Join(l.home, ".gitconfig"), []byte("[user]\n\tname = "+name+"\n\temail = "+email+"\n"), 0o600); err != nil {
		l.tb.Fatal(err)
	}
}

const leesToken = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"

// signIn lets lee sign in.
func (l *land) signIn() {
	l.bench.server.Tokens, l.bench.server.Account = []string{leesToken}, "lee"
	l.env = append(l.env, "GH_TOKEN="+leesToken)
}

// branch runs the command for issue 7.
func (l *land) branch(args ...string) (int, string) {
	l.tb.Helper()
	code, out, errs := l.run(false, append([]string{"branch", "jupyterhub#7", "--dir", l.checkout.Dir}, args...)...)
	return code, strings.Join(strings.Fields(out+errs), " ")
}

// posts are the requests that could change something.
func (l *land) posts() int {
	n := 0
	for _, r := range l.bench.server.Requests() {
		if r.Method != "GET" {
			n++
		}
	}
	return n
}

// remotes are those of the checkout, with their addresses on the server.
func (l *land) remotes() string {
	l.tb.Helper()
	var lines []string
	for line := range strings.Lines(l.checkout.Git("remote", "-v")) {
		if name, rest, _ := strings.Cut(strings.TrimSpace(line), "\t"); strings.HasSuffix(rest, "(push)") {
			lines = append(lines, name+"="+strings.TrimSuffix(strings.TrimPrefix(strings.Fields(rest)[0], l.server+"/"), ".git"))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, " ")
}

// lands reports whether a plain `git push` in the checkout reaches a fork, and not upstream.
func (l *land) lands(t *testing.T, fork string) {
	t.Helper()
	const name = "7-mend-the-page"
	l.checkout.Write("new.py", "x\n")
	commit := l.checkout.Commit("Mend the page")
	l.checkout.Git("-c", "push.default=current", "push", "--quiet")
	if got, err := l.forks[fork].Try("rev-parse", "refs/heads/"+name); err != nil || got != commit {
		t.Errorf("%s has %s at %q, %v; want %s", fork, name, got, err, commit)
	}
	if got, err := l.upstream.Try("rev-parse", "--verify", "--quiet", "refs/heads/"+name); err == nil {
		t.Errorf("upstream has it: %s", got)
	}
}

// Remotes and forks as people have them: each is recognised by its address, none is renamed, the branch begins at
// upstream as it is now, and a push goes to the fork.
// Where something is missing that may not be guessed, nothing at all is changed, and the flag that answers is named.
func TestBranchRefuses(t *testing.T) {
	t.Parallel()
	mine, noors := []string{"lee/jupyterhub"}, []string{"noor/jupyterhub"}
	cases := []struct {
		name      string
		forks     []string
		origin    string // the remote origin, beside upstream
		prepare   func(l *land)
		anonymous bool
		args      []string
		code      int
		want      string
	}{
		{name: "no fork, and --yes alone", args: []string{"--yes"}, code: exitChoice, want: "--fork yes"},
		{name: "no yes", forks: mine, code: exitChoice, want: "--yes"},
		{name: "uncommitted work", forks: mine, args: []string{"--yes"}, prepare: func(l *land) { l.checkout.Write("app.py", "mine\n") }, code: exitChoice, want: "--uncommitted carry"},
		{name: "uncommitted work, stop", forks: mine, args: []string{"--yes", "--uncommitted", "stop"}, prepare: func(l *land) { l.checkout.Write("app.py", "mine\n") }, code: exitChoice, want: "--uncommitted"},
		{name: "a machine's address", forks: mine, args: []string{"--yes"}, prepare: func(l *land) { l.author("Ada", "root@host") }, code: exitChoice, want: "--author-email"},
		{name: "no author", forks: mine, args: []string{"--yes"}, prepare: func(l *land) { l.author("", "") }, code: exitChoice, want: "--author-name"},
		{name: "another domain", forks: mine, args: []string{"--yes", "--email-domain", "company.example"}, code: exitChoice, want: "isn't one of company.example"},
		{name: "a bad address", forks: mine, args: []string{"--yes", "--author-email", "x"}, code: exitUsage, want: "is no address"},
		{name: "a bad address isn't named again", forks: mine, args: []string{"--yes", "--author-name", "Ada L", "--author-email", "x"}, code: exitUsage, want: "'Ada L' --yes --author-email VALUE"},
		{name: "no author in a dry run", forks: mine, args: []string{"--dry-run"}, prepare: func(l *land) { l.author("", "") }, code: exitChoice, want: "--dry-run --author-name VALUE"},
		{name: "an issue in review", forks: mine, args: []string{"--yes"}, code: exitChoice, want: "--anyway", prepare: func(l *land) {
			l.bench.server.AddPulls(forge.PullRequest{Repo: l.repo(hubRepo), Number: 99, Title: "Mend the page", Body: "Fixes #7", Branch: "mend", Author: forge.Person{Login: "noor"}, State: forge.PullOpen, Updated: time.Now()})
		}},
		{name: "no such issue", forks: mine, args: []string{"--yes", "--anyway"}, code: exitFailed, want: "no such issue", prepare: func(l *land) { l.add(8, nil); l.args = "jupyterhub#99" }},
		{name: "a branch that is there", forks: mine, args: []string{"--yes", "--branch", "old"}, prepare: func(l *land) { l.checkout.Git("branch", "old") }, code: exitFailed, want: "switch old"},
		{name: "not a fork", forks: mine, args: []string{"--yes", "--fork", "lee/other"}, prepare: func(l *land) { l.bench.server.AddRepos(forgetest.Repository{Repo: l.repo("lee/other")}) }, code: exitFailed, want: "isn't a fork of jupyterhub/jupyterhub"},
		{name: "no such fork", args: []string{"--yes", "--fork", "lee"}, anonymous: true, code: exitFailed, want: hubRepo + "/fork"},
		{name: "a fork's name that is none", args: []string{"--yes", "--fork", "../x/y"}, code: exitUsage, want: "names no repository"},
		{name: "a branch's name that is none", forks: mine, args: []string{"--yes", "--branch", "--all"}, code: exitFailed, want: "--all"},
		{name: "in the middle of something", forks: mine, args: []string{"--yes"}, prepare: func(l *land) { l.checkout.Git("bisect", "start") }, code: exitFailed, want: "bisect"},
		{name: "no issue", args: []string{"--yes"}, prepare: func(l *land) { l.args = "jupyterhub" }, code: exitUsage, want: "names no issue"},
		{name: "a colleague's fork without a token", forks: noors, origin: noors[0], anonymous: true, args: []string{"--yes"}, code: exitChoice, want: "A remote is noor/jupyterhub, which looks like a fork. Is it yours?"},
		{name: "a colleague's fork isn't offered to be copied", forks: noors, origin: noors[0], anonymous: true, args: []string{"--yes"}, code: exitChoice, want: "--yes --fork OWNER/NAME"},
		{
			name: "a colleague's fork without GitHub", forks: noors, origin: noors[0], anonymous: true, args: []string{"--yes", "--branch", "mine"}, code: exitChoice,
			want: "GitHub couldn't be asked (", prepare: func(l *land) { l.web.Close() },
		},
		{name: "--fork yes without a token", anonymous: true, args: []string{"--yes", "--fork", "yes"}, code: exitChoice, want: "/" + hubRepo + "/fork, then the same command with --fork YOU"},
		{name: "--fork yes without a token, with a colleague's fork", forks: noors, origin: noors[0], anonymous: true, args: []string{"--yes", "--fork", "yes"}, code: exitChoice, want: "No fork can be made from here"},
		{name: "--fork yes without GitHub", args: []string{"--yes", "--fork", "yes", "--branch", "mine"}, code: exitNetwork, want: "No fork can be made from here", prepare: func(l *land) { l.web.Close() }},
		{name: "a dry run", forks: mine, args: []string{"--dry-run"}, code: exitOK, want: "Nothing was changed"},
		{name: "a dry run with a fork to make", args: []string{"--dry-run", "--fork", "yes"}, code: exitOK, want: `/repos/jupyterhub/jupyterhub/forks {"default_branch_only":true}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			remotes := []string{"upstream=" + hubRepo}
			if c.origin != "" {
				remotes = append(remotes, "origin="+c.origin)
			}
			l := settle(t, c.forks, remotes...)
			l.args = "jupyterhub#7"
			if !c.anonymous {
				l.signIn()
			}
			if c.prepare != nil {
				c.prepare(l)
			}
			before := l.everything()
			code, out, errs := l.run(false, append([]string{"branch", l.args, "--dir", l.checkout.Dir}, c.args...)...)
			if text := strings.Join(strings.Fields(out+errs), " "); code != c.code || !strings.Contains(text, c.want) {
				t.Errorf("exit code %d, want %d and %q in %s", code, c.code, c.want, text)
			}
			if diff := cmp.Diff(before, l.everything()); diff != "" {
				t.Errorf("something changed (-before +after):\n%s", diff)
			}
			if l.posts() > 0 {
				t.Error("something was sent that could change something")
			}
		})
	}
}

// A repository that was renamed is forked by its new name: exactly the request that was shown is sent.
// So is its fork known by that name, where a person names it without a token.
// The command that is shown to go on is for the same organisation.
func TestBranchAgain(t *testing.T) {
	t.Parallel()
	o := &branchOptions{app: &app{}}
	o.app.flags.org = "corp.yaml"
	if got, want := o.again(&beginning{}, "7"), "branch 7 --dir '' --org corp.yaml"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

// everything is what a person could lose: settings, branches, files.
func (l *land) everything() map[string]string {
	l.tb.Helper()
	all := map[string]string{
		"refs": l.checkout.Git("for-each-ref"), "status": l.checkout.Git("status", "--porcelain"), "head": l.checkout.Git("symbolic-ref", "HEAD"),
	}
	for name, path := range map[string]string{"config": filepath.Join(l.checkout.Dir, ".git", "config"), "app.py": filepath.Join(l.checkout.Dir, "app.py"), "global": filepath.Join(l.home, ".gitconfig")} {
		data, err := os.ReadFile(path)
		if err != nil {
			l.tb.Fatal(err)
		}
		all[name] = string(data)
	}
	return all
}

// On a terminal each question is asked, and only a yes to exactly what is shown makes a fork.
func TestBranchAsks(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, typed string
		prepare     func(l *land)
		code, posts int
		says        string
		check       func(t *testing.T, l *land)
	}{
		{name: "yes to the fork, yes to all", typed: "yes\ny\n", posts: 1, says: `POST`},
		{name: "no fork, yes to the rest", typed: "no\ny\n", check: func(t *testing.T, l *land) {
			t.Helper()
			if got, err := l.checkout.Try("config", "--get", "remote.pushDefault"); err == nil {
				t.Errorf("pushes go to %s", got)
			}
		}},
		{name: "yes to the fork, no to all", typed: "yes\nn\n", code: exitChoice, says: "Nothing was changed"},
		{name: "something else", typed: "y\n", code: exitChoice, says: "Nothing was changed"},
		{name: "an empty answer", typed: "\n", code: exitChoice, says: "Nothing was changed"},
		{name: "who commits", typed: "ada@jupyter.org\nno\ny\n", prepare: func(l *land) { l.author("Ada", "root@host") }, says: "+ user.email = ada@jupyter.org (this checkout)", check: func(t *testing.T, l *land) {
			t.Helper()
			global, err := os.ReadFile(filepath.Join(l.home, ".gitconfig"))
			if got := l.checkout.Git("config", "--local", "user.email"); got != "ada@jupyter.org" || err != nil || !strings.Contains(string(global), "root@host") {
				t.Errorf("the checkout has %q; all repositories have %q, %v", got, global, err)
			}
		}},
		{name: "uncommitted work is carried", typed: "carry\nno\ny\n", prepare: func(l *land) { l.checkout.Write("mine.py", "x\n"); l.checkout.Git("add", "mine.py") }, check: func(t *testing.T, l *land) {
			t.Helper()
			if got := l.checkout.Git("status", "--porcelain"); got != "A  mine.py" {
				t.Errorf("status %q", got)
			}
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := settle(t, nil, "upstream="+hubRepo)
			l.signIn()
			if c.prepare != nil {
				c.prepare(l)
			}
			before := l.everything()
			l.typed = c.typed
			code, out, _ := l.run(true, "branch", "jupyterhub#7", "--dir", l.checkout.Dir)
			if code != c.code || !strings.Contains(strings.Join(strings.Fields(out), " "), c.says) {
				t.Fatalf("exit code %d, want %d and %q in\n%s", code, c.code, c.says, out)
			}
			if l.posts() != c.posts {
				t.Errorf("%d requests that change something, want %d", l.posts(), c.posts)
			}
			if diff := cmp.Diff(before, l.everything()); (diff != "") == (c.code != exitOK) {
				t.Errorf("exit code %d, changed:\n%s", code, diff)
			}
			if c.check != nil {
				c.check(t, l)
			}
		})
	}
}

// With --json the plan comes first, then the issue with the rules, the steps as they go, and the outcome.
func TestBranchJSON(t *testing.T) {
	t.Parallel()
	l := settle(t, []string{"lee/jupyterhub"}, "upstream="+hubRepo)
	l.signIn()
	code, out, _ := l.run(false, "branch", "https://github.com/"+hubRepo+"/issues/7", "--dir", l.checkout.Dir, "--yes", "--json")
	var types []string
	for line := range strings.Lines(out) {
		var e struct {
			Type     string
			Steps    json.RawMessage
			ExitCode int `json:"exit_code"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		types = append(types, e.Type)
	}
	if code != exitOK || len(types) < 5 || types[0] != "plan" || types[1] != "issue" || types[len(types)-1] != "outcome" || !slices.Contains(types, "step.finished") {
		t.Errorf("exit code %d, events %q", code, types)
	}
}

// What fails on the way leaves what was done, and the same command again continues.
func TestBranchContinues(t *testing.T) {
	t.Parallel()
	l := settle(t, nil, "upstream="+hubRepo)
	l.signIn()
	l.bench.server.Refuse("POST", 403, "Resource not accessible by personal access token")
	code, out := l.branch("--yes", "--fork", "yes")
	if code != exitNetwork || !strings.Contains(out, "The fork wasn't made") || l.remotes() != "upstream="+hubRepo {
		t.Fatalf("exit code %d, remotes %s, %s", code, l.remotes(), out)
	}
	l.bench.server.Refuse("", 0, "")
	if code, out := l.branch("--yes", "--fork", "yes"); code != exitOK {
		t.Fatalf("exit code %d, %s", code, out)
	}
	l.lands(t, "lee/jupyterhub")
}

// What strangers write in an issue reaches neither the terminal nor the branch's name as anything but text.
func TestBranchHostileText(t *testing.T) {
	t.Parallel()
	l := settle(t, []string{"lee/jupyterhub"}, "upstream="+hubRepo)
	l.bench.server.Limits.Core = 10_000
	number := 100
	for group := range slices.Chunk(hostileTexts(), maxShown) {
		number++
		l.add(number, func(th *forge.Thread) { hostileThread(th, group) })
		args := []string{"branch", "jupyterhub#" + strconv.Itoa(number), "--dir", l.checkout.Dir, "--dry-run", "--anyway", "--fork", "no"}
		if number%2 == 0 {
			args = append(args, "--json")
		}
		code, out, errs := l.run(number%3 == 0, args...)
		if code != exitOK || !strings.Contains(out+errs, "-before-") {
			t.Fatalf("%q: exit code %d, %q %q", group, code, out, errs)
		}
		harmless(t, fmt.Sprintf("%q", group), out+errs)
	}
}

// The token is sent to GitHub and is found nowhere else: not in the output, the checkout, or a file of the person's home.
// Git's questions about credentials, and whom a push signs in as, go by the person's own programs.
// An organisation's file decides about the author's address and the projects, and adds its sign-off.
func TestBranchForAnOrganisation(t *testing.T) {
	t.Parallel()
	l := settle(t, []string{"lee/jupyterhub"}, "upstream="+hubRepo)
	l.signIn()
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "org.yaml")
		text = "schema: 1\nname: Company\ncontact: oss@company.example\n" + text
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%s#sha256=%x", path, sha256.Sum256([]byte(text)))
	}
	commits := file("commits: {email_domains: [company.example], sign_off: true}\n")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--org", file("allowed: {projects: [nbformat]}\n"), "--yes"}, exitPolicy, "org request jupyterhub"},
		{[]string{"--org", commits, "--yes"}, exitChoice, "isn't one of company.example"},
		{[]string{"--org", commits, "--yes", "--author-email", "ada@company.example"}, exitOK, "git commit --signoff"},
	} {
		if code, out := l.branch(c.args...); code != c.code || !strings.Contains(out, c.want) {
			t.Errorf("exit code %d, want %d and %q in %s", code, c.code, c.want, out)
		}
	}
	if got := l.checkout.Git("config", "--local", "user.email"); got != "ada@company.example" {
		t.Errorf("the address is %q", got)
	}
}
