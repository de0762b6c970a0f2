// Package doctor tells how a machine stands against a guide.
//
// [Check] is pure: a plan and the facts that it was built from go in, findings come out, the ones that stop a set-up
// first. A finding has a stable id, says why it matters, and names ways to mend it, those without admin
// rights first. What the plan mends by itself is said, too.
package doctor

import (
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/plan"
)

// A Severity is how much a finding matters.
type Severity int

// The severities, the gravest first.
const (
	// Blocker: set-up can't end well as long as it is so.
	Blocker Severity = iota
	// Warning: set-up works, something later may not.
	Warning
	// Info: worth knowing.
	Info
	// OK: as it should be.
	OK
)

// A Finding is what was found out about one thing.
type Finding struct {
	// Stable name, such as tool/node or machine/watches.
	ID       string
	Severity Severity
	// What it is about.
	Title string
	// What was seen, and what is needed.
	Observed, Expected string
	// Why it matters.
	Why string
	// Ways for a person to mend it, those without admin rights first.
	Fixes []guide.Fix
	// True if set-up mends it by itself.
	Automatic bool
}

// Check lists the findings for a plan on the machine of f: blockers, warnings, notes, then what is as it
// should be.
func Check(p plan.Plan, f plan.Facts) []Finding {
	var out []Finding
	for _, r := range p.Requirements {
		out = append(out, requirement(r))
	}
	out = append(out, machine(p, f)...)
	slices.SortStableFunc(out, func(a, b Finding) int { return int(a.Severity) - int(b.Severity) })
	return out
}

// Host lists what can be said of a machine without a guide.
func Host(f plan.Facts) []Finding {
	out := tools(f)
	out = append(out, machine(plan.Plan{}, f)...)
	slices.SortStableFunc(out, func(a, b Finding) int { return int(a.Severity) - int(b.Severity) })
	return out
}

// Top is the gravest finding that isn't as it should be, if there is one: what to mend first.
func Top(findings []Finding) (Finding, bool) {
	for _, f := range findings {
		if f.Severity == Blocker || f.Severity == Warning {
			return f, true
		}
	}
	return Finding{}, false
}

// requirement tells how something that the plan needs stands.
func requirement(r plan.Requirement) Finding {
	f := Finding{ID: r.ID, Severity: OK, Title: r.Name, Observed: r.Observed, Expected: r.Expected, Why: r.Why, Fixes: r.Fixes}
	switch {
	case r.Blocks():
		f.Severity = Blocker
	case r.Status == plan.Provided:
		f.Severity, f.Automatic, f.Fixes = Info, true, nil
	case r.Status != plan.Met:
		f.Severity = Warning
	default:
		f.Fixes = nil
	}
	return f
}

// tools tells which of the usual programs are there.
func tools(f plan.Facts) []Finding {
	var out []Finding
	for _, name := range []string{"git", "bash", "uv", "node", "npm"} {
		p, ok := f.Tools[name]
		finding := Finding{ID: "tool/" + name, Severity: OK, Title: name, Observed: strings.TrimSpace(name + " " + p.Version + " at " + p.Path)}
		if p.Problem != "" {
			finding.Severity, finding.Observed = Warning, name+" at "+p.Path+": "+p.Problem
		}
		if !ok {
			finding.Severity, finding.Observed = Info, name+" was not found on PATH"
			if name == "git" || name == "bash" {
				finding.Severity = Warning
			}
		}
		out = append(out, finding)
	}
	if len(f.Pythons) == 0 {
		return append(out, Finding{ID: "tool/python", Severity: Warning, Title: "python", Observed: "no Python was found on PATH"})
	}
	for _, p := range f.Pythons {
		finding := Finding{ID: "tool/python", Severity: OK, Title: "python", Observed: "Python " + p.Version + " at " + p.Path}
		if p.Problem != "" {
			finding.Severity, finding.Observed = Warning, p.Path+" "+p.Problem
			finding.Why = "The machine may be busy: check again when it isn't."
		}
		out = append(out, finding)
	}
	return out
}
