package plan_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

const companionGuide = `schema: 1
id: sample
name: Sample
repo: example-org/sample
subproject: none
summary: A sample.
choose: {areas: [a], skills: [b], kinds: [code], difficulty: 1}
clone:
  companions:
    - {repo: example-org/parts, directory: all-parts, why: It has the parts., submodules: [part-a, part-b], ssh_as_https: true}
profiles: [{id: main, title: Everything}]
steps:
  - {id: own, title: Build, why: It is shown., run: make, creates: [out]}
  - {id: parts, title: Build the parts, why: They are used., run: make, companion: all-parts, dir: part-a, inputs: [Makefile], creates: [part-a/out], check: {files: [done]}}
verify:
  - {id: tests, proves: It runs., run: ./test, expect: passed, companion: all-parts, dir: part-b}
tasks:
  - {id: run, title: Run it, run: ./run, companion: all-parts}
issues:
  claim: {rule: none, says: Nothing is written.}
`

// TestCompanion: a companion comes with its submodules, and what names it works in its folder, beside the checkout.
func TestCompanion(t *testing.T) {
	t.Parallel()
	g, err := guide.Load("guide.yaml", []byte(companionGuide))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range machines() {
		p, err := plan.Build(g, m.with(g, all), plan.Choices{Work: "/w"})
		if err != nil {
			t.Fatal(err)
		}
		steps := map[string]plan.Step{"task run": p.Task(g.Tasks[0])}
		for _, s := range p.Steps {
			steps[s.ID] = s
		}
		slash := "/"
		if m.facts.OS == guide.Windows {
			slash = "\\"
		}
		at := func(path string) string { return strings.ReplaceAll(path, "/", slash) }
		got := map[string][]string{
			"clone":        {steps["clone-all-parts"].Action.Clone.Dir},
			"own":          append([]string{steps["own"].Dir, steps["own"].Root}, steps["own"].Creates...),
			"parts":        append(append([]string{steps["parts"].Dir, steps["parts"].Root}, steps["parts"].Creates...), steps["parts"].Check.Files...),
			"verify-tests": {steps["verify-tests"].Dir, steps["verify-tests"].Root},
			"task run":     {steps["task run"].Dir, steps["task run"].Root},
		}
		want := map[string][]string{
			"clone":        {at("/w/all-parts")},
			"own":          {at("/w/sample"), at("/w/sample"), at("/w/sample/out")},
			"parts":        {at("/w/all-parts/part-a"), at("/w/all-parts"), at("/w/all-parts/part-a/out"), at("/w/all-parts/done")},
			"verify-tests": {at("/w/all-parts/part-b"), at("/w/all-parts")},
			"task run":     {at("/w/all-parts"), at("/w/all-parts")},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: folders (-want +got):\n%s", m.name, diff)
		}
		const command = "git -c url.https://github.com/.insteadOf=git@github.com: -c url.https://github.com/.insteadOf=ssh://git@github.com/ " +
			"clone --origin upstream --filter=blob:none --single-branch --no-tags --recurse-submodules=part-a --recurse-submodules=part-b " +
			"-- https://github.com/example-org/parts "
		if got := steps["clone-all-parts"].Action.Command(); m.facts.OS == guide.Linux && got != command+"/w/all-parts" {
			t.Errorf("%s: the clone is\n%s\nnot\n%s", m.name, got, command+"/w/all-parts")
		}
	}
}
