package cli

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/runner"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// maxReportLine is the longest line of output in a report, in characters.
const maxReportLine = 500

// namesWidth is how wide the list of variables is.
const namesWidth = 100

// A page is a report as Markdown. What was found stands in code, so that nothing in it acts as Markdown:
// no link, no mention, no heading.
type page struct {
	bytes.Buffer
	scrub *scrub
}

// markdown is the report for people.
func (r *report) markdown() []byte {
	p := &page{scrub: r.scrub}
	title := "Report of jupyter-onboard"
	if r.project {
		title += " for " + p.line(r.plan.Guide.ID)
	}
	p.printf("# %s\n\nMade on %s by `jupyter-onboard report`. %s\n", title, r.made.UTC().Format("2 January 2006, 15:04 MST"), reportMind)
	p.machine(r)
	if r.project {
		p.project(r)
		p.steps(r)
		p.failure(r)
	}
	p.environment(r)
	return p.Bytes()
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(&p.Buffer, format, args...) }

// line is a text on one line that may be shown.
func (p *page) line(text string) string { return term.Line(p.scrub.hide(text)) }

// code is a text as a span of code, whatever backticks it has.
func (p *page) code(text string) string {
	text = p.line(text)
	if text == "" {
		return "-"
	}
	fence := strings.Repeat("`", longestTicks(text)+1)
	if len(fence) > 1 {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}

// cell is code in a table.
func (p *page) cell(text string) string { return strings.ReplaceAll(p.code(text), "|", `\|`) }

// block is lines as a block of code.
func (p *page) block(lines []string) {
	var clean []string
	for _, l := range lines {
		l = term.PlainOutput(p.scrub.hide(l))
		if r := []rune(l); len(r) > maxReportLine {
			l = string(r[:maxReportLine]) + "…"
		}
		clean = append(clean, strings.TrimRight(l, "\n"))
	}
	text := strings.Join(clean, "\n")
	fence := strings.Repeat("`", max(longestTicks(text)+1, 3))
	p.printf("\n%stext\n%s\n%s\n", fence, text, fence)
}

// longestTicks is the longest row of backticks.
func longestTicks(text string) int {
	longest, row := 0, 0
	for _, r := range text {
		if row++; r != '`' {
			row = 0
		}
		longest = max(longest, row)
	}
	return longest
}

// machine writes versions and tools.
func (p *page) machine(r *report) {
	p.printf("\n## This machine\n\n- jupyter-onboard %s\n- %s\n", p.line(r.version), p.line(r.system()))
	if r.facts.Memory > 0 {
		p.printf("- memory: %s\n", gigabytes(r.facts.Memory))
	}
	if r.facts.DiskFree > 0 {
		p.printf("- free disk: %s\n", gigabytes(r.facts.DiskFree))
	}
	for _, i := range r.facts.Pythons {
		venv := ""
		if !i.Venv {
			venv = ", without venv"
		}
		p.printf("- Python %s: %s%s\n", p.line(i.Version), p.code(i.Path), venv)
	}
	for _, name := range slices.Sorted(maps.Keys(r.facts.Tools)) {
		t := r.facts.Tools[name]
		p.printf("- %s %s: %s\n", p.line(name), p.line(first(t.Version, t.Problem, "of unknown version")), p.code(t.Path))
	}
}

func gigabytes(s guide.Size) string { return fmt.Sprintf("%.1f GB", float64(s)/1e9) }

// project writes which guide and which checkout.
func (p *page) project(r *report) {
	g := r.plan.Guide
	p.printf("\n## Project\n\n- guide: %s from %s, sha256 %s\n- folder: %s\n", p.code(g.ID), p.code(r.plan.Origin.Name),
		p.code(r.plan.Origin.SHA256), p.code(r.plan.Dir))
	if r.plan.Profile != "" {
		p.printf("- profile %s, recipe %s\n", p.code(r.plan.Profile), p.code(r.plan.Recipe))
	}
	if r.plan.From != "" {
		p.printf("- code from %s\n", p.code(system.Redact(r.plan.From)))
	}
	c := r.facts.Checkout
	p.printf("- checkout: %s", p.line(string(c.State)))
	if c.Commit != "" {
		p.printf(", commit %s on %s", p.code(c.Commit), p.code(c.Branch))
	}
	p.printf("\n")
	for _, d := range c.Differences {
		p.printf("- differs: %s, wanted: %s\n", p.code(d.Observed), p.code(d.Expected))
	}
	for _, remote := range r.remotes {
		p.printf("- remote: %s\n", p.code(remote))
	}
	if env := r.facts.Environment; env.Maker != "" {
		p.printf("- environment: %s with Python %s\n", p.line(env.Maker), p.line(env.Version))
	}
	for _, w := range r.plan.Warnings {
		p.printf("- warning: %s\n", p.line(w))
	}
	if r.trouble != "" {
		p.printf("- %s\n", p.code(r.trouble))
	}
}

// steps writes the plan with what is done, and what the machine lacks for it.
func (p *page) steps(r *report) {
	for _, b := range r.plan.Blockers() {
		p.printf("- in the way: %s: %s, needed: %s\n", p.line(b.Name), p.code(b.Observed), p.code(b.Expected))
	}
	if len(r.states) == 0 {
		return
	}
	p.printf("\n## Steps\n\n| step | kind | state | why |\n|---|---|---|---|\n")
	for i, s := range r.plan.Steps {
		state := "to do"
		if r.states[i].Done {
			state = "done"
		}
		p.printf("| %s | %s | %s | %s |\n", p.cell(s.ID), p.line(string(s.Kind)), state, p.cell(r.states[i].Reason))
	}
}

// failure writes the step that failed, with its causes and its last lines.
func (p *page) failure(r *report) {
	f := r.failed
	if f == nil {
		if r.trouble != "" {
			return
		}
		p.printf("\n## No step failed\n\nThe journal of the checkout has no step whose last run didn't end well.\n")
		return
	}
	p.printf("\n## The step that failed: %s\n\n- %s\n", p.line(f.Step.ID), p.line(endOf(*f)))
	if command := f.Step.Action.Command(); command != "" {
		p.printf("- its command:\n")
		p.block(strings.Split(strings.TrimRight(command, "\n"), "\n"))
	}
	for _, d := range f.Diagnoses {
		p.printf("\n### Known failure: %s\n\nSeen in the line %s.\n\n%s\n\nWhat is advised: %s\n", p.line(d.ID), p.code(d.Line), p.line(d.Cause), p.line(d.Remedy))
	}
	switch {
	case f.Log == "":
		p.printf("\nIts log isn't there any more.\n")
	case len(f.LastLines) == 0:
		p.printf("\nIt has printed nothing. Log: %s\n", p.code(f.Log))
	default:
		p.printf("\nThe last %s of %s:\n", count(len(f.LastLines), "line", "lines"), p.code(f.Log))
		p.block(f.LastLines)
	}
}

// environment writes the names of variables, and the few values that matter.
func (p *page) environment(r *report) {
	p.printf("\n## Environment variables\n\nThe names of all, and the values of a few that say how programs are found:\n")
	p.block(append(r.values(), "", term.Wrap(strings.Join(r.names(), " "), namesWidth)))
}

// events is the report for programs, in the events that other commands have too.
func (r *report) events() []event.Body {
	var out []event.Body
	if r.project && len(r.plan.Steps) > 0 {
		out = append(out, runner.Describe(r.plan, r.states))
	}
	fact := func(id, title, observed string) {
		out = append(out, event.Finding{ID: "report/" + id, Level: event.Info, Title: title, Observed: observed})
	}
	fact("version", "jupyter-onboard", r.version)
	fact("system", "This machine", r.system())
	for _, i := range r.facts.Pythons {
		fact("python", "Python", i.Version+" at "+i.Path)
	}
	for _, name := range slices.Sorted(maps.Keys(r.facts.Tools)) {
		t := r.facts.Tools[name]
		fact("tool/"+name, name, first(t.Version, t.Problem, "of unknown version")+" at "+t.Path)
	}
	if r.project {
		fact("checkout", "Checkout", strings.TrimSpace(string(r.facts.Checkout.State)+" "+r.facts.Checkout.Commit+" "+r.facts.Checkout.Branch))
	}
	for _, remote := range r.remotes {
		fact("remote", "Remote", remote)
	}
	for _, value := range r.values() {
		fact("variable", "Variable", value)
	}
	fact("variables", "Names of variables", strings.Join(r.names(), " "))
	if r.trouble != "" {
		out = append(out, event.Note{Level: event.Warning, Text: r.trouble})
	}
	if f := r.failed; f != nil {
		out = append(out, failureOf(*f, plan.Quote([]string{"jupyter-onboard", "setup", r.plan.Guide.ID, "--dir", r.plan.Dir})))
	}
	return out
}
