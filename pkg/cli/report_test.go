package cli

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/guides"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/engine"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
)

// aReport is of a machine full of secrets and of a step that has printed them.
func aReport(t *testing.T) *report {
	t.Helper()
	s := aScrub(t)
	install := plan.Step{
		ID: "install", Kind: plan.KindPip, Title: "Install", Env: map[string]string{"INDEX": "https://u:step-canary@mirror.example/"},
		Action: plan.Action{Argv: []string{"pip", "install", "--index-url", "https://u:argv-canary@mirror.example/", "."}},
	}
	return &report{
		made: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), version: "1.0 (go1.26)", scrub: s, project: true,
		environ: []string{
			"PATH=/home/jcanary/bin:/usr/bin", "API_TOKEN=tok-canary-1", "LANG=C.UTF-8", "VIRTUAL_ENV=/home/jcanary/x/.venv",
			"PIP_INDEX_URL=https://jane:p%40ss-canary@mirror.example/simple", "NODE_OPTIONS=--title=tok-canary-1", "=broken",
		},
		facts: plan.Facts{
			Container: "docker", Memory: 8_200_000_000, DiskFree: 51_000_000_000,
			Tools:   map[string]plan.Program{"git": {Path: "/home/jcanary/bin/git", Version: "2.51.0"}, "odd": {Path: "/x/odd", Problem: "says nothing"}},
			Pythons: []plan.Interpreter{{Path: "/usr/bin/python3", Version: "3.12.1"}},
			Checkout: plan.Checkout{
				State: plan.Cloned, Commit: strings.Repeat("a", 40), Branch: "fix",
				Differences: []plan.Difference{{Observed: "remote https://jane:p%40ss-canary@two.example/", Expected: "upstream"}},
			},
			Environment: plan.Existing{Maker: "venv", Version: "3.12.1"},
		},
		plan: plan.Plan{
			Guide: &guide.Guide{ID: "example", Name: "Example"}, Dir: "/home/jcanary/src/example", Profile: "python", Recipe: "venv",
			From: "https://jane:from-canary@two.example/x.git", Origin: plan.Origin{Name: "embedded", SHA256: strings.Repeat("b", 64)},
			Steps: []plan.Step{{ID: "clone", Kind: plan.KindClone, Action: plan.Action{Clone: &plan.Clone{URL: "https://jane:clone-canary@two.example/x.git"}}}, install},
		},
		states: []runner.State{{Done: true, Reason: "it is there"}, {Reason: "it failed | for /home/jcanary"}},
		failed: &engine.Failed{
			Step: install, ExitCode: 2, Since: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Log: "/home/jcanary/src/example/.git/jupyter-onboard/logs/1/install.log",
			LastLines: []string{
				"Looking in indexes: https://jane:p%40ss-canary@mirror.example/simple", "export TOKEN=tok-canary-1", "```", "# a heading", "@everybody see ![x](https://evil.example/x.png)",
				"by Jane Canary <jane@canary.example> on canarybox", "\x1b[31mred\x1b[0m \u202eflip", strings.Repeat("long ", 400),
			},
			Diagnoses: []event.Diagnosis{{ID: "pep668", Line: "error in /home/jcanary: `x`", Cause: "The cause.", Remedy: "Do `this`."}},
		},
		remotes: []string{"origin https://***@github.com/jcanary/example.git"},
		ask:     "A chat https://chat.example",
	}
}

func TestReportHidesAll(t *testing.T) {
	t.Parallel()
	r := aReport(t)
	texts := map[string]string{"Markdown": string(r.markdown())}
	var events strings.Builder
	for _, b := range r.events() {
		data, err := json.Marshal(event.Event{Time: r.made, Body: r.scrub.body(b)})
		if err != nil {
			t.Fatal(err)
		}
		events.Write(append(data, '\n'))
	}
	texts["events"] = events.String()
	for form, text := range texts {
		if i := strings.Index(strings.ToLower(text), "canary"); i >= 0 {
			t.Errorf("the %s have a secret: …%s…", form, text[max(i-60, 0):min(i+30, len(text))])
		}
		for _, want := range []string{"1.0 (go1.26)", "2.51.0", "~/bin/git", "says nothing", "3.12.1", "install", "pep668", "The cause.", "https://***@mirror.example/simple", "API_TOKEN", "PIP_INDEX_URL", "LANG=C.UTF-8", "exit code 2", strings.Repeat("a", 40)} {
			if !strings.Contains(text, want) {
				t.Errorf("the %s lack %q:\n%s", form, want, text)
			}
		}
		if strings.ContainsAny(text, "\x1b\u202e") && form == "Markdown" {
			t.Errorf("the %s have a control character", form)
		}
	}
}

