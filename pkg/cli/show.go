package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/view"
)

func newShowCommand(a *app) *cobra.Command {
	var f projectFlags
	var upstream, markdown bool
	cmd := &cobra.Command{
		Use:   "show PROJECT",
		Short: "Show a project's guide as a page",
		Long: `Show what a guide says of a project: what it is, what set-up costs, its rules, its people, and how far the
guide has been proved.

With --upstream, show what the project's own documents were seen to get wrong, with file and line. --markdown writes
it so that it can be pasted into a pull request that corrects them. Look first: they may have been corrected since.`,
		Example: `  $ jupyter-onboard show nbformat
  $ jupyter-onboard show nbformat --json
  $ jupyter-onboard show nbformat --upstream --markdown`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeProjects,
	}
	cmd.Flags().StringVar(&f.guide, "guide", "", "guide file to show instead of the catalogue's")
	cmd.Flags().BoolVar(&upstream, "upstream", false, "show what the project's own documents get wrong")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "with --upstream: write Markdown")
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		if markdown && (!upstream || a.flags.json) {
			return &problem{
				code: exitUsage, message: "--markdown is a form of --upstream, and excludes --json.", observed: "--markdown",
				expected: "--upstream --markdown", next: "jupyter-onboard show " + args[0] + " --upstream --markdown",
			}
		}
		entry, g, err := a.find(ctx, args[0], f)
		if err != nil {
			return err
		}
		all := a.subprojects()
		switch {
		case upstream:
			return a.showUpstream(g, markdown)
		case a.flags.json:
			e := event.Guide{Origin: entry.Origin().String(), SHA256: entry.Digest().Hex(), Guide: g}
			if s, ok := all.Find(g.Subproject); ok {
				e.Subproject = s
			}
			a.show(e)
		default:
			a.prose().Page(journey.About(g, all, time.Now()))
		}
		return nil
	})
	return cmd
}

// showUpstream shows what a project's own documents get wrong.
func (a *app) showUpstream(g *guide.Guide, markdown bool) error {
	all := journey.Corrections(g, a.server())
	if len(all) == 0 {
		a.say(event.Info, "The guide of "+g.Name+" knows of nothing that its documents get wrong.")
		return nil
	}
	if markdown {
		if _, err := fmt.Fprint(a.terminal().Text(), view.Markdown(all)); err != nil {
			return fmt.Errorf("write the corrections: %w", err)
		}
		return nil
	}
	for _, c := range all {
		a.show(c)
	}
	if !a.flags.json {
		a.say(event.Info, fmt.Sprintf("Read at the commits of the addresses. `jupyter-onboard show %s --upstream --markdown` is for pasting.", g.ID))
	}
	return nil
}
