package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

func corrections() []event.Correction {
	return []event.Correction{
		{
			Project: "x", Repo: "jupyter/x", File: "README.md", Line: 28, URL: "https://github.com/jupyter/x/blob/75f8/README.md?plain=1#L28",
			Topic: "set-up", Says: "CONTRIBUTING.md says how.", Against: []string{"pyproject.toml:47: The extras hold it."}, Instead: "Install nbformat_x[test] with __init__ and *all*.",
		},
		{Project: "x", Repo: "jupyter/x", File: "README.md", Topic: "mail", Says: "ask @carol", Instead: "<b>ask</b>\nin the forum"},
		{Project: "x", Repo: "jupyter/x", File: "a`b.md", Line: 2, Topic: "y", Says: "z", Instead: "w"},
	}
}

func TestCorrectionsAsMarkdown(t *testing.T) {
	t.Parallel()
	want := strings.Join([]string{
		"### `README.md`",
		"",
		"- [Line 28](https://github.com/jupyter/x/blob/75f8/README.md?plain=1#L28), about set-up: CONTRIBUTING.md says how.",
		"  - But `pyproject.toml:47`: The extras hold it.",
		`  - Instead: Install nbformat_x\[test\] with \_\_init\_\_ and \*all\*.`,
		"- The file, about mail: ask @<!-- -->carol",
		`  - Instead: \<b\>ask\</b\> in the forum`,
		"",
		"### `a'b.md`",
		"",
		"- Line 2, about y: z",
		"  - Instead: w",
		"",
	}, "\n")
	if diff := cmp.Diff(want, view.Markdown(corrections())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
