package journey_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

const (
	readAt      = "75f819f5b60bc6ffc72145c364132efe5b3c4b35"
	readmeAt    = "1111111111111111111111111111111111111111"
	elsewhereAt = "2222222222222222222222222222222222222222"
)

// Corrections are in the order of the files, and each has the page of its line as it was read.
func TestCorrections(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{
		ID: "x", Repo: "jupyter/x",
		Sources: []guide.Source{
			{File: "pyproject.toml", Commit: readAt},
			{File: "README.md", Commit: readmeAt},
			{File: "ipython/ipython:CONTRIBUTING.md", Commit: elsewhereAt},
		},
		Disagreements: []guide.Disagreement{
			{Topic: "the tests", Recommended: "Run pytest.", Claims: []guide.ClaimedBy{
				{File: "docs/setup.md:31", Says: "nose", Wrong: true},
				{File: "docs/setup.md:4", Says: "make test", Wrong: true},
				{File: "pyproject.toml:40", Says: "pytest"},
			}},
			{Topic: "the chat", Recommended: "Zulip.", Claims: []guide.ClaimedBy{
				{File: "README.md", Says: "Gitter", Wrong: true},
				{File: "ipython/ipython:CONTRIBUTING.md:7", Says: "IRC", Wrong: true},
				{File: "jupyter/other:README.md:3", Says: "mail", Wrong: true},
				{File: "every page that names it", Says: "a list", Wrong: true},
			}},
			{Topic: "nothing wrong", Recommended: "Either.", Claims: []guide.ClaimedBy{{File: "a", Says: "b"}}},
		},
	}
	const server = "https://github.com"
	against := []string{"pyproject.toml:40: pytest"}
	want := []event.Correction{
		{Repo: "ipython/ipython", File: "CONTRIBUTING.md", Line: 7, Topic: "the chat", Says: "IRC", Instead: "Zulip.", URL: server + "/ipython/ipython/blob/" + elsewhereAt + "/CONTRIBUTING.md?plain=1#L7"},
		{Repo: "jupyter/other", File: "README.md", Line: 3, Topic: "the chat", Says: "mail", Instead: "Zulip."},
		{Repo: "jupyter/x", File: "README.md", Topic: "the chat", Says: "Gitter", Instead: "Zulip.", URL: server + "/jupyter/x/blob/" + readmeAt + "/README.md"},
		{Repo: "jupyter/x", File: "docs/setup.md", Line: 4, Topic: "the tests", Says: "make test", Against: against, Instead: "Run pytest.", URL: server + "/jupyter/x/blob/" + readAt + "/docs/setup.md?plain=1#L4"},
		{Repo: "jupyter/x", File: "docs/setup.md", Line: 31, Topic: "the tests", Says: "nose", Against: against, Instead: "Run pytest.", URL: server + "/jupyter/x/blob/" + readAt + "/docs/setup.md?plain=1#L31"},
		{Repo: "jupyter/x", File: "every page that names it", Topic: "the chat", Says: "a list", Instead: "Zulip."},
	}
	for i := range want {
		want[i].Project = "x"
	}
	if diff := cmp.Diff(want, journey.Corrections(g, server)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Projects are grouped under the official name of their sub-project, and under its id where there is none.
func TestGroupTitle(t *testing.T) {
	t.Parallel()
	all := guide.Subprojects{{ID: "jupyterhub", Name: "JupyterHub and Binder"}, {ID: "none", Name: "Without a council"}}
	for id, want := range map[string]string{
		"jupyterhub": "JupyterHub and Binder", "none": "Without a council", "our-own-tools": "Our own tools",
	} {
		if got := journey.GroupTitle(journey.Project(&guide.Guide{Subproject: id}, all)); got != want {
			t.Errorf("title of %s is %q, want %q", id, got, want)
		}
	}
	if got := journey.GroupTitle(event.Project{Subproject: "none"}); got != "Other repositories" {
		t.Errorf("title of none without the official names is %q", got)
	}
}
