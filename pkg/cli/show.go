package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/event"
	"github.com/jupyter-onboard/jupyter-onboard/pkg/journey"
)

func newShowCommand(a *app) *cobra.Command {
	var f projectFlags
	cmd := &cobra.Command{
		Use:   "show PROJECT",
		Short: "Show a project's guide as a page",
		Long: `Show what a guide says of a project: what it is, what set-up costs, its rules, its people, and how far the
guide has been proved.`,
		Example: `  $ jupyter-onboard show nbformat
  $ jupyter-onboard show nbformat --json`,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeProjects,
	}
	cmd.Flags().StringVar(&f.guide, "guide", "", "guide file to show instead of the catalogue's")
	cmd.RunE = a.run(func(ctx context.Context, _ *cobra.Command, args []string) error {
		entry, g, err := a.find(ctx, args[0], f)
		if err != nil {
			return err
		}
		if a.flags.json {
			a.show(event.Guide{Origin: entry.Origin().String(), SHA256: entry.Digest().Hex(), Guide: g})
			return nil
		}
		a.prose().Page(journey.About(g, time.Now()))
		return nil
	})
	return cmd
}
