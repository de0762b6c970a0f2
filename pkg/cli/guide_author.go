package cli

import "github.com/spf13/cobra"

// authorCommands are the commands that draft, run, compare and publish guides.
func authorCommands(a *app) []*cobra.Command {
	return []*cobra.Command{newGuideTestCommand(a), newGuideDriftCommand(a), newGuideInitCommand(a), newGuideDocsCommand(a), newGuideCICommand(a)}
}
