package view_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

func summed(bodies ...event.Body) string {
	var s view.Summary
	for _, b := range bodies {
		s.Show(event.Event{Body: b})
	}
	return string(s.Markdown())
}

func TestSummary(t *testing.T) {
	t.Parallel()
	got := summed(
		event.Plan{Name: "nbformat"},
		event.StepFinished{ID: "clone", Result: event.Succeeded, Seconds: 1.25},
		event.StepFinished{ID: "install", Result: event.Failed, Seconds: 3},
		event.Failure{Step: "install", Observed: "ended with exit code 1", Expected: "exit code 0", LastLines: []string{"# boom", "~~~"}, Log: "/x/install.log"},
		event.Outcome{Message: "nbformat is not set up yet.", Next: "jupyter-onboard setup nbformat --yes", Ask: "the chat"},
	)
	want := `## jupyter-onboard: nbformat

nbformat is not set up yet.

| step | result | seconds |
|---|---|---|
| clone | succeeded | 1.2 |
| install | failed | 3.0 |

### Why install failed

- observed: ended with exit code 1
- expected: exit code 0

The last lines:

    # boom
    ~~~

Whole output:

    /x/install.log

Next:

    jupyter-onboard setup nbformat --yes

Where to ask: the chat
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	known := summed(event.Failure{Step: "s", Diagnoses: []event.Diagnosis{{ID: "x", Cause: "a cause", Remedy: "a remedy"}}, LastLines: []string{"not shown"}})
	if !strings.Contains(known, "- likely cause: a cause\n- what to do: a remedy\n") || strings.Contains(known, "not shown") {
		t.Errorf("a known cause is shown as\n%s", known)
	}
}

func TestSummaryOfHostileText(t *testing.T) {
	t.Parallel()
	const text = "a\x1b]0;x\x07\n\n## forged\n<img src=x>[click](http://x.example)|@everyone `x"
	got := summed(
		event.Plan{Name: text}, event.StepFinished{ID: text, Result: event.Succeeded},
		event.Failure{Step: text, Observed: text, Expected: text, Diagnoses: []event.Diagnosis{{Cause: text, Remedy: text}}, Log: text},
		event.Outcome{Message: text, Next: text, Ask: text},
	)
	got += summed(event.Plan{Name: text}, event.Failure{Step: text, Observed: text, Expected: text, LastLines: []string{text, "<img src=y>", "**bold**"}, Log: text})
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe())).Convert([]byte(got), &page); err != nil {
		t.Fatal(err)
	}
	for _, no := range []string{"<img", "<a ", "<strong>"} {
		if strings.Contains(page.String(), no) {
			t.Errorf("%s is live in\n%s", no, &page)
		}
	}
	if !term.Safe(got) {
		t.Errorf("not safe for a terminal: %q", got)
	}
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "    ") {
			continue // Code, where no character means anything.
		}
		if strings.HasPrefix(line, "## forged") {
			t.Errorf("a forged heading: %q", line)
		}
		escaped := regexp.MustCompile(`\\.`).ReplaceAllString(line, "")
		for _, no := range []string{"<img", "[click](", "|@", "@everyone"} {
			if strings.Contains(escaped, no) {
				t.Errorf("%q is in %q", no, line)
			}
		}
	}
}
