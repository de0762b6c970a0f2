package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
)

// String writes the plan for people who compare plans: what stands for every step once, then the
// requirements with their fixes, the warnings and the steps. Programs read the plan's wire form.
func (p Plan) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: profile %s, recipe %s\nfolder %s\n", p.Guide.ID, p.Profile, p.Recipe, p.Dir)
	if p.From != "" {
		fmt.Fprintf(&b, "from %s\n", p.From)
	}
	if !p.Environment.IsZero() {
		fmt.Fprintf(&b, "environment %s\n", p.Environment.Root)
	}
	writeManaged(&b, "", p.path, p.env)
	for _, v := range p.Variables {
		fmt.Fprintf(&b, "told %s\n", v)
	}
	for _, r := range p.Requirements {
		writeRequirement(&b, r)
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "warning: %s\n", w)
	}
	for i, s := range p.Steps {
		fmt.Fprintf(&b, "\n%d. %s (%s): %s\n", i+1, s.ID, s.Kind, s.Title)
		p.writeStep(&b, s)
	}
	return b.String()
}

// writeManaged writes the folders before PATH, and the variables.
func writeManaged(b *strings.Builder, indent string, path []string, env map[string]string) {
	if len(path) > 0 {
		fmt.Fprintf(b, "%spath %s\n", indent, strings.Join(path, " "))
	}
	for _, k := range slices.Sorted(maps.Keys(env)) {
		fmt.Fprintf(b, "%senv %s=%s\n", indent, k, env[k])
	}
}

func writeRequirement(b *strings.Builder, r Requirement) {
	optional := ""
	if r.Optional {
		optional = ", optional"
	}
	fmt.Fprintf(b, "%s %s%s: %s", r.Status, r.ID, optional, r.Observed)
	if r.Status != Met {
		fmt.Fprintf(b, "; needed: %s", r.Expected)
	}
	b.WriteString("\n")
	if !r.Status.lacks() {
		return
	}
	for _, f := range r.Fixes {
		fmt.Fprintf(b, "  fix %s\n", describeFix(f))
	}
}

func describeFix(f guide.Fix) string {
	text := strings.TrimSpace(f.Run + " " + f.URL)
	if f.Admin {
		text += " (admin)"
	}
	return text
}

func (p Plan) writeStep(b *strings.Builder, s Step) {
	line := func(format string, args ...any) { fmt.Fprintf(b, "   "+format+"\n", args...) }
	line("because %s", s.Cause)
	if s.Satisfied != "" {
		line("done: %s", s.Satisfied)
	}
	if len(s.Needs) > 0 {
		line("needs %s", strings.Join(s.Needs, " "))
	}
	line("in %s", s.Dir)
	own := without(s.Env, overlay.Environment(p.Variables, false))
	if slices.Equal(s.Path, p.path) {
		writeManaged(b, "   ", nil, without(own, p.env))
	} else {
		writeManaged(b, "   ", s.Path, own)
	}
	for c := range strings.SplitSeq(s.Action.Command(), "\n") {
		line("$ %s", c)
	}
	for _, c := range s.Creates {
		line("creates %s", c)
	}
	if !s.Check.IsZero() {
		line("check %s", describeCheck(s.Check))
	}
	if len(s.Inputs) > 0 {
		line("inputs %s", strings.Join(s.Inputs, " "))
	}
	if s.Expect != "" {
		line("expects %s", s.Expect)
	}
	for _, w := range s.Writes {
		line("writes %s", w.What)
	}
	if s.Warning != "" {
		line("warning: %s", s.Warning)
	}
	if s.Unproved != "" {
		line("unproved: %s", s.Unproved)
	}
	line("%s", describeLimits(s))
}

// without is the variables of a that aren't in b.
func without(a, b map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			out[k] = v
		}
	}
	return out
}

func describeCheck(c Check) string {
	var parts []string
	if len(c.Files) > 0 {
		parts = append(parts, "not empty "+strings.Join(c.Files, " "))
	}
	if len(c.Installed) > 0 {
		parts = append(parts, "installed "+strings.Join(c.Installed, " "))
	}
	if len(c.Editable) > 0 {
		parts = append(parts, "editable "+strings.Join(c.Editable, " "))
	}
	if c.Script != "" {
		parts = append(parts, "succeeds "+strings.TrimSpace(c.Script))
	}
	return strings.Join(parts, ", ")
}

func describeLimits(s Step) string {
	text := "at most " + guide.Duration(s.Timeout).String()
	if s.Network {
		text += fmt.Sprintf(", network, %d retries", s.Retries)
	}
	if s.Estimate > 0 {
		text += fmt.Sprintf(", took %.1f s", s.Estimate.Seconds())
	}
	return text
}
