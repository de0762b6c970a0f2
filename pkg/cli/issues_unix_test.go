//go:build unix

package cli

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/forge/forgetest"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

// A bench runs the program in this process, against a GitHub of its own.
type bench struct {
	tb     testing.TB
	server *forgetest.Server
	web    *httptest.Server
	home   string
	env    []string
	// api is the address of the interface; empty means web's. A space is as good as none.
	api string
	// path is where programs are found; empty means home, where there are none.
	path string
	// typed is what a person types on the terminal.
	typed string
}

func newBench(tb testing.TB, env ...string) *bench {
	tb.Helper()
	b := &bench{tb: tb, server: forgetest.NewServer(), home: tb.TempDir(), env: env}
	b.web = httptest.NewServer(b.server)
	tb.Cleanup(b.web.Close)
	return b
}

// run returns the exit code and what was written. With a terminal both are one.
func (b *bench) run(terminal bool, args ...string) (code int, out, errs string) {
	b.tb.Helper()
	p := Process{Args: args, Environ: append(slices.Clone(b.env),
		"GITHUB_API_URL="+strings.TrimSpace(first(b.api, b.web.URL)), "HOME="+b.home, "XDG_STATE_HOME="+b.home+"/state", "XDG_CACHE_HOME="+b.home+"/cache",
		"PATH="+first(b.path, b.home), "NO_COLOR=1", "LC_ALL=C.UTF-8", "COLUMNS=100", "TERM=xterm",
	)}
	null, err := os.Open(os.DevNull)
	if err != nil {
		b.tb.Fatal(err)
	}
	defer null.Close()
	p.In = null
	if terminal {
		return b.onTerminal(p)
	}
	dir := b.tb.TempDir()
	for name, file := range map[string]**os.File{"out": &p.Out, "err": &p.Err} {
		if *file, err = os.Create(filepath.Join(dir, name)); err != nil {
			b.tb.Fatal(err)
		}
	}
	code = Main(p)
	return code, b.text(p.Out), b.text(p.Err)
}

func (b *bench) onTerminal(p Process) (int, string, string) {
	b.tb.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		b.tb.Fatal(err)
	}
	defer master.Close()
	p.Out, p.Err = tty, tty
	if b.typed != "" {
		p.In = tty
		if _, err := master.WriteString(b.typed); err != nil {
			b.tb.Fatal(err)
		}
	}
	read := make(chan string)
	go func() {
		var all []byte
		buffer := make([]byte, 4096)
		for {
			n, err := master.Read(buffer)
			all = append(all, buffer[:n]...)
			if err != nil { // The other end is closed.
				read <- string(all)
				return
			}
		}
	}()
	code := Main(p)
	if err := tty.Close(); err != nil {
		b.tb.Fatal(err)
	}
	text := strings.ReplaceAll(<-read, "\r\n", "\n")
	return code, text, text
}

func (b *bench) text(f *os.File) string {
	b.tb.Helper()
	defer f.Close()
	data, err := os.ReadFile(f.Name())
	if err != nil {
		b.tb.Fatal(err)
	}
	return string(data)
}

// add puts an issue of JupyterHub onto the server, with a change to it.
func (b *bench) add(number int, change func(*forge.Thread)) {
	b.tb.Helper()
	repo, err := forge.ParseRepo("jupyterhub/jupyterhub")
	if err != nil {
		b.tb.Fatal(err)
	}
	thread := forge.Thread{Issue: forge.Issue{
		Repo: repo, Number: number, Title: fmt.Sprintf("Task %d", number), Body: "See `jupyterhub/app.py`.", Open: true, Author: forge.Person{Login: "sam"},
		Labels: []string{"good first issue"}, Created: time.Now().AddDate(0, -1, 0), Updated: time.Now().Add(-time.Duration(number) * time.Hour),
	}}
	if change != nil {
		change(&thread)
	}
	b.server.Add(thread)
}

func TestIssuesList(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.add(1, nil)
	b.add(2, func(th *forge.Thread) { th.Issue.Labels = append(th.Issue.Labels, "support") })
	b.add(3, func(th *forge.Thread) { th.Issue.Assignees = []string{"noor"} })
	code, out, errs := b.run(false, "issues")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(strings.Split(lines[0], "\t")) != 7 || !strings.HasPrefix(lines[0], "jupyterhub\t1\tcandidate\tTask 1\tgood first issue\t") {
		t.Errorf("exit code %d, output %q, %q", code, out, errs)
	}
	if _, err := time.Parse(time.RFC3339, strings.Split(lines[0], "\t")[5]); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"1 hidden: 1 not ready", "jupyter-onboard issues jupyterhub#1", "of 10 left"} {
		if !strings.Contains(strings.Join(strings.Fields(errs), " "), want) {
			t.Errorf("output %q doesn't say %q", errs, want)
		}
	}
	asked := len(b.server.Requests())
	if asked == 0 || asked > 3 {
		t.Errorf("%d requests, at most 3 are promised", asked)
	}
	b.web.Close() // What follows has no network.
	for _, args := range [][]string{{"issues"}, {"issues", "--offline"}} {
		if code, again, _ := b.run(false, args...); code != 0 || again != out {
			t.Errorf("%q: exit code %d, output %q", args, code, again)
		}
	}
	code, _, errs = b.run(false, "issues", "--refresh")
	if code != 0 || len(b.server.Requests()) != asked {
		t.Errorf("exit code %d, %q: want the kept list and why it isn't newer", code, errs)
	}
}

