package view

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// A Summary is a run on one page of Markdown: the steps with how they ended, why one failed, and what continues. It
// is for places where nobody sees the run's output, such as the creation of a container.
type Summary struct {
	mu      sync.Mutex
	plan    event.Plan
	results []event.StepFinished
	failure *event.Failure
	outcome event.Outcome
}

// Show takes note of an event.
func (s *Summary) Show(e event.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch b := e.Body.(type) {
	case event.Plan:
		s.plan = b
	case event.StepFinished:
		s.results = append(s.results, b)
	case event.Failure:
		if s.failure == nil {
			s.failure = &b
		}
	case event.Outcome:
		s.outcome = b
	}
}

// Markdown returns the page of what was shown so far.
func (s *Summary) Markdown() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b bytes.Buffer
	fmt.Fprintf(&b, "## jupyter-onboard: %s\n\n%s\n", clean(s.plan.Name), clean(s.outcome.Message))
	if len(s.results) > 0 {
		b.WriteString("\n| step | result | seconds |\n|---|---|---|\n")
		for _, r := range s.results {
			fmt.Fprintf(&b, "| %s | %s | %.1f |\n", clean(r.ID), clean(string(r.Result)), r.Seconds)
		}
	}
	if f := s.failure; f != nil {
		fmt.Fprintf(&b, "\n### Why %s failed\n\n", clean(f.Step))
		for _, d := range f.Diagnoses[:min(len(f.Diagnoses), mostDiagnoses)] {
			fmt.Fprintf(&b, "- likely cause: %s\n- what to do: %s\n", clean(d.Cause), clean(d.Remedy))
		}
		fmt.Fprintf(&b, "- observed: %s\n- expected: %s\n", clean(f.Observed), clean(f.Expected))
		if len(f.Diagnoses) == 0 && len(f.LastLines) > 0 {
			// Behind a list, indented lines alone would go on with its last item.
			b.WriteString("\nThe last lines:\n\n")
			code(&b, f.LastLines)
		}
		if f.Log != "" {
			b.WriteString("\nWhole output:\n\n")
			code(&b, []string{f.Log})
		}
	}
	if s.outcome.Next != "" {
		b.WriteString("\nNext:\n\n")
		code(&b, []string{s.outcome.Next})
	}
	if s.outcome.Ask != "" {
		fmt.Fprintf(&b, "\nWhere to ask: %s\n", clean(s.outcome.Ask))
	}
	return b.Bytes()
}

// clean is one line of text that means nothing to a terminal or to Markdown.
func clean(s string) string { return mdText(term.Line(s)) }

// code writes lines as an indented block, which no text can end.
func code(b *bytes.Buffer, lines []string) {
	for _, l := range lines {
		fmt.Fprintf(b, "    %s\n", term.Line(l))
	}
}
