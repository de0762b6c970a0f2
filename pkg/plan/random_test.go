package plan_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A dice makes guides, facts and choices that may meet.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 7))} }

// chance is true once in n times.
func (d dice) chance(n int) bool { return d.IntN(n) == 0 }

// one is one of several.
func one[T any](d dice, of ...T) T { return of[d.IntN(len(of))] }

// some are each of several with a chance of one in three.
func some[T any](d dice, of ...T) []T {
	var out []T
	for _, v := range of {
		if d.chance(3) {
			out = append(out, v)
		}
	}
	return out
}

// guide makes a guide; ok is false if it isn't valid.
func (d dice) guide(t *testing.T) (g *guide.Guide, ok bool) {
	t.Helper()
	draft := &guide.Guide{
		Schema: 1, ID: "sample", Name: "Sample", Repo: "example-org/sample", Subproject: "none", Summary: "A sample.",
		Choose: guide.Choose{Areas: []string{"a"}, Skills: []string{"b"}, Kinds: []guide.Kind{guide.Code}, Difficulty: 1},
		Clone:  d.clone(), Profiles: []guide.Profile{{ID: "a", Title: "A", Default: true}, {ID: "b", Title: "B"}, {ID: "c", Title: "C"}},
		Requires: d.tools(), Resources: guide.Resources{Disk: one[guide.Size](d, 0, 1e9), Memory: one[guide.Size](d, 0, 4e9)},
		Steps: d.steps(), Issues: guide.Issues{Claim: guide.Claim{Rule: guide.ClaimNone, Says: "Nothing."}},
	}
	if !d.chance(3) {
		draft.Python = &guide.Python{
			Version: one(d, ">=3.10,<3.15", ">=3.8", "~=3.11", "==3.12.*"), Profiles: d.profiles(), WithoutPip: d.chance(4),
			Environment: one(d, "", "env", "deep/er/env"),
		}
	}
	if d.chance(2) {
		draft.Node = &guide.Node{Version: one(d, ">=20", "24.x", "14.x", "^22 || ^24"), Profiles: d.profiles(), Manager: guide.Manager{
			Name:    one(d, "", guide.NPM, guide.JLPM, guide.Yarn, guide.PNPM, guide.Bun, guide.Vendored),
			Version: one(d, "", "^1.22", ">=4", "3.x"),
		}}
	}
	if d.chance(2) {
		draft.Recipes = some(d, guide.Recipe{ID: "v", Kind: guide.Venv}, guide.Recipe{ID: "c", Kind: guide.Conda, Packages: []string{"x>=1"}},
			guide.Recipe{ID: "f", Kind: guide.Conda, File: "environment.yml", Unproved: "no conda"}, guide.Recipe{ID: "p", Kind: guide.Pixi},
			guide.Recipe{ID: "d", Kind: guide.Devcontainer}, guide.Recipe{ID: "n", Kind: guide.NoneNeeded})
	}
	for i := range 1 + d.IntN(3) {
		v := guide.Verify{ID: fmt.Sprintf("v%d", i), Proves: "It runs.", Run: "true", Expect: `\d+`, Profiles: d.profiles()}
		v.FromCheckout = some(d, "sample", "sample.core")
		draft.Verify = append(draft.Verify, v)
	}
	text, err := yaml.Marshal(draft)
	if err != nil {
		t.Fatal(err)
	}
	g, err = guide.Load("guide.yaml", text)
	return g, err == nil
}

func (d dice) profiles() []string {
	return one(d, nil, nil, []string{"a"}, []string{"b"}, []string{"a", "c"})
}

func (d dice) when() guide.When {
	return one(d, guide.When{}, guide.When{}, guide.When{OS: []guide.OS{guide.Linux}}, guide.When{OS: []guide.OS{guide.Windows}, Arch: []string{"arm64"}})
}

func (d dice) clone() guide.Clone {
	return guide.Clone{
		Branch: one(d, "", "release/4.x"), Tags: d.chance(3), Full: d.chance(4), SSHAsHTTPS: d.chance(3),
		Submodules: some(d, "vendor/a", "b"),
		Companions: some(d, guide.Companion{Repo: "o/theme", Why: "w", Profiles: d.profiles()}, guide.Companion{Repo: "o/x", Directory: "y/theme", Why: "w"}),
	}
}