func TestIssuesOpen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.add(7, func(th *forge.Thread) {
		th.Issue.Comments = 1
		th.Comments = []forge.Comment{{Author: forge.Person{Login: "noor"}, Body: "I'll take this.", Created: time.Now().Add(-time.Hour)}}
	})
	code, out, _ := b.run(false, "issues", "jupyterhub#7")
	flat := strings.Join(strings.Fields(out), " ")
	for _, want := range []string{"probably taken until", "noor claimed it", "“I'll take this”", "names a file or a function", "Autonomous", "[WIP]", "of 60 left"} {
		if !strings.Contains(strings.ToLower(flat), strings.ToLower(want)) {
			t.Errorf("output %q doesn't say %q", flat, want)
		}
	}
	if n := len(b.server.Requests()); code != 0 || n > 3 {
		t.Errorf("exit code %d, %d requests, at most 3 are promised", code, n)
	}
	code, out, _ = b.run(false, "issues", "https://github.com/jupyterhub/jupyterhub/issues/7", "--json")
	var e struct {
		Type, Project, Verdict string
		Number                 int
		Reasons                []string
		Ready                  []struct{ ID, Outcome string }
		Rules                  []struct{ About, Says string }
	}
	if err := json.Unmarshal([]byte(strings.SplitN(out, "\n", 2)[0]), &e); err != nil || code != 0 || e.Type != "issue" || e.Number != 7 || len(e.Reasons) == 0 || len(e.Ready) == 0 || len(e.Rules) != 2 || e.Rules[1].About != "ai" {
		t.Errorf("exit code %d, %v: %s", code, err, out)
	}
	if code, out, _ := b.run(false, "issues", "jupyterhub#7", "--review"); code != 0 || !strings.Contains(out, "add one") {
		t.Errorf("exit code %d, output %q", code, out)
	}
}

func TestIssuesOfThePracticeProject(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.web.Close()
	code, out, _ := b.run(false, "issues", "practice", "--all")
	for _, want := range []string{"practice\t1\tfree", "practice\t2\tprobably taken", "practice\t3\tnot ready"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit code %d, output %q, want %q", code, out, want)
		}
	}
	if code, out, _ := b.run(false, "issues", "practice#1"); code != 0 || !strings.Contains(out, "free") {
		t.Errorf("exit code %d, output %q", code, out)
	}
	if len(b.server.Requests()) > 0 {
		t.Error("somebody was asked")
	}
}

func TestIssuesProblems(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		args []string
		env  []string
		down bool
		code int
		want string
	}{
		{name: "no such issue", args: []string{"jupyterhub#4"}, code: exitFailed, want: "no such issue"},
		{name: "no such project", args: []string{"jupiterhub#4"}, code: exitUsage, want: "jupyterhub"},
		{name: "two issues", args: []string{"jupyterhub#4", "jupyterhub#5"}, code: exitUsage, want: "One issue at a time"},
		{name: "no such kind", args: []string{"--kind", "cod"}, code: exitUsage, want: "code, docs"},
		{name: "less than nothing", args: []string{"--limit", "-1"}, code: exitUsage, want: "--limit"},
		{name: "nobody answers", args: []string{"jupyterhub#4"}, down: true, code: exitNetwork, want: "can't be reached"},
		{name: "nobody answers for a list", args: []string{"jupyterhub"}, down: true, code: exitNetwork, want: "can't be reached"},
		{name: "nothing kept", args: []string{"--offline"}, code: exitNetwork, want: "No answer is kept"},
		{name: "token that isn't accepted", args: []string{"jupyterhub#4"}, env: []string{"GH_TOKEN=" + strings.Repeat("x", 40)}, code: exitNetwork, want: "GH_TOKEN"},
		{name: "no GitHub", args: []string{"jupyterhub#4"}, env: []string{"GITHUB_API_URL=ftp://x"}, code: exitUsage, want: "GITHUB_API_URL"},
		{name: "two pages", args: []string{"--web"}, code: exitUsage, want: "one project"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, c.env...)
			if c.down {
				b.web.Close()
			}
			code, out, errs := b.run(false, append([]string{"issues"}, c.args...)...)
			if text := strings.Join(strings.Fields(out+errs), " "); code != c.code || !strings.Contains(text, c.want) {
				t.Errorf("exit code %d, want %d; %q, want %q", code, c.code, text, c.want)
			}
		})
	}
}

