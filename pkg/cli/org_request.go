package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/catalog"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/overlay"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/system"
)

func newOrgRequestCommand(a *app) *cobra.Command {
	var work, size string
	var f projectFlags
	cmd := &cobra.Command{
		Use: "request PROJECT", Short: "Write the request for an approval, ready to send", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeProjects,
		Long: `Write what your organisation needs to know to approve work on a project: the project and its licence, whether it asks
for a contributor licence agreement or a sign-off, its rules about AI, and the nature and size of the work. Nothing is
sent: copy it, or pipe it to your mail program.`,
		Example: `  $ jupyter-onboard org request nbformat --work "a bug of the validator" --size "a day"`,
	}
	cmd.Flags().StringVar(&work, "work", "", "what you want to do")
	cmd.Flags().StringVar(&size, "size", "", "how much time or code it will be")
	cmd.Flags().StringVar(&f.guide, "guide", "", "guide file to use instead of the catalogue's")
	cmd.Flags().StringVar(&f.from, "from", "", "address or path that the code is to come from instead of upstream")
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		o, _, err := a.inForce(ctx)
		if err != nil {
			return err
		}
		on, err := a.workOn(ctx, args[0], f)
		if err != nil {
			return err
		}
		text := approvalRequest(o.file, on, work, size)
		if a.flags.json {
			a.show(event.Note{Level: event.Info, Text: text})
			a.show(event.Outcome{Meaning: meaning(exitOK), Message: "The request is written, and nothing was sent."})
			return nil
		}
		_, err = fmt.Fprint(a.terminal().Out, text)
		return err
	})
	return cmd
}

// workOn is the work that an approval is asked for.
func (a *app) workOn(ctx context.Context, id string, f projectFlags) (overlay.Work, error) {
	dir, err := a.workDir()
	if err != nil {
		return overlay.Work{}, err
	}
	if f, err = f.absolute(dir); err != nil {
		return overlay.Work{}, err
	}
	entry, g, err := a.find(ctx, id, f)
	if err != nil {
		return overlay.Work{}, err
	}
	return overlay.Work{
		Guide: g, Embedded: entry.Origin().Kind == catalog.Embedded, From: system.Redact(f.from), Upstream: a.server() + "/" + g.Clone.Repo,
	}, nil
}

// approvalRequest is a request as a mail is written.
func approvalRequest(o *overlay.Organisation, on overlay.Work, work, size string) string {
	g := on.Guide
	var b strings.Builder
	line := func(label, text string) { fmt.Fprintf(&b, "%s: %s\n", label, text) }
	line("To", o.To())
	line("Subject", "Approval to contribute to "+g.Name)
	b.WriteString("\n")
	fmt.Fprintf(&b, "I would like to contribute to %s in the name of %s.\n\n", g.Name, o.Name)
	line("Project", fmt.Sprintf("%s, %s. %s", g.Name, "https://github.com/"+g.Repo, g.Summary))
	line("Licence", first(g.PullRequest.Licence, "not known; see the repository's LICENSE"))
	line("Contributor licence agreement", agreement(g))
	line("AI policy", aiPolicy(g))
	line("Nature of the work", first(work, "(what you want to do; the project looks for "+kinds(g)+")"))
	line("Size of the work", first(size, "(how much time or code)"))
	for _, r := range o.Refuses(on) {
		line("Needs your approval because", r.Observed)
	}
	for _, q := range o.Approval.Questions {
		line(strings.TrimRight(q, "?:. "), "(your answer)")
	}
	return b.String()
}

// agreement says what the project asks contributors to sign.
func agreement(g *guide.Guide) string {
	switch p := g.PullRequest; {
	case p.CLA:
		return "yes, the project asks for one"
	case p.DCO:
		return "no; each commit is signed off (Developer Certificate of Origin)"
	}
	return "no"
}

// aiPolicy is the project's rule about AI.
func aiPolicy(g *guide.Guide) string {
	p := g.Issues.AIPolicy
	if p == nil {
		return "the project has none in writing"
	}
	text := p.Says
	if p.URL != "" {
		text += " (" + p.URL + ")"
	}
	return text
}

func kinds(g *guide.Guide) string {
	var out []string
	for _, k := range g.Choose.Kinds {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}
