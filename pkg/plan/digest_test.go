package plan_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const digestGuide = `schema: 1
id: sample
name: Sample
repo: example-org/sample
subproject: none
summary: A sample.
choose: {areas: [a], skills: [b], kinds: [code], difficulty: 1}
clone: {branch: main, companions: [{repo: example-org/parts, why: It has the parts.}]}
profiles: [{id: main, title: Everything}]
python: {version: ">=3.10,<3.15"}
requires:
  - {tool: pandoc, why: Pages., provide: {pip: "pypandoc_binary>=1.13"}}
  - {tool: tidy, why: Checks., provide: {npm: tidy@5}}
steps:
  - {id: install, title: Install, why: Tests import it., pip: ["-e", "."], dir: a, env: {A: b}}
  - {id: build, title: Build, why: It is shown., run: make, dir: a, env: {A: b}, timeout: 5m, creates: [out]}
verify:
  - {id: tests, proves: It runs., run: pytest, expect: passed, dir: a, env: {A: b}, from_checkout: [sample]}
issues:
  claim: {rule: none, says: Nothing is written.}
`

// digests are the digests of a guide's plan for a machine, by step.
func digests(t *testing.T, text string, f plan.Facts, c plan.Choices) map[string]string {
	t.Helper()
	g, err := guide.Load("guide.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.Build(g, f, c)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, s := range p.Steps {
		out[s.ID] = s.Digest
	}
	return out
}

// TestDigestsAreOfTheGuide builds one guide for machines that differ in everything: the digests don't.
func TestDigestsAreOfTheGuide(t *testing.T) {
	t.Parallel()
	var want map[string]string
	for name, f := range differingMachines() {
		got := digests(t, digestGuide, f, plan.Choices{Dir: "/any/" + name})
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", name, diff)
		}
	}
	if len(want) != 8 {
		t.Errorf("digests of %d steps", len(want))
	}
}

// differingMachines are machines with different systems, Pythons, installers and environments.
func differingMachines() map[string]plan.Facts {
	out := map[string]plan.Facts{}
	for i := range 4 * 2 * 2 * 3 {
		m, uv := machines()[i%4], i/4%2 == 0
		version, maker := []string{"3.10.1", "3.14.0"}[i/8%2], []string{"", "venv", "uv"}[i/16]
		f := m.facts
		f.Pythons = []plan.Interpreter{{Path: m.program("python"), Version: version, Venv: true}}
		f.Tools = map[string]plan.Program{"npm": {Path: m.program("npm"), Version: "10.0.0"}}
		if uv {
			f.Tools["uv"] = plan.Program{Path: m.program("uv"), Version: "0.9.0"}
		}
		f.Environment = plan.Existing{Maker: maker, Version: "3.12.0"}
		out[fmt.Sprintf("%s-%t-%s-%s", m.name, uv, version, maker)] = f
	}
	return out
}

// TestDigestsFollowTheGuide changes one thing of a guide and tells whose digests change.
func TestDigestsFollowTheGuide(t *testing.T) {
	t.Parallel()
	f := machines()[0].facts
	f.Pythons = []plan.Interpreter{{Path: "/usr/bin/python3", Version: "3.12.0", Venv: true}}
	f.Tools = map[string]plan.Program{"npm": {Path: "/usr/bin/npm", Version: "10.0.0"}}
	before := digests(t, digestGuide, f, plan.Choices{Work: "/home/me"})
	for _, c := range []struct{ name, old, put, changed string }{
		{"a title", "title: Install", "title: Put in", ""},
		{"a reason", "why: Tests import it.", "why: Because.", ""},
		{"a limit", "timeout: 5m", "timeout: 6m, retries: 1, network: true", ""},
		{"a warning", "title: Build", "title: Build, warning: Long., unproved: No.", ""},
		{"what it writes", "title: Build", "title: Build, writes: [{what: x, why: y}], undo: rm x", ""},
		{"what it creates", "creates: [out]", "creates: [out, more]", ""},
		{"a check", "creates: [out]", "check: {run: test -e out}", ""},
		{"inputs", "creates: [out]", "creates: [out], inputs: [Makefile]", ""},
		{"what is proved", "proves: It runs.", "proves: It walks.", ""},
		{"a tool's reason", "why: Pages.", "why: Papers.", ""},
		{"pip", `pip: ["-e", "."]`, `pip: ["-e", ".[test]"]`, "install"},
		{"pip's order", `pip: ["-e", "."]`, `pip: [".", "-e"]`, "install"},
		{"pip and env", `pip: ["-e", "."], dir: a, env: {A: b}`, `pip: ["-e", ".", "A=b"], dir: a`, "install"},
		{"pip's folder", `pip: ["-e", "."], dir: a`, `pip: ["-e", "."], dir: b`, "install"},
		{"run", "run: make,", "run: make all,", "build"},
		{"run's folder", "run: make, dir: a", "run: make", "build"},
		{"a variable", "run: make, dir: a, env: {A: b}", "run: make, dir: a, env: {A: c}", "build"},
		{"a variable's name", "run: make, dir: a, env: {A: b}", "run: make, dir: a, env: {B: b}", "build"},
		{"run in a companion", "run: make,", "run: make, companion: parts,", "build"},
		{"no variable", "run: make, dir: a, env: {A: b}", "run: make, dir: a", "build"},
		{"a proof's command", "run: pytest", "run: pytest -q", "verify-tests"},
		{"a proof in a companion", "from_checkout: [sample]", "companion: parts", "verify-tests"},
		{"a proof's pattern", "expect: passed", "expect: '[1-9] passed'", "verify-tests"},
		{"a proof's folder", "expect: passed, dir: a", "expect: passed", "verify-tests"},
		{"a proof's variable", "dir: a, env: {A: b}, from", "dir: a, env: {A: c}, from", "verify-tests"},
		{"a proof's packages", "[sample]", "[sample, other]", "verify-tests"},
		{"the range", `">=3.10,<3.15"`, `">=3.11,<3.15"`, "python"},
		{"the environment", `">=3.10,<3.15"`, `">=3.10,<3.15", environment: env`, "python"},
		{"a wheel", `"pypandoc_binary>=1.13"`, `"pypandoc_binary>=1.14"`, "provide-pandoc"},
		{"a package of npm", "npm: tidy@5", "npm: tidy@6", "provide-tidy"},
		{"the branch", "branch: main", "branch: next", "clone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if strings.Count(digestGuide, c.old) != 1 {
				t.Fatalf("the guide has %q %d times", c.old, strings.Count(digestGuide, c.old))
			}
			after := digests(t, strings.Replace(digestGuide, c.old, c.put, 1), f, plan.Choices{Work: "/home/me"})
			changed := []string{}
			for id := range maps.Keys(before) {
				if before[id] != after[id] {
					changed = append(changed, id)
				}
			}
			if got := strings.Join(changed, " "); got != c.changed {
				t.Errorf("the digests of %q changed, want %q", got, c.changed)
			}
		})
	}
}
