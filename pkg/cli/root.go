package cli

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jupyter-onboard/jupyter-onboard/pkg/term"
)

const about = `jupyter-onboard takes you from "which Jupyter project?" to a working, proven checkout and an issue
that is really free, by guides that were run and whose every fact names its source.`

// newRootCommand puts the command tree together.
func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "jupyter-onboard",
		Short:         "A guided way into Project Jupyter's repositories",
		Long:          about,
		SilenceErrors: true,
		SilenceUsage:  true,
		Example: `  # The first hour, offline, on a sample project
  $ jupyter-onboard start --practice

  # The guided journey
  $ jupyter-onboard start

  # The same, scripted
  $ jupyter-onboard setup nbformat --yes --dir ~/src/nbformat`,
		Args: cobra.NoArgs,
	}
	showVersion := root.Flags().BoolP("version", "v", false, "print the version")
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		if *showVersion {
			return printVersion(cmd)
		}
		return cmd.Help()
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetIn(a.process.In)
	root.CompletionOptions.HiddenDefaultCmd = false
	f := root.PersistentFlags()
	f.BoolVar(&a.flags.json, "json", false, "write JSON Lines on standard output, sentences on standard error")
	f.BoolVar(&a.flags.plain, "plain", false, "write lines only: no colour, nothing that moves")
	f.StringVar(&a.flags.org, "org", "", "your organisation's file, or its address with #sha256=…")
	f.BoolVar(&a.flags.noColor, "no-color", false, "write without colour")
	root.AddGroup(
		&cobra.Group{ID: "journey", Title: "The journey:"},
		&cobra.Group{ID: "script", Title: "Step by step, or scripted:"},
		&cobra.Group{ID: "guide", Title: "For maintainers:"},
	)
	add := func(group string, cmds ...*cobra.Command) {
		for _, c := range cmds {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("journey", newStartCommand(a), newListCommand(a), newShowCommand(a), newIssuesCommand(a), newStatusCommand(a))
	add("script", newDoctorCommand(a), newSetupCommand(a), newBranchCommand(a), newRunCommand(a), newReportCommand(a), newOrgCommand(a))
	add("script", newUpdateCommand(a), newRemoveCommand(a))
	add("guide", newGuideCommand(a), newDevcontainerCommand(a), newTrustCommand(a))
	root.AddCommand(newVersionCommand(a))
	root.AddCommand(helpTopics()...)
	root.SetHelpCommand(newHelpCommand(a))
	root.SetHelpCommandGroupID("")
	root.SetHelpFunc(reflowed(root.HelpFunc()))
	return root
}

// reflowed fits the long help of a command into the usual 80 columns before it is shown. Paragraphs are what is between
// empty lines; indented lines stay as they are.
func reflowed(show func(*cobra.Command, []string)) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		paragraphs := strings.Split(cmd.Long, "\n\n")
		for i, p := range paragraphs {
			if !strings.HasPrefix(p, " ") && !strings.Contains(p, "\n ") {
				paragraphs[i] = term.Wrap(strings.ReplaceAll(p, "\n", " "), 80)
			}
		}
		cmd.Long = strings.Join(paragraphs, "\n\n")
		show(cmd, args)
	}
}

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		Example: "  $ jupyter-onboard version",
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.called, a.ran = cmd, true // As noteRun, but there is nothing to end well at a signal.
			return printVersion(cmd)
		},
	}
}

func printVersion(cmd *cobra.Command) error {
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "jupyter-onboard %s\n", version()); err != nil {
		return fmt.Errorf("print the version: %w", err)
	}
	return nil
}

// version is what the Go toolchain knows of the build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := strings.TrimPrefix(info.Main.Version, "v")
	if v == "" {
		v = "(devel)"
	}
	return v + " (" + info.GoVersion + ")"
}