// TestReportCantBeBroken lets nothing that was found act as Markdown.
func TestReportCantBeBroken(t *testing.T) {
	t.Parallel()
	text := string(aReport(t).markdown())
	// The block of the last lines has a fence that no line in it can close.
	block := regexp.MustCompile("(?s)\n(`{4,})text\n(.*?)\n(`{4,})\n").FindStringSubmatch(text)
	if block == nil || block[1] != block[3] || !strings.Contains(block[2], "\n```\n# a heading\n") || !strings.Contains(block[2], "![x]") {
		t.Fatalf("the last lines aren't fenced:\n%s", text)
	}
	outside := strings.Replace(text, block[0], "", 1)
	for _, bad := range []string{"@everybody", "![x]", "# a heading"} {
		if strings.Contains(outside, bad) {
			t.Errorf("%q stands outside of code", bad)
		}
	}
	if !strings.Contains(text, "`it failed \\| for ~`") || !strings.Contains(text, "`` error in ~: `x` ``") {
		t.Errorf("code in a table or with backticks is broken:\n%s", text)
	}
	for l := range strings.SplitSeq(text, "\n") {
		if len(l) > 4*maxReportLine {
			t.Errorf("a line of %d bytes", len(l))
		}
	}
}

func TestReportOfLittle(t *testing.T) {
	t.Parallel()
	none := aReport(t)
	none.project, none.failed = false, nil
	if text := string(none.markdown()); strings.Contains(text, "## Steps") || strings.Contains(text, "## Project") || !strings.Contains(text, "## This machine") {
		t.Errorf("without a project:\n%s", text)
	}
	well := aReport(t)
	well.failed = nil
	if text := string(well.markdown()); !strings.Contains(text, "## No step failed") {
		t.Errorf("without a failure:\n%s", text)
	}
	unplanned := aReport(t)
	unplanned.plan, unplanned.states, unplanned.failed, unplanned.trouble = plan.Plan{Guide: &guide.Guide{ID: "example"}}, nil, nil, "There is no plan: x"
	if text := string(unplanned.markdown()); !strings.Contains(text, "`There is no plan: x`") || strings.Contains(text, "No step failed") {
		t.Errorf("without a plan:\n%s", text)
	}
	for name, change := range map[string]func(f *engine.Failed){
		"was stopped":            func(f *engine.Failed) { f.Interrupted = true },
		"left something undone":  func(f *engine.Failed) { f.ExitCode = 0 },
		"didn't end with a":      func(f *engine.Failed) { f.ExitCode, f.Step.Kind = 0, plan.KindClone },
		"Its log isn't there":    func(f *engine.Failed) { f.Log = "" },
		"It has printed nothing": func(f *engine.Failed) { f.LastLines = nil },
	} {
		r := aReport(t)
		change(r.failed)
		if text := string(r.markdown()); !strings.Contains(text, name) {
			t.Errorf("want %q:\n%s", name, text)
		}
	}
}

func TestSaveKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "report.md")
	o := &reportOptions{app: newApp(Process{}), output: path}
	if err := o.save([]byte("one")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	var p *problem
	if err := o.save([]byte("two")); !errors.As(err, &p) || p.code != exitFailed {
		t.Errorf("a second time: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "one" {
		t.Errorf("the file has %q, %v", data, err)
	}
	o.force = true
	if err := o.save([]byte("two")); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "two" {
		t.Errorf("with --force the file has %q, %v", data, err)
	}
	o.output = filepath.Join(path, "below", "a-file.md")
	for _, force := range []bool{true, false} {
		o.force = force
		if err := o.save([]byte("x")); err == nil {
			t.Errorf("written below a file")
		}
	}
}

// TestRemediesNameRealCommands holds the known failures to the commands and flags that there are.
func TestRemediesNameRealCommands(t *testing.T) {
	t.Parallel()
	all, err := guide.LoadFailures(guide.FailuresFile, guides.Failures())
	if err != nil {
		t.Fatal(err)
	}
	root := newRootCommand(newApp(Process{}))
	command := regexp.MustCompile("`jupyter-onboard ([^`]+)`")
	flags := regexp.MustCompile(`--(?:dir|full|no-fix|profile|from)\b`)
	named := 0
	for _, f := range all {
		for _, m := range command.FindAllStringSubmatch(f.Cause+" "+f.Remedy, -1) {
			named++
			isCommand(t, root, f.ID, m[1])
		}
		for _, flag := range flags.FindAllString(f.Remedy, -1) {
			isCommand(t, root, f.ID, "setup "+flag)
		}
	}
	if named < 20 {
		t.Errorf("only %d commands are named", named)
	}
}

func isCommand(t *testing.T, root *cobra.Command, id, command string) {
	t.Helper()
	found, rest, err := root.Find(strings.Fields(command))
	if err != nil || found == root {
		t.Errorf("%s names %q: there is no such command", id, command)
		return
	}
	for _, w := range rest {
		if name, ok := strings.CutPrefix(w, "--"); ok && found.Flags().Lookup(name) == nil {
			t.Errorf("%s names %q: there is no flag --%s", id, command, name)
		}
	}
}
