package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/guide"
)

func newGuideCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "guide", Short: "Write guides and keep them true",
		Long: "Commands for maintainers who write a guide for their repository.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newGuideSchemaCommand(a), newGuideLintCommand(a), newGuideListCommand(a))
	cmd.AddCommand(authorCommands(a)...)
	return cmd
}

func newGuideSchemaCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of guide files",
		Long: "Print the JSON Schema of guide files, with which editors complete and check them.",
		Example: `  $ jupyter-onboard guide schema > guide.schema.json
  # first line of a guide, for editors with the YAML language server
  # yaml-language-server: $schema=guide.schema.json`,
		Args: cobra.NoArgs,
	}
	cmd.RunE = a.run(func(context.Context, *cobra.Command, []string) error {
		_, err := a.terminal().Out.Write(guide.JSONSchema())
		return err
	})
	return cmd
}

func newGuideListCommand(a *app) *cobra.Command {
	cmd := newListCommand(a)
	cmd.Short = "List the guides"
	return cmd
}