func (d dice) tools() []guide.Tool {
	var out []guide.Tool
	for range d.IntN(6) {
		t := guide.Tool{
			Tool: one(d, "git", "pandoc", "node", "npm", "uv", "python", "bun", "yarn", "make", "configurable-http-proxy", "My.Tool+x"), Why: "w",
			Version: one(d, "", ">=2", "^1 || ^3", "<1"), Profiles: d.profiles(), When: d.when(), Optional: d.chance(4),
		}
		if d.chance(2) {
			t.Provide = one(d, &guide.Provide{Npm: "@scope/x@1"}, &guide.Provide{Pip: "x[y]>=1"}, &guide.Provide{Pip: "pypandoc-binary"})
		}
		out = append(out, t)
	}
	return out
}

func (d dice) steps() []guide.Step {
	ids := []string{"s0", "s1", "s2", "s3", "s4", "s5", "s6", "clone-theme"}
	var out []guide.Step
	for i := range d.IntN(len(ids) + 1) {
		s := guide.Step{ID: ids[i], Title: "T", Why: "w", Profiles: d.profiles(), When: d.when(), Dir: one(d, "", "sub/dir")}
		if d.chance(2) {
			s.Pip = []string{"-e", "."}
			s.Check = &guide.Check{Editable: []string{"sample"}}
		} else {
			s.Run = one(d, "true", `"{bin}/x" ${env} '{env}' # {site}`)
			s.Creates = some(d, "{site}/x", "{bin}/y", "{env}", "out/z")
		}
		switch d.IntN(3) {
		case 0:
			s.Needs = guide.Needs{}
		case 1:
			s.Needs = some(d, ids[:min(i+1+d.IntN(2), len(ids))]...)
		}
		out = append(out, s)
	}
	return out
}

// facts makes a machine.
func (d dice) facts() plan.Facts {
	m := one(d, machines()...)
	f := m.facts
	f.Tools = map[string]plan.Program{}
	for _, name := range []string{"git", "bash", "uv", "conda", "pixi", "node", "npm", "yarn", "bun", "pandoc", "make"} {
		if d.chance(2) {
			f.Tools[name] = plan.Program{
				Path: m.program(name), Version: one(d, "", "0.1", "1.22.22", "2.47.1", "24.1.0", "nightly", "v20"), Problem: one(d, "", "it hangs"),
			}
		}
	}
	for _, v := range some(d, "3.6.1", "3.9.6", "3.12.4", "3.15.0a1", "", "x") {
		f.Pythons = append(f.Pythons, plan.Interpreter{Path: m.program("python" + v), Version: v, Venv: d.chance(2)})
	}
	f.Server = one(d, "https://github.com", "https://git.example.com/", "")
	f.DiskFree, f.Memory = one[guide.Size](d, 0, 1, 5e8, 5e11), one[guide.Size](d, 0, 1e9)
	f.Environment = one(d, plan.Existing{}, plan.Existing{Maker: "uv", Version: "3.12.1"}, plan.Existing{Maker: "venv"}, plan.Existing{Maker: "conda", Version: "3.9.1"})
	difference := plan.Difference{Observed: "o", Expected: "e", Next: "n"}
	refusal := difference
	refusal.Refuses = true
	f.Checkout = one(d, plan.Checkout{}, plan.Checkout{State: plan.Absent}, plan.Checkout{State: plan.Cloned, Commit: "abc", GitDir: one(d, "", m.work+"/main/.git")},
		plan.Checkout{State: plan.Occupied}, plan.Checkout{State: plan.Occupied, Differences: []plan.Difference{difference, refusal}})
	f.Companions = one(d, nil, map[string]plan.Checkout{"theme": {State: plan.Cloned}}, map[string]plan.Checkout{"theme": {State: plan.Occupied}})
	return f
}

// choices make what a person wants, perhaps with a password that nobody may see.
func (d dice) choices(g *guide.Guide, os guide.OS) plan.Choices {
	dirs := []string{"/", "/w", `/[a] b's/"$x"`, "/日本/*"}
	if os == guide.Windows {
		dirs = []string{`C:\`, `C:\Users\J. Doe [x]\w`}
	}
	c := plan.Choices{
		Work: one(d, dirs...), Dir: one(d, "", one(d, dirs...)+"x"), Full: d.chance(4), NoFix: d.chance(4),
		Profile: one(d, "", "a", "b", "c"), Recipe: one(d, "", one(d, g.Recipes...).ID),
		From: one(d, "", "", "/src/sample", "https://me@mirror.example/x", "git@mirror.example:x.git"),
	}
	if d.chance(3) {
		user := one(d, "me:"+password, ":"+password, password+":", "me:pass/word"+password, "x-access-token:"+password, "gho_"+password, "me:"+password+"@")
		c.From = one(d, "https", "ssh", "http") + "://" + user + "@mirror.example" + one(d, "", ":8443") + "/x.git"
	}
	return c
}

const password = "hunter2hunter2hunter2"