// Whatever strangers write in titles, texts, labels and names, the terminal gets text only: through the
// real command, as lines, as a page, and as JSON.
// maxShown is how many comments a page shows.
const maxShown = 10

// hostileThread puts payloads wherever a stranger can write: each into a line of the text, a label, a comment, its author, and a
// pull request.
// harmless reports what a terminal or a reader would take for something else than text.
// A browser is opened with the page, of the server that is asked; without one the address is told.
func TestIssuesWeb(t *testing.T) {
	t.Parallel()
	b := newBench(t, "GITHUB_SERVER_URL=https://git.example.com")
	if code, out, _ := b.run(false, "issues", "jupyterhub#7", "--web"); code != exitOK || !strings.Contains(out, "https://git.example.com/jupyterhub/jupyterhub/issues/7") {
		t.Errorf("exit code %d, output %q", code, out)
	}
	opened := filepath.Join(b.home, "opened")
	for _, name := range []string{"xdg-open", "open"} {
		if err := os.WriteFile(filepath.Join(b.home, name), []byte("#!/bin/sh\necho \"$1\" >'"+opened+"'\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	code, _, _ := b.run(false, "issues", "jupyterhub", "--web")
	data, err := os.ReadFile(opened)
	if address := string(data); code != exitOK || err != nil || !strings.HasPrefix(address, "https://git.example.com/jupyterhub/jupyterhub/issues?q=is%3Aopen") || !strings.Contains(address, "good+first+issue") {
		t.Errorf("exit code %d, %v: opened %q", code, err, address)
	}
	if len(b.server.Requests()) > 0 {
		t.Error("somebody was asked")
	}
}

// On GitHub Enterprise the interface is below a path of the same server, and nothing else is asked.
// Behind an organisation's proxy, which its file names, GitHub is asked through it; what the person set wins.
// Flags choose what is shown; what isn't is counted.
func TestIssuesFlags(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.add(1, func(th *forge.Thread) { th.Issue.Labels = append(th.Issue.Labels, "documentation") })
	b.add(2, func(th *forge.Thread) { th.Issue.Title = "Wrong colour in share/jupyterhub/static/js/home.jsx" })
	b.add(3, func(th *forge.Thread) { th.Issue.Title = "[RFC] Another way" })
	b.add(4, nil)
	cases := []struct {
		args []string
		want []int
		says string
	}{
		{nil, []int{1, 2, 4}, "1 hidden: 1 not ready"},
		{[]string{"--all"}, []int{1, 2, 4, 3}, ""},
		{[]string{"--limit", "1"}, []int{1}, "2 more; --limit 0 shows all"},
		{[]string{"--kind", "Docs"}, []int{1}, "3 hidden: 2 of another kind, 1 not ready"},
		{[]string{"--skill", "React"}, []int{2}, "3 hidden: 2 for other skills, 1 not ready"},
		{[]string{"--skill", "writing", "--kind", "code"}, nil, "hidden"},
	}
	for _, c := range cases {
		code, out, errs := b.run(false, append([]string{"issues", "jupyterhub"}, c.args...)...)
		var got []int
		for line := range strings.Lines(out) {
			var n int
			if _, err := fmt.Sscanf(line, "jupyterhub\t%d\t", &n); err != nil {
				t.Errorf("%q: %q: %v", c.args, line, err)
			}
			got = append(got, n)
		}
		if code != exitOK || !slices.Equal(got, c.want) || !strings.Contains(strings.Join(strings.Fields(errs), " "), c.says) {
			t.Errorf("%q: exit code %d, issues %v, want %v; %q, want %q", c.args, code, got, c.want, errs, c.says)
		}
	}
}

// Where no label marks them, the guide's first tasks are told, and nobody is asked.
func TestIssuesWithoutALabel(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	repos := b.catalogue()
	if len(repos) == 0 {
		t.Fatal("no guides")
	}
	path := filepath.Join(b.home, "guides", "voila.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := replaceLine(t, string(data), "  labels: ", "")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := guide.Load("voila.yaml", []byte(text))
	if err != nil || len(g.Issues.FirstTasks) == 0 || g.Issues.NoneMeans == "" {
		t.Fatal("the guide says too little", err)
	}
	code, out, errs := b.run(false, "issues", "voila")
	flat := strings.Join(strings.Fields(errs), " ")
	task := g.Issues.FirstTasks[0]
	for _, want := range []string{g.Issues.NoneMeans, task.Title, task.How, task.URL} {
		if code != exitOK || out != "" || !strings.Contains(flat, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("exit code %d, %q, %q, want %q", code, out, flat, want)
		}
	}
	if len(b.server.Requests()) > 0 {
		t.Error("somebody was asked")
	}
}

// With a token that must be found nowhere: not in the output, not in any file of the person's home.
