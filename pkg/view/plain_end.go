package view

import (
	"fmt"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

const (
	// mostDiagnoses is how many causes of a failure are shown; more would help nobody.
	mostDiagnoses = 3
	// mostEvidence is how many places are named where a failure was seen before.
	mostEvidence = 3
)

// failure writes why a step failed: cause and remedy if they are known, else the last lines. The way on
// comes when everything else was said.
func (v *Plain) failure(f event.Failure) {
	v.endGroup()
	v.explained = true
	if v.failed == nil {
		v.failed = &f
	}
	v.gap()
	v.prose(0, term.Bad, "Why "+term.Line(f.Step)+" failed")
	var rows []row
	for i, d := range f.Diagnoses[:min(len(f.Diagnoses), mostDiagnoses)] {
		label := "likely cause"
		if i > 0 {
			label = "or perhaps"
		}
		rows = append(rows, diagnosis(label, d)...)
	}
	rows = append(rows, row{label: "observed", text: f.Observed}, row{label: "expected", text: f.Expected})
	if len(f.Diagnoses) == 0 && len(f.LastLines) > 0 {
		rows = append(rows, row{label: "last lines", text: lastLines(f.LastLines), whole: true})
	}
	v.rows(2, append(rows, row{label: "whole output", text: f.Log, whole: true}))
	v.gap()
	if v.options.Actions {
		v.annotate(f)
	}
}

func diagnosis(label string, d event.Diagnosis) []row {
	known := d.ID
	if n := len(d.Evidence); n > 0 {
		known += ", seen before in " + strings.Join(d.Evidence[:min(n, mostEvidence)], ", ")
		if n > mostEvidence {
			known += fmt.Sprintf(" and %d more", n-mostEvidence)
		}
	}
	return []row{
		{label: label, text: d.Cause},
		{label: "what to do", text: d.Remedy},
		{label: "seen as", text: term.Line(d.Line), whole: true},
		{label: "known failure", text: known},
	}
}

func lastLines(lines []string) string {
	clean := make([]string, len(lines))
	for i, l := range lines {
		clean[i] = "| " + strings.TrimRight(term.PlainOutput(l), "\n")
	}
	return strings.Join(clean, "\n")
}

// wayOn are the rows that end what is said of a failure, once.
func (v *Plain) wayOn(next, ask string) []row {
	if f := v.failed; f != nil {
		if next == "" {
			next = f.Continue
		}
		if ask == "" {
			ask = f.Ask
		}
	}
	v.failed = nil
	return []row{nextRow("to continue", next), {label: "to ask a person", text: ask}}
}

// showWayOn writes the way on of a failure that no outcome followed.
func (v *Plain) showWayOn() {
	if v.failed != nil {
		v.rows(2, v.wayOn("", ""))
		v.gap()
	}
	v.explained = false
}

// outcome writes how it ended and what comes next.
func (v *Plain) outcome(o event.Outcome) {
	v.endGroup()
	v.gap()
	role := term.Good
	if o.ExitCode != 0 {
		role = term.Bad
	}
	if o.Message != "" {
		v.marked(role, o.Message)
	}
	rows := []row{
		{label: "observed", text: o.Observed},
		{label: "expected", text: o.Expected},
		{label: "log", text: o.Log, whole: true},
		nextRow("next", o.Next),
		{label: "to ask a person", text: o.Ask},
	}
	if v.explained {
		rows = v.wayOn(o.Next, o.Ask)
		v.explained = false
	}
	v.rows(3, rows)
}

// nextRow is what comes next: a command as it is, or words.
func nextRow(label, next string) row { return row{label: label, text: next, whole: isCommand(next)} }

// isCommand reports whether a text is a command to copy rather than a sentence that names one.
func isCommand(s string) bool {
	program, _, _ := strings.Cut(s, " ")
	switch program {
	case "jupyter-onboard", "jupyter", "sudo", "apt-get", "brew", "winget", "conda", "mamba", "pixi", "uv", "pip", "python",
		"python3", "npm", "npx", "corepack", "git", "cd", "kill", "xcode-select":
		return !strings.HasSuffix(s, ".") && !strings.Contains(s, ", ") && !strings.Contains(s, ". ")
	}
	return false
}
