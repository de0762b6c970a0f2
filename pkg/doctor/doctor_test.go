package doctor

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// project is a plan for a project with an interface.
func project() plan.Plan {
	return plan.Plan{
		Dir: "/home/me/lab", Profile: "full",
		Guide: &guide.Guide{
			ID: "lab", Clone: guide.Clone{Directory: "lab"}, Node: &guide.Node{Version: ">=20"},
			Resources: guide.Resources{Memory: 4e9},
			Profiles:  []guide.Profile{{ID: "full", Resources: guide.Resources{Memory: 8e9}}},
		},
	}
}

// mine are the facts of a machine where nothing is wrong.
func mine() plan.Facts {
	return plan.Facts{
		OS: guide.Linux, Memory: 16e9, Tools: map[string]plan.Program{"git": {Path: "/usr/bin/git", Version: "2.39.5"}},
		Machine: plan.Machine{GitName: "Ada", GitEmail: "ada@example.org", Watches: 524288},
	}
}

func TestMachine(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		change   func(p *plan.Plan, f *plan.Facts)
		id       string
		severity Severity
		observed string
	}{
		{"no identity", func(_ *plan.Plan, f *plan.Facts) { f.Machine.GitName, f.Machine.GitEmail = "", "" }, IdentityID, Warning, "no name"},
		{"root's identity", func(_ *plan.Plan, f *plan.Facts) { f.Machine.GitEmail = "root@host" }, IdentityID, Warning, "doesn't look like yours"},
		{"quotes in it", func(_ *plan.Plan, f *plan.Facts) { f.Machine.GitName = `"Ada"` }, IdentityID, Warning, "doesn't look like yours"},
		{"identity", func(*plan.Plan, *plan.Facts) {}, IdentityID, OK, "Ada <ada@example.org>"},
		{"read-only folder", func(_ *plan.Plan, f *plan.Facts) { f.Machine.ReadOnly = true }, "disk/writable", Blocker, "/home/me/lab can't be written"},
		{"few watches", func(_ *plan.Plan, f *plan.Facts) { f.Machine.Watches = 8192 }, "machine/watches", Info, "8192 files"},
		{"little memory", func(_ *plan.Plan, f *plan.Facts) { f.Memory = 2e9 }, "machine/memory", Warning, "2.0 GB"},
		{"short paths, near the root", windows(`C:\src\lab`), "machine/paths", Warning, "260 characters"},
		{"short paths, deep down", windows(`C:\Users\somebody.with.a.long.name\Documents\work\open source\jupyter\lab\checkout`), "machine/paths", Blocker, "has 82 already"},
		{"no symbolic links", func(_ *plan.Plan, f *plan.Facts) { f.OS, f.Machine.NoSymlinks = guide.Windows, true }, "machine/symlinks", Warning, "can't make"},
		{"managed Python", func(_ *plan.Plan, f *plan.Facts) { f.Machine.ManagedPython = "/usr/lib/python3.12" }, "python/managed", Info, "managed by the system"},
		{"WSL", func(_ *plan.Plan, f *plan.Facts) { f.Container = "wsl" }, "machine/container", Info, "this is the Windows Subsystem for Linux"},
		{"proxy", func(_ *plan.Plan, f *plan.Facts) {
			f.Network = overlay.FromMachine(overlay.Machine{Env: map[string]string{"HTTPS_PROXY": "http://u:p@proxy"}})
		}, "network/settings", Info, "HTTPS_PROXY is set"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, f := project(), mine()
			c.change(&p, &f)
			for _, found := range Check(p, f) {
				if found.ID != c.id {
					continue
				}
				if found.Severity != c.severity || !strings.Contains(found.Observed, c.observed) {
					t.Errorf("%d %q, want %d and %q", found.Severity, found.Observed, c.severity, c.observed)
				}
				if strings.Contains(found.Observed, "u:p") {
					t.Error("a password is shown")
				}
				if found.Severity == Blocker && len(found.Fixes) == 0 {
					t.Error("a blocker without a way to mend it")
				}
				return
			}
			t.Errorf("no finding %s", c.id)
		})
	}
}

func windows(dir string) func(*plan.Plan, *plan.Facts) {
	return func(p *plan.Plan, f *plan.Facts) { f.OS, f.Machine.ShortPaths, p.Dir = guide.Windows, true, dir }
}

// TestOrder: what stops a set-up comes first, and is what to mend first; fixes with admin rights come last.
func TestOrder(t *testing.T) {
	t.Parallel()
	p, f := project(), mine()
	f.Machine.GitName = ""
	p.Requirements = []plan.Requirement{
		{ID: "tool/git", Name: "git", Status: plan.Met, Fixes: []guide.Fix{{Run: "not needed"}}},
		{ID: "tool/node", Name: "node", Status: plan.Provided},
		{ID: "tool/pandoc", Name: "pandoc", Status: plan.Missing, Optional: true},
		{ID: "tool/docker", Name: "docker", Status: plan.Missing, Observed: "docker was not found", Fixes: []guide.Fix{{URL: "https://example.org"}}},
	}
	var got []string
	for _, x := range Check(p, f) {
		got = append(got, x.ID)
		if x.ID == "tool/git" && len(x.Fixes) > 0 {
			t.Error("a fix for what is as it should be")
		}
		if x.ID == "tool/node" && !x.Automatic {
			t.Error("set-up brings node, and doesn't say so")
		}
	}
	want := []string{"tool/docker", "tool/pandoc", IdentityID, "tool/node", "tool/git", "machine/watches", "machine/memory"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if top, bad := Top(Check(p, f)); !bad || top.ID != "tool/docker" {
		t.Errorf("top is %s, %v", top.ID, bad)
	}
	if _, bad := Top(Check(project(), mine())); bad {
		t.Error("something is to mend where nothing is wrong")
	}
}

// TestPractice: the sample has an identity of its own.
func TestPractice(t *testing.T) {
	t.Parallel()
	p, f := project(), mine()
	p.Practice, f.Machine.GitName = true, ""
	for _, x := range Check(p, f) {
		if x.ID == IdentityID {
			t.Error("practice asks for an identity")
		}
	}
}

// TestHost: without a guide every Python and the usual tools are told.
func TestHost(t *testing.T) {
	t.Parallel()
	f := mine()
	f.Pythons = []plan.Interpreter{{Path: "/usr/bin/python3", Version: "3.12.1"}, {Path: "/opt/python3.13", Version: "3.13.0"}}
	n := 0
	for _, x := range Host(f) {
		if x.ID == "tool/python" {
			n++
		}
		if x.ID == "tool/bash" && x.Severity != Warning {
			t.Errorf("bash is missing, and it is %d", x.Severity)
		}
	}
	if n != 2 {
		t.Errorf("%d Pythons, want 2", n)
	}
}
