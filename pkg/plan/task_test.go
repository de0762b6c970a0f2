package plan_test

import (
	"testing"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// TestTaskThatInstalls: what a task needs besides is installed into the environment first, by the program that set-up uses.
func TestTaskThatInstalls(t *testing.T) {
	t.Parallel()
	g, err := guide.Load("guide.yaml", []byte(digestGuide+"tasks:\n  - {id: docs, title: Build the pages, pip: [\"sphinx>=8\"], run: 'make \"$@\"'}\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := machines()[0].with(g, all)
	for name, want := range map[string]string{
		"":   "/w/sample/.venv/bin/python -m pip install --no-compile 'sphinx>=8'\nmake \"$@\"",
		"uv": "uv pip install --python /w/sample/.venv/bin/python 'sphinx>=8'\nmake \"$@\"",
	} {
		if name != "" {
			f.Tools[name] = plan.Program{Path: "/usr/bin/" + name, Version: "0.9.0"}
		}
		p, err := plan.Build(g, f, plan.Choices{Work: "/w"})
		if err != nil {
			t.Fatal(err)
		}
		s := p.Task(g.Tasks[0])
		if got := s.Action.Command(); got != want || !s.Network {
			t.Errorf("with %q the task is %q, network %v; want %q", name, got, s.Network, want)
		}
		delete(f.Tools, name)
	}
}
