package view

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// Plan writes a plan whole: every step with its reasons, command and conditions.
func (v *Plain) Plan(p event.Plan) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.steplist(p.Steps)
	if len(p.Variables) == 0 {
		return
	}
	v.gap()
	v.prose(0, term.Heading, "Every step is told, so that each tool goes where you have told one of them to go:")
	for _, told := range p.Variables {
		text := told.Name + "=" + told.Value
		if told.NetworkOnly {
			text += " (only steps that use the network)"
		}
		v.rows(4, []row{{label: "variable", text: text, whole: true}, {label: "why", text: told.Why}})
	}
}

func (v *Plain) steplist(steps []event.Step) {
	for i, s := range steps {
		if i > 0 {
			v.gap()
		}
		lead := v.render(term.Muted, fmt.Sprintf("%2d.", i+1)) + " "
		for _, l := range fold(title(s.Title)+" ("+term.Line(s.ID)+")", v.width()-4) {
			v.printf("%s%s\n", lead, v.render(term.Heading, l))
			lead = indented(4)
		}
		if s.Why != "" && !strings.Contains(s.Title, s.Why) {
			v.prose(4, term.Muted, s.Why)
		}
		v.command(4, s.Command)
		v.rows(4, conditions(s))
	}
}

// conditions are what a step needs, leaves behind and may do.
func conditions(s event.Step) []row {
	rows := []row{
		{label: "here", text: s.Cause},
		{label: "state", text: state(s)},
		{label: "in", text: s.Dir, whole: true},
		{label: "after", text: strings.Join(s.Needs, ", ")},
	}
	for _, k := range slices.Sorted(maps.Keys(s.Env)) {
		rows = append(rows, row{label: "variable", text: k + "=" + s.Env[k], whole: true})
	}
	for _, p := range s.Path {
		rows = append(rows, row{label: "first on PATH", text: p, whole: true})
	}
	for _, c := range s.Creates {
		rows = append(rows, row{label: "makes", text: c, whole: true})
	}
	for _, c := range s.Check {
		rows = append(rows, row{label: "checked", text: c, whole: strings.HasPrefix(c, "succeeds: ")})
	}
	rows = append(rows, row{label: "must print", text: s.Expect, whole: true})
	if s.Network {
		rows = append(rows, row{label: "network", text: fmt.Sprintf("yes, tried up to %d times", s.Retries+1)})
	}
	for _, w := range s.Writes {
		rows = append(rows, row{label: "writes", text: "outside the checkout: " + w})
	}
	rows = append(rows, row{label: "mind", text: s.Warning}, row{label: "unproved", text: s.Unproved})
	if s.Estimate >= 1 {
		rows = append(rows, row{label: "took", text: seconds(s.Estimate) + " on another machine"})
	}
	return rows
}

func state(s event.Step) string {
	switch s.State {
	case event.Done:
		return "done" + because(s.Reason)
	case event.Pending:
		return "to do" + because(s.Reason)
	}
	return string(s.State)
}
