package view

import (
	"strings"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

// Review writes a guide for approval: every byte of it with control characters made visible, then what
// runs. Lines are neither cut nor wrapped.
func (v *Plain) Review(r journey.Review) {
	v.mu.Lock()
	defer v.mu.Unlock()
	kind, whose := "guide", r.Name+" ("+r.ID+") for "+r.Repo
	if r.Kind != "" {
		kind, whose = r.Kind, r.Name
	}
	v.heading("The " + kind + ", whole")
	v.raw("  ", r.Text)
	v.printf("\n")
	if r.Kind == "" || len(r.Commands) > 0 {
		v.heading("What of it runs")
	}
	for _, c := range r.Commands {
		head := term.Reveal(c.Place) + ", " + term.Reveal(c.Owner) + ", " + term.Reveal(c.When)
		if c.Dir != "" {
			head += ", in " + term.Reveal(c.Dir)
		}
		v.printf("  %s\n", v.options.Palette.Render(term.Muted, head))
		if c.Script != "" {
			v.raw("    ", c.Script)
		}
		for _, a := range c.Args {
			v.raw("    ", a)
		}
	}
	for _, f := range r.Variables {
		v.printf("  sets %s=%s\n", term.Reveal(f.Label), term.Reveal(f.Text))
	}
	for _, f := range r.Effects {
		v.printf("  outside the checkout: %s: %s\n", term.Reveal(f.Label), term.Reveal(f.Text))
	}
	for _, s := range r.Sources {
		v.printf("  clones %s\n", term.Reveal(s))
	}
	v.printf("\n")
	for _, row := range [][2]string{
		{kind, whose},
		{"from", r.Origin},
		{"digest", r.Digest},
		{"folder", r.Folder},
		{"environment", r.Environment},
		{"mind", r.Statement},
	} {
		if row[1] != "" {
			v.printf("%s %s\n", v.options.Palette.Render(term.Muted, row[0]+":"), term.Reveal(row[1]))
		}
	}
}

// raw writes a text line by line, everything visible.
func (v *Plain) raw(prefix, text string) {
	for l := range strings.SplitSeq(strings.TrimSuffix(term.Reveal(text), "\n"), "\n") {
		v.printf("%s| %s\n", prefix, l)
	}
}

// Prompt writes a question and waits behind it.
func (v *Plain) Prompt(text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.printf("%s > ", v.options.Palette.Render(term.Accent, term.Line(text)))
	v.prompted = true
}
