package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// TestVendoredYarn: a Yarn that the repository carries is on PATH for its steps, and its file is in the definition.
func TestVendoredYarn(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer(
		"python: {version: \">=3.10,<3.15\"}\n", "node: {version: \">=20\", manager: {name: vendored, file: .yarn/releases/yarn-3.6.0.cjs}}\n",
		"  - {id: install, title: Install, why: Tests import it., pip: [\"-e\", \".\"], dir: a, env: {A: b}}\n", "",
		", from_checkout: [sample]", "",
		"  - {tool: pandoc, why: Pages., provide: {pip: \"pypandoc_binary>=1.13\"}}\n", "",
	).Replace(digestGuide)
	g, err := guide.Load("guide.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range machines() {
		p, err := plan.Build(g, m.with(g, all), plan.Choices{Work: "/w", Dir: "/w/it's"})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(p.Steps, func(s plan.Step) bool { return s.ID == "provide-yarn" })
		build := slices.IndexFunc(p.Steps, func(s plan.Step) bool { return s.ID == "build" })
		if at < 0 || build < at || !slices.Contains(p.Steps[build].Needs, "provide-yarn") {
			t.Fatalf("%s: the steps are\n%s", m.name, p)
		}
		script := p.Steps[at].Action.Script
		if want := `exec node '/w/it'\''s/.yarn/releases/yarn-3.6.0.cjs' "$@"`; !strings.Contains(script, want) {
			t.Errorf("%s: the script lacks %s:\n%s", m.name, want, script)
		}
		folder := strings.TrimRight(strings.TrimSuffix(p.Steps[at].Creates[0], "yarn"), `/\`)
		if !slices.Contains(p.Steps[build].Path, folder) {
			t.Errorf("%s: PATH of a step is %q, without %s", m.name, p.Steps[build].Path, folder)
		}
	}
}
