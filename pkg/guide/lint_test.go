package guide

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLint(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, name := range []string{
		"minimal.yaml", "rich.yaml", "clone-elsewhere.yaml", "no-python.yaml", "background-tasks.yaml", "one-node-yarn1.yaml",
	} {
		f, err := LoadFile(name, []byte(readFile(t, "testdata/good/"+name)))
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, p := range Lint(f) {
			lines = append(lines, p.ID+" "+strings.TrimPrefix(p.String(), name+":"))
		}
		got[name] = strings.Join(lines, "\n")
	}
	want := map[string]string{
		"minimal.yaml": `lint/no-source 16:12: no source says where python.version was read; add "python.version" to the facts of a source
lint/no-source 18:9: no source says where steps.install was read; add "steps.install" to the facts of a source
lint/no-mutation 25:9: "tests" has no mutation: a released package could stand in for the checkout; add "mutation"
lint/no-source 25:9: no source says where verify.tests was read; add "verify.tests" to the facts of a source
lint/no-source 32:3: no source says where issues.claim was read; add "issues.claim" to the facts of a source`,
		"rich.yaml": `lint/no-evidence 188:10: nothing shows that "wrapped" happens; add "evidence": [owner/repo#n]`,
		"clone-elsewhere.yaml": `lint/no-source 10:19: no source says where python.version was read; add "python.version" to the facts of a source
lint/no-mutation 12:10: "tests" has no mutation: a released package could stand in for the checkout; add "mutation"
lint/no-source 12:10: no source says where verify.tests was read; add "verify.tests" to the facts of a source
lint/no-first-task 13:1: there is no label for newcomers, and nothing to do instead; add "none_means" and "first_tasks"
lint/no-source 14:3: no source says where issues.claim was read; add "issues.claim" to the facts of a source`,
	}
	for name, w := range want {
		if diff := cmp.Diff(w, got[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestLintFindings changes the rich sample so that each rule finds something.
func TestLintFindings(t *testing.T) {
	t.Parallel()
	rich := readFile(t, "testdata/good/rich.yaml")
	tests := map[string]struct{ find, put, want string }{
		"no-upper-bound": {`">=3.10,<3.15"`, `">=3.10"`, `lint/no-upper-bound guides/x.yaml:35:12: ">=3.10" has no end: a Python that nobody tried would be taken; add the first version that upstream doesn't test, as <3.15`},
		"bound by ~=":    {`">=3.10,<3.15"`, `"~=3.10"`, ""},
		"no-why":         {"  why: The code moved; issues stay where they were.\n", "", `lint/no-why guides/x.yaml:14:9: the code is cloned from another repository, and nothing says why; add "why"`},
		"unused-profile": {"  - {id: docs, title: Documentation}", "  - {id: docs, title: Documentation}\n  - {id: api, title: API}", `lint/unused-profile guides/x.yaml:29:10: no step, tool or proof names profile "api"; name it where it differs, or remove it
lint/no-proof guides/x.yaml:29:10: nothing in verify proves profile "api"`},
		"proved-profile":  {"    title: Everything\n", "    title: Everything\n    unproved: No.\n", `lint/proved-profile guides/x.yaml:31:15: a receipt says that profile "full" was run; remove "unproved"`},
		"no-proof":        {"    expect: build succeeded\n    profiles: [docs]", "    expect: build succeeded\n    profiles: [full]", `lint/no-proof guides/x.yaml:28:10: nothing in verify proves profile "docs"`},
		"no-done":         {"    check: {run: python -c \"import sphinx\"}\n", "", `lint/no-done guides/x.yaml:101:9: nothing shows that step "docs" is done: it is only remembered; add "creates" or "check"`},
		"absent-need":     {"    needs: []", "    needs: [build]", `lint/absent-need guides/x.yaml:106:13: profile "docs" has step "docs" but not "build", which it needs`},
		"no-mutation":     {"    unproved: It was not tried.\n", "", `lint/no-mutation guides/x.yaml:126:9: "pages" has no mutation: a released package could stand in for the checkout; add "mutation"`},
		"no-ready":        {"    ready: 'is running at http://\\S+'\n", "", `lint/no-ready guides/x.yaml:134:9: task "run" runs in the background, and nothing shows that it is ready; add "ready"`},
		"no-first-task":   {"  labels: [good first issue]\n  none_means: All are taken.\n", "", `lint/no-first-task guides/x.yaml:144:1: there is no label for newcomers, and nothing to do instead; add "none_means" and "first_tasks"`},
		"unknown-fact":    {"facts: [clone.tags,", "facts: [clone.tag,", `lint/unknown-fact guides/x.yaml:191:120: a guide has no "tag" in "clone.tag"`},
		"unknown step":    {"facts: [clone.tags,", "facts: [steps.instal,", `lint/unknown-fact guides/x.yaml:191:120: a guide has no "instal" in "steps.instal"`},
		"below a value":   {"facts: [clone.tags,", "facts: [python.version.x,", `lint/unknown-fact guides/x.yaml:191:120: a guide has no "x" in "python.version.x"`},
		"key of a step":   {"facts: [clone.tags,", "facts: [steps.install.inputs,", ""},
		"tool by name":    {"facts: [clone.tags,", "facts: [requires.git.version,", ""},
		"part left out":   {"facts: [clone.tags,", "facts: [steps.install.check.run,", ""},
		"key left out":    {"facts: [clone.tags,", "facts: [pull_request.gates.labels,", ""},
		"no-source node":  {"python.version, node.version, steps", "python.version, steps", `lint/no-source guides/x.yaml:39:12: no source says where node.version was read; add "node.version" to the facts of a source`},
		"covered by part": {"python.version, node.version, steps, verify, issues]", "python.version, node, steps.install, steps.build.env, steps.docs, verify, issues]", ""},
		"no-source ai":    {"steps, verify, issues]", "steps, verify, issues.claim]", `lint/no-source guides/x.yaml:154:3: no source says where issues.ai_policy was read; add "issues.ai_policy" to the facts of a source`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if strings.Count(rich, tt.find) != 1 {
				t.Fatalf("rich.yaml has the text to find %d times", strings.Count(rich, tt.find))
			}
			f, err := LoadFile("guides/x.yaml", []byte(strings.Replace(rich, tt.find, tt.put, 1)))
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, p := range Lint(f) {
				if p.ID != "lint/no-evidence" {
					found = append(found, p.ID+" "+p.String())
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(found, "\n")); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
